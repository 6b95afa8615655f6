"""Keeps the service and whoever moves its database apart, by a lock on a file of the data folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import inspect, select

from domain.errors import ConfigurationError
from store.dialect import table_of
from store.engine import Store
from store.tables import Heartbeat

_HEARTBEAT = table_of(Heartbeat)
_held: list[int] = []


def be_present(data: Path) -> None:
    """Hold this installation for one process of the service, as long as it lives.

    Raises ConfigurationError while somebody moves or restores it.
    """
    descriptor = _open(data)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise ConfigurationError(
            f"the installation in {data} is being moved or restored; start the service when that is done."
        ) from None
    _held.append(descriptor)


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold this installation alone. Raises ConfigurationError while a process of the service runs here."""
    descriptor = _open(data)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigurationError(
                "the service runs; stop it first (`systemctl stop ardoise`), then try again."
            ) from None
        yield
    finally:
        os.close(descriptor)


def refuse_signs_of_life(store: Store, now: datetime, silent: timedelta) -> None:
    """Raise ConfigurationError when a process on any machine gave a sign of life since then."""
    with store.read() as session:
        if not inspect(session.connection()).has_table(_HEARTBEAT.name):
            return
        wanted = select(_HEARTBEAT.c.name).where(_HEARTBEAT.c.at > now - silent).limit(1)
        found = session.execute(wanted).scalar_one_or_none()
    if found is not None:
        raise ConfigurationError(
            f"the service runs: {found} gave a sign of life a moment ago. Stop it on every machine; after a "
            f"crash wait {silent.total_seconds():.0f} seconds."
        )


def _open(data: Path) -> int:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(data / "service.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ConfigurationError(
            f"{data} cannot be written ({error.strerror}); set `data` to a folder of the service's own."
        ) from None
