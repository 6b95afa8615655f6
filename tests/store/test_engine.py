import multiprocessing
import os
import pickle
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, select

from domain.errors import ConfigurationError, StoreError
from store.engine import Store, checked_url, open_store, shown
from store.migrations import upgrade
from store.tables import Setting, WorkResult

_NOW = datetime(2026, 11, 16, tzinfo=UTC)


def _set(session: Session, name: str) -> None:
    session.add(Setting(name=name, value="1", changed_at=_NOW, changed_by="anna"))


def _names(store: Store) -> set[str]:
    with store.read() as session:
        return {row.name for row in session.exec(select(Setting))}


def test_every_connection_is_safe_against_power_loss_and_checks_references(store: Store) -> None:
    connections = [store.engine.connect() for _ in range(3)]
    for connection in connections:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
        assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
        connection.close()


def test_a_writing_transaction_holds_the_write_lock_from_its_first_moment(store: Store) -> None:
    other = sqlite3.connect(str(store.url.database), timeout=0, isolation_level=None)
    with store.write():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN")
        assert other.execute("SELECT count(*) FROM setting").fetchone() == (0,)
        other.execute("ROLLBACK")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_an_error_undoes_the_whole_transaction(any_store: Store) -> None:
    with pytest.raises(RuntimeError), any_store.write() as session:
        _set(session, "half")
        session.flush()
        raise RuntimeError
    assert _names(any_store) == set()


def test_what_a_reading_session_changes_is_thrown_away(any_store: Store) -> None:
    with any_store.read() as session:
        _set(session, "never")
        session.flush()
    assert _names(any_store) == set()


def test_a_reader_sees_one_moment_while_others_write(store: Store) -> None:
    with store.read() as reader:
        assert reader.exec(select(Setting)).all() == []
        with store.write() as writer:
            _set(writer, "new")
        assert reader.exec(select(Setting)).all() == []
    assert _names(store) == {"new"}


def test_writers_in_several_threads_wait_for_each_other(store: Store) -> None:
    def write(number: int) -> None:
        with store.write() as session:
            _set(session, f"thread {number}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(_names(store)) == 8


def test_a_reference_to_nothing_is_refused(any_store: Store) -> None:
    with pytest.raises(IntegrityError), any_store.write() as session:
        session.add(WorkResult(work_item_id=77, step="read", body="{}", at=_NOW))


def test_an_error_of_the_database_carries_no_value_into_logs(any_store: Store) -> None:
    with pytest.raises(IntegrityError) as caught, any_store.write() as session:
        session.add(WorkResult(work_item_id=77, step="read", body="words of a mail", at=_NOW))
    assert "words of a mail" not in str(caught.value)


def test_a_forked_child_gets_connections_of_its_own(any_store: Store) -> None:
    with any_store.read() as session:
        session.exec(select(Setting)).all()
        child = os.fork()
        if child == 0:
            try:
                with any_store.write() as inner:
                    _set(inner, "from the child")
                os._exit(0)
            finally:
                os._exit(1)
        assert os.waitpid(child, 0)[1] == 0
    with any_store.write() as session:
        _set(session, "from the parent")
    assert _names(any_store) == {"from the child", "from the parent"}


def _write_spawned(store: Store) -> None:
    with store.write() as session:
        _set(session, "spawned")


def test_a_spawned_process_can_be_handed_the_store(store: Store) -> None:
    assert pickle.loads(pickle.dumps(store)).url == store.url
    process = multiprocessing.get_context("spawn").Process(target=_write_spawned, args=(store,))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert _names(store) == {"spawned"}


@pytest.mark.parametrize("place", ["u:hunter2@db.example/x", "u@db.example/x?password=hunter2"])
def test_a_password_in_a_url_is_never_shown(place: str) -> None:
    said = shown(checked_url(f"postgresql+psycopg://{place}"))
    assert "hunter2" not in said
    assert "db.example/x" in said


def test_a_database_that_cannot_be_made_is_named_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match=r"cannot be opened or migrated .* check that it is there"):
        upgrade(f"sqlite:///{tmp_path}/taken/ardoise.sqlite")


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/x", "sqlite://", "sqlite:///:memory:"])
def test_a_database_that_cannot_be_served_is_named(url: str) -> None:
    with pytest.raises(ConfigurationError):
        open_store(url)


def test_a_missing_driver_is_named_with_the_mend() -> None:
    with pytest.raises(ConfigurationError, match="extra `postgresql`"):
        open_store("postgresql+asyncpg://localhost/x")


def test_a_store_in_a_folder_that_is_not_there_fails_at_first_use(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'missing' / 'x.db'}")
    with pytest.raises(OperationalError), store.read() as session:
        session.exec(select(Setting)).all()
