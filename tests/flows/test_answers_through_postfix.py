"""Real answers through a real Postfix into a real Dovecot, in all seven languages, byte by byte."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from imapclient import IMAPClient

from domain.decisions import AlsoDecision, Reply
from domain.policy import Company, Outgoing
from domain.words import Intent, Route
from intake.mime import parse_mail
from responders.answering import answer
from responders.attached import bytes_of
from responders.delivery.smtp import SmtpSubmission
from responders.message import freeze
from responders.wording.texts import LANGUAGES
from tests.responders.answering_cases import Asked, content_of, mail_from, request_for
from tests.servers.dovecot import MAIL_USER, PASSWORD, Dovecot
from tests.servers.postfix import Postfix, why_not

NOW = datetime(2026, 5, 4, 9, 5, tzinfo=UTC)
COMPANY = Company(
    name="Müller & Søn – Règlements", addresses=("ar@seller.example",), signature="Équipe AR\nŁódź"
)
RECIPIENT = "ap@acme.example"
MARKS = {
    "en": "Kind regards,",
    "fr": "Cordialement,",
    "de": "Mit freundlichen Grüßen",
    "es": "Atentamente,",
    "it": "Cordiali saluti",
    "nl": "Met vriendelijke groet,",
    "pt": "Com os melhores cumprimentos,",
}
ALSO = (
    AlsoDecision(Route.INVOICE_COPY_REQUEST, Intent.SUPPORTING_DOCUMENT_REQUEST, 0.9),
    AlsoDecision(Route.OTHER, Intent.STATEMENT_REQUEST, 0.9),
)


@pytest.fixture(scope="module")
def postfix(dovecot: Dovecot) -> Iterator[Postfix]:
    """A Postfix that delivers into the mailbox "through-postfix"."""
    reason = why_not()
    if reason and not os.environ.get("CI"):
        pytest.skip(reason)
    assert reason is None, reason
    dovecot.maildir("through-postfix", "INBOX")
    with Postfix(dovecot.root / "mail", MAIL_USER, {RECIPIENT: "through-postfix"}) as server:
        yield server


def composed(language: str) -> tuple[Reply, bytes]:
    """Return an answer with copies and a statement made on the spot, and its frozen bytes."""
    subject = f"Ré: Größe № 7 „{language}“ – copias, faturas à enviar"
    mail = mail_from(
        subject=subject, message_id=f"<{language}@acme.example>", references=("<thread@acme.example>",)
    )
    books = request_for().ledger
    assert books is not None
    no_statement = tuple(each for each in books.supporting_documents if each.kind.value != "statement")
    wish = Asked(numbers=("INV-1001", "INV-1002"), more={"language": language, "also": ALSO[1:]})
    ledger = replace(books, supporting_documents=no_statement)
    reply = answer(request_for(wish, mail=mail, company=COMPANY, ledger=ledger))
    assert reply is not None and reply.auto_send, reply
    outgoing = Outgoing(sender="ar@seller.example")
    message_id = f"<answer-{language}@seller.example>"
    return reply, freeze(reply, mail, COMPANY, outgoing, message_id, NOW, content_of, automatic=True)


def sent(postfix: Postfix, raw: bytes) -> None:
    way = Outgoing(kind="smtp", host=postfix.host, port=postfix.port, security="none")
    submission = SmtpSubmission(way)
    submission.open("ar@seller.example", RECIPIENT)
    submission.data(raw)
    submission.close()


def arrived(dovecot: Dovecot, count: int) -> dict[str, bytes]:
    """Return what lies in the mailbox by Message-ID, once it is so many."""
    for _ in range(200):
        with IMAPClient(dovecot.host, dovecot.port, ssl=False) as client:
            client.login("through-postfix", PASSWORD)
            client.select_folder("INBOX", readonly=True)
            found = client.fetch(client.search(), ["BODY.PEEK[]"])
        mails = [each[b"BODY[]"] for each in found.values()]
        if len(mails) >= count:
            return {str(message_from_bytes(raw, policy=default)["Message-ID"]): raw for raw in mails}
        time.sleep(0.1)
    raise AssertionError(f"{len(mails)} of {count} answers arrived")


def test_answers_arrive_as_they_were_written_in_seven_languages(dovecot: Dovecot, postfix: Postfix) -> None:
    written = {language: composed(language) for language in LANGUAGES}
    for _, raw in written.values():
        sent(postfix, raw)
    mails = arrived(dovecot, len(written))
    assert len(mails) == len(LANGUAGES)
    for language, (reply, raw) in written.items():
        got = mails[f"<answer-{language}@seller.example>"]
        assert got.replace(b"\r\n", b"\n").endswith(raw.replace(b"\r\n", b"\n").partition(b"\nTo:")[2])
        message = message_from_bytes(got, policy=default)
        assert isinstance(message, EmailMessage)
        assert message["Subject"] == reply.subject
        assert message["From"].addresses[0].display_name == COMPANY.name
        assert message["To"] == RECIPIENT
        assert message["In-Reply-To"] == f"<{language}@acme.example>"
        assert message["References"] == f"<thread@acme.example> <{language}@acme.example>"
        plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
        assert plain is not None and html is not None
        assert plain.get_content().replace("\r\n", "\n") == reply.body
        assert MARKS[language] in reply.body and f'<html lang="{language}">' in html.get_content()
        parts = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
        assert parts == {each.file: bytes_of(each, content_of) for each in reply.attachments}
        assert list(parts) == ["INV-1001.pdf", "INV-1002.pdf", "statement.pdf", "statement.csv"]
        read = parse_mail(got)
        assert not read.defects
        assert read.new_text.startswith(reply.body.split("\n", 1)[0])
