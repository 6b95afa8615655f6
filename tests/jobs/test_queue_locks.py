"""Jobs under one lock never run together, and none of them holds back another that could run."""

from domain.clock import Clock
from tests.jobs.contract_queues import A_SECOND, Queue, claimed, clock, queue

__all__ = ["clock", "queue"]


def test_two_jobs_under_one_lock_never_run_together(queue: Queue) -> None:
    for key in ("1", "2"):
        queue.submit("read", key, {}, lock="mailbox")
    queue.submit("read", "3", {}, lock="other")
    first = claimed(queue)
    assert (first.key, claimed(queue, "w2").key) == ("1", "3")
    assert queue.claim(["read"], "w3") is None
    queue.finish(first, "w1")
    assert claimed(queue, "w3").key == "2"


def test_a_lock_outlives_the_lease_until_the_job_under_it_is_taken_over(queue: Queue, clock: Clock) -> None:
    for key in ("1", "2"):
        queue.submit("read", key, {}, lock="mailbox")
    claimed(queue)
    clock.sleep(61)
    assert claimed(queue, "w2").key == "1"
    assert queue.claim(["read"], "w3") is None


def test_a_job_that_waits_for_its_retry_holds_back_no_other_of_its_lock(queue: Queue, clock: Clock) -> None:
    for key in ("first", "earlier"):
        queue.submit("read", key, {}, lock="thread")
    queue.fail(claimed(queue), "w1", "no", retry_at=clock.now() + 30 * A_SECOND)
    queue.submit("read", "later", {}, lock="thread")
    for key in ("earlier", "later"):
        job = claimed(queue)
        assert job.key == key
        queue.finish(job, "w1")
    assert queue.claim(["read"], "w1") is None
    clock.sleep(30)
    assert claimed(queue).key == "first"


def test_of_two_that_wait_for_their_retry_the_nearer_is_not_held_back(queue: Queue, clock: Clock) -> None:
    for key, seconds in (("far", 600), ("near", 30)):
        queue.submit("read", key, {}, lock="thread")
        queue.fail(claimed(queue), "w1", "no", retry_at=clock.now() + seconds * A_SECOND)
    clock.sleep(30)
    assert claimed(queue).key == "near"


def test_a_delayed_job_holds_back_no_other_of_its_lock(queue: Queue, clock: Clock) -> None:
    queue.submit("send", "1", {}, not_before=clock.now() + 60 * A_SECOND, lock="thread")
    queue.submit("read", "2", {}, lock="thread")
    assert claimed(queue, kinds=("read", "send")).key == "2"


def test_a_follow_up_may_change_its_lock(queue: Queue) -> None:
    queue.submit("read", "1", {}, lock="item 1")
    queue.submit("read", "2", {}, lock="thread")
    follow = queue.finish_and_continue(claimed(queue), "w1", "match", "1", {}, lock="thread")
    assert follow is not None
    assert follow.lock == "thread"
    assert queue.claim(["read"], "w2") is None
    queue.finish(follow, "w1")
    assert claimed(queue, "w2").key == "2"


def test_a_follow_up_waits_while_another_runs_under_its_new_lock(queue: Queue) -> None:
    queue.submit("read", "1", {}, lock="item 1")
    queue.submit("read", "2", {}, lock="thread")
    first, second = claimed(queue), claimed(queue, "w2")
    assert queue.finish_and_continue(first, "w1", "match", "1", {"a": "b"}, lock="thread") is None
    assert queue.claim(["match"], "w1") is None
    queue.finish(second, "w2")
    job = claimed(queue, kinds=("match",))
    assert (job.key, job.payload, job.lock, job.attempts) == ("1", {"a": "b"}, "thread", 1)
