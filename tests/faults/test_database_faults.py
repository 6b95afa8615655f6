"""Database or disk away for a while: nothing is half taken in, nothing shelved, all goes on by itself."""

import logging
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.installation import Installation, open_installation
from app.service.processes import run_poller, run_worker
from app.service.starting import open_patiently
from app.service.stopping import Stopping
from app.service.web import make_web
from app.settings import Settings
from domain.clock import SystemClock
from domain.mailbox_policy import Mailbox
from domain.policy import Service
from domain.states import WorkState
from jobs.engine import open_queue
from pipeline.health import health
from store.blobs import BlobFolder
from store.engine import open_store
from store.repositories import work_items
from tests.servers import postgres
from tests.servers.installations import until

Body = Callable[[Installation, str, Stopping], None]


def _settings(folder: Path, data: Path | None = None, database: str | None = None) -> Settings:
    inbox = folder / "inbox"
    inbox.mkdir()
    return Settings(
        data=data or folder / "data",
        database=database,
        mailboxes=(Mailbox(name="drop", kind="folder", path=inbox),),
        # One counted try would shelve a mail at once.
        service=Service(poll_seconds=1, lease_seconds=5, attempts=1, retry_seconds=0.2),
    )


def _impatient(installation: Installation) -> Installation:
    """Let writers give up on a locked database soon."""
    old = installation.engines
    store = open_store(old.store.url.render_as_string(hide_password=False), busy_seconds=0.2)
    queues = [open_queue(store, SystemClock(), timedelta(seconds=5)) for _ in range(2)]
    return replace(installation, engines=replace(old, store=store, jobs=queues[0], sending=queues[1]))


@contextmanager
def _running(installation: Installation, *bodies: Body) -> Iterator[None]:
    stopping = Stopping()
    threads = [
        threading.Thread(target=body, args=(installation, f"{body.__name__}", stopping)) for body in bodies
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopping.ask()
        for thread in threads:
            thread.join()
        installation.engines.store.close()


def _drop(settings: Settings, count: int, size: int = 100, start: int = 0) -> None:
    inbox = settings.mailboxes[0].path
    assert inbox is not None
    for number in range(start, start + count):
        text = f"From: a{number}@b.example\r\nSubject: hello {number}\r\n\r\n" + "Good morning. " * (
            size // 14
        )
        (inbox / f"{number}.part").write_text(text)
        (inbox / f"{number}.part").rename(inbox / f"{number}.eml")


def _states(installation: Installation) -> dict[WorkState, int]:
    with installation.engines.store.read() as session:
        return work_items.counts_by_state(session)


def _worked(installation: Installation, count: int) -> bool:
    states = _states(installation)
    return sum(states.values()) == count and WorkState.WORKING not in states


def _faults(installation: Installation) -> tuple[str, ...]:
    return health(installation.engines, (), 60, 3650).faults


def _said(caplog: pytest.LogCaptureFixture, word: str) -> list[str]:
    return [record.outage for record in caplog.records if record.message == word]  # type: ignore[attr-defined]


def _pages_say_so(installation: Installation) -> None:
    with make_web(installation) as app, TestClient(app, "http://127.0.0.1:8642") as visitor:
        assert visitor.get("/healthz").status_code == 503
        page = visitor.get("/api/items", auth=("ida", "secret"))
    assert (page.status_code, page.headers["Retry-After"]) == (503, "60")
    assert "cannot be used just now" in page.text


def _all_is_well(installation: Installation, count: int) -> None:
    until(lambda: _worked(installation, count), 60, "working every mail")
    assert WorkState.SHELVED not in _states(installation)
    assert installation.engines.jobs.counts().get("shelved", 0) == 0


def test_a_locked_database_stops_the_work_and_releases_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = _settings(tmp_path)
    installation = _impatient(open_installation(settings))
    with _running(installation, run_poller, run_worker):
        _drop(settings, 2)
        until(lambda: _worked(installation, 2), what="working the first mails")
        other = sqlite3.connect(settings.data / "ardoise.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        _drop(settings, 3, start=2)
        until(lambda: "database_busy" in _said(caplog, "outage"), what="saying that the database is locked")
        assert sum(_states(installation).values()) == 2
        other.execute("ROLLBACK")
        other.close()
        _all_is_well(installation, 5)
        until(lambda: bool(_said(caplog, "recovered")), what="saying that it goes on")


@pytest.mark.parametrize("mode", ["immediate", pytest.param("fast", marks=pytest.mark.long)])
def test_a_postgresql_that_is_down_for_a_while_is_waited_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, mode: str
) -> None:
    if reason := postgres.why_not():
        pytest.skip(reason)
    server = postgres.Server()
    server.start()
    try:
        settings = _settings(tmp_path, database=server.url)
        installation = open_installation(settings)
        with _running(installation, run_poller, run_worker):
            _drop(settings, 3)
            until(lambda: _worked(installation, 3), what="working the first mails")
            _drop(settings, 5, start=3)
            server.stop(mode)
            _drop(settings, 2, start=8)
            until(lambda: len(_said(caplog, "outage")) >= 3, what="each loop saying that it is gone")
            assert _faults(installation) == ("database_unreachable",)
            _pages_say_so(installation)
            server.start()
            _all_is_well(installation, 10)
        assert len(_said(caplog, "outage")) <= 4, "an outage is said once by each loop"
        assert not [record for record in caplog.records if record.message == "watcher_failed"]
    finally:
        server.stop()
        server.remove()


@pytest.mark.long
def test_a_process_that_starts_before_its_database_waits_for_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if reason := postgres.why_not():
        pytest.skip(reason)
    server = postgres.Server()
    settings, stopping = _settings(tmp_path, database=server.url), Stopping()
    opened: list[Installation | None] = []
    starting = threading.Thread(target=lambda: opened.append(open_patiently(settings, "worker", stopping)))
    starting.start()
    try:
        until(lambda: _said(caplog, "outage") == ["database_unreachable"], what="saying that it waits")
        server.start()
        starting.join(60)
        assert opened[0] is not None
        opened[0].engines.store.close()
    finally:
        stopping.ask()
        starting.join()
        server.stop()
        server.remove()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB."""
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(place)], capture_output=True)
    if done.returncode != 0:
        pytest.skip("nothing may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def _fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1_000_000, 4096):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return filler


def test_a_full_disk_stops_the_intake_which_goes_on_when_there_is_room(
    small_disk: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "ardoise")
    settings = _settings(tmp_path, small_disk / "data")
    installation = open_installation(settings)
    with _running(installation, run_poller, run_worker):
        _drop(settings, 2)
        until(lambda: _worked(installation, 2), what="working the first mails")
        assert "disk_full" not in _faults(installation)
        filler = _fill(small_disk)
        _drop(settings, 5, size=100_000, start=2)
        until(lambda: "disk_full" in _said(caplog, "outage"), what="saying that the disk is full")
        assert "disk_full" in _faults(installation)
        assert sum(_states(installation).values()) == 2, "nothing is half taken in"
        filler.unlink()
        _all_is_well(installation, 7)
    assert isinstance(installation.engines.blobs, BlobFolder)
    assert _said(caplog, "outage").count("disk_full") <= 3


@pytest.mark.long
def test_a_disk_that_fills_while_mails_are_worked_shelves_none(
    small_disk: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = _settings(tmp_path, small_disk / "data")
    installation = open_installation(settings)
    _drop(settings, 6)
    with _running(installation, run_poller):
        until(lambda: sum(_states(installation).values()) == 6, what="storing the mails")
    filler = _fill(small_disk)
    with _running(installation, run_worker):
        # A database that is opened anew on a full disk cannot be opened: that is said instead.
        until(lambda: bool(_said(caplog, "outage")), what="saying that the disk is full")
        filler.unlink()
        _all_is_well(installation, 6)
