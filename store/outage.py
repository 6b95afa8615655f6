"""Tells an outage, which passes and is nobody's fault, from an error of what is being worked on."""

import errno
import sqlite3
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from domain.errors import NotFoundError, StoreError


class Outage(StrEnum):
    """What cannot be used now; the word stands in logs and on the health page."""

    DATABASE_UNREACHABLE = "database_unreachable"
    DATABASE_BUSY = "database_busy"
    """Others hold what is needed longer than anybody waits."""
    DISK_FULL = "disk_full"
    STORAGE_UNUSABLE = "storage_unusable"
    """Where files lie cannot be written at all, or is not there: mounted read-only, a lost share."""


OUTAGES = (SQLAlchemyError, OSError, StoreError)
"""The exceptions that may be one; `outage_of` tells."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_UNUSABLE = frozenset({errno.EROFS, errno.ESTALE, errno.ENOTCONN})
"""Not EIO, EACCES and the like: those may be of one file."""
_SQLITE = {
    sqlite3.SQLITE_BUSY: Outage.DATABASE_BUSY,
    sqlite3.SQLITE_LOCKED: Outage.DATABASE_BUSY,
    sqlite3.SQLITE_PROTOCOL: Outage.DATABASE_BUSY,
    sqlite3.SQLITE_FULL: Outage.DISK_FULL,
    sqlite3.SQLITE_READONLY: Outage.DATABASE_UNREACHABLE,
    sqlite3.SQLITE_IOERR: Outage.DATABASE_UNREACHABLE,
    sqlite3.SQLITE_CANTOPEN: Outage.DATABASE_UNREACHABLE,
}
_POSTGRESQL = {
    "08": Outage.DATABASE_UNREACHABLE,
    "40": Outage.DATABASE_BUSY,
    "53100": Outage.DISK_FULL,
    "53": Outage.DATABASE_BUSY,
    "55P03": Outage.DATABASE_BUSY,
    "57014": Outage.DATABASE_BUSY,
    "57P": Outage.DATABASE_UNREACHABLE,
    "58": Outage.DATABASE_UNREACHABLE,
    "25006": Outage.DATABASE_UNREACHABLE,
}
"""By the beginning of the SQLSTATE, the longest first where two fit."""


def outage_of(error: BaseException) -> Outage | None:
    """Return what is out of order, None when the error is one of the thing that was worked on."""
    for each in _causes(error):
        if isinstance(each, NotFoundError):
            return None
        found = _of_one(each)
        if found is not None:
            return found
    return None


def reason_of(error: BaseException) -> str:
    """Return what the driver or system said: no statement and none of its values, which hold mail."""
    said = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return " ".join(str(said).split())[:300]


def _causes(error: BaseException) -> Iterator[BaseException]:
    each: BaseException | None = error
    while each is not None:
        yield each
        each = each.__cause__


def _of_one(error: BaseException) -> Outage | None:
    if isinstance(error, PoolTimeoutError):
        return Outage.DATABASE_BUSY
    if isinstance(error, DBAPIError):
        if error.orig is not None and (found := _of_driver(error.orig)) is not None:
            return found
        return Outage.DATABASE_UNREACHABLE if error.connection_invalidated else None
    if isinstance(error, OSError):
        if error.errno in _FULL:
            return Outage.DISK_FULL
        return Outage.STORAGE_UNUSABLE if error.errno in _UNUSABLE else None
    # Whatever a bucket answers but "no such object" is true of all that lies there.
    return Outage.STORAGE_UNUSABLE if type(error).__module__.startswith("botocore.") else None


def _of_driver(error: BaseException) -> Outage | None:
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(error, "sqlstate", None)
    if state is not None:
        fitting = [begin for begin in _POSTGRESQL if str(state).startswith(begin)]
        return _POSTGRESQL[max(fitting, key=len)] if fitting else None
    # Without a connection there is no SQLSTATE: the driver could not reach the server, or lost it.
    lost = type(error).__name__ == "OperationalError"
    return Outage.DATABASE_UNREACHABLE if lost else None
