"""Folders whose numbers changed: what lay there first, what is known under which number, and comparisons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, cast, func, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.folder_history import NUMBERING, FolderHistory, joined_ranges, stated
from domain.mail import Delivered
from domain.mail_ports import Again, Mark
from store.dialect import insert_into, table_of
from store.repositories.deliveries import folder_state, mark_of, move_mark
from store.tables import Delivery, FolderHistoryRow, MailRow

_DELIVERY = table_of(Delivery)
_MAIL = table_of(MailRow)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class KnownDelivery:
    """What tells a delivery apart without its bytes."""

    id: int
    uidvalidity: int
    size: int
    internal_date: datetime
    message_id: str


def history_row(session: Session, account: str, folder: str) -> FolderHistoryRow | None:
    """Return what lay in the folder at its first connection, None when that was not noted."""
    wanted = rows_of(FolderHistoryRow).where(
        col(FolderHistoryRow.account) == account, col(FolderHistoryRow.folder) == folder
    )
    return session.exec(wanted).one_or_none()


def add_history(
    session: Session, account: str, folder: str, uidvalidity: int, history: FolderHistory
) -> None:
    """Note what lay there; the first to say so is right."""
    values = {
        "account": account,
        "folder": folder,
        "uidvalidity": uidvalidity,
        "uids": history.uids,
        "prints": history.prints,
        "older_than": history.older_than,
    }
    session.execute(insert_into(session, FolderHistoryRow).values(values).on_conflict_do_nothing())


def extend_history(
    session: Session, account: str, folder: str, uidvalidity: int, uids: Sequence[int]
) -> None:
    """Note under which numbers of today the history lies."""
    row = history_row(session, account, folder)
    if row is not None and row.uidvalidity == uidvalidity:
        row.uids = joined_ranges(row.uids, uids)
        session.add(row)


def renumber(
    session: Session, account: str, folder: str, mark: Mark, until: int, fresh_from: datetime, now: datetime
) -> None:
    """Begin to count a folder anew under the mark's UIDVALIDITY; nothing when that was begun already."""
    state = folder_state(session, account, folder)
    if state is None or state.uidvalidity == mark.uidvalidity:
        return
    state.uidvalidity, state.last_uid = mark.uidvalidity, mark.last_uid
    state.recount_uid, state.fresh_from = until, fresh_from
    state.reconciled_at = None
    session.add(state)
    row = history_row(session, account, folder)
    if row is not None:
        row.uidvalidity, row.uids = mark.uidvalidity, ""
        session.add(row)


def advance_mark(session: Session, account: str, folder: str, mark: Mark, now: datetime) -> None:
    """Move the mark on, never back, and never to another UIDVALIDITY than the folder is counted under.

    Whoever lost the lease of an account in the middle may still store what it fetched, and no more.
    """
    state = folder_state(session, account, folder)
    if state is None:
        move_mark(session, account, folder, mark, now)
    elif state.uidvalidity == mark.uidvalidity:
        move_mark(session, account, folder, Mark(mark.uidvalidity, max(mark.last_uid, state.last_uid)), now)


def current_mark(session: Session, account: str, folder: str) -> Mark | None:
    """Return the folder's mark, None before its first connection."""
    state = folder_state(session, account, folder)
    return mark_of(state) if state is not None else None


def note_comparison(session: Session, account: str, folder: str, now: datetime) -> None:
    """Note that what lies in the folder was compared with what was taken."""
    state = folder_state(session, account, folder)
    if state is not None:
        state.reconciled_at = now
        session.add(state)


def add_again(session: Session, again: Iterable[Again], now: datetime) -> int:
    """Add a delivery for each mail that is known under another number; return how many were new."""
    count = 0
    for one in again:
        known = session.get(Delivery, one.delivery_id)
        if known is None:
            continue
        values = {
            "account": one.key.account,
            "folder": one.key.folder,
            "uidvalidity": one.key.uidvalidity,
            "uid": one.key.uid,
            "raw_sha256": known.raw_sha256,
            "size": known.size,
            "internal_date": one.internal_date,
            "received_at": now,
            "backfill": known.backfill,
            "name": None,
            "mail_id": known.mail_id,
            "problem": known.problem,
            "refused": known.refused,
        }
        added = insert_into(session, Delivery).values(values).on_conflict_do_nothing()
        count += session.execute(added.returning(_DELIVERY.c.id)).scalar_one_or_none() is not None
    return count


def known_contents(session: Session, stored: Sequence[tuple[Delivered, str]]) -> dict[str, int]:
    """Return the mail that each of those contents is, for contents that were taken whole before.

    Left out are mails that so far were older mail alone and are delivered for real now.
    """
    found: dict[str, int] = {}
    wanted = {sha256: delivered for delivered, sha256 in stored if _is_whole_mail(delivered)}
    for part in _parts(sorted(wanted)):
        rows = session.execute(
            select(
                _DELIVERY.c.raw_sha256,
                func.min(_DELIVERY.c.mail_id),
                func.min(cast(_MAIL.c.backfill, Integer)),
            )
            .join(_MAIL, _MAIL.c.id == _DELIVERY.c.mail_id)
            .where(_DELIVERY.c.raw_sha256.in_(part), _DELIVERY.c.problem.is_(None))
            .group_by(_DELIVERY.c.raw_sha256)
        )
        found |= {sha: mail_id for sha, mail_id, older in rows if not older or wanted[sha].backfill}
    return found


def known_deliveries(session: Session, account: str, folder: str) -> list[KnownDelivery]:
    """Return every delivery of the folder whose mail was taken whole and carries a Message-ID."""
    columns = (
        _DELIVERY.c.id,
        _DELIVERY.c.uidvalidity,
        _DELIVERY.c.size,
        _DELIVERY.c.internal_date,
        _MAIL.c.message_id,
    )
    rows = session.execute(
        select(*columns)
        .join(_MAIL, _MAIL.c.id == _DELIVERY.c.mail_id)
        .where(
            _DELIVERY.c.account == account,
            _DELIVERY.c.folder == folder,
            _DELIVERY.c.problem.is_(None),
            _MAIL.c.message_id.is_not(None),
        )
        .order_by(_DELIVERY.c.id)
    )
    return [KnownDelivery(*row) for row in rows]


def newest_numbering(session: Session, account: str, folder: str, uidvalidity: int) -> int | None:
    """Return the newest numbering under which the folder was counted while the server said that number."""
    wanted = select(func.max(_DELIVERY.c.uidvalidity)).where(
        _DELIVERY.c.account == account,
        _DELIVERY.c.folder == folder,
        _DELIVERY.c.uidvalidity % NUMBERING == uidvalidity,
    )
    delivered: int | None = session.execute(wanted).scalar_one()
    state = folder_state(session, account, folder)
    counted = state.uidvalidity if state is not None and stated(state.uidvalidity) == uidvalidity else None
    return max((one for one in (delivered, counted) if one is not None), default=None)


def looks_of(
    session: Session, account: str, folder: str, uidvalidity: int, uids: Sequence[int]
) -> dict[int, tuple[int, datetime]]:
    """Return (size, INTERNALDATE) of those mails that were taken whole, by uid."""
    found: dict[int, tuple[int, datetime]] = {}
    for part in _parts([str(uid) for uid in uids]):
        rows = session.execute(
            select(_DELIVERY.c.uid, _DELIVERY.c.size, _DELIVERY.c.internal_date).where(
                _DELIVERY.c.account == account,
                _DELIVERY.c.folder == folder,
                _DELIVERY.c.uidvalidity == uidvalidity,
                _DELIVERY.c.uid.in_(part),
                _DELIVERY.c.problem.is_(None),
            )
        )
        found |= {int(uid): (size, arrived) for uid, size, arrived in rows}
    return found


def _is_whole_mail(delivered: Delivered) -> bool:
    return delivered.name is None and delivered.incomplete is None


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), _AT_ONCE):
        yield values[at : at + _AT_ONCE]
