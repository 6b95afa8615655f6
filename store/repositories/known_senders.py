"""Contacts, mail domains and names that people added to customers, over every import of the ledger."""

from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from store.dialect import table_of
from store.tables import KnownSender

_KNOWN = table_of(KnownSender)
_STAMP = select(
    func.count(), func.max(_KNOWN.c.id), func.max(_KNOWN.c.agreed_at), func.max(_KNOWN.c.ended_at)
)
Stamp = tuple[object, ...]


def add(session: Session, known: KnownSender) -> int:
    """Keep one and return its number."""
    session.add(known)
    session.flush()
    return known.id


def open_ones(session: Session) -> tuple[KnownSender, ...]:
    """Return what counts, and what waits for a second person, the newest first."""
    wanted = rows_of(KnownSender).where(col(KnownSender.ended_at).is_(None))
    return tuple(session.exec(wanted.order_by(col(KnownSender.id).desc())))


def active(session: Session, company: str = "") -> tuple[KnownSender, ...]:
    """Return what counts now for a company's customers, the oldest first."""
    found = [one for one in open_ones(session) if one.agreed_at is not None and one.company == company]
    return tuple(reversed(found))


def open_one(session: Session, number: int) -> KnownSender | None:
    """Return one that has not ended, locked; None for any other."""
    wanted = rows_of(KnownSender).where(col(KnownSender.id) == number, col(KnownSender.ended_at).is_(None))
    return session.exec(wanted.with_for_update()).one_or_none()


def agree(session: Session, known: KnownSender, who: str, now: datetime) -> None:
    """Let it count."""
    known.agreed_by, known.agreed_at = who, now
    session.add(known)


def end(session: Session, known: KnownSender, who: str, now: datetime) -> None:
    """Let it count no more."""
    known.ended_by, known.ended_at = who, now
    session.add(known)


def stamp(session: Session) -> Stamp:
    """Return what changes whenever anything here does: a ledger in memory is fresh while it stays."""
    return tuple(session.execute(_STAMP).one())
