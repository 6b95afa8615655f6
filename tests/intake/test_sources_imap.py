"""IMAP against a real Dovecot: what is fetched, and that nothing is touched."""

import itertools
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from domain.clock import SystemClock
from domain.errors import ConfigurationError, SourceError
from domain.policy import Mailbox
from domain.ports import Batch, Mark
from intake import imap_session
from intake.sources import open_source
from intake.sources.imap import ImapSource
from tests.servers.certificates import write_certificate
from tests.servers.dovecot import PASSWORD, Dovecot

_USERS = (f"user{number}" for number in itertools.count())


@pytest.fixture
def user() -> str:
    return next(_USERS)


@pytest.fixture
def opened() -> Iterator[list[ImapSource]]:
    sources: list[ImapSource] = []
    yield sources
    for source in sources:
        source.close()


def mail(number: int, size: int = 0) -> bytes:
    head = f"From: a@acme.example\r\nSubject: mail {number}\r\nMessage-ID: <{number}@acme.example>\r\n\r\n"
    return head.encode() + b"x" * size + b"\r\n"


def mailbox(server: Dovecot, user: str, **settings: object) -> Mailbox:
    usual = {"name": "ar", "host": server.host, "port": server.port, "security": "none", "user": user}
    return Mailbox.model_validate(usual | {"timeout_seconds": 20} | settings)


def source_of(opened: list[ImapSource], box: Mailbox, password: str | None = PASSWORD) -> ImapSource:
    source = open_source(box, password, SystemClock())
    assert isinstance(source, ImapSource)
    opened.append(source)
    return source


def subjects(batches: list[Batch]) -> list[bytes]:
    return [one.raw.split(b"Subject: ")[1].split(b"\r\n")[0] for batch in batches for one in batch.mails]


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
    (after,) = source.fetch("Claims", before.mark)
    assert after.mark.uidvalidity != before.mark.uidvalidity
    assert subjects([after]) == [b"mail 1", b"mail 2", b"mail 3"]
    assert "was rebuilt by its server" in after.problems[0]
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
    assert source._client is not None
    source._client.socket().close()
    assert subjects(list(source.fetch("INBOX", mark))) == [b"mail 1"]


def test_imaplib_does_not_write_every_body_for_a_log(dovecot: Dovecot, user: str) -> None:
    client = imap_session.connect(mailbox(dovecot, user), PASSWORD)
    try:
        assert client._imap.debug == 0
    finally:
        imap_session.sign_out(client)


def test_wrong_password_is_named_with_account_host_and_mend(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    source = source_of(opened, mailbox(dovecot, user), "wröng")
    with pytest.raises(SourceError) as caught:
        source.first_mark("INBOX")
    assert str(caught.value).startswith(
        f"account 'ar' cannot sign in to 127.0.0.1:{dovecot.port} as '{user}' ("
    )
    assert str(caught.value).endswith("; check `user` and `password`.")
    assert "wröng" not in str(caught.value)
    (finding,) = source.check()
    assert finding.works is False


def test_a_missing_password_an_unknown_folder_and_a_dead_server_are_named(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    with pytest.raises(SourceError, match=r"account 'ar' has no password; set"):
        source_of(opened, mailbox(dovecot, user), None).first_mark("INBOX")
    source = source_of(opened, mailbox(dovecot, user, folders=["INBOX", "Nowhere"]))
    with pytest.raises(
        SourceError, match=r"account 'ar' has no folder 'Nowhere' that it may read on 127.0.0.1"
    ):
        source.first_mark("Nowhere")
    assert [finding.works for finding in source.check()] == [True, True, False]
    dead = source_of(opened, mailbox(dovecot, user, port=1))
    with pytest.raises(SourceError, match=r"cannot connect to 127.0.0.1:1: nothing listens there"):
        dead.first_mark("INBOX")


def test_one_account_that_speaks_nonsense_is_named(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    source = source_of(opened, mailbox(dovecot, user, security="tls", timeout_seconds=5))
    with pytest.raises(SourceError, match="does not speak TLS there"):
        source.first_mark("INBOX")


def test_without_tls_only_this_machine_is_spoken_to() -> None:
    for host in ("mail.acme.example", "192.0.2.1", "10.0.0.1", "localhost.acme.example"):
        box = Mailbox(name="ar", host=host, security="none")
        with pytest.raises(ConfigurationError, match="in the clear"):
            open_source(box, "x", SystemClock())
    with pytest.raises(ConfigurationError, match="has no host"):
        open_source(Mailbox(name="ar"), "x", SystemClock())


def test_tls_and_starttls_verify_the_certificate(
    tls_dovecot: Dovecot, user: str, opened: list[ImapSource], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.pem"
    write_certificate(wrong, tmp_path / "key.pem")
    for security, port in (("tls", tls_dovecot.tls_port), ("starttls", tls_dovecot.port)):
        box = mailbox(tls_dovecot, user, security=security, port=port, ca_file=tls_dovecot.ca_file)
        assert source_of(opened, box).first_mark("INBOX").last_uid == 0
        for bad in (box.model_copy(update={"ca_file": wrong}), box.model_copy(update={"ca_file": None})):
            with pytest.raises(SourceError, match="its certificate is not trusted"):
                source_of(opened, bad).first_mark("INBOX")
    missing = mailbox(tls_dovecot, user, security="tls", ca_file=tmp_path / "nowhere.pem")
    with pytest.raises(ConfigurationError, match="is not there"):
        source_of(opened, missing).first_mark("INBOX")


def test_starttls_is_never_left_out(dovecot: Dovecot, user: str, opened: list[ImapSource]) -> None:
    source = source_of(opened, mailbox(dovecot, user, security="starttls"))
    with pytest.raises(SourceError, match="offers no STARTTLS; nothing was sent"):
        source.first_mark("INBOX")
