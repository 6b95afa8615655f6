"""SIGKILL while a mail is being moved: the next process ends with one mail in one place."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from domain.mailbox_marks import MarkOutcome
from store.engine import Store
from tests.pipeline.marked_mailboxes import EVERYTHING, SEEN, TAG, Desk, raw_mail
from tests.servers.imap_script import Command, Say
from tests.servers.installations import ROOT
from tests.servers.scripted_imap import ScriptedImap
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

POINTS = {
    "before-move": ("UIDPLUS", "UID MOVE", 1, False),
    "after-move": ("UIDPLUS", "UID MOVE", 1, True),
    "after-copy": ("MOVE", "UID COPY", 1, True),
    "after-deleted": ("MOVE", "UID STORE", 3, True),
    "after-expunge": ("MOVE", "UID EXPUNGE", 1, True),
}
"""What the server does not offer; then the command at which the process is killed."""


class Killing:
    """Kills the process that talks to the server; as a hook, at its command."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def __call__(self, command: Command, say: Say) -> None:
        if self.process is not None:
            os.kill(self.process.pid, signal.SIGKILL)


def run(desk: Desk, killing: Killing) -> int:
    """Let a process work the jobs; return its exit code."""
    url = desk.store.url.render_as_string(hide_password=False)
    arguments = [url, str(desk.server.port), desk.clock.now().isoformat(), str(desk.blobs.root)]
    killing.process = subprocess.Popen(
        [sys.executable, "-m", "tests.pipeline.marking_process", *arguments], cwd=ROOT
    )
    return killing.process.wait(60)


@pytest.mark.parametrize(
    "rounds", [pytest.param(1, marks=pytest.mark.long), pytest.param(100, marks=pytest.mark.soak)]
)
@pytest.mark.parametrize("point", POINTS)
def test_a_killed_move_is_taken_up_by_the_next_process(
    store: Store, tmp_path: Path, point: str, rounds: int
) -> None:
    missing, command, nth, after = POINTS[point]
    with ScriptedImap() as server:
        desk = Desk(store, tmp_path, server, EVERYTHING)
        server.capabilities.discard(missing)
        for uid in range(100, 100 + rounds):
            desk.box.inbox.add(raw_mail(uid), uid=uid)
            item_id = desk.deliver(raw_mail(uid), uid)
            desk.close(item_id)
            killing = Killing()
            (server.script.after if after else server.script.before)(command, killing, nth=nth)
            assert run(desk, killing) == -signal.SIGKILL
            server.script.clear()
            desk.clock.sleep(180)
            assert run(desk, killing) == 0
            assert desk.outcome(item_id) is MarkOutcome.MOVED
            assert desk.copies(raw_mail(uid)) == (0, 1)
        assert all(one.flags == {SEEN, TAG} for one in desk.done.messages)
        assert server.sent("EXPUNGE", "CLOSE") == []
        assert desk.box.inbox.find(6) is not None
