import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from domain.errors import ConflictError, NotFoundError
from domain.states import Step, WorkState
from domain.words import Route
from store.dialect import table_of
from store.engine import Store
from store.repositories import work_items
from store.tables import WorkItemRow

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


def _item(store: Store, **values: object) -> int:
    with store.write() as session:
        return work_items.add_item(session, WorkItemRow(created_at=NOW, updated_at=NOW, **values))


def test_a_change_on_an_old_view_is_refused_and_overwrites_nothing(any_store: Store) -> None:
    number = _item(any_store)
    with any_store.write() as session:
        work_items.change_item(session, number, 1, NOW).route = Route.DISPUTE
    with pytest.raises(ConflictError, match="changed in the meantime"), any_store.write() as session:
        work_items.change_item(session, number, 1, NOW).route = Route.OTHER
    with any_store.read() as session:
        item = work_items.get_item(session, number)
    assert (item.route, item.version) == (Route.DISPUTE, 2)


def test_a_work_item_that_is_not_there_is_named(any_store: Store) -> None:
    with any_store.write() as session:
        with pytest.raises(NotFoundError, match="no work item 5"):
            work_items.get_item(session, 5)
        with pytest.raises(NotFoundError):
            work_items.change_item(session, 5, None, NOW)


def test_a_step_that_runs_again_replaces_what_it_found(any_store: Store) -> None:
    number = _item(any_store)
    for body in ('{"a":1}', '{"a":2}'):
        with any_store.write() as session:
            work_items.save_result(session, number, Step.ROUTE, body, NOW)
    with any_store.write() as session:
        work_items.save_result(session, number, Step.MATCH, "null", NOW)
        assert work_items.results(session, number) == {Step.ROUTE: '{"a":2}', Step.MATCH: "null"}


def test_a_reading_is_kept_by_content_and_reader(any_store: Store) -> None:
    with any_store.write() as session:
        for body in ("b" * 64, "c" * 64):
            work_items.save_reading(session, "a" * 64, "pdfium 1", body, NOW)
        assert work_items.find_reading(session, "a" * 64, "pdfium 1") == "b" * 64
        assert work_items.find_reading(session, "a" * 64, "pdfium 2") is None


def test_the_queue_shows_the_most_urgent_first_and_then_the_oldest(any_store: Store) -> None:
    for priority in (0, 50, 50, 90, 0):
        _item(any_store, state=WorkState.WAITING, priority=priority, route=Route.OTHER)
    _item(any_store, state=WorkState.CLOSED, priority=99)
    _item(any_store, state=WorkState.WAITING, priority=60, route=Route.DISPUTE)
    seen, after = [], None
    with any_store.read() as session:
        while True:
            page = work_items.queue(session, after=after, limit=2)
            seen += [item.id for item in page.rows]
            if not page.more:
                break
            after = work_items.QueuePlace(page.rows[-1].priority, page.rows[-1].id)
        assert seen == [4, 7, 2, 3, 1, 5]
        assert [item.id for item in work_items.queue(session, route=Route.DISPUTE).rows] == [7]
        assert work_items.counts_by_state(session) == {WorkState.WAITING: 6, WorkState.CLOSED: 1}
        assert work_items.counts_by_route(session, WorkState.WAITING) == {Route.OTHER: 5, Route.DISPUTE: 1}


def test_a_page_deep_in_a_long_queue_is_fast(store: Store) -> None:
    rows = [
        {
            "source_name": "",
            "step": Step.REVIEW,
            "state": WorkState.WAITING,
            "route": Route.OTHER,
            "auto": False,
            "priority": number % 100,
            "flags": (),
            "waits_because": (),
            "version": 1,
            "created_at": NOW,
            "updated_at": NOW + timedelta(seconds=number),
        }
        for number in range(30_000)
    ]
    with store.write() as session:
        session.execute(insert(table_of(WorkItemRow)), rows)
    with store.read() as session:
        started = time.process_time()
        for _ in range(10):
            work_items.queue(session, route=Route.OTHER, after=work_items.QueuePlace(50, 15_000))
            work_items.queue(session, after=work_items.QueuePlace(50, 15_000))
            work_items.recent(session, WorkState.WAITING, (NOW + timedelta(seconds=15_000), 15_000))
        assert (time.process_time() - started) / 30 < 0.02
