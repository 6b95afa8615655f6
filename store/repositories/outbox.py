"""The outbox: answers, their attempts, and the counts that caps and the breaker look at."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Text, and_, bindparam, func, or_, select, type_coerce
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.errors import ConflictError, NotFoundError
from domain.states import OutboxState
from domain.words import Block, ReplyKind
from store.dialect import table_of
from store.repositories.paging import PAGE, Slice, sliced
from store.tables import Outbox, OutboxAttempt

_OUTBOX = table_of(Outbox)
_RELEASE_KEY = 7_262_118_042
"""Number of the advisory lock under which PostgreSQL lets one transaction count and release."""
UNCERTAIN = "uncertain"
"""Phase of an attempt after which nobody knew whether the answer had left."""
_NEVER_LEFT = (OutboxState.DRAFT, OutboxState.DROPPED, OutboxState.FAILED)


@dataclass(frozen=True, slots=True)
class Released:
    """What was released to leave by itself since a moment."""

    answers: int
    documents: int


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer as the release rules left it."""

    created_at: datetime
    kind: ReplyKind
    recipient: str
    subject_key: str
    customer_id: str | None
    documents: int
    automatic: bool
    blocked_by: tuple[str, ...]


def add_answer(session: Session, answer: Outbox) -> tuple[Outbox, bool]:
    """Add the answer to one correspondent about one mail; when there is one already, that one is returned.

    The flag tells whether it is new.
    """
    if answer.mail_id is not None:
        wanted = rows_of(Outbox).where(
            col(Outbox.mail_id) == answer.mail_id, col(Outbox.recipient) == answer.recipient
        )
        known = session.exec(wanted).one_or_none()
        if known is not None:
            return known, False
    session.add(answer)
    session.flush()
    return answer, True


def get_answer(session: Session, answer_id: int) -> Outbox:
    """Return one answer. Raises NotFoundError."""
    answer = session.get(Outbox, answer_id)
    if answer is None:
        raise NotFoundError(f"there is no answer {answer_id}.")
    return answer


def change_answer(session: Session, answer_id: int, version: int | None, now: datetime) -> Outbox:
    """Return an answer to be changed in this transaction; its version goes up.

    Raises ConflictError when `version` (what the clerk saw; None: whatever it is) is not the stored one.
    """
    wanted = rows_of(Outbox).where(col(Outbox.id) == answer_id).with_for_update()
    answer = session.exec(wanted).one_or_none()
    if answer is None:
        raise NotFoundError(f"there is no answer {answer_id}.")
    if version is not None and answer.version != version:
        raise ConflictError(
            f"answer {answer_id} was changed in the meantime; look at it again. Nothing was overwritten."
        )
    answer.version += 1
    answer.updated_at = now
    session.add(answer)
    return answer


def answers_of_item(session: Session, item_id: int) -> tuple[Outbox, ...]:
    """Return every answer of a work item, the first one first."""
    wanted = rows_of(Outbox).where(col(Outbox.work_item_id) == item_id).order_by(col(Outbox.id))
    return tuple(session.exec(wanted))


def answers_to_mail(session: Session, mail_id: int) -> tuple[Outbox, ...]:
    """Return every answer to a mail, the first one first."""
    wanted = rows_of(Outbox).where(col(Outbox.mail_id) == mail_id).order_by(col(Outbox.id))
    return tuple(session.exec(wanted))


def list_answers(
    session: Session,
    state: OutboxState,
    before: tuple[datetime, int] | None = None,
    limit: int = PAGE,
    *,
    hidden: Collection[int] = (),
) -> Slice[Outbox]:
    """Return the answers of one state, the newest first; `before` is (created_at, id) of the last seen.

    `hidden` are numbers of work items whose answers are left out.
    """
    made, number = _OUTBOX.c.created_at, _OUTBOX.c.id
    wanted = rows_of(Outbox).where(_OUTBOX.c.state == state)
    if hidden:
        # Literal: there may be more of them than a statement has places for values.
        listed: BindParameter[int] = bindparam(
            "hidden", list(hidden), expanding=True, literal_execute=True, unique=True
        )
        wanted = wanted.where(_OUTBOX.c.work_item_id.not_in(listed))
    if before is not None:
        earlier = and_(made == before[0], number < before[1])
        wanted = wanted.where(made <= before[0], or_(made < before[0], earlier))
    wanted = wanted.order_by(made.desc(), number.desc()).limit(limit + 1)
    return sliced(session.exec(wanted).all(), limit)


def counts_by_state(session: Session) -> dict[OutboxState, int]:
    """Return the number of answers in each state."""
    session.flush()
    rows = session.execute(select(_OUTBOX.c.state, func.count()).group_by(_OUTBOX.c.state)).all()
    return {OutboxState(state): number for state, number in rows}


def put_off(session: Session) -> int:
    """Return how many answers are on their way but could not leave at the last try."""
    session.flush()
    waiting = _OUTBOX.c.state.in_((OutboxState.QUEUED, OutboxState.DELAYED))
    failed = _OUTBOX.c.last_error.is_not(None)
    number: int = session.execute(
        select(func.count()).select_from(_OUTBOX).where(waiting, failed)
    ).scalar_one()
    return number


def released_since(
    session: Session,
    since: datetime,
    *,
    recipient: str | None = None,
    subject_key: str | None = None,
    customer_id: str | None = None,
    domain: str | None = None,
) -> Released:
    """Count what was frozen to leave without a person since then; those on their way count, too."""
    session.flush()
    wanted = select(func.count(), func.coalesce(func.sum(_OUTBOX.c.documents), 0)).where(
        _OUTBOX.c.automatic.is_(True), _OUTBOX.c.frozen_at > since, _OUTBOX.c.state.not_in(_NEVER_LEFT)
    )
    if recipient is not None:
        wanted = wanted.where(_OUTBOX.c.recipient == recipient)
    if subject_key is not None:
        wanted = wanted.where(_OUTBOX.c.subject_key == subject_key)
    if customer_id is not None:
        wanted = wanted.where(_OUTBOX.c.customer_id == customer_id)
    if domain is not None:
        wanted = wanted.where(_OUTBOX.c.recipient.endswith(f"@{domain}", autoescape=True))
    answers, documents = session.execute(wanted).one()
    return Released(answers, int(documents))


def judged_since(session: Session, since: datetime, limit: int = 2_000) -> tuple[Judged, ...]:
    """Return what left by itself since then and what the mode, alone or not, held back, oldest first.

    At most the newest `limit`; what a person released of it is included.
    """
    session.flush()
    names = [getattr(_OUTBOX.c, name) for name in Judged.__slots__]
    held = type_coerce(_OUTBOX.c.blocked_by, Text).contains(f'"{Block.MODE_DRAFT.value}"', autoescape=True)
    wanted = (
        select(*names)
        .where(_OUTBOX.c.created_at > since, or_(held, _OUTBOX.c.automatic.is_(True)))
        .order_by(_OUTBOX.c.created_at.desc(), _OUTBOX.c.id.desc())
        .limit(limit)
    )
    return tuple(reversed([Judged(*row) for row in session.execute(wanted)]))


def misses_since(session: Session, since: datetime, address: str, domain: str | None) -> int:
    """Count the numbers of others that an address asked for since then, or its mail domain where given."""
    session.flush()
    asked = _OUTBOX.c.recipient == address
    if domain:
        asked = or_(asked, _OUTBOX.c.recipient.endswith(f"@{domain}", autoescape=True))
    wanted = select(func.coalesce(func.sum(_OUTBOX.c.misses), 0)).where(
        _OUTBOX.c.misses > 0, _OUTBOX.c.created_at > since, asked
    )
    return int(session.execute(wanted).scalar_one())


def one_release_at_a_time(session: Session) -> None:
    """Hold back other automatic releases until this transaction ends, so that what is counted stays true.

    SQLite lets one writer in at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_RELEASE_KEY)))


def begin_attempt(session: Session, answer_id: int, now: datetime) -> int:
    """Note that the answer is being handed over and return the attempt's id; commit before the bytes go."""
    attempt = OutboxAttempt(outbox_id=answer_id, started_at=now)
    session.add(attempt)
    session.flush()
    return attempt.id


def end_attempt(
    session: Session, attempt_id: int, now: datetime, *, answer: str | None = None, error: str | None = None
) -> None:
    """Note how an attempt ended: the server's answer, or the error in words."""
    attempt = _attempt(session, attempt_id)
    attempt.ended_at = now
    attempt.answer = answer
    attempt.error = error


def note_uncertain(session: Session, answer_id: int) -> None:
    """Note of the last attempt that nobody knows whether it arrived."""
    known = attempts_of(session, answer_id)
    if known:
        known[-1].phase = UNCERTAIN


def attempts_of(session: Session, answer_id: int) -> tuple[OutboxAttempt, ...]:
    """Return every attempt at an answer, oldest first."""
    wanted = (
        rows_of(OutboxAttempt)
        .where(col(OutboxAttempt.outbox_id) == answer_id)
        .order_by(col(OutboxAttempt.id))
    )
    return tuple(session.exec(wanted))


def _attempt(session: Session, attempt_id: int) -> OutboxAttempt:
    attempt = session.get(OutboxAttempt, attempt_id)
    if attempt is None:
        raise NotFoundError(f"there is no attempt {attempt_id}.")
    return attempt
