"""Leaves an account in peace while its server asks for patience: across restarts, and longer each time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from domain.errors import SourceError, Throttled
from pipeline.engines import Engines
from store.repositories import pauses

FIRST_SECONDS = 5
LONGEST_SECONDS = 900
"""Without a stated time the wait doubles from the one to the other."""
_SHORTEST = 1.0
_BELIEVED_SECONDS = 86_400.0
"""A server that states more is asked again after a day: it may have meant another unit."""


def paused_until(engines: Engines, account: str) -> datetime | None:
    """Return until when the account is left in peace, None when it may be asked now."""
    with engines.store.read() as session:
        pause = pauses.find_pause(session, account)
    return pause.until if pause is not None and pause.until > engines.clock.now() else None


def hold_back(engines: Engines, account: str, error: Throttled) -> datetime:
    """Leave the account in peace: as long as its server stated, at least twice as long as the last time.

    Returns until when.
    """
    now = engines.clock.now()
    with engines.store.write() as session:
        before = pauses.find_pause(session, account)
        step = FIRST_SECONDS if before is None else min(before.step_seconds * 2, LONGEST_SECONDS)
        stated = min(error.wait_seconds or 0.0, _BELIEVED_SECONDS)
        until = now + timedelta(seconds=max(step, stated, _SHORTEST))
        pauses.set_pause(session, account, until, step, str(error), now)
    return until


@contextmanager
def patiently(engines: Engines, account: str) -> Iterator[None]:
    """Ask an account outside its polls: not while it is left in peace, and a new pause counts for all.

    Raises SourceError while it is left in peace.
    """
    until = paused_until(engines, account)
    if until is not None:
        raise SourceError(
            f"account {account!r} is left in peace until {until:%Y-%m-%d %H:%M:%S} UTC, as its server asked."
        )
    try:
        yield
    except Throttled as error:
        hold_back(engines, account, error)
        raise


def let_go(engines: Engines, account: str) -> None:
    """Forget the pause: the account was asked and answered."""
    with engines.store.read() as session:
        known = pauses.find_pause(session, account) is not None
    if known:
        with engines.store.write() as session:
            pauses.end_pause(session, account)
