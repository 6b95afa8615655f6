"""What every engine behind `domain.job_ports.JobQueue` must keep; a further engine is one more `queue`."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest

from domain.clock import Clock, SetClock, SystemClock
from domain.errors import ConflictError
from domain.job_ports import Job, JobQueue
from jobs.engine import open_queue
from jobs.postgresql import ProcrastinateJobs
from jobs.table import LeasedJobs
from store.engine import Store
from tests.jobs import queues

A_SECOND = timedelta(seconds=1)


Queue = LeasedJobs | ProcrastinateJobs


@pytest.fixture
def clock(any_store: Store) -> SetClock | queues.DatabaseClock:
    """The clock that leases are counted by: this process's on SQLite, the database's on PostgreSQL."""
    if any_store.url.get_backend_name() == "sqlite":
        return SetClock(queues.NOON)
    return queues.DatabaseClock(any_store, queues.NOON)


@pytest.fixture
def queue(any_store: Store, clock: SetClock | queues.DatabaseClock) -> Iterator[Queue]:
    if isinstance(clock, SetClock):
        yield LeasedJobs(any_store, clock, queues.LEASE)
        return
    moved = clock.moved()
    yield ProcrastinateJobs(moved, clock, queues.LEASE)
    moved.close()


def _claimed(queue: Queue, worker: str = "w1", kinds: tuple[str, ...] = ("read",)) -> Job:
    job = queue.claim(kinds, worker)
    assert job is not None
    return job


def test_a_submitted_job_is_claimed_with_what_it_was_given(queue: Queue, clock: Clock) -> None:
    assert queue.submit("read", "item 1", {"item": "1", "name": "é"}, lock="mailbox")
    job = _claimed(queue)
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
    job = _claimed(queue)
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
    assert _claimed(queue).key == "1"


def test_a_transaction_of_something_else_is_refused(queue: Queue) -> None:
    with pytest.raises(TypeError):
        queue.submit("read", "1", {}, transaction=object())


def test_jobs_come_in_the_order_they_are_due_and_never_early(queue: Queue, clock: Clock) -> None:
    now = clock.now()
    queue.submit("read", "late", {}, not_before=now + A_SECOND)
    queue.submit("read", "b", {})
    queue.submit("read", "c", {})
    queue.submit("read", "a", {}, not_before=now - A_SECOND)
    assert [_claimed(queue).key for _ in range(3)] == ["a", "b", "c"]
    assert queue.claim(["read"], "w1") is None
    clock.sleep(1)
    assert _claimed(queue).key == "late"


def test_a_worker_gets_only_the_kinds_it_asks_for(queue: Queue) -> None:
    queue.submit("send", "1", {})
    assert queue.claim(["read", "match"], "w1") is None
    assert queue.claim([], "w1") is None
    assert _claimed(queue, kinds=("read", "send")).kind == "send"


def test_two_jobs_under_one_lock_never_run_together(queue: Queue) -> None:
    for key in ("1", "2"):
        queue.submit("read", key, {}, lock="mailbox")
    queue.submit("read", "3", {}, lock="other")
    first = _claimed(queue)
    assert (first.key, _claimed(queue, "w2").key) == ("1", "3")
    assert queue.claim(["read"], "w3") is None
    queue.finish(first, "w1")
    assert _claimed(queue, "w3").key == "2"


def test_a_lock_outlives_the_lease_until_the_job_under_it_is_taken_over(queue: Queue, clock: Clock) -> None:
    for key in ("1", "2"):
        queue.submit("read", key, {}, lock="mailbox")
    _claimed(queue)
    clock.sleep(61)
    assert _claimed(queue, "w2").key == "1"
    assert queue.claim(["read"], "w3") is None


def test_a_lease_that_ran_out_is_taken_over_and_the_old_worker_can_do_nothing(
    queue: Queue, clock: Clock
) -> None:
    queue.submit("read", "1", {})
    lost = _claimed(queue)
    clock.sleep(59)
    assert queue.claim(["read"], "w2") is None
    clock.sleep(1)
    taken = _claimed(queue, "w2")
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
    old = _claimed(queue)
    clock.sleep(60)
    new = _claimed(queue)
    with pytest.raises(ConflictError):
        queue.finish(old, "w1")
    queue.finish(new, "w1")


def test_a_result_is_not_saved_when_the_lease_was_lost(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    lost = _claimed(queue)
    clock.sleep(60)
    _claimed(queue, "w2")
    with pytest.raises(ConflictError), queue.store.write() as session:
        queue.submit("match", "1", {}, transaction=session)
        queue.finish(lost, "w1", transaction=session)
    assert queue.claim(["match"], "w1") is None


def test_a_heartbeat_keeps_the_job(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    job = _claimed(queue)
    for _ in range(3):
        clock.sleep(50)
        assert queue.heartbeat(job, "w1")
    assert queue.claim(["read"], "w2") is None
    queue.finish(job, "w1")


def test_a_failed_job_waits_for_its_retry_and_counts_its_attempts(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    queue.fail(_claimed(queue), "w1", "broken pipe", retry_at=clock.now() + 30 * A_SECOND)
    assert queue.claim(["read"], "w1") is None
    assert not queue.submit("read", "1", {})
    clock.sleep(30)
    assert _claimed(queue).attempts == 2


def test_a_shelved_job_is_kept_and_comes_back_when_asked(queue: Queue) -> None:
    queue.submit("read", "1", {"a": "b"})
    queue.fail(_claimed(queue), "w1", "no reader takes it", retry_at=None)
    assert queue.claim(["read"], "w1") is None
    assert queue.counts() == {"shelved": 1}
    assert queue.retry_shelved("match") == 0
    assert queue.retry_shelved("read", "1") == 1
    job = _claimed(queue)
    assert (job.payload, job.attempts) == ({"a": "b"}, 1)


def test_a_shelved_job_gives_way_to_a_newer_one(queue: Queue) -> None:
    for _ in range(2):
        assert queue.submit("read", "1", {})
        queue.fail(_claimed(queue), "w1", "no", retry_at=None)
    assert queue.submit("read", "1", {"newer": "yes"})
    assert queue.retry_shelved() == 0
    assert queue.counts() == {"waiting": 1}
    assert _claimed(queue).payload == {"newer": "yes"}


def test_finished_jobs_leave_nothing_behind(queue: Queue) -> None:
    queue.submit("read", "1", {})
    queue.finish(_claimed(queue), "w1")
    assert queue.counts() == {}


def test_a_follow_up_is_leased_with_the_end_of_the_job_before(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {}, lock="item 1")
    job = _claimed(queue)
    with queue.store.write() as session:
        follow = queue.finish_and_continue(job, "w1", "match", "1", {"x": "y"}, transaction=session)
    assert follow is not None
    assert (follow.kind, follow.lock, follow.payload, follow.attempts) == ("match", "item 1", {"x": "y"}, 1)
    assert queue.claim(["read", "match"], "w2") is None
    clock.sleep(60)
    assert _claimed(queue, "w2", ("match",)).attempts == 2


def test_a_follow_up_that_is_active_already_is_left_to_whoever_has_it(queue: Queue) -> None:
    queue.submit("read", "1", {})
    queue.submit("match", "1", {})
    job = _claimed(queue)
    assert queue.finish_and_continue(job, "w1", "match", "1", {}) is None
    assert queue.counts() == {"waiting": 1}


def test_a_follow_up_is_gone_when_its_transaction_is(queue: Queue) -> None:
    queue.submit("read", "1", {})
    job = _claimed(queue)
    with pytest.raises(RuntimeError), queue.store.write() as session:
        queue.finish_and_continue(job, "w1", "match", "1", {}, transaction=session)
        raise RuntimeError
    assert queue.counts() == {"leased": 1}
    queue.finish(job, "w1")


@pytest.fixture
def real_queue(any_store: Store) -> Iterator[Queue]:
    yield open_queue(any_store, SystemClock(), timedelta(seconds=0.3))


def _worker(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.jobs.queues", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_job_of_a_killed_process_is_taken_over_when_its_lease_ends(real_queue: Queue) -> None:
    url = real_queue.store.url.render_as_string(hide_password=False)
    real_queue.submit("read", "1", {})
    doomed = _worker("hang", url, "0.3")
    assert doomed.stdout is not None
    assert doomed.stdout.readline() == "1\n"
    doomed.kill()
    doomed.wait()
    doomed.stdout.close()
    job = None
    for _ in range(100):
        job = job or real_queue.claim(["read"], "heir")
        if job is not None:
            break
        SystemClock().sleep(0.05)
    assert job is not None
    assert (job.key, job.attempts) == ("1", 2)


@pytest.mark.long
def test_two_processes_never_get_the_same_job(any_store: Store) -> None:
    queue = open_queue(any_store, SystemClock(), queues.LEASE)
    with any_store.write() as session:
        for number in range(60):
            queue.submit("read", str(number), {}, transaction=session)
    url = any_store.url.render_as_string(hide_password=False)
    workers = [_worker("drain", url, name) for name in ("w1", "w2")]
    done = [key for worker in workers for key in worker.communicate(timeout=60)[0].split()]
    assert [worker.returncode for worker in workers] == [0, 0]
    assert sorted(done, key=int) == [str(number) for number in range(60)]


def test_a_job_handed_back_is_due_again_without_a_try_counted(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    for _ in range(5):
        job = _claimed(queue)
        assert job.attempts == 1
        queue.hand_back(job, "w1", "the ledger was imported anew", retry_at=clock.now())


def test_a_job_that_waits_for_its_time_can_be_hastened(queue: Queue, clock: Clock) -> None:
    queue.submit("send", "1", {}, not_before=clock.now() + queues.LEASE)
    assert queue.claim(["send"], "w1") is None
    queue.hasten("send", "1")
    assert _claimed(queue, kinds=("send",)).key == "1"


def test_hastening_leaves_a_running_job_to_its_worker(queue: Queue) -> None:
    queue.submit("send", "1", {})
    job = _claimed(queue, kinds=("send",))
    queue.hasten("send", "1")
    assert queue.claim(["send"], "w2") is None
    queue.finish(job, "w1")


def test_a_job_that_waits_for_its_retry_holds_back_no_other_of_its_lock(queue: Queue, clock: Clock) -> None:
    for key in ("first", "earlier"):
        queue.submit("read", key, {}, lock="thread")
    queue.fail(_claimed(queue), "w1", "no", retry_at=clock.now() + 30 * A_SECOND)
    queue.submit("read", "later", {}, lock="thread")
    for key in ("earlier", "later"):
        job = _claimed(queue)
        assert job.key == key
        queue.finish(job, "w1")
    assert queue.claim(["read"], "w1") is None
    clock.sleep(30)
    assert _claimed(queue).key == "first"


def test_of_two_that_wait_for_their_retry_the_nearer_is_not_held_back(queue: Queue, clock: Clock) -> None:
    for key, seconds in (("far", 600), ("near", 30)):
        queue.submit("read", key, {}, lock="thread")
        queue.fail(_claimed(queue), "w1", "no", retry_at=clock.now() + seconds * A_SECOND)
    clock.sleep(30)
    assert _claimed(queue).key == "near"


def test_a_delayed_job_holds_back_no_other_of_its_lock(queue: Queue, clock: Clock) -> None:
    queue.submit("send", "1", {}, not_before=clock.now() + 60 * A_SECOND, lock="thread")
    queue.submit("read", "2", {}, lock="thread")
    assert _claimed(queue, kinds=("read", "send")).key == "2"


def test_a_follow_up_may_change_its_lock(queue: Queue) -> None:
    queue.submit("read", "1", {}, lock="item 1")
    queue.submit("read", "2", {}, lock="thread")
    follow = queue.finish_and_continue(_claimed(queue), "w1", "match", "1", {}, lock="thread")
    assert follow is not None
    assert follow.lock == "thread"
    assert queue.claim(["read"], "w2") is None
    queue.finish(follow, "w1")
    assert _claimed(queue, "w2").key == "2"


def test_a_follow_up_waits_while_another_runs_under_its_new_lock(queue: Queue) -> None:
    queue.submit("read", "1", {}, lock="item 1")
    queue.submit("read", "2", {}, lock="thread")
    first, second = _claimed(queue), _claimed(queue, "w2")
    assert queue.finish_and_continue(first, "w1", "match", "1", {"a": "b"}, lock="thread") is None
    assert queue.claim(["match"], "w1") is None
    queue.finish(second, "w2")
    job = _claimed(queue, kinds=("match",))
    assert (job.key, job.payload, job.lock, job.attempts) == ("1", {"a": "b"}, "thread", 1)


def test_shelved_jobs_put_back_count_with_their_transaction(queue: Queue) -> None:
    queue.submit("read", "1", {})
    queue.fail(_claimed(queue), "w1", "no", retry_at=None)
    with pytest.raises(RuntimeError), queue.store.write() as session:
        assert queue.retry_shelved("read", "1", transaction=session) == 1
        raise RuntimeError
    assert queue.counts() == {"shelved": 1}


def test_an_error_may_hold_any_sign(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    queue.fail(_claimed(queue), "w1", "a \0 and a \ud800 and a 'quote'", retry_at=clock.now())
    assert _claimed(queue).attempts == 2


def test_a_clock_set_back_keeps_no_job_longer_than_its_lease_and_runs_none_twice(
    queue: Queue, clock: Clock
) -> None:
    for key in ("dead", "alive"):
        queue.submit("read", key, {})
    _claimed(queue, "dies")
    alive = _claimed(queue, "lives")
    queue.submit("read", "put off", {}, not_before=clock.now() + 30 * A_SECOND)
    queue.submit("read", "waits", {})
    assert queue.claim(["other"], "w1") is None
    clock.sleep(-3600)
    waited = _claimed(queue)
    assert waited.key == "waits"
    queue.finish(waited, "w1")
    assert queue.claim(["read"], "w1") is None
    clock.sleep(30)
    assert queue.heartbeat(alive, "lives")
    assert _claimed(queue).key == "put off"
    clock.sleep(31)
    assert _claimed(queue).key == "dead"
    assert queue.claim(["read"], "w1") is None
    queue.finish(alive, "lives")


def _locked_jobs(store: Store, count: int) -> JobQueue:
    queue = open_queue(store, SystemClock(), queues.LEASE)
    with store.write() as session:
        for number in range(count):
            lock = f"thread {number % 3}"
            queue.submit("read", str(number), {}, lock=lock, transaction=session)
    return queue


def test_four_claimers_never_run_two_jobs_of_one_lock_together(any_store: Store) -> None:
    queue, told = _locked_jobs(any_store, 60), list[tuple[str, float, float]]()
    threads = [
        threading.Thread(target=lambda name: told.extend(queues.race(queue, name)), args=(f"w{number}",))
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _never_together(told, 60)


@pytest.mark.long
def test_four_processes_never_run_two_jobs_of_one_lock_together(any_store: Store) -> None:
    _locked_jobs(any_store, 600)
    url = any_store.url.render_as_string(hide_password=False)
    workers = [_worker("race", url, f"w{number}") for number in range(4)]
    lines = [line.split() for worker in workers for line in worker.communicate(timeout=300)[0].splitlines()]
    assert [worker.returncode for worker in workers] == [0] * 4
    _never_together([(key, float(begun), float(ended)) for key, begun, ended in lines], 600)


def _never_together(told: list[tuple[str, float, float]], count: int) -> None:
    """Each job ran once, and of one lock each began after the one before had ended."""
    assert sorted(int(key) for key, *_ in told) == list(range(count))
    for thread in range(3):
        spans = sorted((begun, ended) for key, begun, ended in told if int(key) % 3 == thread)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_what_dead_workers_left_behind_is_tidied_away(queue: Queue, clock: Clock) -> None:
    queue.submit("read", "1", {})
    _claimed(queue)
    clock.sleep(3 * 86_400)
    queue.tidy()
    assert _claimed(queue, "w2").attempts == 2
