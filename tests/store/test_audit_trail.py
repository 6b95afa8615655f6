"""The audit trail: written with the change, refused to be changed, and every forged byte is found."""

import random
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store.engine import Store
from store.repositories import audit
from store.repositories.audit import Verdict, Wanted
from store.repositories.history import Change, add_event
from store.repositories.settings import set_setting

NOON = datetime(2026, 11, 16, 12, 0, 0, 123456, tzinfo=UTC)


def filled(store: Store, count: int = 12) -> None:
    for number in range(count):
        with store.write() as session:
            add_event(session, "anna", "confirmed", NOON + timedelta(hours=number), detail={"answer": number})


def verdict(store: Store, known: tuple[int, str] | None = None) -> Verdict:
    with store.read() as session:
        return audit.verify(session, known)


def test_each_act_is_chained_in_the_transaction_of_its_change(any_store: Store) -> None:
    filled(any_store)
    with pytest.raises(ZeroDivisionError), any_store.write() as session:
        set_setting(session, "kill_switch", True, "ben", NOON)
        raise ZeroDivisionError
    with any_store.write() as session:
        set_setting(session, "kill_switch", True, "ben", NOON)
        add_event(session, "ardoise", "step_parse", NOON)
    found = verdict(any_store)
    assert (found.entries, found.broken) == (13, None) and len(found.head) == 64
    with any_store.read() as session:
        last = audit.page(session, Wanted(who="ben"))
    assert [(line.number, line.subject, line.body) for line in last] == [
        (13, "setting:kill_switch", '{"name":"kill_switch","value":true}')
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET who = 'x' WHERE id = 3",
        "DELETE FROM audit_entry WHERE id = 3",
        "UPDATE audit_detail SET body = '{}' WHERE entry_id = 3",
        "INSERT OR REPLACE INTO audit_entry SELECT id, at, 'x', action, subject, digest, previous, hash "
        "FROM audit_entry WHERE id = 3",
        "TRUNCATE audit_entry CASCADE",
    ],
)
def test_database_refuses_to_change_or_remove_an_entry(any_store: Store, statement: str) -> None:
    only = {"INSERT OR": "sqlite", "TRUNCATE ": "postgresql"}.get(statement[:9])
    if only not in (None, any_store.engine.dialect.name):
        return
    filled(any_store)
    with pytest.raises(DBAPIError, match="only added to"), any_store.engine.begin() as connection:
        connection.execute(text(statement))
    assert verdict(any_store).broken is None


def test_any_forged_column_names_its_entry(store: Store) -> None:
    chance = random.Random(7)
    filled(store)
    unguarded(store)
    for column in ("at", "who", "action", "subject", "digest", "previous", "hash"):
        number = chance.randint(1, 12)
        forge = f"UPDATE audit_entry SET {column} = :forged WHERE id = {number}"
        with store.engine.begin() as connection:
            before = connection.execute(
                text(f"SELECT {column} FROM audit_entry WHERE id = {number}")
            ).scalar_one()
            connection.execute(text(forge), {"forged": flipped(before)})
        assert verdict(store).broken == number, column
        with store.engine.begin() as connection:
            connection.execute(text(forge), {"forged": before})
        assert verdict(store).broken is None


def test_missing_swapped_and_changed_details_are_named_and_erased_ones_are_counted(store: Store) -> None:
    filled(store)
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_detail WHERE entry_id IN (2, 5)"))
    assert verdict(store) == Verdict(12, verdict(store).head, 2)
    unguarded(store)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE audit_detail SET body = '{}' WHERE entry_id = 7"))
    assert (verdict(store).broken, verdict(store).why) == (7, "its detail was changed")
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_detail WHERE entry_id = 4"))
        connection.execute(text("DELETE FROM audit_entry WHERE id = 4"))
    assert (verdict(store).broken, verdict(store).why) == (4, "it is missing")


def test_cut_off_end_is_found_with_an_entry_noted_elsewhere(store: Store) -> None:
    filled(store)
    noted = (12, verdict(store).head)
    unguarded(store)
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_detail WHERE entry_id = 12"))
        connection.execute(text("DELETE FROM audit_entry WHERE id = 12"))
    assert verdict(store).broken is None
    assert verdict(store, noted).broken == 12
    filled(store, 1)
    assert verdict(store, noted).why == "it is another entry than the one noted"


def test_corrections_keep_before_and_after(store: Store) -> None:
    from store.repositories.history import add_corrections
    from store.tables import WorkItemRow

    with store.write() as session:
        session.add(WorkItemRow(id=1, created_at=NOON, updated_at=NOON))
        session.flush()
        add_corrections(session, 1, (Change("header", "payer", '"a"', '"b"'),), "anna", NOON)
    with store.read() as session:
        line = audit.page(session, Wanted(subject="item:1"))[0]
    assert line.action == "values_changed" and line.body == '{"header.payer":["\\"a\\"","\\"b\\""]}'


def test_many_writers_at_once_make_one_chain(any_store: Store) -> None:
    threads = [Thread(target=filled, args=(any_store, 10)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verdict(any_store)
    assert (found.entries, found.broken) == (40, None)


def unguarded(store: Store) -> None:
    with store.engine.begin() as connection:
        for trigger in ("audit_entry_kept", "audit_entry_stays", "audit_entry_once", "audit_detail_kept"):
            connection.execute(text(f"DROP TRIGGER {trigger}"))


def flipped(value: str) -> str:
    last = "1" if value[-1] != "1" else "2"
    return value[:-1] + last if value else "x"
