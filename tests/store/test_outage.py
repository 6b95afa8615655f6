import errno
import sqlite3
from pathlib import Path

import pytest
from botocore.exceptions import EndpointConnectionError
from psycopg import errors
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from domain.errors import NotFoundError, StoreError
from store.engine import open_store
from store.outage import Outage, outage_of, reason_of


@pytest.mark.parametrize(
    ("state", "outage"),
    [
        ("57P01", Outage.DATABASE_UNREACHABLE),
        ("57P03", Outage.DATABASE_UNREACHABLE),
        ("08006", Outage.DATABASE_UNREACHABLE),
        ("25006", Outage.DATABASE_UNREACHABLE),
        ("53100", Outage.DISK_FULL),
        ("53300", Outage.DATABASE_BUSY),
        ("40P01", Outage.DATABASE_BUSY),
        ("23505", None),
        ("22P05", None),
        ("42P01", None),
    ],
)
def test_what_postgresql_says_is_an_outage_or_a_fault_of_the_work(state: str, outage: Outage | None) -> None:
    wrapped = DBAPIError("SELECT secret", {"body": "of a mail"}, errors.lookup(state)("said"))
    assert outage_of(wrapped) is outage
    assert reason_of(wrapped) == "said", "neither statement nor values are told"


def test_a_connection_that_was_lost_without_a_word_is_an_outage() -> None:
    assert outage_of(OperationalError("x", None, errors.OperationalError("closed"))) is (
        Outage.DATABASE_UNREACHABLE
    )
    assert outage_of(IntegrityError("x", None, errors.IntegrityError("twice"))) is None


def test_a_locked_sqlite_is_busy_and_a_missing_table_is_no_outage(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE a (b)")
    other.execute("BEGIN EXCLUSIVE")
    store = open_store(f"sqlite:///{path}", busy_seconds=0.05)
    with pytest.raises(OperationalError) as locked, store.write():
        pass
    assert outage_of(locked.value) is Outage.DATABASE_BUSY
    other.execute("ROLLBACK")
    other.close()
    with pytest.raises(OperationalError) as missing, store.write() as session:
        session.connection().exec_driver_sql("SELECT * FROM nothing")
    assert outage_of(missing.value) is None
    store.close()


@pytest.mark.parametrize(
    ("number", "outage"),
    [
        (errno.ENOSPC, Outage.DISK_FULL),
        (errno.EDQUOT, Outage.DISK_FULL),
        (errno.EROFS, Outage.STORAGE_UNUSABLE),
        (errno.EACCES, None),
        (errno.EIO, None),
    ],
)
def test_what_the_disk_says_is_found_under_our_own_words(number: int, outage: Outage | None) -> None:
    assert (
        outage_of(_under(StoreError("the blob folder cannot be written"), OSError(number, "said"))) is outage
    )


def test_a_bucket_that_cannot_be_reached_is_an_outage_and_a_missing_object_is_none() -> None:
    away = EndpointConnectionError(endpoint_url="https://blobs.example")
    assert outage_of(_under(StoreError("the bucket cannot be reached"), away)) is Outage.STORAGE_UNUSABLE
    assert outage_of(_under(NotFoundError("no bytes are stored under it"), away)) is None


def _under(named: Exception, cause: Exception) -> Exception:
    named.__cause__ = cause
    return named
