"""A process shows that it lives, from a thread of its own."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from pipeline.engines import Engines
from store.repositories import signs

log = logging.getLogger("ardoise.heartbeats")


@contextmanager
def alive(engines: Engines, name: str, role: str, heartbeat_seconds: float) -> Iterator[None]:
    """Show a sign of life three times in the time after which a process counts as missing.

    A process that ends in order is forgotten; one that dies is missed. A database that cannot be reached
    stops nothing.
    """
    done = threading.Event()
    beat(engines, name, role, fresh=True)

    def keep_beating() -> None:
        while not done.wait(heartbeat_seconds / 3):
            beat(engines, name, role)

    thread = threading.Thread(target=keep_beating, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
    try:
        with engines.store.write() as session:
            signs.forget_beat(session, name)
    except SQLAlchemyError as error:
        log.warning("heartbeat_not_forgotten", extra={"error": type(error).__name__})


def beat(engines: Engines, name: str, role: str, *, fresh: bool = False) -> None:
    """Show one sign of life."""
    try:
        with engines.store.write() as session:
            signs.beat(session, name, role, engines.clock.now(), fresh=fresh)
    except SQLAlchemyError as error:
        log.warning("heartbeat_lost", extra={"error": type(error).__name__})
