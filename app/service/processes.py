"""The bodies of the service's processes: worker and poller."""

import logging
import threading

from apscheduler.schedulers.background import BackgroundScheduler

from app.installation import Installation, open_worker
from app.service.alarms import watch_in_thread
from app.service.stopping import Stopping
from domain.errors import SourceError
from intake.source_kind import Source
from jobs.timetable import Entry, Timetable
from pipeline.collect import collect, note_unreached
from pipeline.engines import LEDGER_JOB, POLL_JOB, TIDY_JOB
from pipeline.leases import kept_alive

log = logging.getLogger("ardoise.service")

IDLE_SECONDS = 0.2
"""How long a worker without work waits before it looks again."""
LONGEST_WAIT = 30.0
"""Seconds; a hint of new mail ends the wait at once."""
TIDY_AT = "03:10"


def run_worker(installation: Installation, name: str, stopping: Stopping) -> None:
    """Work jobs until asked to stop; the job at hand is finished first."""
    with open_worker(installation, name) as worker:
        while not stopping.asked:
            if not worker.run_one():
                stopping.wait(IDLE_SECONDS)


def run_poller(installation: Installation, name: str, stopping: Stopping) -> None:
    """Watch every mailbox in a thread of its own, so that a dead one stops no other; run the timetable."""
    timetable = Timetable(
        installation.engines.store,
        installation.engines.jobs,
        installation.engines.clock,
        _entries(installation),
    )
    timetable.submit_all_due()
    scheduler = BackgroundScheduler()
    timetable.wind(scheduler)
    scheduler.start()
    watchers = [
        threading.Thread(target=_watch, args=(installation, mailbox.name, name, stopping), daemon=True)
        for mailbox in installation.settings.mailboxes
    ]
    for watcher in watchers:
        watcher.start()
    watch_in_thread(installation, stopping)
    while not stopping.wait(1.0):
        pass
    scheduler.shutdown(wait=False)


def poll_kind(account: str) -> str:
    """Return the kind of an account's poll jobs: each account has its own, for its own watcher."""
    return f"{POLL_JOB}:{account}"


def _entries(installation: Installation) -> list[Entry]:
    settings = installation.settings
    every = max(1, int(settings.service.poll_seconds))
    entries = [
        Entry(f"poll:{box.name}", poll_kind(box.name), every_seconds=every, key=box.name)
        for box in settings.mailboxes
    ]
    if settings.ledger.folder is not None or settings.ledger.sql is not None:
        entries.append(Entry("ledger", LEDGER_JOB, daily=settings.ledger.refresh_at))
    return [*entries, Entry("tidy", TIDY_JOB, daily=TIDY_AT)]


def _watch(installation: Installation, account: str, name: str, stopping: Stopping) -> None:
    """Poll one account at its due times and whenever its server hints at new mail."""
    mailbox = next(box for box in installation.settings.mailboxes if box.name == account)
    longest = min(installation.settings.service.poll_seconds, LONGEST_WAIT)
    source = installation.source(mailbox)
    while not stopping.asked:
        try:
            if not _poll_if_due(installation, source, name) and source.wait(longest):
                installation.engines.jobs.submit(poll_kind(account), account, {})
        except SourceError as error:
            log.error("account_failed", extra={"account": account, "reason": str(error)})
            note_unreached(installation.engines, account, error)
            source.close()
            stopping.wait(longest)
        except Exception:
            log.exception("watcher_failed", extra={"account": account})
            source.close()
            stopping.wait(longest)
    source.close()


def _poll_if_due(installation: Installation, source: Source, name: str) -> bool:
    jobs = installation.engines.jobs
    job = jobs.claim((poll_kind(source.name),), name)
    if job is None:
        return False
    with kept_alive(jobs, job, name):
        for folder in source.folders():
            _poll(installation, source, folder)
    jobs.finish(job, name)
    return True


def _poll(installation: Installation, source: Source, folder: str) -> None:
    """Visit one folder; when it fails that is noted where the health page looks, and the next is visited."""
    try:
        collected = collect(installation.engines, source, folder)
        log.info("polled", extra={"account": source.name, "folder": folder, "new": collected.new})
    except SourceError as error:
        log.error("poll_failed", extra={"account": source.name, "folder": folder, "reason": str(error)})
        source.close()
