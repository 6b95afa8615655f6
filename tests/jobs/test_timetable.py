import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from domain.clock import SetClock
from domain.errors import ConfigurationError
from domain.job_ports import JobQueue
from jobs.engine import open_queue
from jobs.timetable import EPOCH, Entry, Timetable, due_at
from store.engine import Store
from tests.jobs.queues import NOON

_MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
POLL = Entry("poll", "poll", every_seconds=60)
NIGHTLY = Entry("ledger", "import_ledger", daily="02:30")


def _timetable(store: Store, clock: SetClock, *entries: Entry) -> tuple[Timetable, JobQueue]:
    queue = open_queue(store, clock, timedelta(minutes=1))
    return Timetable(store, queue, clock, entries or (POLL,)), queue


@given(_MOMENTS, st.integers(1, 100_000))
def test_due_times_are_counted_from_the_epoch(now: datetime, seconds: int) -> None:
    due = due_at(now, every_seconds=seconds)
    assert timedelta(0) <= now - due < timedelta(seconds=seconds)
    assert (due - EPOCH) % timedelta(seconds=seconds) == timedelta(0)


@given(_MOMENTS)
def test_a_daily_due_time_is_the_last_one_that_came(now: datetime) -> None:
    due = due_at(now, daily="02:30")
    assert timedelta(0) <= now - due < timedelta(days=1)
    assert (due.hour, due.minute, due.second, due.microsecond) == (2, 30, 0, 0)


def test_due_times_do_not_depend_on_the_zone_of_the_clock() -> None:
    there = datetime(2026, 3, 29, 4, 0, tzinfo=timezone(timedelta(hours=2)))
    assert due_at(there, daily="02:30") == datetime(2026, 3, 28, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "24:00", "2:5", "02:60", "02.30", "-1:00", "02:30:00", "٠٢:30"])
def test_a_time_of_day_that_is_none_is_named(text: str) -> None:
    with pytest.raises(ConfigurationError, match="time of day"):
        Entry("ledger", "import_ledger", daily=text)


def test_an_entry_has_exactly_one_kind_of_due_time() -> None:
    for wrong in ({}, {"every_seconds": 5, "daily": "02:30"}, {"every_seconds": 0}):
        with pytest.raises(ConfigurationError, match="timetable entry poll"):
            Entry("poll", "poll", **wrong)  # type: ignore[arg-type]


def test_each_due_time_submits_one_job(any_store: Store, clock: SetClock) -> None:
    table, queue = _timetable(any_store, clock)
    assert table.submit_due(POLL)
    assert not table.submit_due(POLL)
    job = queue.claim(["poll"], "w")
    assert job is not None
    assert job.payload == {"due_at": "2026-11-16T12:00:00+00:00"}
    queue.finish(job, "w")
    assert not table.submit_due(POLL)
    clock.sleep(60)
    assert table.submit_due(POLL)


def test_a_job_that_still_runs_is_not_joined_by_a_second(store: Store, clock: SetClock) -> None:
    table, queue = _timetable(store, clock)
    table.submit_due(POLL)
    queue.claim(["poll"], "w")
    clock.sleep(60)
    assert not table.submit_due(POLL)
    assert queue.counts() == {"leased": 1}


def test_a_restart_neither_repeats_nor_forgets_a_due_time(store: Store, clock: SetClock) -> None:
    assert _timetable(store, clock, POLL, NIGHTLY)[0].submit_all_due() == 2
    assert _timetable(store, clock, POLL, NIGHTLY)[0].submit_all_due() == 0
    clock.moment = datetime(2026, 11, 18, 5, 0, tzinfo=UTC)
    table, queue = _timetable(store, clock, NIGHTLY)
    while (job := queue.claim(["poll", "import_ledger"], "w")) is not None:
        queue.finish(job, "w")
    assert table.submit_all_due() == 1


def test_schedulers_side_by_side_never_double_a_due_time(any_store: Store, clock: SetClock) -> None:
    submitted: list[bool] = []
    start = threading.Barrier(4)

    def look() -> None:
        table, _ = _timetable(any_store, clock)
        start.wait()
        submitted.append(table.submit_due(POLL))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(submitted) == [False, False, False, True]


def test_two_schedulers_racing_through_a_hundred_due_times_submit_a_hundred_jobs(
    any_store: Store,
) -> None:
    submitted: list[int] = []

    def look_again_and_again() -> None:
        clock = SetClock(NOON)
        queue = open_queue(any_store, clock, timedelta(minutes=1))
        table = Timetable(any_store, queue, clock, [Entry("poll", "poll", every_seconds=60, key="poll")])
        for _ in range(100):
            start.wait()
            submitted.append(table.submit_all_due())
            start.wait()
            while (job := queue.claim(["poll"], "w")) is not None:
                queue.finish(job, "w")
            clock.sleep(60)

    start = threading.Barrier(2)
    threads = [threading.Thread(target=look_again_and_again) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(submitted), sum(submitted)) == (200, 100)


def test_a_due_time_that_failed_is_taken_up_by_the_next_look(store: Store, clock: SetClock) -> None:
    table, queue = _timetable(store, clock)
    with store.migrating() as connection:
        connection.exec_driver_sql("ALTER TABLE timetable_run RENAME TO away")
    with pytest.raises(OperationalError):
        table.submit_all_due()
    with store.migrating() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO timetable_run")
    assert table.submit_all_due() == 1
    assert queue.counts() == {"waiting": 1}


def test_a_clock_set_back_by_an_hour_stops_no_timetable(any_store: Store, clock: SetClock) -> None:
    tables = [_timetable(any_store, clock) for _ in range(2)]
    queue = tables[0][1]
    for _ in range(3):
        _run_all(tables, queue)
        clock.sleep(60)
    clock.sleep(-3600)
    for _ in range(63):
        assert _run_all(tables, queue) == 1
        clock.sleep(60)


def _run_all(tables: list[tuple[Timetable, JobQueue]], queue: JobQueue) -> int:
    """Let every scheduler look, then work the jobs; return how many were submitted."""
    submitted = sum(table.submit_all_due() for table, _ in tables)
    while (job := queue.claim(["poll"], "w")) is not None:
        queue.finish(job, "w")
    return submitted
