"""A mail that kills or exhausts its worker each time is shelved, visible, and worked again by one command."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import command_line
from app.installation import Installation, open_installation
from app.settings import load_settings
from app.working import desk_maker
from domain.clock import SetClock
from domain.mail import Delivered, DeliveryKey
from domain.policy import ReadingLimits
from domain.ports import Unpack
from domain.states import WorkState
from extractors.fence import InProcessFence
from extractors.reading import unpack
from pipeline.collect import upload
from pipeline.desk import Desk
from pipeline.worker import Worker
from store.repositories import work_items
from store.tables import WorkItemRow
from tests.faults.worker_and_poison import HoursAhead
from tests.intake.mails import PDF, multipart, part
from tests.intake.outlook_files import tnef

ROOT = Path(__file__).parents[2]
SOUND = b"From: a@b.example\r\nSubject: hello\r\n\r\nGood morning to all of you.\r\n"
POISON = multipart(
    part("Content-Type: text/plain", "see attached"),
    part('Content-Type: application/ms-tnef; name="winmail.dat"', tnef([("advice.pdf", PDF)])),
)


def config_in(folder: Path) -> Path:
    file = folder / "config.yaml"
    file.write_text(json.dumps({"data": str(folder / "data")}), encoding="utf-8")
    return file


def deliver(installation: Installation) -> tuple[int, int]:
    now = installation.engines.clock.now()
    numbers = [
        upload(installation.engines, Delivered(DeliveryKey("test", "in", 0, str(uid)), raw, now))
        for uid, raw in enumerate((POISON, SOUND))
    ]
    assert numbers[0] is not None and numbers[1] is not None
    return numbers[0], numbers[1]


def row_of(installation: Installation, number: int) -> WorkItemRow:
    with installation.engines.store.read() as session:
        return work_items.get_item(session, number)


def work(installation: Installation, opener: Unpack) -> None:
    sound = desk_maker(installation, InProcessFence(ReadingLimits()))  # type: ignore[arg-type]
    desk: Callable[[], Desk] = lambda: replace(sound(), unpack=opener)  # noqa: E731
    worker = Worker("test", installation.engines, desk, installation.settings.service, {})
    while worker.run_one():
        pass


def opened(content: bytes, name: str, content_type: str) -> bytes:
    return unpack(content, name, content_type, InProcessFence(ReadingLimits(), readers=()))


def exhausted(content: bytes, name: str, content_type: str) -> bytes:
    return bytes(1 << 60)


@pytest.mark.long
def test_a_mail_that_kills_its_worker_thrice_is_shelved_and_retried(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    settings = load_settings(config)
    poisoned, sound = deliver(open_installation(settings))
    program = [sys.executable, "-m", "tests.faults.worker_and_poison", str(config)]
    ended = [
        subprocess.run([*program, str(hours)], cwd=ROOT, timeout=120, check=False).returncode
        for hours in range(4)
    ]
    assert [code < 0 for code in ended] == [True, True, True, False], ended
    installation = open_installation(settings, HoursAhead(5))
    row = row_of(installation, poisoned)
    assert row.state is WorkState.SHELVED
    assert "died each time" in (row.error or "")
    assert row_of(installation, sound).state in (WorkState.WAITING, WorkState.CLOSED)
    done = CliRunner().invoke(command_line(("retry", "check")), ["retry", "--config", str(config)])
    assert "1 shelved mails" in done.stdout
    work(installation, opened)
    row = row_of(installation, poisoned)
    assert row.state in (WorkState.WAITING, WorkState.CLOSED) and row.error is None


def test_a_mail_that_exhausts_memory_is_tried_thrice_then_shelved(tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 11, 16, 12, 0, tzinfo=UTC))
    installation = open_installation(load_settings(config_in(tmp_path)), clock)
    poisoned, sound = deliver(installation)
    for tries in range(1, 4):
        assert row_of(installation, poisoned).state is not WorkState.SHELVED, tries
        work(installation, exhausted)
        clock.moment += timedelta(hours=1)
    row = row_of(installation, poisoned)
    assert row.state is WorkState.SHELVED
    assert "MemoryError" in (row.error or "")
    assert row_of(installation, sound).state in (WorkState.WAITING, WorkState.CLOSED)
