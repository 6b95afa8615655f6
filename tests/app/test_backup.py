"""Backups: consistent while the service works, complete, without secrets, and what the commands say."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from app.commands import backup as backup_command
from app.commands import hold as hold_command
from app.commands import release as release_command
from app.commands import restore as restore_command
from domain.alarm_policy import Alarms, Webhook
from domain.clock import SetClock
from store.backups import open_snapshot
from store.repositories.history import add_event
from tests.app.made_backups import backed_up, two_configs
from tests.servers.relocations import MAILS, NOON, furnished, settings_in


def test_a_backup_shows_one_moment_while_others_write(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    installation = furnished(settings)
    done = threading.Event()

    def write_pairs() -> None:
        number = 0
        while not done.is_set():
            number += 1
            with installation.engines.store.write() as session:
                for side in ("left", "right"):
                    add_event(session, "w", side, NOON, detail={"pair": number})

    writer = threading.Thread(target=write_pairs)
    writer.start()
    try:
        snapshots = [
            backed_up(settings, tmp_path / "backups", SetClock(NOON + timedelta(seconds=turn))).snapshot
            for turn in range(3)
        ]
    finally:
        done.set()
        writer.join()
    for snapshot in snapshots:
        lines = b"".join(snapshot.rows("event"))
        assert lines.count(b'"left"') == lines.count(b'"right"')
    assert snapshots[0].manifest.tables["event"] != snapshots[2].manifest.tables["event"]


def test_only_new_blobs_are_copied_the_next_time(tmp_path: Path) -> None:
    settings, folder = settings_in(tmp_path), tmp_path / "backups"
    engines = furnished(settings).engines
    first = backed_up(settings, folder, SetClock(NOON)).snapshot
    stamps = {path: path.stat().st_mtime_ns for path in (folder / "blobs").glob("??/*")}
    (new,) = engines.blobs.put([b"one more mail"])
    second = backed_up(settings, folder, SetClock(NOON + timedelta(hours=1))).snapshot
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    assert set(second.blob_names()) - set(first.blob_names()) == {new}
    assert open_snapshot(folder).path == second.path


def test_a_backup_holds_no_secret_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    settings, folder = settings_in(tmp_path), tmp_path / "backups"
    furnished(settings)
    hook = Webhook(url="https://chat.ourfirm.example/hooks/pssst?key=pssst")
    settings = settings.model_copy(update={"alarms": Alarms(webhook=hook)})
    snapshot = backed_up(settings, folder).snapshot
    text = (snapshot.path / "files" / "config.yaml").read_text()
    assert "pssst" not in text
    assert "https://chat.ourfirm.example/***" in text
    config = yaml.safe_load((snapshot.path / "files" / "config.yaml").read_text())
    assert config["outgoing"]["password"] == {"env": None, "file": None}
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o077 for path in files} == {0}
    assert (snapshot.path.stat().st_mode & 0o077) == 0


def test_a_damaged_mail_is_named_and_the_rest_is_backed_up(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    furnished(settings)
    path = next((settings.data / "blobs").glob("??/*"))
    path.write_bytes(b"torn")
    made = backed_up(settings, tmp_path / "backups")
    assert [path.name in problem for problem in made.problems] == [True]
    assert len(list(made.snapshot.blob_names())) == len(MAILS) - 1


def test_the_commands_say_what_they_did_and_what_comes_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = two_configs(tmp_path)
    acts = (
        (lambda: backup_command.command(tmp_path / "backups", config=here), "Wrote "),
        (
            lambda: backup_command.command(tmp_path / "backups", verify=True, config=here),
            "every hash is right",
        ),
        (lambda: restore_command.command(tmp_path / "backups", config=there), "Outgoing mail is on hold"),
        (lambda: release_command.command(config=there), "Outgoing mail is released."),
        (lambda: hold_command.command(config=there), "`ardoise release` ends it"),
    )
    for act, sentence in acts:
        assert act() == 0
        assert sentence in capsys.readouterr().out
    next((tmp_path / "backups" / "blobs").glob("??/*")).unlink()
    assert backup_command.command(tmp_path / "backups", verify=True, config=here) == 1
    assert "no bytes are stored under" in capsys.readouterr().err
