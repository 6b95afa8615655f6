"""Several workers at once, and killed ones: no job runs twice, none is lost, none runs beside its lock."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest

from domain.clock import SystemClock
from domain.job_ports import JobQueue
from jobs.engine import open_queue
from store.engine import Store
from tests.jobs import queues
from tests.jobs.contract_queues import Queue


@pytest.fixture
def real_queue(any_store: Store) -> Iterator[Queue]:
    yield open_queue(any_store, SystemClock(), timedelta(seconds=0.3))


def worker(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.jobs.queues", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_job_of_a_killed_process_is_taken_over_when_its_lease_ends(real_queue: Queue) -> None:
    url = real_queue.store.url.render_as_string(hide_password=False)
    real_queue.submit("read", "1", {})
    doomed = worker("hang", url, "0.3")
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
    workers = [worker("drain", url, name) for name in ("w1", "w2")]
    done = [key for worker in workers for key in worker.communicate(timeout=60)[0].split()]
    assert [worker.returncode for worker in workers] == [0, 0]
    assert sorted(done, key=int) == [str(number) for number in range(60)]


def locked_jobs(store: Store, count: int) -> JobQueue:
    queue = open_queue(store, SystemClock(), queues.LEASE)
    with store.write() as session:
        for number in range(count):
            lock = f"thread {number % 3}"
            queue.submit("read", str(number), {}, lock=lock, transaction=session)
    return queue


def test_four_claimers_never_run_two_jobs_of_one_lock_together(any_store: Store) -> None:
    queue, told = locked_jobs(any_store, 60), list[tuple[str, float, float]]()
    threads = [
        threading.Thread(target=lambda name: told.extend(queues.race(queue, name)), args=(f"w{number}",))
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    never_together(told, 60)


@pytest.mark.long
def test_four_processes_never_run_two_jobs_of_one_lock_together(any_store: Store) -> None:
    locked_jobs(any_store, 600)
    url = any_store.url.render_as_string(hide_password=False)
    workers = [worker("race", url, f"w{number}") for number in range(4)]
    lines = [line.split() for worker in workers for line in worker.communicate(timeout=300)[0].splitlines()]
    assert [worker.returncode for worker in workers] == [0] * 4
    never_together([(key, float(begun), float(ended)) for key, begun, ended in lines], 600)


def never_together(told: list[tuple[str, float, float]], count: int) -> None:
    """Each job ran once, and of one lock each began after the one before had ended."""
    assert sorted(int(key) for key, *_ in told) == list(range(count))
    for thread in range(3):
        spans = sorted((begun, ended) for key, begun, ended in told if int(key) % 3 == thread)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
