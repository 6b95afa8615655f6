"""IMAP against a real Dovecot: what is fetched, and that nothing is touched."""

import threading
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.errors import SourceError
from domain.mail_ports import Mark
from intake.sources.imap import ImapSource
from tests.intake.imap_accounts import mail, mailbox, source_of, subjects
from tests.servers.dovecot import Dovecot


def test_only_mail_after_the_first_connection_is_new(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    dovecot.append(user, [mail(1), mail(2)])
    source = source_of(opened, mailbox(dovecot, user))
    mark = source.first_mark("INBOX")
    assert list(source.fetch("INBOX", mark)) == []
    dovecot.deliver(user, mail(3))
    (batch,) = source.fetch("INBOX", mark)
    assert subjects([batch]) == [b"mail 3"]
    assert batch.mails[0].raw == mail(3)
    assert batch.mails[0].key.uid == "3"
    assert abs(batch.mails[0].internal_date - datetime.now(UTC)) < timedelta(minutes=2)
    assert list(source.fetch("INBOX", batch.mark)) == []


def test_fetching_changes_no_flag_and_expunges_nothing(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    dovecot.append(user, [mail(1)])
    dovecot.append(user, [mail(2)], flags=[b"\\Seen", b"\\Flagged"])
    dovecot.append(user, [mail(3)], flags=[b"\\Deleted"])
    before = dovecot.flags(user)
    source = source_of(opened, mailbox(dovecot, user, largest_mail_bytes=10))
    whole = source_of(opened, mailbox(dovecot, user))
    for one in (source, whole):
        list(one.fetch("INBOX", Mark(one.first_mark("INBOX").uidvalidity, 0)))
        list(one.backfill("INBOX", date(2020, 1, 1), one.first_mark("INBOX")))
        one.has_sent("<x@y.example>")
        one.close()
    assert dovecot.flags(user) == before
    assert len(before) == 3


def test_batches_are_bounded_by_bytes_and_by_number(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    dovecot.append(user, [mail(number, 3000) for number in range(7)])
    by_bytes = source_of(opened, mailbox(dovecot, user, batch_bytes=7000))
    start = Mark(by_bytes.first_mark("INBOX").uidvalidity, 0)
    assert [len(batch.mails) for batch in by_bytes.fetch("INBOX", start)] == [2, 2, 2, 1]
    by_number = source_of(opened, mailbox(dovecot, user, batch_messages=3))
    marks = [batch.mark.last_uid for batch in by_number.fetch("INBOX", start)]
    assert marks == [3, 6, 7]


def test_a_mail_that_vanishes_is_named_and_the_rest_goes_on(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    dovecot.append(user, [mail(number) for number in range(1, 5)])
    source = source_of(opened, mailbox(dovecot, user, batch_messages=2))
    batches = source.fetch("INBOX", Mark(source.first_mark("INBOX").uidvalidity, 0))
    first = next(batches)
    dovecot.remove(user, [3])
    second = next(batches)
    assert subjects([first, second]) == [b"mail 1", b"mail 2", b"mail 4"]
    assert second.problems == ("account 'ar', folder 'INBOX': uid 3 vanished before it was fetched.",)
    assert second.mark.last_uid == 4


def test_a_mail_above_the_limit_comes_with_its_header_and_says_so(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    dovecot.append(user, [mail(1, 100), mail(2, 60_000), mail(3, 100)])
    source = source_of(opened, mailbox(dovecot, user, largest_mail_bytes=50_000))
    (batch,) = source.fetch("INBOX", Mark(source.first_mark("INBOX").uidvalidity, 0))
    assert [one.incomplete is None for one in batch.mails] == [True, False, True]
    assert batch.mails[1].raw == mail(2)[:-2]
    assert "largest_mail_bytes" in (batch.mails[1].incomplete or "")
    assert len(batch.problems) == 1


def test_a_rebuilt_folder_starts_again_and_says_so(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    dovecot.maildir(user, "Claims")
    dovecot.append(user, [mail(1), mail(2)], "Claims")
    source = source_of(opened, mailbox(dovecot, user, folders=["Claims"]))
    (before,) = source.fetch("Claims", Mark(source.first_mark("Claims").uidvalidity, 0))
    time.sleep(1.1)  # UIDVALIDITY counts seconds
    dovecot.renumber(user, "Claims")
    dovecot.append(user, [mail(3)], "Claims")
    told, after = source.fetch("Claims", before.mark)
    assert (told.mark, told.recount) == (Mark(after.mark.uidvalidity, 0), 3)
    assert after.mark.uidvalidity != before.mark.uidvalidity
    assert subjects([after]) == [b"mail 1", b"mail 2", b"mail 3"]
    assert "was rebuilt by its server" in told.problems[0]
    assert {one.key for one in after.mails}.isdisjoint({one.key for one in before.mails})
    assert list(source.fetch("Claims", after.mark)) == []
    with pytest.raises(SourceError, match="was rebuilt"):
        list(source.backfill("Claims", date(2020, 1, 1), before.mark))


def test_a_folder_opened_in_between_does_not_mix_the_mail(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    dovecot.maildir(user, "Other")
    dovecot.append(user, [mail(1), mail(2)])
    dovecot.append(user, [mail(8), mail(9)], "Other")
    source = source_of(opened, mailbox(dovecot, user, batch_messages=1, folders=["INBOX", "Other"]))
    batches = source.fetch("INBOX", Mark(source.first_mark("INBOX").uidvalidity, 0))
    got = [next(batches)]
    source.first_mark("Other")
    got += list(batches)
    assert subjects(got) == [b"mail 1", b"mail 2"]


def test_backfill_takes_older_mail_up_to_the_mark(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    with dovecot.client(user) as client:
        for day in (1, 5, 9):
            client.append("INBOX", mail(day), msg_time=datetime(2026, 3, day, 12, tzinfo=UTC))
    source = source_of(opened, mailbox(dovecot, user))
    mark = source.first_mark("INBOX")
    dovecot.append(user, [mail(20)])
    batches = list(source.backfill("INBOX", date(2026, 3, 5), mark))
    assert subjects(batches) == [b"mail 5", b"mail 9"]
    assert all(one.backfill for batch in batches for one in batch.mails)
    assert subjects(list(source.fetch("INBOX", mark))) == [b"mail 20"]


@pytest.mark.parametrize("folder", ["Réclamations & litiges", 'with "quotes"', "日本", "a/b c", "Grüße"])
def test_odd_folder_names_work(dovecot: Dovecot, user: str, opened: list[ImapSource], folder: str) -> None:
    with dovecot.client(user) as client:
        client.create_folder(folder)
        client.append(folder, mail(1))
    source = source_of(opened, mailbox(dovecot, user, folders=[folder]))
    (batch,) = source.fetch(folder, Mark(source.first_mark(folder).uidvalidity, 0))
    assert batch.mails[0].key.folder == folder
    assert all(finding.works for finding in source.check())


def test_idle_gives_a_hint_of_new_mail(dovecot: Dovecot, user: str, opened: list[ImapSource]) -> None:
    source = source_of(opened, mailbox(dovecot, user))
    mark = source.first_mark("INBOX")
    list(source.fetch("INBOX", mark))
    writer = threading.Timer(0.3, dovecot.append, (user, [mail(1)]))
    writer.start()
    started = time.monotonic()
    assert source.wait(15) is True
    assert time.monotonic() - started < 10
    writer.join()
    assert subjects(list(source.fetch("INBOX", mark))) == [b"mail 1"]


def test_mail_that_came_before_idle_began_is_hinted_at_once(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    source = source_of(opened, mailbox(dovecot, user))
    list(source.fetch("INBOX", source.first_mark("INBOX")))
    dovecot.append(user, [mail(1)])
    assert source.wait(15) is True


def test_waiting_without_new_mail_ends_by_itself(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    source = source_of(opened, mailbox(dovecot, user))
    list(source.fetch("INBOX", source.first_mark("INBOX")))
    assert source.wait(0.2) is False
    quiet = source_of(opened, mailbox(dovecot, user, idle=False))
    assert quiet.wait(0.01) is False


def test_sent_is_asked_over_a_connection_of_its_own(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    dovecot.append(user, [mail(1), mail(2)])
    source = source_of(opened, mailbox(dovecot, user, batch_messages=1))
    assert source.has_sent("<1@acme.example>") is False
    dovecot.append(user, [mail(12)], "Sent")
    batches = source.fetch("INBOX", Mark(source.first_mark("INBOX").uidvalidity, 0))
    next(batches)
    assert source.has_sent("<12@acme.example>") is True
    assert source.has_sent("2@acme.example") is False
    assert source.has_sent("<2@acme.example>") is False
    assert source.has_sent('<"odd id\\"@acme.example>') is False
    assert subjects(list(batches)) == [b"mail 2"]
    named = source_of(opened, mailbox(dovecot, user, sent_folder="Nowhere"))
    with pytest.raises(SourceError, match="Sent folder"):
        named.has_sent("<12@acme.example>")


def test_a_connection_that_died_in_the_meantime_is_made_anew(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    source = source_of(opened, mailbox(dovecot, user))
    mark = source.first_mark("INBOX")
    dovecot.append(user, [mail(1)])
    source._connection.client().socket().close()
    assert subjects(list(source.fetch("INBOX", mark))) == [b"mail 1"]
