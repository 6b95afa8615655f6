"""The queue in the store: every order and filter, page by page, off an index."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from domain.states import WorkState
from domain.words import DisputeReason, Route
from store.engine import Store
from store.repositories import queue, search, work_items
from store.repositories.queue import Choice, Looking, Tray
from store.repositories.queue_order import Order, parsed, place_of
from store.tables import WorkItemRow

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
ANNA = Looking("anna", NOW)
COUNT = 60


@pytest.fixture
def filled(any_store: Store) -> Store:
    chance = random.Random(7)
    with any_store.write() as session:
        for number in range(COUNT):
            row = WorkItemRow(created_at=NOW - timedelta(hours=chance.randrange(9)), updated_at=NOW)
            row.state = WorkState.WAITING
            row.route = chance.choice(list(Route))
            row.reason = chance.choice([None, DisputeReason.PRICE])
            row.amount = chance.choice([None, Decimal("10.00"), Decimal(-5), Decimal(number)])
            row.risk = chance.random() < 0.3
            row.due_at = NOW + timedelta(hours=chance.randrange(-3, 5))
            row.priority = chance.randrange(3)
            row.assignee = chance.choice([None, "anna", "ben"])
            row.account = chance.choice(["a", "b"])
            row.language = chance.choice([None, "en"])
            row.postponed_until = NOW + timedelta(days=1) if number % 10 == 0 else None
            work_items.add_item(session, row)
            search.add_words(session, row.id, ["invoice", f"inv{number}", "even" if number % 2 else "odd"])
    return any_store


@pytest.mark.parametrize("order", list(Order))
def test_every_order_goes_from_page_to_page_without_loss_or_repetition(filled: Store, order: Order) -> None:
    seen, after = [], None
    with filled.read() as session:
        while True:
            page = queue.page_of(session, Choice(), ANNA, order, after, limit=7)
            seen += page.rows
            if not page.more:
                break
            after = parsed(str(place_of(page.rows[-1], order)), order)
            assert after is not None
    assert len({row.id for row in seen}) == len(seen) == COUNT - COUNT // 10
    keys = {
        Order.RISK: lambda row: (not row.risk, row.due_at),
        Order.DUE: lambda row: row.due_at,
        Order.AGE: lambda row: row.created_at,
        Order.AMOUNT: lambda row: -(row.amount if row.amount is not None else Decimal(-(10**9))),
        Order.PRIORITY: lambda row: -row.priority,
        Order.CHANGED: lambda row: -row.id,
    }
    assert [keys[order](row) for row in seen] == sorted(keys[order](row) for row in seen)


@pytest.mark.parametrize(
    ("choice", "holds"),
    [
        (Choice(route=Route.DISPUTE), lambda row: row.route is Route.DISPUTE),
        (Choice(reason=DisputeReason.PRICE), lambda row: row.reason is DisputeReason.PRICE),
        (Choice(assignee="anna"), lambda row: row.assignee == "anna"),
        (Choice(assignee=""), lambda row: row.assignee is None),
        (Choice(free_for="ben"), lambda row: row.assignee in (None, "ben")),
        (Choice(account="a", language=""), lambda row: row.account == "a" and row.language is None),
        (Choice(amount_from=Decimal(20), amount_to=Decimal(40)), lambda row: 20 <= (row.amount or 0) <= 40),
        (Choice(due_before=NOW, flagged=True), lambda row: row.risk and row.due_at < NOW),
        (Choice(came_before=NOW - timedelta(hours=4)), lambda row: row.created_at < NOW - timedelta(hours=4)),
        (Choice(words=((("odd",),),)), lambda row: row.id % 2 == 1),
        (Choice(words=((("inv",), ("nothing",)), (("eve",),))), lambda row: row.id % 2 == 0),
    ],
)
def test_filters_choose_what_they_say_and_are_counted_alike(filled: Store, choice: Choice, holds) -> None:  # type: ignore[no-untyped-def]
    with filled.read() as session:
        every = queue.page_of(session, Choice(), ANNA, Order.RISK, limit=COUNT).rows
        found = queue.page_of(session, choice, ANNA, Order.RISK, limit=COUNT).rows
        counted = queue.counts(session, choice, ANNA)
    assert {row.id for row in found} == {row.id for row in every if holds(row)} != set()
    assert counted.by_tray[Tray.WAITING] == len(found)


def test_trays_part_what_waits_and_are_counted(filled: Store) -> None:
    with filled.read() as session:
        counted = queue.counts(session, Choice(), ANNA).by_tray
        for tray in Tray:
            rows = queue.page_of(session, Choice(tray=tray), ANNA, Order.RISK, limit=COUNT).rows
            assert len(rows) == counted[tray]
    assert counted[Tray.POSTPONED] == 6 and 0 < counted[Tray.MINE] < counted[Tray.WAITING]


def test_page_of_a_filtered_queue_reads_its_rows_off_one_index(store: Store) -> None:
    wanted = (
        "EXPLAIN QUERY PLAN SELECT id FROM work_item WHERE state='waiting' AND risk=0 AND reason='price' "
        "AND account='a' AND amount>5 ORDER BY risk DESC, due_at, id LIMIT 51"
    )
    with store.read() as session:
        plan = " ".join(str(row) for row in session.execute(text(wanted)))
    assert "COVERING INDEX ix_work_item_desk" in plan and "TEMP B-TREE" not in plan


def test_place_that_no_database_holds_is_none() -> None:
    for garbage in ("", "1.2", "2.1.1", "0.99999999999999999999.1", "0.1.9999999999", "٠.1.1", "0.-5.1"):
        assert parsed(garbage, Order.RISK) is None
