"""Folders and deliveries: how far each mailbox was read, and what came from where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.mail import Delivered, DeliveryKey
from domain.mail_ports import Mark
from store.dialect import insert_into, table_of
from store.tables import Delivery, FolderState

_DELIVERY = table_of(Delivery)
_AT_ONCE = 500
"""Rows a statement: SQLite takes 32,766 values."""


@dataclass(frozen=True, slots=True)
class StoredDelivery:
    """A delivery whose bytes are stored, with its number."""

    id: int
    delivered: Delivered
    raw_sha256: str


def folder_state(session: Session, account: str, folder: str) -> FolderState | None:
    """Return how far the folder was read, None before its first connection."""
    wanted = rows_of(FolderState).where(
        col(FolderState.account) == account, col(FolderState.folder) == folder
    )
    return session.exec(wanted).one_or_none()


def folder_states(session: Session) -> tuple[FolderState, ...]:
    """Return every folder ever read, by account and folder."""
    wanted = rows_of(FolderState).order_by(col(FolderState.account), col(FolderState.folder))
    return tuple(session.exec(wanted))


def mark_of(state: FolderState) -> Mark:
    """Return the mark of a folder."""
    return Mark(state.uidvalidity, state.last_uid)


def move_mark(session: Session, account: str, folder: str, mark: Mark, now: datetime) -> None:
    """Note how far the folder is read; makes its row at the first connection."""
    fresh = {"uidvalidity": mark.uidvalidity, "last_uid": mark.last_uid, "polled_at": now, "problem": None}
    first = {"account": account, "folder": folder, "first_seen_at": now}
    session.execute(
        insert_into(session, FolderState)
        .values(**first, **fresh)
        .on_conflict_do_update(index_elements=["account", "folder"], set_=fresh)
    )


def note_poll(session: Session, account: str, folder: str, now: datetime, problem: str | None) -> None:
    """Note that the folder was looked at, and why it could not be read if so."""
    state = folder_state(session, account, folder)
    if state is not None:
        state.polled_at = now
        state.problem = problem
        if problem is None:
            state.read_at = now
        session.add(state)


def add_deliveries(
    session: Session, stored: Sequence[tuple[Delivered, str]], now: datetime
) -> tuple[StoredDelivery, ...]:
    """Add deliveries with the SHA-256 of their stored bytes; return those that were not known, in order."""
    new: dict[DeliveryKey, int] = {}
    for start in range(0, len(stored), _AT_ONCE):
        values = [_values(delivered, sha256, now) for delivered, sha256 in stored[start : start + _AT_ONCE]]
        new.update(_insert(session, values))
    return tuple(
        StoredDelivery(new.pop(delivered.key), delivered, sha256)
        for delivered, sha256 in stored
        if delivered.key in new
    )


def known_uids(
    session: Session, account: str, folder: str, uidvalidity: int, uids: Iterable[str]
) -> frozenset[str]:
    """Return those UIDs that were delivered before."""
    every = list(uids)
    found: set[str] = set()
    for start in range(0, len(every), _AT_ONCE):
        wanted = select(_DELIVERY.c.uid).where(
            _DELIVERY.c.account == account,
            _DELIVERY.c.folder == folder,
            _DELIVERY.c.uidvalidity == uidvalidity,
            _DELIVERY.c.uid.in_(every[start : start + _AT_ONCE]),
        )
        found.update(session.execute(wanted).scalars())
    return frozenset(found)


def get_delivery(session: Session, delivery_id: int) -> Delivery | None:
    """Return one delivery."""
    return session.get(Delivery, delivery_id)


def deliveries_of_mail(session: Session, mail_id: int) -> tuple[Delivery, ...]:
    """Return every delivery of a mail, the first one first."""
    wanted = rows_of(Delivery).where(col(Delivery.mail_id) == mail_id).order_by(col(Delivery.id))
    return tuple(session.exec(wanted))


def same_bytes(session: Session, raw_sha256: str) -> tuple[Delivery, ...]:
    """Return every delivery of these very bytes, the first one first."""
    wanted = rows_of(Delivery).where(col(Delivery.raw_sha256) == raw_sha256).order_by(col(Delivery.id))
    return tuple(session.exec(wanted))


def link_to_mail(session: Session, delivery_id: int, mail_id: int) -> None:
    """Note which mail a delivery turned out to be."""
    session.execute(update(_DELIVERY).where(_DELIVERY.c.id == delivery_id).values(mail_id=mail_id))


def _insert(session: Session, values: list[dict[str, object]]) -> dict[DeliveryKey, int]:
    statement = (
        insert_into(session, Delivery)
        .values(values)
        .on_conflict_do_nothing()
        .returning(
            _DELIVERY.c.id, _DELIVERY.c.account, _DELIVERY.c.folder, _DELIVERY.c.uidvalidity, _DELIVERY.c.uid
        )
    )
    rows = session.execute(statement)
    return {DeliveryKey(row.account, row.folder, row.uidvalidity, row.uid): row.id for row in rows}


def _values(delivered: Delivered, sha256: str, now: datetime) -> dict[str, object]:
    return {
        **_key_values(delivered.key),
        "raw_sha256": sha256,
        "size": delivered.size,
        "internal_date": delivered.internal_date,
        "received_at": now,
        "backfill": delivered.backfill,
        "name": delivered.name,
        "problem": delivered.incomplete,
        "refused": delivered.refused,
    }


def _key_values(key: DeliveryKey) -> dict[str, object]:
    return {
        "account": key.account,
        "folder": key.folder,
        "uidvalidity": key.uidvalidity,
        "uid": key.uid,
    }
