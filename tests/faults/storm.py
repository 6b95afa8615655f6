"""Mail arriving, clients meddling, processes killed, the database restarted, judged from outside.

What must hold is compared with a journal of what was delivered and with what the SMTP server got, never with
what the program says of itself alone.
"""

import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from domain.errors import StoreError
from domain.states import OutboxState, WorkState
from store.dialect import table_of
from store.engine import Store
from store.repositories import deliveries, outbox, work_items
from store.session import Session
from store.tables import MailRow, WorkItemRow
from tests.faults.storm_clients import Clients
from tests.faults.storm_journal import Outcome, Scale, compare
from tests.servers.dovecot import Dovecot
from tests.servers.installations import Workplace, stop, until
from tests.servers.postgres import Server
from tests.servers.smtp_sink import SmtpSink

_CAPS = (
    "per_hour",
    "per_correspondent_a_day",
    "per_correspondent_and_subject_a_day",
    "per_domain_an_hour",
    "documents_per_correspondent_a_day",
    "documents_per_customer_a_day",
    "documents_a_day",
)
_ENDLESS = 10**6


class Storm:
    """One installation under fire; `database` None: SQLite in its folder."""

    def __init__(
        self, folder: Path, dovecot: Dovecot, sink: SmtpSink, scale: Scale, seed: int, database: Server | None
    ) -> None:
        self.scale, self.dovecot, self.sink, self.database = scale, dovecot, sink, database
        self.chance = random.Random(seed)
        self.user = f"storm{seed}"
        dovecot.maildir(self.user, "Sent")
        dovecot.maildir(self.user, "Archive")
        settings = Workplace(folder, imap_port=dovecot.port, smtp_port=sink.port, user=self.user)
        changes = _changes(settings, database)
        self.place = Workplace(folder, imap_port=dovecot.port, smtp_port=sink.port, user=self.user, **changes)
        self.outcome = Outcome()
        journal = folder / "journal.jsonl"
        self.clients = Clients(dovecot, self.user, scale, self.chance, journal, self.outcome)
        self._over = threading.Event()
        self._errors: list[str] = []
        self.weights: list[tuple[int, float]] = []
        """(items worked so far, MB resident in all processes), once a second."""
        self._view: Store | None = None
        self._processes: dict[tuple[str, int], subprocess.Popen[bytes]] = {}

    def rage(self) -> Outcome:
        """Run the storm to its end, let the work come to rest, and compare."""
        started = time.monotonic()
        self.place.load_samples()
        roles = [("worker", n) for n in range(self.scale.workers)]
        roles += [("poller", n) for n in range(self.scale.pollers)]
        for role in roles:
            self._start(role)
        try:
            until(self._marked, 240, "the first look at the mailbox")
            with self._running(self._weigh, self._over):
                with (
                    self._running(self.clients.meddle, self.clients.calm),
                    self._running(self.clients.deliver_all),
                ):
                    self._fire()
                self._all_delivered()
                until(self._at_rest, 120 + self.scale.mails, "the work to come to rest")
                self._wait_for_late_answers()
        finally:
            for process in self._processes.values():
                stop(process)
            self._look_away()
        compare(self.outcome, self.clients.sent, self.sink.received, self._worked())
        states = self._asked(work_items.counts_by_state)
        self.outcome.shelved = states.get(WorkState.SHELVED, 0) if isinstance(states, dict) else -1
        self.outcome.seconds = round(time.monotonic() - started, 1)
        assert not self._errors, self._errors[:5]
        return self.outcome

    def _start(self, role: tuple[str, int]) -> None:
        self._processes[role] = self.place.start("--role", role[0], "--number", str(role[1]))

    def _fire(self) -> None:
        """Kill a random process now and then, restart the database in between, until all is done."""
        restarts_at = _spread(self.scale.restarts, self.scale.kills)
        while self.outcome.kills < self.scale.kills:
            time.sleep(self.chance.uniform(0.4, 1.6) * self.scale.seconds_between_kills)
            role = self.chance.choice(list(self._processes))
            process = self._processes[role]
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
            else:
                self._errors.append(f"{role} had ended by itself with {process.returncode}")
            process.wait()
            self._start(role)
            self.outcome.kills += 1
            for _ in range(restarts_at[self.outcome.kills]):
                assert self.database is not None
                self.database.restart(self.chance.choice(("immediate", "fast")))
                self.outcome.restarts += 1

    @contextmanager
    def _running(self, work: Callable[[], None], ended_by: threading.Event | None = None) -> Iterator[None]:
        """Do something beside; what ends by itself is waited for, all else is told to end."""

        def guarded() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - told by the test at its end
                self._errors.append(f"{work.__name__}: {error!r}")

        thread = threading.Thread(target=guarded, daemon=True)
        thread.start()
        try:
            yield
        finally:
            if ended_by is not None:
                ended_by.set()
            thread.join()

    def _weigh(self) -> None:
        """Note how much memory all processes hold, beside how many items have been worked."""
        while not self._over.wait(1.0):
            worked = self._asked(_settled)
            if isinstance(worked, int):
                self.weights.append((worked, sum(map(_resident, self._processes.values()))))

    def _marked(self) -> bool:
        found = self._asked(lambda s: deliveries.folder_state(s, "ar", "INBOX") is not None)
        return bool(found)

    def _all_delivered(self) -> None:
        expected = {one.identifier for one in self.clients.sent if one.fate != "vanishes"}

        def stored() -> bool:
            rows = self._asked(lambda s: set(s.execute(select(table_of(MailRow).c.message_id)).scalars()))
            return rows is not None and expected <= rows  # type: ignore[operator]

        until(stored, 180 + self.scale.mails, "storing and parsing every delivered mail")

    def _at_rest(self) -> bool:
        def resting(session) -> bool:  # type: ignore[no-untyped-def]
            states = work_items.counts_by_state(session)
            answers = outbox.counts_by_state(session)
            moving = {OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNCERTAIN} & answers.keys()
            return not states.get(WorkState.WORKING) and not moving

        return bool(self._asked(resting))

    def _wait_for_late_answers(self) -> None:
        """What would be sent a second time needs a moment to be so."""
        before = -1
        while before != len(self.sink.received):
            before = len(self.sink.received)
            time.sleep(1.5)

    def _asked(self, question: Callable) -> object:  # type: ignore[type-arg]
        """Ask the store; None while it cannot answer."""
        try:
            view = self._view = self._view or self.place.open().engines.store
            with view.read() as session:
                return question(session)  # type: ignore[no-any-return]
        except (SQLAlchemyError, StoreError):
            self._look_away()
            return None

    def _look_away(self) -> None:
        view, self._view = self._view, None
        if view is not None:
            view.close()

    def _worked(self) -> Counter[str]:
        mail, item = table_of(MailRow), table_of(WorkItemRow)
        query = (
            select(mail.c.message_id)
            .join(item, item.c.mail_id == mail.c.id)
            .where(item.c.parent_id.is_(None))
        )
        rows = self._asked(lambda session: list(session.execute(query).scalars()))
        assert isinstance(rows, list), "the store does not answer"
        return Counter(str(row) for row in rows)


def _settled(session: Session) -> int:
    """Return how many work items are through, whether a person must see them or not."""
    counts = work_items.counts_by_state(session)
    return sum(counts.values()) - counts.get(WorkState.WORKING, 0)


def _changes(place: Workplace, database: Server | None) -> dict[str, object]:
    settings = yaml.safe_load(place.config.read_text())
    answering = settings["answering"] | {cap: _ENDLESS for cap in _CAPS}
    changes: dict[str, object] = {"answering": answering, "log_level": "warning"}
    return changes | ({"database": database.url} if database else {})


def _resident(process: subprocess.Popen[bytes]) -> float:
    """Return the MB resident in a process and its children, the reading ones included."""
    pids, total = [process.pid], 0.0
    while pids:
        pid = pids.pop()
        try:
            status = Path(f"/proc/{pid}/status").read_text()
            pids += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        except OSError:
            continue
        held = next((line for line in status.splitlines() if line.startswith("RssAnon:")), "RssAnon: 0")
        total += int(held.split()[1]) / 1024
    return total


def _spread(count: int, over: int) -> Counter[int]:
    """Spread `count` restarts evenly over the kills: how many after which kill."""
    return Counter(max(1, round((number + 1) * over / (count + 1))) for number in range(count))
