from datetime import timedelta

from sqlalchemy.exc import OperationalError

from domain.clock import SetClock
from domain.errors import StoreError
from domain.job_ports import Job
from jobs.table import LeasedJobs
from pipeline.leftovers import MOST_INTERRUPTIONS, Leftovers
from store.engine import Store
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

MINUTE = timedelta(minutes=1)


def _full() -> Exception:
    error = StoreError("the blob folder cannot be written")
    error.__cause__ = OSError(28, "No space left on device")
    return error


def _claimed(queue: LeasedJobs) -> Job:
    job = queue.claim(["step"], "w")
    assert job is not None
    return job


def test_an_interrupted_job_goes_back_uncounted_behind_others(store: Store, clock: SetClock) -> None:
    queue, left = LeasedJobs(store, clock, MINUTE), Leftovers("w", clock.now, timedelta(seconds=30))
    queue.submit("step", "interrupted", {})
    queue.submit("step", "other", {})
    assert left.take(queue, _claimed(queue), _full())
    left.give_back()
    assert _claimed(queue).key == "other"
    clock.sleep(30)
    assert (_claimed(queue).key, queue.claim(["step"], "w")) == ("interrupted", None)


def test_what_others_have_by_now_is_theirs(store: Store, clock: SetClock) -> None:
    queue, left = LeasedJobs(store, clock, MINUTE), Leftovers("w", clock.now, MINUTE)
    queue.submit("step", "1", {})
    assert left.take(queue, _claimed(queue), _full())
    clock.sleep(60)
    theirs = queue.claim(["step"], "another")
    left.give_back()
    assert theirs is not None
    queue.finish(theirs, "another")


def test_a_fault_of_the_work_is_not_kept(store: Store, clock: SetClock) -> None:
    queue, left = LeasedJobs(store, clock, MINUTE), Leftovers("w", clock.now, MINUTE)
    queue.submit("step", "1", {})
    job = _claimed(queue)
    assert not left.take(queue, job, ValueError("a bad mail"))
    assert not left.take(queue, job, OperationalError("x", None, Exception("no such table")))


def test_a_job_that_loses_the_database_again_and_again_counts_its_tries_at_last(
    store: Store, clock: SetClock
) -> None:
    lost = OperationalError("x", None, None, connection_invalidated=True)  # type: ignore[arg-type]
    queue, left = LeasedJobs(store, clock, MINUTE), Leftovers("w", clock.now, timedelta(0))
    queue.submit("step", "1", {})
    for _ in range(MOST_INTERRUPTIONS):
        assert left.take(queue, _claimed(queue), lost)
        left.give_back()
        assert left.take(queue, _claimed(queue), _full())
        left.give_back()
    assert not left.take(queue, _claimed(queue), lost)
