import multiprocessing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, func, inspect, select

from domain.errors import StoreError
from store import migrations
from store.engine import Store, open_store
from store.migrations import current, head, is_current, upgrade
from store.migrations.rendering import comparable, included, ours
from store.tables import METADATA
from tests.servers import stores
from tests.store.rows_of_every_table import fill


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return stores.empty_postgres(request.getfixturevalue("postgres_server"))


def _differences(store: Store) -> list[object]:
    with store.engine.connect() as connection:
        include = included if connection.dialect.name == "sqlite" else ours
        options: dict[str, Any] = {"compare_type": comparable, "include_object": include}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))


def _counts(store: Store) -> dict[str, int]:
    with store.read() as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in METADATA.sorted_tables
        }


def _move(store: Store, revision: str, up: bool) -> None:
    with store.migrating() as connection:
        config = migrations._config()
        config.attributes["connection"] = connection
        (command.upgrade if up else command.downgrade)(config, revision)


def test_upgrading_an_empty_database_makes_exactly_the_tables_of_the_program(empty_url: str) -> None:
    assert upgrade(empty_url) == head()
    store = open_store(empty_url)
    assert is_current(store)
    assert _differences(store) == []
    store.close()


def test_the_migrated_tables_hold_a_row_of_every_table(any_store: Store) -> None:
    with any_store.write() as session:
        fill(session)
    assert set(_counts(any_store).values()) == {1}
    with any_store.engine.connect() as connection:
        upgrade(any_store.url.render_as_string(hide_password=False))
        assert inspect(connection).get_table_names()
    assert set(_counts(any_store).values()) == {1}


def test_every_revision_can_be_taken_back_and_applied_again(any_store: Store) -> None:
    with any_store.write() as session:
        fill(session)
    _move(any_store, "base", up=False)
    left = MetaData()
    left.reflect(any_store.engine)
    assert set(left.tables) == {"alembic_version"}
    _move(any_store, "head", up=True)
    assert _differences(any_store) == []


def test_upgrading_twice_changes_nothing(empty_url: str) -> None:
    assert upgrade(empty_url) == upgrade(empty_url)


def test_several_processes_may_upgrade_at_once(empty_url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=upgrade, args=(empty_url,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    store = open_store(empty_url)
    assert is_current(store)
    store.close()


def test_a_database_of_a_newer_program_is_refused_and_left_alone(store: Store) -> None:
    with store.migrating() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="revision 9999, which this program does not know"):
        upgrade(str(store.url))
    assert current(store) == "9999"
    assert not is_current(store)


def test_a_migration_that_would_leave_a_dangling_row_is_undone(store: Store) -> None:
    said = r"row of work_result .* missing row of work_item"
    with pytest.raises(StoreError, match=said), store.migrating() as connection:
        connection.exec_driver_sql(
            "INSERT INTO work_result (work_item_id, step, body, at) VALUES (5, 'read', '', '2026-01-01')"
        )
    assert set(_counts(store).values()) == {0}
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_database_that_cannot_be_opened_is_named_without_its_password(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("not a database, only a text that is long enough to be one" * 20)
    for url, said in (
        (f"sqlite:///{tmp_path / 'note.txt'}", "file is not a database"),
        (f"sqlite:///{tmp_path / 'missing' / 'x.db'}", "unable to open database file"),
        ("postgresql://anna:geheim@127.0.0.1:1/ardoise", "onnection"),
    ):
        with pytest.raises(StoreError, match=said) as caught:
            upgrade(url)
        assert "geheim" not in str(caught.value)


def test_only_the_owner_may_read_the_database(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'ardoise.db'}")
    store = open_store(f"sqlite:///{tmp_path / 'ardoise.db'}")
    with store.write() as session:
        fill(session)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    store.close()
