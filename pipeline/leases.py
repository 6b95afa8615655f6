"""Keeps a job's lease alive while the work on it lasts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from domain.ports import Job, JobQueue


@contextmanager
def kept_alive(queue: JobQueue, job: Job, worker: str) -> Iterator[None]:
    """Lengthen the lease while the work lasts, from a thread of its own."""
    done = threading.Event()
    every = queue.lease.total_seconds() / 3

    def beat() -> None:
        while not done.wait(every):
            if not queue.heartbeat(job, worker):
                return

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
