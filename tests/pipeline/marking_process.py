"""A process of its own that works marking jobs, to be killed at a chosen command of the server.

python -m tests.pipeline.marking_process DATABASE_URL IMAP_PORT NOW BLOB_FOLDER
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from domain.after_work import AfterWork
from domain.clock import SetClock
from domain.mailbox_policy import Mailbox
from domain.words import Route
from intake.imap_marks import open_marks
from jobs.table import LeasedJobs
from pipeline.engines import MARK_JOB, Engines
from pipeline.mailbox_marks import Marker
from store.blobs import BlobFolder
from store.engine import open_store
from tests.servers.scripted_imap import PASSWORD


def main(url: str, port: str, now: str, blobs: str) -> None:
    """Work every marking job that is due at that moment."""
    store, clock = open_store(url), SetClock(datetime.fromisoformat(now))
    jobs = LeasedJobs(store, clock, timedelta(minutes=2))
    wishes = AfterWork(tag="$Done", mark_read=True, move_to={Route.DISPUTE: "Done"})
    engines = Engines(store, BlobFolder(Path(blobs)), jobs, jobs, clock, {"ar": wishes})
    mailbox = Mailbox(name="ar", host="127.0.0.1", port=int(port), security="none", user="ar")
    marker = Marker("process", engines, lambda account: open_marks(mailbox, PASSWORD))
    while (job := jobs.claim((MARK_JOB,), "process")) is not None:
        marker.mark(job)


if __name__ == "__main__":
    main(*sys.argv[1:])
