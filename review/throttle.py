"""Slows guessing of passwords and links down: ever longer waits, but nobody is locked out for good."""

from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256

from store.repositories import users
from store.session import Session


class Kind(Enum):
    """Whose failed sign-ins in a row are counted: free tries, longest wait, and when they are forgotten."""

    NAME = ("name", 5, timedelta(minutes=1), timedelta(hours=24))
    ADDRESS = ("address", 20, timedelta(minutes=15), timedelta(hours=1))
    LINK = ("link", 20, timedelta(minutes=15), timedelta(hours=1))

    def subject(self, value: str) -> str:
        """Return the key under which failures are counted.

        A digest: what is typed for a name is a password now and then.
        """
        known = value.lower()[:100].encode("utf-8", "replace")
        return f"{self.value[0]}:{sha256(known).hexdigest()}"


def wait(session: Session, kind: Kind, value: str, now: datetime) -> timedelta:
    """Return how long this name or address must wait before it may try again; zero: not at all."""
    attempt = users.login_attempt(session, kind.subject(value))
    if attempt is None or attempt.locked_until is None:
        return timedelta()
    return max(timedelta(), attempt.locked_until - now)


def count(session: Session, kind: Kind, value: str, now: datetime) -> None:
    """Count a failed try; beyond the free ones each doubles the wait."""
    _, free, longest, forgotten_after = kind.value
    subject = kind.subject(value)
    attempt = users.login_attempt(session, subject)
    if attempt is not None and now - attempt.last_at > forgotten_after:
        users.forget_failures(session, subject)
        attempt = None
    failures = 1 + (attempt.failures if attempt is not None else 0)
    pause = min(longest, timedelta(seconds=2 ** min(failures - free, 20))) if failures > free else None
    users.count_failure(session, subject, now, None if pause is None else now + pause)


def forget(session: Session, kind: Kind, value: str) -> None:
    """Start counting anew after a good sign-in."""
    users.forget_failures(session, kind.subject(value))
