"""A lease: kept by a heartbeat, taken over when it ran out, and then worth nothing to whoever lost it."""

import pytest

from domain.clock import Clock
from domain.errors import ConflictError
from tests.jobs.contract_queues import A_SECOND, Queue, claimed, clock, queue

__all__ = ["clock", "queue"]


def test_a_lease_that_ran_out_is_taken_over_and_the_old_worker_can_do_nothing(
    queue: Queue, clock: Clock
) -> None:
    queue.submit("read", "1", {})
    lost = claimed(queue)
    clock.sleep(59)
    assert queue.claim(["read"], "w2") is None
    clock.sleep(1)
    taken = claimed(queue, "w2")
    assert (taken.id, taken.attempts) == (lost.id, 2)
    assert not queue.heartbeat(lost, "w1")
    with pytest.raises(ConflictError, match="no longer belongs to w1"):
        queue.finish(lost, "w1")
    with pytest.raises(ConflictError):
        queue.fail(lost, "w1", "x", retry_at=None)
    with pytest.raises(ConflictError):
        queue.finish_and_continue(lost, "w1", "match", "1", {})
    queue.finish(taken, "w2")


def test_an_old_lease_of_a_worker_with_the_same_name_counts_for_nothing(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    old = claimed(queue)
    clock.sleep(60)
    new = claimed(queue)
    with pytest.raises(ConflictError):
        queue.finish(old, "w1")
    queue.finish(new, "w1")


def test_a_result_is_not_saved_when_the_lease_was_lost(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    lost = claimed(queue)
    clock.sleep(60)
    claimed(queue, "w2")
    with pytest.raises(ConflictError), queue.store.write() as session:
        queue.submit("match", "1", {}, transaction=session)
        queue.finish(lost, "w1", transaction=session)
    assert queue.claim(["match"], "w1") is None


def test_a_heartbeat_keeps_the_job(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    job = claimed(queue)
    for _ in range(3):
        clock.sleep(50)
        assert queue.heartbeat(job, "w1")
    assert queue.claim(["read"], "w2") is None
    queue.finish(job, "w1")


def test_a_clock_set_back_keeps_no_job_longer_than_its_lease_and_runs_none_twice(
    queue: Queue, clock: Clock
) -> None:
    for key in ("dead", "alive"):
        queue.submit("read", key, {})
    claimed(queue, "dies")
    alive = claimed(queue, "lives")
    queue.submit("read", "put off", {}, not_before=clock.now() + 30 * A_SECOND)
    queue.submit("read", "waits", {})
    assert queue.claim(["other"], "w1") is None
    clock.sleep(-3600)
    waited = claimed(queue)
    assert waited.key == "waits"
    queue.finish(waited, "w1")
    assert queue.claim(["read"], "w1") is None
    clock.sleep(30)
    assert queue.heartbeat(alive, "lives")
    assert claimed(queue).key == "put off"
    clock.sleep(31)
    assert claimed(queue).key == "dead"
    assert queue.claim(["read"], "w1") is None
    queue.finish(alive, "lives")


def test_what_dead_workers_left_behind_is_tidied_away(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    claimed(queue)
    clock.sleep(3 * 86_400)
    queue.tidy()
    assert claimed(queue, "w2").attempts == 2
