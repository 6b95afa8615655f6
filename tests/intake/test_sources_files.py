"""Maildirs, watched folders and uploads."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from domain.clock import SetClock
from domain.errors import ConfigurationError, SourceError
from domain.mail import DeliveryKey
from domain.mail_ports import Batch
from domain.mailbox_policy import Mailbox
from intake.sources import open_source, source_kinds
from intake.sources.upload import uploaded

MAIL = b"From: a@acme.example\r\nSubject: x\r\n\r\nhi\r\n"


def put(path: Path, content: bytes, clock: SetClock, age: float = 60) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    moment = clock.now().timestamp() - age
    os.utime(path, (moment, moment))
    return path


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for part in ("cur", "new", "tmp"):
        (tmp_path / "Maildir" / part).mkdir(parents=True)
    return tmp_path / "Maildir"


def maildir_box(path: Path, **settings: object) -> Mailbox:
    return Mailbox.model_validate({"name": "md", "kind": "maildir", "path": path} | settings)


def folder_box(path: Path, **settings: object) -> Mailbox:
    return Mailbox.model_validate({"name": "tray", "kind": "folder", "path": path} | settings)


def uids(batches: list[Batch]) -> list[str]:
    return [one.key.uid for batch in batches for one in batch.mails]


def listing(path: Path) -> list[tuple[str, int, int]]:
    return sorted(
        (str(one.relative_to(path)), one.stat().st_mtime_ns, one.stat().st_size) for one in path.rglob("*")
    )


def test_maildir_yields_what_came_after_the_first_connection(
    maildir: Path, clock: SetClock, tmp_path: Path
) -> None:
    put(maildir / "cur" / "1.old.host:2,S", MAIL, clock)
    put(maildir / "new" / "2.old.host", MAIL, clock)
    source = open_source(maildir_box(maildir), None, clock, state_dir=tmp_path / "state")
    mark = source.first_mark("INBOX")
    assert list(source.fetch("INBOX", mark)) == []
    put(maildir / "new" / "3.new.host", MAIL + b"3", clock, age=86_400 * 365)
    before = listing(maildir)
    (batch,) = source.fetch("INBOX", mark)
    assert uids([batch]) == ["3.new.host"]
    assert batch.mails[0].raw == MAIL + b"3"
    assert listing(maildir) == before
    source.acknowledge(batch)
    assert list(source.fetch("INBOX", mark)) == []


def test_maildir_knows_a_mail_by_its_unique_name_whatever_its_flags(
    maildir: Path, clock: SetClock, tmp_path: Path
) -> None:
    old = put(maildir / "new" / "1.old.host", MAIL, clock)
    state = tmp_path / "state"
    mark = open_source(maildir_box(maildir), None, clock, state_dir=state).first_mark("INBOX")
    old.rename(maildir / "cur" / "1.old.host:2,FS")
    put(maildir / "cur" / "2.seen.host:2,S", MAIL, clock, age=9999)
    known: set[DeliveryKey] = set()
    again = open_source(maildir_box(maildir), None, clock, state_dir=state, known=known.__contains__)
    assert again.first_mark("INBOX").uidvalidity == mark.uidvalidity
    (batch,) = again.fetch("INBOX", mark)
    assert uids([batch]) == ["2.seen.host"]
    known.update(one.key for one in batch.mails)
    (maildir / "cur" / "2.seen.host:2,S").rename(maildir / "cur" / "2.seen.host:2,RS")
    assert list(again.fetch("INBOX", mark)) == []


def test_maildir_history_is_backfilled_by_day(maildir: Path, clock: SetClock) -> None:
    put(maildir / "cur" / "1.h:2,", MAIL, clock, age=86_400 * 10)
    put(maildir / "cur" / "2.h:2,", MAIL, clock, age=86_400)
    source = open_source(maildir_box(maildir), None, clock)
    mark = source.first_mark("INBOX")
    put(maildir / "new" / "3.h", MAIL, clock)
    since = (clock.now() - timedelta(days=5)).date()
    batches = list(source.backfill("INBOX", since, mark))
    assert uids(batches) == ["2.h"]
    assert batches[0].mails[0].backfill is True


def test_maildir_folders_links_and_hidden_files(maildir: Path, clock: SetClock, tmp_path: Path) -> None:
    source = open_source(
        maildir_box(maildir, folders=["INBOX", "Claims/2026", "Nowhere"], batch_messages=1), None, clock
    )
    for part in ("cur", "new"):
        (maildir / ".Claims.2026" / part).mkdir(parents=True)
    mark = source.first_mark("Claims/2026")
    put(maildir / ".Claims.2026" / "new" / "2.h", MAIL, clock, age=10)
    put(maildir / ".Claims.2026" / "new" / "1.h", MAIL, clock, age=20)
    put(maildir / ".Claims.2026" / "new" / ".hidden", MAIL, clock)
    secret = put(tmp_path / "secret", b"secret", clock)
    (maildir / ".Claims.2026" / "new" / "link").symlink_to(secret)
    assert uids(list(source.fetch("Claims/2026", mark))) == ["1.h", "2.h"]
    with pytest.raises(SourceError, match="is no Maildir"):
        source.first_mark("Nowhere")
    assert [finding.works for finding in source.check()] == [True, True, False]


def test_maildir_too_large_a_mail_comes_with_its_header(maildir: Path, clock: SetClock) -> None:
    source = open_source(maildir_box(maildir, largest_mail_bytes=100), None, clock)
    mark = source.first_mark("INBOX")
    put(maildir / "new" / "1.h", MAIL + b"x" * 200, clock)
    (batch,) = source.fetch("INBOX", mark)
    assert batch.mails[0].raw == MAIL.split(b"hi")[0]
    assert "largest_mail_bytes" in (batch.mails[0].incomplete or "")


def test_folder_takes_what_lies_there_and_moves_it_only_after_storing(
    tmp_path: Path, clock: SetClock
) -> None:
    put(tmp_path / "a.eml", MAIL, clock, age=30)
    put(tmp_path / "b.pdf", b"%PDF-1.4 x", clock, age=20)
    put(tmp_path / ".hidden.pdf", b"%PDF", clock)
    put(tmp_path / "sub" / "c.pdf", b"%PDF", clock)
    (tmp_path / "link.pdf").symlink_to(tmp_path / "b.pdf")
    source = open_source(folder_box(tmp_path), None, clock)
    (folder,) = source.folders()
    (batch,) = source.fetch(folder, source.first_mark(folder))
    assert [(one.name, one.raw) for one in batch.mails] == [(None, MAIL), ("b.pdf", b"%PDF-1.4 x")]
    assert (tmp_path / "a.eml").exists()
    source.acknowledge(batch)
    assert sorted(path.name for path in (tmp_path / "taken").iterdir()) == ["a.eml", "b.pdf"]
    assert list(source.fetch(folder, batch.mark)) == []


def test_folder_waits_for_files_that_are_still_being_written(tmp_path: Path, clock: SetClock) -> None:
    source = open_source(folder_box(tmp_path), None, clock)
    mark = source.first_mark(".")
    young = put(tmp_path / "a.pdf", b"%PDF", clock, age=1)
    assert list(source.fetch(".", mark)) == []
    clock.sleep(5)
    put(young, b"%PDF-1.4 more", clock, age=3)
    assert list(source.fetch(".", mark)) == []  # it grew since the last look
    clock.sleep(5)
    assert len(uids(list(source.fetch(".", mark)))) == 1
    ahead = put(tmp_path / "b.pdf", b"%PDF-1.5", clock, age=-3600)
    assert "b.pdf" not in str(uids(list(source.fetch(".", mark))))
    clock.sleep(3)
    assert "b.pdf" in str(uids(list(source.fetch(".", mark))))
    assert ahead.exists()


def test_folder_new_content_under_an_old_name_is_a_new_delivery(tmp_path: Path, clock: SetClock) -> None:
    known: set[DeliveryKey] = set()
    source = open_source(folder_box(tmp_path), None, clock, known=known.__contains__)
    for number in (1, 2, 3):
        put(tmp_path / "advice.pdf", b"%PDF" + bytes([number]), clock)
        (batch,) = source.fetch(".", source.first_mark("."))
        known.update(one.key for one in batch.mails)
        source.acknowledge(batch)
    assert len(known) == 3
    assert len(list((tmp_path / "taken").iterdir())) == 3


def test_folder_file_that_was_stored_before_a_crash_is_only_moved(tmp_path: Path, clock: SetClock) -> None:
    put(tmp_path / "a.pdf", b"%PDF", clock)
    (batch,) = open_source(folder_box(tmp_path), None, clock).fetch(
        ".", open_source(folder_box(tmp_path), None, clock).first_mark(".")
    )
    key = batch.mails[0].key
    again = open_source(folder_box(tmp_path), None, clock, known=lambda asked: asked == key)
    assert list(again.fetch(".", batch.mark)) == []
    assert (tmp_path / "taken" / "a.pdf").exists()


def test_folder_file_that_changed_after_reading_stays(tmp_path: Path, clock: SetClock) -> None:
    put(tmp_path / "a.pdf", b"%PDF", clock)
    source = open_source(folder_box(tmp_path), None, clock)
    (batch,) = source.fetch(".", source.first_mark("."))
    put(tmp_path / "a.pdf", b"%PDF other", clock, age=30)
    source.acknowledge(batch)
    assert (tmp_path / "a.pdf").exists()
    clock.sleep(5)
    list(source.fetch(".", batch.mark))
    (after,) = source.fetch(".", batch.mark)
    assert after.mails[0].raw == b"%PDF other"


def test_a_mail_file_is_as_old_as_its_top_received_field(tmp_path: Path, clock: SetClock) -> None:
    received = b"Received: from a by mx.us.example; Tue, 31 Mar 2026 10:12:05 +0200\r\n"
    put(tmp_path / "old.eml", received + MAIL, clock)
    put(tmp_path / "odd.eml", b"Received: nonsense\r\n" + MAIL, clock)
    source = open_source(folder_box(tmp_path), None, clock)
    (batch,) = source.fetch(".", source.first_mark("."))
    moments = {one.key.uid.partition(":")[2]: one.internal_date for one in batch.mails}
    assert moments["old.eml"] == datetime(2026, 3, 31, 8, 12, 5, tzinfo=UTC)
    assert moments["odd.eml"] == clock.now() - timedelta(seconds=60)


def test_folder_too_large_a_file_is_shown_and_not_read(tmp_path: Path, clock: SetClock) -> None:
    put(tmp_path / "big.pdf", b"%PDF" + b"x" * 500, clock)
    source = open_source(folder_box(tmp_path, largest_mail_bytes=100), None, clock)
    (batch,) = source.fetch(".", source.first_mark("."))
    assert batch.mails[0].raw == b""
    assert "big.pdf: it has 504 bytes" in (batch.mails[0].incomplete or "")


def test_what_is_missing_is_named(tmp_path: Path, clock: SetClock) -> None:
    for kind in ("maildir", "folder"):
        with pytest.raises(ConfigurationError, match="has no path"):
            open_source(Mailbox.model_validate({"name": "x", "kind": kind}), None, clock)
    gone = open_source(folder_box(tmp_path / "gone"), None, clock)
    with pytest.raises(SourceError, match=r"account 'tray': the folder .* cannot be read"):
        list(gone.fetch(".", gone.first_mark(".")))
    assert [finding.works for finding in gone.check()] == [False]
    odd = Mailbox.model_construct(name="x", kind="pigeon")
    with pytest.raises(ConfigurationError, match="unknown kind 'pigeon'; known: folder, imap, maildir"):
        open_source(odd, None, clock)


def test_waiting_moves_only_the_clock(tmp_path: Path, clock: SetClock, maildir: Path) -> None:
    before = clock.now()
    assert open_source(folder_box(tmp_path), None, clock).wait(60) is False
    assert open_source(maildir_box(maildir), None, clock).wait(60) is False
    assert clock.now() - before == timedelta(seconds=120)


def test_every_kind_is_one_plug_in() -> None:
    assert sorted(source_kinds()) == ["folder", "imap", "maildir"]


def test_upload_is_a_mail_or_a_document_by_content(clock: SetClock) -> None:
    mail = uploaded(MAIL, "C:\\mails\\a.eml", clock)
    assert mail.name is None
    document = uploaded(b"%PDF-1.4", "../../etc/pass\x00wd.pdf", clock)
    assert document.name == "pass wd.pdf"
    assert document.internal_date == clock.now()
    assert uploaded(b"%PDF-1.4", "other.pdf", clock).key == document.key
    assert uploaded(b"", "", clock).name == "upload"


def test_maildir_survives_a_name_that_is_no_text(maildir: Path, clock: SetClock, tmp_path: Path) -> None:
    source = open_source(maildir_box(maildir), None, clock, state_dir=tmp_path / "state")
    mark = source.first_mark("INBOX")
    put(Path(os.fsdecode(os.fsencode(maildir) + b"/new/1.\xff\n.h")), MAIL, clock)
    (batch,) = source.fetch("INBOX", mark)
    batch.mails[0].key.uid.encode("utf-8")
    assert list(source.backfill("INBOX", date(2020, 1, 1), mark)) == []
