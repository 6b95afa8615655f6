"""Watches one mailbox: polls it at its due times, and whenever its server hints at new mail."""

import logging
from contextlib import suppress
from datetime import datetime, timedelta

from app.installation import Installation
from app.service.outages import Outages
from app.service.stopping import Stopping
from domain.errors import ConfigurationError, ConflictError, SourceError, StoreError, Throttled
from intake.source_kind import Source
from pipeline.collect import collect, note_unreached
from pipeline.engines import POLL_JOB
from pipeline.leases import kept_alive
from pipeline.leftovers import Leftovers
from pipeline.overrides import is_off
from pipeline.pauses import hold_back, let_go, paused_until
from pipeline.sent_watch import Recent, watch_sent
from store.outage import OUTAGES

log = logging.getLogger("ardoise.service")

PATIENCE_SECONDS = 1.0
"""Between two tries of an account that fails."""
LONGEST_WAIT = 30.0
"""Seconds; a hint of new mail ends the wait at once."""


def poll_kind(account: str) -> str:
    """Return the kind of an account's poll jobs: each account has its own, for its own watcher."""
    return f"{POLL_JOB}:{account}"


class Watcher:
    """One account, watched by one thread; whoever holds its poll job, on whatever machine, visits it."""

    def __init__(self, installation: Installation, account: str, name: str, stopping: Stopping) -> None:
        service = installation.settings.service
        self._installation = installation
        self._engines = installation.engines
        self._mailbox = next(box for box in installation.settings.mailboxes if box.name == account)
        self._account = account
        self._name = name
        self._stopping = stopping
        self._longest = min(service.poll_seconds, LONGEST_WAIT)
        self._source: Source | None = None
        self._recent_sent = Recent()
        self._outages = Outages(f"poller of {account}", stopping)
        patience = timedelta(seconds=PATIENCE_SECONDS)
        self._leftovers = Leftovers(name, self._engines.clock.now, patience)

    def run(self) -> None:
        """Watch until asked to stop. Whatever happens to this account, the watching goes on."""
        while not self._stopping.asked:
            try:
                self._turn()
                self._outages.over()
            except Exception as error:
                self._close()
                self._note(error)
                if not self._outages.wait_out(error):
                    log.exception("watcher_failed", extra={"account": self._account})
                    self._stopping.wait(self._longest)
        self._close()

    def _turn(self) -> None:
        """Poll once when that is due, else wait for a hint."""
        try:
            self._leftovers.give_back()
            if self._stands_still():
                self._close()
                self._stopping.wait(self._longest)
                return
            self._source = self._source or self._installation.source(self._mailbox)
            paused = paused_until(self._engines, self._account)
            if paused is not None:
                self._stopping.wait(min(self._longest, self._seconds_to(paused)))
            elif not self._poll_if_due(self._source) and self._source.wait(self._longest):
                self._engines.jobs.submit(poll_kind(self._account), self._account, {})
        except Throttled as error:
            self._close()
            self._hold_back(error)
        except (SourceError, ConfigurationError) as error:
            log.error("account_failed", extra={"account": self._account, "reason": str(error)})
            self._close()
            note_unreached(self._engines, self._account, error)
            self._stopping.wait(self._longest)

    def _note(self, error: Exception) -> None:
        """Say on the health page why nothing is fetched, where that can be written."""
        if isinstance(error, StoreError):
            with suppress(*OUTAGES):
                note_unreached(self._engines, self._account, error)

    def _close(self) -> None:
        if self._source is not None:
            self._source.close()

    def _stands_still(self) -> bool:
        """Tell whether an admin paused this account on the pages."""
        with self._engines.store.read() as session:
            return is_off(session, self._account)

    def _seconds_to(self, moment: datetime) -> float:
        return max(0.0, (moment - self._engines.clock.now()).total_seconds())

    def _hold_back(self, error: Throttled) -> None:
        """Note the pause, and poll as soon as it is over."""
        until = hold_back(self._engines, self._account, error)
        told = {"account": self._account, "until": until.isoformat(), "reason": str(error)}
        log.warning("account_paused", extra=told)
        self._engines.jobs.submit(poll_kind(self._account), self._account, {}, not_before=until)

    def _poll_if_due(self, source: Source) -> bool:
        """Visit every folder when that is due. Raises Throttled when the server asked for patience."""
        jobs = self._engines.jobs
        job = jobs.claim((poll_kind(source.name),), self._name)
        if job is None:
            return False
        try:
            with kept_alive(jobs, job, self._name):
                problem = self._visit(source)
            jobs.finish(job, self._name)
        except Exception as error:
            if not self._leftovers.take(jobs, job, error):
                with suppress(ConflictError):
                    jobs.finish(job, self._name)
            raise
        if isinstance(problem, Throttled):
            raise problem
        if problem is None:
            let_go(self._engines, source.name)
        return True

    def _visit(self, source: Source) -> SourceError | None:
        problem = self._look_into_sent(source)
        if isinstance(problem, Throttled):
            return problem
        problem = None
        for folder in source.folders():
            problem = self._poll(source, folder)
            if isinstance(problem, Throttled) or (problem and self._stopping.wait(PATIENCE_SECONDS)):
                break
        return problem

    def _look_into_sent(self, source: Source) -> SourceError | None:
        """Note what people replied themselves; that it fails keeps no mail from being fetched."""
        try:
            watch_sent(self._engines, source.name, source, self._recent_sent)
        except SourceError as error:
            log.warning("sent_failed", extra={"account": source.name, "reason": str(error)})
            return error
        return None

    def _poll(self, source: Source, folder: str) -> SourceError | None:
        """Visit one folder; a failure is noted where the health page looks, and the next is visited."""
        try:
            collected = collect(self._engines, source, folder)
            log.info("polled", extra={"account": source.name, "folder": folder, "new": collected.new})
            return None
        except SourceError as error:
            log.error("poll_failed", extra={"account": source.name, "folder": folder, "reason": str(error)})
            source.close()
            return error
