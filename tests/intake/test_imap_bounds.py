"""What one answer of an IMAP server may hold: a hundred thousand mails in a line, and no endless literal."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from domain.clock import SystemClock
from domain.errors import SourceError
from domain.folder_history import Placed, Prints, UidRanges, from_ranges, history_of, joined_ranges, to_ranges
from domain.mailbox_policy import Mailbox
from intake.imap_listing import batches, uids_since
from intake.imap_tokens import tokens
from intake.sources.imap import ImapSource
from tests.servers.imap_script import tell
from tests.servers.scripted_imap import PASSWORD, ScriptedImap


@pytest.fixture
def server() -> Iterator[ScriptedImap]:
    with ScriptedImap() as started:
        yield started


def _source(server: ScriptedImap) -> ImapSource:
    box = Mailbox(
        name="ar",
        host=server.host,
        port=server.port,
        security="none",
        user="ar",
        timeout_seconds=20,
        idle=False,
    )
    return ImapSource(box, PASSWORD, SystemClock())


def test_a_folder_of_three_hundred_thousand_mails_is_listed_in_one_line(server: ScriptedImap) -> None:
    source = _source(server)
    source.first_mark("INBOX")
    line = b"* SEARCH " + b" ".join(b"%d" % uid for uid in range(1_000_000, 1_300_000))
    assert len(line) > 2_000_000
    server.script.before("UID SEARCH", tell(line))
    assert len(uids_since(source._connection.client(), None)) == 300_000
    source.close()


def test_a_server_that_announces_an_endless_literal_loses_the_connection_not_our_memory(
    server: ScriptedImap,
) -> None:
    server.script.before("UID SEARCH", tell(b"* 1 FETCH (UID 1 BODY[] {99999999999}"), nth=1)
    source = _source(server)
    with pytest.raises(SourceError, match="announces 99999999999 bytes"):
        source.first_mark("INBOX")
    assert source.first_mark("INBOX").last_uid == 0
    source.close()


@pytest.mark.parametrize("answer", [b"1 (", b"1 ((((", b")", b"1 (UID", b'1 ("open', b"(" * 99 + b")" * 99])
def test_an_answer_without_sense_is_refused(answer: bytes) -> None:
    with pytest.raises(ValueError, match="an answer of the server"):
        tokens([answer])


def test_history_is_remembered_in_little_room() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    mails = [
        Placed(uid, 1000 + uid % 7, start + timedelta(minutes=uid)) for uid in range(1, 20_001) if uid % 10
    ]
    history = history_of(mails)
    uids, prints = UidRanges(history.uids), Prints(history)
    assert all((uid in uids) is bool(uid % 10) for uid in range(1, 20_001))
    assert 0 not in uids and 20_005 not in uids
    assert all(prints.looks_like(mail.size, mail.internal_date or start) for mail in mails)
    assert not prints.looks_like(5, start)
    assert len(history.prints) < 11 * len(mails)


def test_ranges_join_and_come_back() -> None:
    assert to_ranges([3, 1, 2, 9, 7, 9]) == "1:3,7,9"
    assert joined_ranges("1:3,7,9", [8, 4, 20]) == "1:4,7:9,20"
    assert from_ranges("1:4,7:9,20") == [(1, 4), (7, 9), (20, 20)]
    assert (to_ranges([]), from_ranges(""), joined_ranges("", [])) == ("", [], "")


def test_mails_that_must_stand_alone_do() -> None:
    listed = [Placed(uid, 10, None) for uid in range(1, 7)]
    groups = [[mail.uid for mail in group] for group in batches(listed, 1000, 50, alone={2, 5})]
    assert groups == [[1], [2], [3, 4], [5], [6]]
