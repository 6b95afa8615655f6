"""What every engine behind `domain.job_ports.JobQueue` keeps: jobs are claimed, retried and shelved."""

import pytest

from domain.clock import Clock
from tests.jobs import queues
from tests.jobs.contract_queues import A_SECOND, Queue, claimed, clock, queue

__all__ = ["clock", "queue"]


def test_a_submitted_job_is_claimed_with_what_it_was_given(queue: Queue, clock: Clock) -> None:
    assert queue.submit("read", "item 1", {"item": "1", "name": "é"}, lock="mailbox")
    job = claimed(queue)
    assert (job.kind, job.key, job.payload, job.lock) == (
        "read",
        "item 1",
        {"item": "1", "name": "é"},
        "mailbox",
    )
    assert (job.attempts, job.lease_until) == (1, clock.now() + queues.LEASE)
    assert queue.claim(["read"], "w2") is None


def test_the_same_kind_and_key_is_queued_once_until_it_is_done(queue: Queue) -> None:
    assert queue.submit("read", "1", {})
    assert not queue.submit("read", "1", {})
    assert queue.submit("match", "1", {})
    job = claimed(queue)
    assert not queue.submit("read", "1", {})
    queue.finish(job, "w1")
    assert queue.submit("read", "1", {})


def test_a_job_counts_only_when_the_transaction_that_submits_it_does(queue: Queue) -> None:
    with pytest.raises(RuntimeError), queue.store.write() as session:
        assert queue.submit("read", "1", {}, transaction=session)
        assert not queue.submit("read", "1", {}, transaction=session)
        raise RuntimeError
    assert queue.claim(["read"], "w1") is None
    with queue.store.write() as session:
        queue.submit("read", "1", {}, transaction=session)
    assert claimed(queue).key == "1"


def test_a_transaction_of_something_else_is_refused(queue: Queue) -> None:
    with pytest.raises(TypeError):
        queue.submit("read", "1", {}, transaction=object())


def test_jobs_come_in_the_order_they_are_due_and_never_early(queue: Queue, clock: Clock) -> None:
    now = clock.now()
    queue.submit("read", "late", {}, not_before=now + A_SECOND)
    queue.submit("read", "b", {})
    queue.submit("read", "c", {})
    queue.submit("read", "a", {}, not_before=now - A_SECOND)
    assert [claimed(queue).key for _ in range(3)] == ["a", "b", "c"]
    assert queue.claim(["read"], "w1") is None
    clock.sleep(1)
    assert claimed(queue).key == "late"


def test_a_worker_gets_only_the_kinds_it_asks_for(queue: Queue) -> None:
    queue.submit("send", "1", {})
    assert queue.claim(["read", "match"], "w1") is None
    assert queue.claim([], "w1") is None
    assert claimed(queue, kinds=("read", "send")).kind == "send"


def test_a_failed_job_waits_for_its_retry_and_counts_its_attempts(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    queue.fail(claimed(queue), "w1", "broken pipe", retry_at=clock.now() + 30 * A_SECOND)
    assert queue.claim(["read"], "w1") is None
    assert not queue.submit("read", "1", {})
    clock.sleep(30)
    assert claimed(queue).attempts == 2


def test_a_shelved_job_is_kept_and_comes_back_when_asked(queue: Queue) -> None:
    queue.submit("read", "1", {"a": "b"})
    queue.fail(claimed(queue), "w1", "no reader takes it", retry_at=None)
    assert queue.claim(["read"], "w1") is None
    assert queue.counts() == {"shelved": 1}
    assert queue.retry_shelved("match") == 0
    assert queue.retry_shelved("read", "1") == 1
    job = claimed(queue)
    assert (job.payload, job.attempts) == ({"a": "b"}, 1)


def test_a_shelved_job_gives_way_to_a_newer_one(queue: Queue) -> None:
    for _ in range(2):
        assert queue.submit("read", "1", {})
        queue.fail(claimed(queue), "w1", "no", retry_at=None)
    assert queue.submit("read", "1", {"newer": "yes"})
    assert queue.retry_shelved() == 0
    assert queue.counts() == {"waiting": 1}
    assert claimed(queue).payload == {"newer": "yes"}


def test_finished_jobs_leave_nothing_behind(queue: Queue) -> None:
    queue.submit("read", "1", {})
    queue.finish(claimed(queue), "w1")
    assert queue.counts() == {}


def test_a_follow_up_is_leased_with_the_end_of_the_job_before(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {}, lock="item 1")
    job = claimed(queue)
    with queue.store.write() as session:
        follow = queue.finish_and_continue(job, "w1", "match", "1", {"x": "y"}, transaction=session)
    assert follow is not None
    assert (follow.kind, follow.lock, follow.payload, follow.attempts) == ("match", "item 1", {"x": "y"}, 1)
    assert queue.claim(["read", "match"], "w2") is None
    clock.sleep(60)
    assert claimed(queue, "w2", ("match",)).attempts == 2


def test_a_follow_up_that_is_active_already_is_left_to_whoever_has_it(queue: Queue) -> None:
    queue.submit("read", "1", {})
    queue.submit("match", "1", {})
    job = claimed(queue)
    assert queue.finish_and_continue(job, "w1", "match", "1", {}) is None
    assert queue.counts() == {"waiting": 1}


def test_a_follow_up_is_gone_when_its_transaction_is(queue: Queue) -> None:
    queue.submit("read", "1", {})
    job = claimed(queue)
    with pytest.raises(RuntimeError), queue.store.write() as session:
        queue.finish_and_continue(job, "w1", "match", "1", {}, transaction=session)
        raise RuntimeError
    assert queue.counts() == {"leased": 1}
    queue.finish(job, "w1")


def test_a_job_handed_back_is_due_again_without_a_try_counted(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    for _ in range(5):
        job = claimed(queue)
        assert job.attempts == 1
        queue.hand_back(job, "w1", "the ledger was imported anew", retry_at=clock.now())


def test_a_job_that_waits_for_its_time_can_be_hastened(queue: Queue, clock: Clock) -> None:
    queue.submit("send", "1", {}, not_before=clock.now() + queues.LEASE)
    assert queue.claim(["send"], "w1") is None
    queue.hasten("send", "1")
    assert claimed(queue, kinds=("send",)).key == "1"


def test_hastening_leaves_a_running_job_to_its_worker(queue: Queue) -> None:
    queue.submit("send", "1", {})
    job = claimed(queue, kinds=("send",))
    queue.hasten("send", "1")
    assert queue.claim(["send"], "w2") is None
    queue.finish(job, "w1")


def test_shelved_jobs_put_back_count_with_their_transaction(queue: Queue) -> None:
    queue.submit("read", "1", {})
    queue.fail(claimed(queue), "w1", "no", retry_at=None)
    with pytest.raises(RuntimeError), queue.store.write() as session:
        assert queue.retry_shelved("read", "1", transaction=session) == 1
        raise RuntimeError
    assert queue.counts() == {"shelved": 1}


def test_an_error_may_hold_any_sign(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    queue.fail(claimed(queue), "w1", "a \0 and a \ud800 and a 'quote'", retry_at=clock.now())
    assert claimed(queue).attempts == 2
