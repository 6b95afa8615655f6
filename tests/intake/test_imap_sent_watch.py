"""The Sent folder of a real server: what is new there, who answered a mail, and one copy of an answer."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from domain.clock import SetClock
from domain.mailbox_policy import Mailbox
from intake.sources.imap import ImapSource
from tests.servers.dovecot import Dovecot, why_not

pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))

SINCE = date(2020, 1, 1)


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    server = Dovecot()
    server.start()
    try:
        yield server
    finally:
        server.stop()


def source(dovecot: Dovecot, user: str) -> ImapSource:
    client = dovecot.client(user)
    if not client.folder_exists("Sent"):
        client.create_folder("Sent")
    client.logout()
    mailbox = Mailbox(
        name="desk",
        host="127.0.0.1",
        port=dovecot.port,
        security="none",
        user=user,
        sent_folder="Sent",
    )
    return ImapSource(mailbox, "secret", SetClock(datetime(2026, 11, 16, tzinfo=UTC)))


def reply(number: int, answers: str) -> bytes:
    return (
        f"From: ar@tarvenne.example\r\nTo: x@y.example\r\nSubject: Re: {number}\r\n"
        f"Date: Mon, 16 Nov 2026 12:00:00 +0000\r\nMessage-ID: <s{number}@tarvenne.example>\r\n"
        f"In-Reply-To: {answers}\r\nReferences: <older@y.example>\r\n {answers}\r\n\r\nHere it is.\r\n"
    ).encode()


def test_new_mail_in_sent_is_yielded_once_and_a_reply_is_found_by_the_mail_it_answers(
    dovecot: Dovecot,
) -> None:
    with closing(source(dovecot, "watch@ardoise.example")) as desk:
        first = desk.sent_since(None, SINCE)
        assert first is not None
        assert first.mails == ()
        dovecot.append("watch@ardoise.example", [reply(1, "<m1@y.example>")], "Sent")
        news = desk.sent_since(first.mark, SINCE)
        assert news is not None
        assert [mail.message_id for mail in news.mails] == ["<s1@tarvenne.example>"]
        assert news.mails[0].references == ("<older@y.example>", "<m1@y.example>")
        again = desk.sent_since(news.mark, SINCE)
        assert again is not None
        assert (again.mark, again.mails) == (news.mark, ())
        assert [mail.message_id for mail in desk.replies_to("<m1@y.example>") or ()] == [
            "<s1@tarvenne.example>"
        ]
        assert desk.replies_to("<m@y.example>") == ()
        assert desk.has_answered("<older@y.example>")


def test_after_a_renumbering_what_lies_there_is_looked_through_again(dovecot: Dovecot) -> None:
    user = "renumbered@ardoise.example"
    with closing(source(dovecot, user)) as desk:
        dovecot.append(user, [reply(2, "<m2@y.example>")], "Sent")
        news = desk.sent_since(None, SINCE)
        assert news is not None
        dovecot.renumber(user, "Sent")
        fresh = desk.sent_since(news.mark, SINCE)
        assert fresh is not None
        assert fresh.mark.uidvalidity != news.mark.uidvalidity
        assert [mail.message_id for mail in fresh.mails] == ["<s2@tarvenne.example>"]


def test_a_copy_is_put_into_sent_once_and_counts_as_read(dovecot: Dovecot) -> None:
    user = "copies@ardoise.example"
    with closing(source(dovecot, user)) as desk:
        assert desk.keep_copy("<s3@tarvenne.example>", reply(3, "<m3@y.example>")) is True
        assert desk.keep_copy("<s3@tarvenne.example>", reply(3, "<m3@y.example>")) is False
    assert list(dovecot.mails(user, "Sent").values()) == [reply(3, "<m3@y.example>")]
    assert [b"\\Seen" in flags for flags in dovecot.flags(user, "Sent").values()] == [True]
