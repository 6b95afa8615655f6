"""SIGKILL at random instants: each mail is worked once, each answer sent once, the mailbox untouched.

What happened is judged from outside: what the IMAP server holds and what the SMTP server got.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from domain.states import OutboxState, WorkState
from store.repositories import deliveries, outbox, work_items
from tests.servers.dovecot import Dovecot
from tests.servers.installations import ROOT, SAMPLES, Workplace, until
from tests.servers.smtp_sink import SmtpSink

STEPS = ("parse", "read", "route", "extract", "match", "dispute", "respond", "send")
INSIDE = {step: (f"{step}:entered", f"{step}:done") for step in STEPS} | {
    "send": ("send:entered", "send:attempt", "send:data")
}
"""The points at which a step is begun and not committed yet."""
KINDS = (
    "request-en-one-copy",
    "request-es-copia",
    "request-de-kopie",
    "advice-en-grid-pdf",
    "dispute-en-price",
)
SEED = 20261116


@dataclass
class Fire:
    """Kills workers until every step was interrupted and the wanted number of kills is reached."""

    place: Workplace
    chance: random.Random
    wanted: int
    kills: int = 0
    lives: int = 0
    interrupted: Counter[str] = field(default_factory=Counter)

    def one_life(self, wanted: str | None) -> bool:
        """Let one worker live until the wanted point, or a random one; True when it was killed at work."""
        worker = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.worker_under_fire", str(self.place.config), str(self.kills)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=(self.place.folder / "workers.log").open("ab"),
            text=True,
        )
        assert worker.stdout is not None
        self.lives += 1
        assert self.lives < 100 + 10 * self.wanted, "the work does not come to an end"
        patience = self.chance.randrange(1, 30)
        killed = False
        for line in worker.stdout:
            point = line.strip()
            if point == "idle" and self.finished():
                break
            patience -= point not in ("ready", "idle")
            due = point == wanted or (wanted is None and patience <= 0 and ":" in point)
            if due:
                time.sleep(self.chance.uniform(0, 0.01))
                self._note(point)
                killed = True
                break
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
        return killed

    def _note(self, point: str) -> None:
        self.kills += 1
        for step, points in INSIDE.items():
            self.interrupted[step] += point in points

    def missing(self) -> list[str]:
        """Return the points of steps that were never interrupted."""
        return [INSIDE[step][0] for step in STEPS if not self.interrupted[step]]

    def finished(self) -> bool:
        """Tell whether nothing is left to do."""
        installation = self.place.open()
        try:
            with installation.engines.store.read() as session:
                states = work_items.counts_by_state(session)
                answers = outbox.counts_by_state(session)
        finally:
            installation.engines.store.close()
        under_way = {OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNCERTAIN} & answers.keys()
        return not states.get(WorkState.WORKING) and not under_way


def under_fire(folder: Path, dovecot: Dovecot, kills: int, mails: int) -> None:
    """Deliver `mails` mails, kill workers `kills` times at least, then compare what the servers saw."""
    user = f"fire{kills}"
    chance = random.Random(SEED)
    with SmtpSink(copy=lambda raw: dovecot.append(user, [raw], "Sent")) as sink:
        dovecot.maildir(user, "Sent")
        place = Workplace(folder, imap_port=dovecot.port, smtp_port=sink.port, user=user)
        place.load_samples()
        delivered = _collect_under_fire(place, dovecot, user, mails, chance)
        fire = Fire(place, chance, kills)
        while fire.kills < fire.wanted or fire.missing():
            wanted = fire.missing()[0] if fire.missing() and fire.kills % 2 else None
            if not fire.one_life(wanted):
                more = _deliver(dovecot, user, 5, len(delivered), chance)
                delivered += more
                _poll_once(place, len(delivered))
        while not fire.finished():
            fire.one_life("never")
        _compare(place, sink, dovecot, user, delivered)
    assert min(fire.interrupted[step] for step in STEPS) >= 1, fire.interrupted


def _collect_under_fire(
    place: Workplace, dovecot: Dovecot, user: str, mails: int, chance: random.Random
) -> list[str]:
    """Kill pollers while mail arrives; at the end everything that was delivered is stored."""
    poller = place.start("--role", "poller")
    until(lambda: _marked(place), 30, "the first look at the mailbox")
    delivered: list[str] = []
    for _ in range(3):
        delivered += _deliver(dovecot, user, mails // 3, len(delivered), chance)
        time.sleep(chance.uniform(0.05, 0.6))
        os.kill(poller.pid, signal.SIGKILL)
        poller.wait()
        poller = place.start("--role", "poller")
    until(lambda: _stored(place) == len(delivered), 60, "storing every delivered mail")
    os.kill(poller.pid, signal.SIGKILL)
    poller.wait()
    return delivered


def _poll_once(place: Workplace, count: int) -> None:
    poller = place.start("--role", "poller")
    until(lambda: _stored(place) == count, 60, "storing every delivered mail")
    os.kill(poller.pid, signal.SIGKILL)
    poller.wait()


def _deliver(dovecot: Dovecot, user: str, count: int, start: int, chance: random.Random) -> list[str]:
    """Deliver mails that differ in Message-ID and subject; return the Message-IDs."""
    delivered = []
    for number in range(start, start + count):
        name = KINDS[number % len(KINDS)]
        raw = (SAMPLES / "inbox" / f"{name}.eml").read_bytes()
        head, blank, body = raw.partition(b"\r\n\r\n") if b"\r\n\r\n" in raw else raw.partition(b"\n\n")
        old = str(message_from_bytes(raw, policy=default)["Message-ID"])
        new = f"<{number}.{chance.getrandbits(48):x}@fire.example>"
        dovecot.deliver(user, head.replace(old.encode(), new.encode()) + blank + body)
        delivered.append(new)
    return delivered


def _marked(place: Workplace) -> bool:
    installation = place.open()
    with installation.engines.store.read() as session:
        state = deliveries.folder_state(session, "ar", "INBOX")
    installation.engines.store.close()
    return state is not None


def _stored(place: Workplace) -> int:
    installation = place.open()
    with installation.engines.store.read() as session:
        count = sum(work_items.counts_by_state(session).values())
    installation.engines.store.close()
    return count


def _compare(place: Workplace, sink: SmtpSink, dovecot: Dovecot, user: str, delivered: list[str]) -> None:
    answered = Counter(
        str(message_from_bytes(message.content, policy=default)["In-Reply-To"]) for message in sink.received
    )
    due = {identifier for number, identifier in enumerate(delivered) if number % len(KINDS) < 3}
    assert _stored(place) == len(delivered), "each mail is one work item"
    assert set(answered) == due, "each request was answered"
    assert set(answered.values()) == {1}, "no answer was sent twice"
    flags = dovecot.flags(user)
    assert len(flags) == len(delivered), "nothing was expunged"
    assert set(flags.values()) == {()}, "no flag was changed"


def test_killed_at_random_each_mail_is_worked_once_and_answered_once(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    under_fire(tmp_path, dovecot, kills=16, mails=15)


@pytest.mark.long
def test_killed_thirty_times_nothing_is_lost_or_repeated(tmp_path: Path, dovecot: Dovecot) -> None:
    under_fire(tmp_path, dovecot, kills=30, mails=60)


@pytest.mark.soak
def test_killed_three_hundred_times_nothing_is_lost_or_repeated(tmp_path: Path, dovecot: Dovecot) -> None:
    under_fire(tmp_path, dovecot, kills=300, mails=300)
