"""What was backed up comes back onto either engine, whole or not at all."""

import gzip
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.backups import restore
from app.installation import open_installation
from app.settings import load_settings
from domain.clock import SetClock, SystemClock
from domain.errors import ConfigurationError, StoreError
from pipeline.restored import restored_at
from store.backups import SnapshotWriter, open_snapshot, problems_of
from store.blobs import BlobFolder
from store.migrations import bring_to, current, head, upgrade
from store.moving import one_moment
from store.repositories import audit
from store.repositories import settings as switches
from store.tables import Event
from tests.app.made_backups import backed_up, good, silent, two_configs
from tests.servers.installations import ROOT
from tests.servers.relocations import NOON, empty_url, furnished, queue_of, rows_of, settings_in

__all__ = ["good"]

OTHER = frozenset({"heartbeat", "web_session", "setting", "event", "audit_entry", "audit_detail"})
"""Tables that a restore itself writes to, or leaves empty."""


@pytest.mark.parametrize(("made_on", "restored_on"), [("sqlite", "postgresql"), ("postgresql", "sqlite")])
def test_what_was_backed_up_comes_back_on_either_engine(
    tmp_path: Path, postgres_server: str, made_on: str, restored_on: str
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    settings = settings_in(here, empty_url(made_on, here, postgres_server))
    source = furnished(settings)
    before = rows_of(source.engines.store, OTHER)
    snapshot = backed_up(settings, tmp_path / "backups").snapshot
    assert list(problems_of(snapshot)) == []

    new = settings_in(there, empty_url(restored_on, there, postgres_server))
    restore(new, snapshot, SetClock(NOON), silent)
    target = open_installation(new)
    assert rows_of(target.engines.store, OTHER) == before
    assert queue_of(target) == {"waiting": 2, "shelved": 1}
    assert [target.engines.blobs.get(name) for name in source.engines.blobs.names()] == [
        source.engines.blobs.get(name) for name in source.engines.blobs.names()
    ]
    assert (there / "templates_learned" / "payer.yaml").read_text() == "name: taught\n"
    with source.engines.store.read() as session:
        trail = list(audit.every(session))
    with target.engines.store.read() as session:
        assert trail and list(audit.every(session))[: len(trail)] == trail
        assert switches.is_on(session, switches.HOLD_OUTGOING)
        assert restored_at(session) == NOON
        assert "restored" in [event.action for event in session.exec(select(Event)).scalars()]
    for each in (source, target):
        each.engines.store.close()


@pytest.mark.parametrize(
    ("victim", "damage"),
    [
        ("tables/mail.jsonl.gz", "torn"),
        ("tables/mail.jsonl.gz", "other"),
        ("jobs.jsonl.gz", "gone"),
        ("blobs.txt.gz", "other"),
        ("a blob", "torn"),
        ("a blob", "gone"),
        ("files/templates_learned/payer.yaml", "other"),
    ],
)
def test_damage_is_found_and_named_before_the_database_is_touched(
    tmp_path: Path, good: Path, victim: str, damage: str
) -> None:
    shutil.copytree(good, tmp_path / "backups")
    snapshot = open_snapshot(tmp_path / "backups")
    blob = next((tmp_path / "backups" / "blobs").glob("??/*"))
    path = blob if victim == "a blob" else snapshot.path / victim
    if damage == "gone":
        path.unlink()
    elif damage == "torn":
        path.write_bytes(path.read_bytes()[:-3])
    else:
        path.write_bytes(gzip.compress(b'{"id":1}\n') if victim.endswith(".gz") else b"other")
    problem, *_ = problems_of(snapshot)
    assert path.name.partition(".")[0] in problem
    new = settings_in(tmp_path / "there")
    with pytest.raises(StoreError, match="the backup is not whole; nothing was restored"):
        restore(new, snapshot, SystemClock(), silent)
    assert not (new.data / "ardoise.sqlite").exists()


def test_a_backup_of_an_older_program_is_brought_up_to_date(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    store = furnished(settings).engines.store
    bring_to(settings.database_url, "0004")
    with pytest.raises(StoreError, match=f"at revision 0004, the program at {head()}; run `ardoise check"):
        backed_up(settings, tmp_path / "backups")
    writer = SnapshotWriter(tmp_path / "older", NOON)
    with one_moment(store) as connection:
        tables = writer.rows(connection)
    blobs, _ = writer.blobs(BlobFolder(settings.data / "blobs"))
    snapshot = writer.finish("0004", "sqlite", tables, writer.jobs(()), blobs)

    new = settings_in(tmp_path / "there")
    new.data.mkdir(parents=True)
    upgrade(new.database_url)
    restore(new, snapshot, SystemClock(), silent)
    target = open_installation(new).engines.store
    assert current(target) == head()
    assert rows_of(target)["mail"].rows == 1
    assert rows_of(target)["outbox_attempt"] == tables["outbox_attempt"]


def test_a_backup_of_a_newer_program_is_refused(tmp_path: Path, good: Path) -> None:
    snapshot = open_snapshot(good)
    newer = replace(snapshot, manifest=snapshot.manifest.model_copy(update={"revision": "9999"}))
    with pytest.raises(StoreError, match="the backup is at revision 9999, which this program does not know"):
        restore(settings_in(tmp_path), newer, SystemClock(), silent)
    text = (snapshot.path / "manifest.json").read_text()
    shutil.copytree(good, tmp_path / "backups")
    (tmp_path / "backups" / "snapshots" / snapshot.path.name / "manifest.json").write_text(
        text.replace('"format": 1', '"format": 2')
    )
    with pytest.raises(ConfigurationError, match="was written by a newer Ardoise"):
        open_snapshot(tmp_path / "backups")


def test_only_an_empty_installation_is_filled(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    furnished(settings)
    snapshot = backed_up(settings, tmp_path / "backups").snapshot
    lost = next((settings.data / "blobs").glob("??/*"))
    lost.unlink()
    with pytest.raises(StoreError, match="holds rows already"):
        restore(settings, snapshot, SystemClock(), silent)
    assert not lost.exists(), "nothing was copied before it was refused"


def test_a_folder_without_a_whole_backup_is_named(tmp_path: Path) -> None:
    (tmp_path / "snapshots" / "2026-11-16T120000Z.partial").mkdir(parents=True)
    with pytest.raises(ConfigurationError, match="holds no whole snapshot"):
        open_snapshot(tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("act", ["restore", "migrate"])
@pytest.mark.parametrize("lines", [0, 1, 2, 3])
def test_a_killed_restore_or_move_is_whole_empty_or_recognised(
    tmp_path: Path, good: Path, act: str, lines: int
) -> None:
    """Killed right behind so many lines of its report; the source is never touched."""
    here, there = two_configs(tmp_path)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    words = ["restore", str(good), "--config", str(there)]
    if act == "migrate":
        words = ["migrate", "--to", other, "--config", str(here)]
    _run_and_kill(words, lines)
    target = load_settings(there) if act == "restore" else settings_in(tmp_path, other)
    try:
        store = open_installation(target).engines.store
    except StoreError as error:
        assert "is half filled" in str(error)
        return
    assert rows_of(store)["mail"].rows in (0, 1)
    if rows_of(store)["mail"].rows:
        assert queue_of(open_installation(target)) == {"waiting": 2, "shelved": 1}
        with store.read() as session:
            assert switches.is_on(session, switches.HOLD_OUTGOING) is (act == "restore")


def _run_and_kill(words: list[str], lines: int) -> None:
    """Run the program with these words and kill it right behind so many lines of what it says."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "app", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    for _ in range(lines):
        process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
