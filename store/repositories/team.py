"""Working as a team: who is on what, notes and whom they call, saved views, acts on many items."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import case, delete, func, or_, select, update
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.states import BulkState
from store.dialect import insert_into, table_of
from store.tables import BulkAct, Claim, Mention, Note, SavedView

_CLAIM, _VIEW, _MENTION = table_of(Claim), table_of(SavedView), table_of(Mention)


def claim(
    session: Session, item_id: int, who: str, now: datetime, until: datetime, *, take_over: bool = False
) -> Claim:
    """Take or renew a claim and return the one that stands: somebody else's, unless it ended or is taken.

    The database decides, so that of two who ask at once one gets it.
    """
    mine = (_CLAIM.c.work_item_id == item_id, _CLAIM.c.who == who, _CLAIM.c.expires_at > now)
    session.execute(update(_CLAIM).where(*mine).values(expires_at=until))
    first = {"work_item_id": item_id, "who": who, "taken_at": now, "expires_at": until, "taken_from": None}
    before = case((_CLAIM.c.expires_at > now, _CLAIM.c.who), else_=None)
    free = _CLAIM.c.expires_at <= now
    taken = (
        insert_into(session, Claim)
        .values(first)
        .on_conflict_do_update(
            index_elements=["work_item_id"],
            set_={**first, "taken_from": before},
            where=or_(free, _CLAIM.c.who != who) if take_over else free,
        )
    )
    session.execute(taken)
    wanted = rows_of(Claim).where(col(Claim.work_item_id) == item_id)
    return session.exec(wanted.execution_options(populate_existing=True)).one()


def release(session: Session, item_id: int, who: str) -> None:
    """Give one's own claim back."""
    session.execute(delete(_CLAIM).where(_CLAIM.c.work_item_id == item_id, _CLAIM.c.who == who))


def claim_of(session: Session, item_id: int, now: datetime) -> Claim | None:
    """Return who is on an item just now, None when nobody is."""
    return claims_of(session, (item_id,), now).get(item_id)


def claims_of(session: Session, item_ids: Iterable[int], now: datetime) -> dict[int, Claim]:
    """Return who is on which of the items just now."""
    wanted = rows_of(Claim).where(col(Claim.work_item_id).in_(list(item_ids)), col(Claim.expires_at) > now)
    return {row.work_item_id: row for row in session.exec(wanted)}


def claims_by_others(session: Session, who: str, now: datetime) -> dict[int, str]:
    """Return the items that others are on, and who."""
    wanted = select(_CLAIM.c.work_item_id, _CLAIM.c.who).where(_CLAIM.c.expires_at > now, _CLAIM.c.who != who)
    return {number: name for number, name in session.execute(wanted)}


def forget_ended_claims(session: Session, before: datetime) -> None:
    """Forget claims that ended long ago."""
    session.execute(delete(_CLAIM).where(_CLAIM.c.expires_at < before))


def add_note(
    session: Session, item_id: int, who: str, body: str, mentions: tuple[str, ...], now: datetime
) -> Note:
    """Keep a note, and whom it calls until they have seen it."""
    note = Note(work_item_id=item_id, who=who, at=now, body=body, mentions=mentions)
    session.add(note)
    session.flush()
    session.add_all(Mention(note_id=note.id, who=name) for name in mentions)
    return note


def notes_of(session: Session, item_id: int) -> tuple[Note, ...]:
    """Return the notes of an item, the oldest first."""
    return tuple(session.exec(rows_of(Note).where(col(Note.work_item_id) == item_id).order_by(col(Note.id))))


def note_counts(session: Session, item_ids: Iterable[int]) -> dict[int, int]:
    """Return how many notes each item has; none: it is left out."""
    item = col(Note.work_item_id)
    wanted = select(item, func.count()).where(item.in_(list(item_ids))).group_by(item)
    return {number: count for number, count in session.execute(wanted)}


def unseen_notes(session: Session, who: str, limit: int = 20) -> tuple[Note, ...]:
    """Return the notes that call somebody and were not seen yet, the newest first."""
    wanted = rows_of(Note).join(Mention, col(Mention.note_id) == col(Note.id))
    wanted = wanted.where(col(Mention.who) == who, col(Mention.seen_at).is_(None))
    return tuple(session.exec(wanted.order_by(col(Note.id).desc()).limit(limit)))


def mark_seen(session: Session, who: str, item_id: int, now: datetime) -> None:
    """Note that somebody has seen every note of an item that calls them."""
    of_item = select(col(Note.id)).where(col(Note.work_item_id) == item_id)
    unseen = (_MENTION.c.who == who, _MENTION.c.seen_at.is_(None), _MENTION.c.note_id.in_(of_item))
    session.execute(update(_MENTION).where(*unseen).values(seen_at=now))


def save_view(session: Session, owner: str, name: str, query: str, shared: bool, now: datetime) -> None:
    """Keep a view under a name; one of the same name is replaced."""
    values = {"owner": owner, "name": name, "query": query, "shared": shared, "created_at": now}
    fresh = {"query": query, "shared": shared}
    statement = insert_into(session, SavedView).values(values)
    session.execute(statement.on_conflict_do_update(index_elements=["owner", "name"], set_=fresh))


def views_for(session: Session, who: str) -> tuple[SavedView, ...]:
    """Return one's own views and those that others share, by name."""
    wanted = rows_of(SavedView).where(or_(col(SavedView.owner) == who, col(SavedView.shared).is_(True)))
    return tuple(session.exec(wanted.order_by(col(SavedView.name), col(SavedView.id))))


def remove_view(session: Session, owner: str, view_id: int) -> bool:
    """Remove one's own view; False when it is none of theirs."""
    gone = delete(_VIEW).where(_VIEW.c.id == view_id, _VIEW.c.owner == owner).returning(_VIEW.c.id)
    return session.execute(gone).scalar_one_or_none() is not None


def add_bulk_act(session: Session, act: BulkAct) -> int:
    """Keep an act on many items and return its number."""
    session.add(act)
    session.flush()
    return act.id


def bulk_act(session: Session, act_id: int) -> BulkAct | None:
    """Return one act, locked for this transaction; None where there is none."""
    return session.exec(rows_of(BulkAct).where(col(BulkAct.id) == act_id).with_for_update()).one_or_none()


def pending_acts(session: Session) -> tuple[BulkAct, ...]:
    """Return what takes effect soon or just now."""
    soon = col(BulkAct.state).in_([BulkState.PENDING, BulkState.WORKING])
    wanted = rows_of(BulkAct).where(soon).order_by(col(BulkAct.id))
    return tuple(session.exec(wanted))


def last_act(session: Session, who: str) -> BulkAct | None:
    """Return what somebody did last to many items at once."""
    wanted = rows_of(BulkAct).where(col(BulkAct.who) == who).order_by(col(BulkAct.id).desc()).limit(1)
    return session.exec(wanted).one_or_none()
