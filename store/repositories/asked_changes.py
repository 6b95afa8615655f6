"""Changes of settings that wait for a second person."""

from datetime import datetime

from sqlmodel import Session, col
from sqlmodel import select as rows_of

from store.tables import AskedChange


def ask(session: Session, name: str, value: str, who: str, now: datetime) -> None:
    """Keep a change; an earlier one of the same setting that waits is replaced."""
    for earlier in open_ones(session):
        if earlier.name == name:
            session.delete(earlier)
    session.add(AskedChange(name=name, value=value, asked_by=who, asked_at=now))


def open_ones(session: Session) -> tuple[AskedChange, ...]:
    """Return what waits, the oldest first."""
    wanted = rows_of(AskedChange).where(col(AskedChange.decided_at).is_(None)).order_by(col(AskedChange.id))
    return tuple(session.exec(wanted))


def open_one(session: Session, number: int) -> AskedChange | None:
    """Return one that waits, locked; None for any other."""
    wanted = rows_of(AskedChange).where(col(AskedChange.id) == number, col(AskedChange.decided_at).is_(None))
    return session.exec(wanted.with_for_update()).one_or_none()


def decided(session: Session, asked: AskedChange, who: str, now: datetime, *, agreed: bool) -> None:
    """Note what was decided."""
    asked.decided_by, asked.decided_at, asked.agreed = who, now, agreed
    session.add(asked)
