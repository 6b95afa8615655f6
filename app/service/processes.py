"""The bodies of the service's processes: worker and poller."""

import threading

from app.installation import Installation
from app.service.alarms import watch_in_thread
from app.service.outages import Outages
from app.service.stopping import Stopping
from app.service.ticking import ticking
from app.service.watching import Watcher, poll_kind
from app.working import open_worker
from jobs.timetable import Entry, Timetable
from pipeline.engines import DIGEST_JOB, HOOK_JOB, LEDGER_JOB, RETRAIN_JOB, TIDY_JOB
from store.outage import OUTAGES

IDLE_SECONDS = 0.2
"""How long a worker without work waits before it looks again."""
LOOK_SECONDS = 1.0
"""Between two looks at the timetable."""
TIDY_AT = "03:10"
DIGEST_SECONDS = 60
"""How often is looked whose digest is due."""
HOOKS_EVERY = 10
"""Seconds between two looks at what webhooks are to be told."""
DAY_SECONDS = 86_400


def run_worker(installation: Installation, name: str, stopping: Stopping) -> None:
    """Work jobs until asked to stop; the job at hand is finished first."""
    outages = Outages("worker", stopping)
    with open_worker(installation, name) as worker:
        while not stopping.asked:
            try:
                worked = worker.run_one()
            except OUTAGES as error:
                if not outages.wait_out(error):
                    raise
                continue
            outages.over()
            if not worked:
                stopping.wait(IDLE_SECONDS)


def run_poller(installation: Installation, name: str, stopping: Stopping) -> None:
    """Watch every mailbox in a thread of its own, so that a dead one stops no other; run the timetable."""
    for mailbox in installation.settings.mailboxes:
        watcher = Watcher(installation, mailbox.name, name, stopping)
        threading.Thread(target=watcher.run, daemon=True).start()
    watch_in_thread(installation, stopping)
    engines = installation.engines
    timetable = Timetable(engines.store, engines.jobs, engines.clock, _entries(installation))
    outages = Outages("timetable", stopping)

    def look() -> None:
        try:
            timetable.submit_all_due()
            outages.over()
        except OUTAGES as error:
            if not outages.wait_out(error):
                raise

    look()
    with ticking(look, LOOK_SECONDS) as clock:
        while not stopping.wait(LOOK_SECONDS):
            clock.check()


def _entries(installation: Installation) -> list[Entry]:
    settings = installation.settings
    every = max(1, int(settings.service.poll_seconds))
    entries = [
        Entry(f"poll:{box.name}", poll_kind(box.name), every_seconds=every, key=box.name)
        for box in settings.mailboxes
    ]
    own = [(each.ledger.folder, each.ledger.sql) for each in settings.companies]
    if any(
        place is not None
        for places in [(settings.ledger.folder, settings.ledger.sql), *own]
        for place in places
    ):
        entries.append(Entry("ledger", LEDGER_JOB, daily=settings.ledger.refresh_at))
    if days := settings.routing.learning.every_days:
        entries.append(Entry("retrain", RETRAIN_JOB, every_seconds=days * DAY_SECONDS))
    if settings.webhooks:
        entries.append(Entry("hooks", HOOK_JOB, every_seconds=HOOKS_EVERY))
    entries.append(Entry("digest", DIGEST_JOB, every_seconds=DIGEST_SECONDS))
    return [*entries, Entry("tidy", TIDY_JOB, daily=TIDY_AT)]
