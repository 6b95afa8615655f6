"""SIGKILL of the sender at random instants: nothing is lost, nothing leaves twice, doubts are told."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from domain.clock import SetClock, SystemClock
from domain.states import OutboxState
from store.engine import open_store
from tests.faults.outgoing_room import Room, way_out
from tests.faults.test_sending import message_ids
from tests.servers import stores
from tests.servers.installations import ROOT
from tests.servers.smtp_sink import SmtpSink
from tests.servers.store_fixtures import sqlite_template

__all__ = ["sqlite_template"]

A_LIFE = 6
"""Answers that wait when a sender starts: it dies somewhere among them."""


@pytest.mark.parametrize(
    "kills", [2, pytest.param(20, marks=pytest.mark.long), pytest.param(200, marks=pytest.mark.soak)]
)
def test_a_sender_killed_at_any_instant_loses_nothing_and_doubles_nothing(
    sqlite_template: Path, tmp_path: Path, kills: int
) -> None:
    chance = random.Random(20261122)
    store = open_store(stores.sqlite_copy(sqlite_template, tmp_path))
    queued = 0
    with SmtpSink() as sink:
        room = Room(store, tmp_path, way_out(sink.port), clock=SystemClock())
        for _ in range(kills):
            for _ in range(A_LIFE):
                room.queue(queued)
                queued += 1
            _live_and_die(tmp_path, sink.port, chance)
        _finish(room)
        came = message_ids(sink)
    states = {f"<{number}@tarvenne.example>": room.answer(number + 1).state for number in range(queued)}
    store.close()
    assert max(came.values()) == 1
    assert set(states.values()) <= {OutboxState.SENT, OutboxState.UNCERTAIN}
    sent = Counter(name for name, state in states.items() if state is OutboxState.SENT)
    assert sent.items() <= came.items()
    # Only what was between two commits when its sender died may be in doubt.
    assert len(states) - len(sent) <= kills


def _live_and_die(folder: Path, port: int, chance: random.Random) -> None:
    sender = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.sender_under_fire", str(folder), str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert sender.stdout is not None
    try:
        assert sender.stdout.readline().strip() == "ready"
        time.sleep(chance.uniform(0, 0.25))
    finally:
        os.kill(sender.pid, signal.SIGKILL)
        sender.wait()
        sender.stdout.close()


def _finish(room: Room) -> None:
    """Let another sender, long after, do what was left; leases of the dead have ended then."""
    clock = SetClock(SystemClock().now() + timedelta(hours=1))
    last = Room(room.store, room.folder, room.outgoing, clock=clock, worker="last")
    last.work(hours=1)
