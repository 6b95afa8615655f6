"""Huge mails are fetched in parts into a file, whatever size the server states, and memory stays flat."""

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.clock import SystemClock
from domain.errors import SourceError
from domain.mail_ports import Batch, Mark
from domain.mailbox_policy import Mailbox
from intake.imap_answers import PART
from intake.sources.imap import ImapSource
from store.blobs import BlobFolder
from tests.servers.imap_mailbox import Generated
from tests.servers.imap_script import Command, Dropped, Say
from tests.servers.scripted_imap import PASSWORD, ScriptedImap

_HEAD = b"From: a@acme.example\r\nSubject: huge\r\n\r\n"
_MB = 1_000_000


@pytest.fixture
def server() -> Iterator[ScriptedImap]:
    with ScriptedImap() as started:
        yield started


def _source(server: ScriptedImap, state_dir: Path, **settings: object) -> ImapSource:
    usual = {"name": "ar", "host": server.host, "port": server.port, "security": "none", "user": "ar"}
    box = Mailbox.model_validate(usual | {"timeout_seconds": 30, "idle": False} | settings)
    return ImapSource(box, PASSWORD, SystemClock(), state_dir)


def _all(source: ImapSource) -> list[Batch]:
    return list(source.fetch("INBOX", Mark(source.first_mark("INBOX").uidvalidity, 0)))


def _spooled(folder: Path) -> list[Path]:
    return [path for path in (folder / "spool").rglob("*") if path.is_file()]


class _Memory:
    """Watches the resident memory of this process while something runs; `growth` in bytes."""

    def __enter__(self) -> "_Memory":
        self._before = _resident()
        self.growth = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.01):
            self.growth = max(self.growth, _resident() - self._before)


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.parametrize(
    ("size", "most"),
    [
        (60 * _MB, 24 * _MB),
        pytest.param(300 * _MB, 64 * _MB, marks=pytest.mark.long),
        pytest.param(1000 * _MB, 64 * _MB, marks=pytest.mark.soak),
    ],
)
def test_a_huge_mail_is_taken_whole_with_flat_memory(
    server: ScriptedImap, tmp_path: Path, size: int, most: int
) -> None:
    content = Generated(_HEAD, size)
    server.mailbox("ar").deliver(content)
    source = _source(server, tmp_path / "state", largest_mail_bytes=2 * size)
    blobs = BlobFolder(tmp_path / "blobs")
    source.first_mark("INBOX")
    with _Memory() as memory:
        (batch,) = _all(source)
        (mail,) = batch.mails
        assert mail.spooled is not None and (mail.raw, mail.size) == (b"", size)
        blobs.adopt(mail.spooled.path, mail.spooled.sha256)
    source.close()
    whole = hashlib.sha256()
    for at in range(0, size, _MB):
        whole.update(content.read(at, at + _MB))
    assert mail.spooled.sha256 == whole.hexdigest()
    assert blobs.has(whole.hexdigest())
    assert _spooled(tmp_path / "state") == []
    assert memory.growth < most


@pytest.mark.parametrize("stated", [10, PART - 1, PART, 3 * PART, 40 * PART])
@pytest.mark.parametrize("size", [900, PART - 1, PART, PART + 1, 3 * PART])
def test_whatever_size_the_server_states_the_mail_is_whole(
    server: ScriptedImap, tmp_path: Path, stated: int, size: int
) -> None:
    content = Generated(_HEAD, size)
    server.mailbox("ar").deliver(content).announced_size = stated
    source = _source(server, tmp_path)
    (batch,) = _all(source)
    (mail,) = batch.mails
    source.close()
    raw = mail.raw if mail.spooled is None else mail.spooled.path.read_bytes()
    assert raw == content.read(0, size)
    assert mail.incomplete is None and batch.problems == ()


def test_a_mail_that_grows_beyond_the_limit_comes_with_its_header_alone(
    server: ScriptedImap, tmp_path: Path
) -> None:
    server.mailbox("ar").deliver(Generated(_HEAD, 20 * PART)).announced_size = 500
    server.mailbox("ar").deliver(_HEAD + b"after")
    source = _source(server, tmp_path, largest_mail_bytes=4 * PART)
    (batch,) = _all(source)
    source.close()
    assert [mail.raw for mail in batch.mails] == [_HEAD, _HEAD + b"after"]
    assert "more than the 500 announced bytes" in (batch.mails[0].incomplete or "")
    assert _spooled(tmp_path) == []


def test_a_cut_within_a_huge_mail_begins_this_mail_again_and_no_other(
    server: ScriptedImap, tmp_path: Path
) -> None:
    for content in (_HEAD + b"first", Generated(_HEAD, 5 * PART), _HEAD + b"last"):
        server.mailbox("ar").deliver(content)
    source = _source(server, tmp_path, batch_bytes=PART)
    batches = source.fetch("INBOX", Mark(source.first_mark("INBOX").uidvalidity, 0))
    first = next(batches)
    server.script.before("UID FETCH", _cut, nth=3)
    with pytest.raises(SourceError, match="was lost while fetching"):
        next(batches)
    assert _spooled(tmp_path) == []
    second, third = source.fetch("INBOX", first.mark)
    source.close()
    assert [mail.key.uid for batch in (first, second, third) for mail in batch.mails] == ["1", "2", "3"]
    assert second.mails[0].size == 5 * PART


def _cut(command: Command, say: Say) -> None:
    raise Dropped(reset=True)
