"""The breaker: too many answers in an hour turn the kill switch on, until a person turns it off again."""

from datetime import datetime, timedelta

from store.repositories import outbox, settings
from store.repositories.history import add_event
from store.session import Session

HOUR = timedelta(hours=1)
WHO = "breaker"
"""Who turned the kill switch on, as the history tells it."""


def trip_when_full(session: Session, per_hour: int, now: datetime) -> bool:
    """Turn the kill switch on when so many answers were released in the last hour; 0: never.

    Answers that wait to leave are held then, the one that tripped it among them.
    """
    if per_hour <= 0 or settings.is_on(session, settings.KILL_SWITCH):
        return False
    if outbox.released_since(session, counted_from(session, now)).answers < per_hour:
        return False
    settings.set_setting(session, settings.KILL_SWITCH, True, WHO, now)
    settings.set_setting(session, settings.BREAKER_TRIPPED, now.isoformat(), WHO, now)
    add_event(session, WHO, "breaker_tripped", now)
    return True


def counted_from(session: Session, now: datetime) -> datetime:
    """Return since when releases count: an hour back, but not beyond the last time somebody reset it.

    Who turns the kill switch off has looked at what left before.
    """
    turned_off = settings.turned_off_at(session, settings.KILL_SWITCH)
    return max(now - HOUR, turned_off) if turned_off is not None else now - HOUR


def tripped_since(session: Session) -> datetime | None:
    """Return since when the breaker holds, None where it does not."""
    if not settings.is_on(session, settings.KILL_SWITCH):
        return None
    if settings.set_by(session, settings.KILL_SWITCH) != WHO:
        return None
    found = settings.get_setting(session, settings.BREAKER_TRIPPED)
    return datetime.fromisoformat(found) if isinstance(found, str) else None
