"""Reports that answers could not be delivered, each tied to the answer it concerns."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import distinct, func, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from store.dialect import insert_into, table_of
from store.tables import Bounce, Outbox

_BOUNCE = table_of(Bounce)
_SHORTEST_MARK = 32


def note_bounce(session: Session, bounce: Bounce) -> bool:
    """Keep a report of one answer; False when it was kept before."""
    values = bounce.model_dump(exclude={"id"})
    statement = insert_into(session, Bounce).values(values).on_conflict_do_nothing().returning(_BOUNCE.c.id)
    return session.execute(statement).scalar_one_or_none() is not None


def bounces_of(session: Session, answer_ids: Sequence[int]) -> tuple[Bounce, ...]:
    """Return the reports of those answers, the first one first."""
    wanted = rows_of(Bounce).where(col(Bounce.outbox_id).in_(answer_ids)).order_by(col(Bounce.id))
    return tuple(session.exec(wanted))


def hard_bounces_since(session: Session, recipient: str, since: datetime) -> int:
    """Return how many answers to that address came back for good since then."""
    wanted = select(func.count(distinct(_BOUNCE.c.outbox_id))).where(
        _BOUNCE.c.recipient == recipient, _BOUNCE.c.hard.is_(True), _BOUNCE.c.noted_at > since
    )
    return int(session.execute(wanted).scalar_one())


def answer_of_message(session: Session, message_id: str) -> Outbox | None:
    """Return the answer that left under that Message-ID, None for mail that is not ours."""
    return session.exec(rows_of(Outbox).where(col(Outbox.message_id) == message_id)).one_or_none()


def answer_of_mark(session: Session, mark: str) -> Outbox | None:
    """Return the answer whose Message-ID begins with that mark, None for a mark that is not ours."""
    if len(mark) < _SHORTEST_MARK:
        return None
    wanted = rows_of(Outbox).where(col(Outbox.message_id).startswith(f"<{mark}@", autoescape=True))
    return session.exec(wanted).first()


def bounce_of_mail(session: Session, mail_id: int) -> Bounce | None:
    """Return which answer a report is about, None for any other mail."""
    return session.exec(rows_of(Bounce).where(col(Bounce.mail_id) == mail_id)).first()
