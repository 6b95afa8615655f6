"""A server that marks mail as read because we fetched it is noticed, told once, and undone only if asked."""

from collections.abc import Iterator

import pytest

from domain.clock import SystemClock
from domain.mail_ports import Mark
from domain.mailbox_policy import Mailbox
from intake.sources import open_source
from tests.servers.imap_mailbox import Folder
from tests.servers.imap_script import answer, drop
from tests.servers.scripted_imap import PASSWORD, ScriptedImap

START = Mark(100, 0)


@pytest.fixture
def server() -> Iterator[ScriptedImap]:
    with ScriptedImap() as one:
        for number in range(1, 7):
            one.mailbox("ar").inbox.add(f"Message-ID: <{number}@acme.example>\r\n\r\n{number}\r\n".encode())
        yield one


@pytest.fixture
def inbox(server: ScriptedImap) -> Folder:
    return server.mailbox("ar").inbox


def visited(server: ScriptedImap, **after_work: object) -> tuple[int, list[str]]:
    """Fetch everything in batches of two; return how many mails came and what was told."""
    box = Mailbox.model_validate(
        {"name": "ar", "host": server.host, "port": server.port, "security": "none", "user": "ar"}
        | {"timeout_seconds": 5, "batch_messages": 2, "after_work": after_work}
    )
    source = open_source(box, PASSWORD, SystemClock())
    try:
        batches = list(source.fetch("INBOX", START))
    finally:
        source.close()
    return sum(len(batch.mails) for batch in batches), [told for one in batches for told in one.problems]


def unread(folder: Folder) -> int:
    return sum("\\Seen" not in one.flags for one in folder.messages)


def test_a_sound_server_is_looked_at_once_and_believed(server: ScriptedImap, inbox: Folder) -> None:
    assert visited(server) == (6, [])
    assert unread(inbox) == 6
    assert sum(b"(FLAGS)" in one.line for one in server.sent("UID FETCH")) == 2
    assert server.sent("SELECT", "UID STORE") == []


def test_a_server_that_marks_mail_read_is_told_once_and_left_so(server: ScriptedImap, inbox: Folder) -> None:
    inbox.peek_marks_seen = True
    count, told = visited(server)
    assert count == 6
    assert len(told) == 1
    assert "restore_unseen" in told[0]
    assert unread(inbox) == 0
    assert server.sent("SELECT", "UID STORE") == []


def test_what_the_server_marked_is_marked_unread_again_if_asked(server: ScriptedImap, inbox: Folder) -> None:
    inbox.peek_marks_seen = True
    inbox.find(3).flags.add("\\Seen")
    count, told = visited(server, restore_unseen=True)
    assert (count, len(told)) == (6, 1)
    assert [one.uid for one in inbox.messages if "\\Seen" in one.flags] == [3]
    assert server.sent("EXPUNGE", "CLOSE") == []


def test_a_mail_that_somebody_opens_meanwhile_proves_nothing(server: ScriptedImap, inbox: Folder) -> None:
    def opened(command: object, say: object) -> None:
        inbox.find(1).flags.add("\\Seen")

    server.script.before("UID FETCH", opened, nth=3)
    assert visited(server, restore_unseen=True) == (6, [])
    assert unread(inbox) == 5


def test_marking_read_by_ourselves_and_undoing_it_exclude_each_other(
    server: ScriptedImap, inbox: Folder
) -> None:
    inbox.peek_marks_seen = True
    visited(server, restore_unseen=True, mark_read=True)
    assert unread(inbox) == 0


@pytest.mark.parametrize("trouble", [answer("NO [READ-ONLY] no"), drop()])
def test_a_mail_that_cannot_be_marked_unread_again_is_fetched_all_the_same(
    server: ScriptedImap, inbox: Folder, trouble: object
) -> None:
    inbox.peek_marks_seen = True
    server.script.before("UID STORE", trouble)  # type: ignore[arg-type]
    count, told = visited(server, restore_unseen=True)
    assert count == 6
    assert any("could not be marked as unread again" in one for one in told)
