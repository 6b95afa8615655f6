"""Mail arriving, clients meddling, processes killed, the database restarted, judged from outside.

What must hold is compared with a journal of what was delivered and with what the SMTP server got, never with
what the program says of itself alone.
"""

import json
import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import yaml
from imapclient.exceptions import IMAPClientError
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from domain.errors import StoreError
from domain.words import OutboxState, WorkState
from store.dialect import table_of
from store.engine import Store
from store.repositories import deliveries, outbox, work_items
from store.session import Session
from store.tables import MailRow, WorkItemRow
from tests.servers.dovecot import Dovecot
from tests.servers.installations import SAMPLES, Workplace, stop, until
from tests.servers.postgres import Server
from tests.servers.smtp_sink import SmtpSink

REQUESTS = ("request-en-one-copy", "request-es-copia", "request-de-kopie")
OTHERS = ("advice-en-grid-pdf", "dispute-en-price")
KINDS = (*REQUESTS, *OTHERS)
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
_STEADY = 0.06
"""Seconds between two mails where nothing is killed: about as fast as two processors can work them."""


@dataclass(frozen=True)
class Scale:
    """How much of everything; `seconds_between_kills` leaves the processes room to get anything done."""

    mails: int
    kills: int
    restarts: int = 0
    workers: int = 4
    pollers: int = 2
    seconds_between_kills: float = 1.5


@dataclass
class Sent:
    """One mail as the journal knows it: `fate` is stays, vanishes (a person takes it away) or copied."""

    identifier: str
    kind: str
    fate: str

    @property
    def answered(self) -> bool:
        """Whether an answer is due."""
        return self.kind in REQUESTS


@dataclass
class Outcome:
    """What came of one storm; every list is empty when all promises held."""

    mails: int = 0
    kills: int = 0
    restarts: int = 0
    answers: int = 0
    meddlings: int = 0
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)
    worked_twice: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    answered_twice: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    shelved: int = 0

    @property
    def faults(self) -> dict[str, list[str]]:
        """The promises that did not hold."""
        names = ("lost", "worked_twice", "unanswered", "answered_twice", "strangers")
        return {name: held[:20] for name in names if (held := getattr(self, name))}


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
        self.journal = folder / "journal.jsonl"
        self.sent: list[Sent] = []
        self.outcome = Outcome()
        self._calm = threading.Event()
        """No further client meddles."""
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
                with self._running(self._meddle, self._calm), self._running(self._deliver_all):
                    self._fire()
                self._all_delivered()
                until(self._at_rest, 120 + self.scale.mails, "the work to come to rest")
                self._wait_for_late_answers()
        finally:
            for process in self._processes.values():
                stop(process)
            self._look_away()
        self._compare()
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

    def _deliver_all(self) -> None:
        """Deliver over about the time that the kills take."""
        whole = self.scale.kills * self.scale.seconds_between_kills * 0.8
        pause = whole / max(1, self.scale.mails) if self.scale.kills else _STEADY
        chance = random.Random(self.chance.random())
        with self.journal.open("a") as journal:
            for number in range(self.scale.mails):
                one = self._mail(number, chance)
                journal.write(json.dumps(asdict(one)) + "\n")
                journal.flush()
                time.sleep(chance.uniform(0, 2 * pause))

    def _mail(self, number: int, chance: random.Random) -> Sent:
        kind = KINDS[number % len(KINDS)]
        raw = (SAMPLES / "inbox" / f"{kind}.eml").read_bytes()
        head, blank, body = raw.partition(b"\r\n\r\n") if b"\r\n\r\n" in raw else raw.partition(b"\n\n")
        old = str(message_from_bytes(raw, policy=default)["Message-ID"])
        one = Sent(
            f"<{number}.{chance.getrandbits(48):x}@storm.example>",
            kind,
            chance.choices(("stays", "vanishes", "copied"), (90, 5, 5))[0],
        )
        content = head.replace(old.encode(), one.identifier.encode()) + blank + body
        self.sent.append(one)
        self.dovecot.deliver(self.user, content)
        if one.fate == "copied":
            self.dovecot.deliver(self.user, content)
        return one

    def _meddle(self) -> None:
        """Two more clients at the mailbox: one reads and flags, one moves, copies and expunges."""
        chance = random.Random(self.chance.random())
        while not self._calm.is_set():
            try:
                with self.dovecot.client(self.user) as reader, self.dovecot.client(self.user) as mover:
                    for _ in range(40):
                        if self._calm.is_set():
                            break
                        self._read_and_flag(reader, chance)
                        self._take_away(mover, chance)
                        time.sleep(chance.uniform(0, 0.2))
            except (IMAPClientError, OSError) as error:
                if "expunged" not in str(error).lower():
                    time.sleep(0.2)

    def _weigh(self) -> None:
        """Note how much memory all processes hold, beside how many items have been worked."""
        while not self._over.wait(1.0):
            worked = self._asked(_settled)
            if isinstance(worked, int):
                self.weights.append((worked, sum(map(_resident, self._processes.values()))))

    def _read_and_flag(self, client, chance: random.Random) -> None:  # type: ignore[no-untyped-def]
        client.select_folder("INBOX")
        uids = client.search("ALL")
        if uids:
            chosen = chance.sample(uids, min(3, len(uids)))
            change = chance.choice((client.add_flags, client.remove_flags))
            change(chosen, [chance.choice((b"\\Seen", b"\\Flagged"))])
            self.outcome.meddlings += 1

    def _take_away(self, client, chance: random.Random) -> None:  # type: ignore[no-untyped-def]
        """Move or delete some mail whose fate it is; put a copy back now and then."""
        doomed = [one for one in self.sent if one.fate == "vanishes"]
        if not doomed:
            return
        one = chance.choice(doomed[-20:])
        client.select_folder("INBOX")
        hits = client.search(["HEADER", "Message-ID", one.identifier])
        if not hits:
            return
        what = chance.choice(("move", "expunge", "again"))
        if what == "again":
            client.copy(hits, "INBOX")
        elif what == "move":
            client.copy(hits, "Archive")
        if what != "again":
            client.delete_messages(hits)
            client.uid_expunge(hits)
        self.outcome.meddlings += 1

    def _marked(self) -> bool:
        found = self._asked(lambda s: deliveries.folder_state(s, "ar", "INBOX") is not None)
        return bool(found)

    def _all_delivered(self) -> None:
        expected = {one.identifier for one in self.sent if one.fate != "vanishes"}

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

    def _compare(self) -> None:
        items = self._worked()
        answers = Counter(_purpose(message.recipients, message.content) for message in self.sink.received)
        by_mail = Counter(source for _, source in answers.elements())
        known = {one.identifier for one in self.sent}
        found = self.outcome
        found.mails, found.answers = len(self.sent), len(self.sink.received)
        for one in self.sent:
            count = items.get(one.identifier, 0)
            if count == 0 and one.fate != "vanishes":
                found.lost.append(one.identifier)
            if count > 1:
                found.worked_twice.append(one.identifier)
            if one.answered and one.fate != "vanishes" and by_mail[one.identifier] == 0:
                found.unanswered.append(one.identifier)
        found.answered_twice = [
            f"{who} about {source}" for (who, source), count in answers.items() if count > 1
        ]
        found.strangers = sorted({source for _, source in answers} - known)
        states = self._asked(work_items.counts_by_state)
        found.shelved = states.get(WorkState.SHELVED, 0) if isinstance(states, dict) else -1

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


def _purpose(recipients: tuple[str, ...], content: bytes) -> tuple[str, str]:
    """What an answer is for: to whom, about which mail."""
    message = message_from_bytes(content, policy=default)
    return ",".join(sorted(recipients)), str(message["In-Reply-To"])


def _spread(count: int, over: int) -> Counter[int]:
    """Spread `count` restarts evenly over the kills: how many after which kill."""
    return Counter(max(1, round((number + 1) * over / (count + 1))) for number in range(count))
