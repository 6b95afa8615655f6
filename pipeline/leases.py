"""Keeps a job's lease alive while the work on it lasts."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from domain.job_ports import Job, JobQueue

log = logging.getLogger("ardoise.leases")


@contextmanager
def kept_alive(queue: JobQueue, job: Job, worker: str) -> Iterator[None]:
    """Lengthen the lease while the work lasts, from a thread of its own; an outage does not end that."""
    done = threading.Event()
    every = queue.lease.total_seconds() / 3

    def beat() -> None:
        while not done.wait(every):
            try:
                if not queue.heartbeat(job, worker):
                    return
            except SQLAlchemyError as error:
                log.warning("heartbeat_failed", extra={"job": job.id, "error": type(error).__name__})

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
