"""Forwarded mails: whose they are, when and about what they were written, in seven languages and many programs."""

# ruff: noqa: E501 - whole lines of mails read better unbroken

from datetime import UTC, datetime

import pytest

from domain.mail import Mail
from intake.mime import parse_mail
from intake.pasted_dates import pasted_date
from tests.intake.mails import HEAD, PDF, multipart, part

FIELDS = {
    "en": ("From", "Sent", "To", "Subject", "Monday, 2 March 2026 10:05"),
    "fr": ("De", "Envoyé", "À", "Objet", "lundi 2 mars 2026 10:05"),
    "de": ("Von", "Gesendet", "An", "Betreff", "Montag, 2. März 2026 10:05"),
    "es": ("De", "Enviado el", "Para", "Asunto", "lunes, 2 de marzo de 2026 10:05"),
    "it": ("Da", "Inviato", "A", "Oggetto", "lunedì 2 marzo 2026 10:05"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp", "maandag 2 maart 2026 10:05"),
    "pt": ("De", "Enviada em", "Para", "Assunto", "segunda-feira, 2 de março de 2026 10:05"),
}
DIVIDERS = {
    "en": (
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "-------- Original Message --------",
    ),
    "fr": (
        "-------- Message transféré --------",
        "Début du message réexpédié :",
        "-----Message d'origine-----",
    ),
    "de": (
        "-------- Weitergeleitete Nachricht --------",
        "Anfang der weitergeleiteten Nachricht:",
        "-----Ursprüngliche Nachricht-----",
    ),
    "es": (
        "-------- Mensaje reenviado --------",
        "Inicio del mensaje reenviado:",
        "-----Mensaje original-----",
    ),
    "it": (
        "-------- Messaggio Inoltrato --------",
        "Inizio messaggio inoltrato:",
        "-----Messaggio originale-----",
    ),
    "nl": (
        "-------- Doorgestuurd bericht --------",
        "Begin doorgestuurd bericht:",
        "-----Oorspronkelijk bericht-----",
    ),
    "pt": (
        "-------- Mensagem encaminhada --------",
        "Início da mensagem reencaminhada:",
        "-----Mensagem original-----",
    ),
}
BOB = "Bob Payer <bob@payer.example>"
STYLES = ("plain", "bold", "subject first", "quoted", "mailto")


def forward(body: str, subject: str = "Fwd: payment", kind: str = "plain") -> Mail:
    head = HEAD.replace(b"Subject: x", f"Subject: {subject}".encode())
    return parse_mail(head + f"Content-Type: text/{kind}; charset=utf-8\r\n\r\n{body}".encode())


def block(language: str, style: str) -> str:
    sender, sent, to, about, date = FIELDS[language]
    who = "Bob Payer [mailto:bob@payer.example]" if style == "mailto" else BOB
    rows = [(sender, who), (sent, date), (to, "Ann Other <ann@acme.example>"), (about, "We paid")]
    if style == "subject first":
        rows = [rows[3], rows[1], rows[0], rows[2]]
    lines = [f"*{name}:* {value}" if style == "bold" else f"{name}: {value}" for name, value in rows]
    lines += ["", "INV-9 is paid.", "", "Regards", "Bob"]
    return "\n".join(f"> {line}" if style == "quoted" else line for line in lines)


@pytest.mark.parametrize("language", FIELDS)
@pytest.mark.parametrize("style", STYLES)
def test_a_forward_names_its_original_in_every_language(language: str, style: str) -> None:
    for divider in DIVIDERS[language]:
        mail = forward(f"FYI\n\n{divider}\n\n{block(language, style)}")
        assert mail.original is not None, (divider, style)
        assert mail.original.sender is not None
        assert mail.original.sender.email == "bob@payer.example"
        assert mail.original.date == datetime(2026, 3, 2, 10, 5, tzinfo=UTC)
        assert mail.original.subject == "We paid"
        assert mail.original.text == "INV-9 is paid."
        assert mail.new_text == "FYI\n\nINV-9 is paid."
        assert mail.sender is not None and mail.sender.email == "ann@acme.example"


@pytest.mark.parametrize("language", FIELDS)
def test_an_outlook_block_without_divider_is_a_forward_by_its_subject_alone(language: str) -> None:
    text = block(language, "plain")
    assert forward(text, "WG: x").original is not None
    assert forward(text, "Re: x").original is None
    assert forward(text, "Re: x").forwarded == ()


def test_a_note_with_words_of_its_own_keeps_the_original_apart() -> None:
    mail = forward(f"Why is INV-9 still open?\n\n{DIVIDERS['en'][0]}\n{block('en', 'plain')}")
    assert mail.original is None
    assert mail.new_text == "Why is INV-9 still open?"
    assert [one.sender.email for one in mail.forwarded if one.sender] == ["bob@payer.example"]


def test_forwards_of_forwards_lead_to_the_first_writer() -> None:
    inner = "---------- Forwarded message ---------\nFrom: Cy <cy@third.example>\nDate: 1 Mar 2026\nSubject: We paid\nTo: Bob\n\nINV-7 is paid."
    outer = f"---------- Forwarded message ---------\nFrom: {BOB}\nDate: 2 Mar 2026\nSubject: Fwd: We paid\nTo: Ann\n\nFYI\n\n{inner}"
    mail = forward(outer)
    assert [one.sender.email for one in mail.forwarded if one.sender] == [
        "bob@payer.example",
        "cy@third.example",
    ]
    assert [one.depth for one in mail.forwarded] == [1, 2]
    assert mail.original is not None and mail.original.text == "INV-7 is paid."
    assert "INV-7 is paid." in mail.new_text


HTML = {
    "gmail": '<div dir="ltr"><br><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>'
    "From: <strong>Bob Payer</strong> <span>&lt;bob@payer.example&gt;</span><br>Date: Mon, Mar 2, 2026 at 10:05 AM<br>"
    "Subject: We paid<br>To: Ann &lt;ann@acme.example&gt;<br></div><br>INV-9 is paid.</div></div>",
    "apple": '<br><blockquote type="cite"><div>Begin forwarded message:</div><br><div><b>From: </b>Bob Payer '
    "&lt;bob@payer.example&gt;</div><div><b>Subject: </b>We paid</div><div><b>Date: </b>2 March 2026 at 10:05:00 GMT</div>"
    "<div><b>To: </b>Ann</div><br><div>INV-9 is paid.</div></blockquote>",
    "outlook": '<p>&nbsp;</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><font><b>From:</b> Bob Payer '
    "&lt;bob@payer.example&gt;<br><b>Sent:</b> Monday, March 2, 2026 10:05 AM<br><b>To:</b> Ann<br><b>Subject:</b> We paid"
    "</font></div><p>INV-9 is paid.</p>",
    "thunderbird": '<div class="moz-forward-container"><br>-------- Forwarded Message --------<table><tr><th>Subject: </th>'
    "<td>We paid</td></tr><tr><th>Date: </th><td>Mon, 2 Mar 2026 10:05:00 +0000</td></tr><tr><th>From: </th><td>Bob Payer "
    "&lt;bob@payer.example&gt;</td></tr><tr><th>To: </th><td>ann@acme.example</td></tr></table><br>INV-9 is paid.</div>",
}


@pytest.mark.parametrize("program", HTML)
def test_forwards_in_html_are_known_by_their_marks(program: str) -> None:
    mail = forward(HTML[program], "Fwd: We paid", "html")
    assert mail.original is not None and mail.original.sender is not None
    assert mail.original.sender.email == "bob@payer.example"
    assert mail.original.date == datetime(2026, 3, 2, 10, 5, tzinfo=UTC)
    assert mail.new_text == "INV-9 is paid."


NOTES = (
    "----- Forwarded by Ann Other/ACME on 03/04/2026 10:12 AM -----\n\nFrom:\tBob Payer/PAYER@PAYER\nTo:\tAnn\n"
    "Date:\t02-03-2026 10:05\nSubject:\tWe paid\n\nINV-9 is paid.",
    "----- Weitergeleitet von Ann Other/ACME am 04.03.2026 10:12 -----\n\nBob Payer <bob@payer.example>\n"
    "02.03.2026 10:05\n\nAn:\tAnn\nKopie:\t\nThema:\tx\nBetreff:\tWe paid\n\nINV-9 is paid.",
)


@pytest.mark.parametrize("body", NOTES)
def test_forwards_of_notes_are_known_by_their_divider(body: str) -> None:
    mail = forward(body, "x")
    assert mail.original is not None and mail.original.sender is not None
    assert "Bob Payer" in mail.original.sender.name
    assert mail.original.subject == "We paid"


def attached(*mails: bytes, note: str = "see attached") -> Mail:
    parts = [part("Content-Type: message/rfc822", raw.decode()) for raw in mails]
    return parse_mail(multipart(part("Content-Type: text/plain", note), *parts))


def inner(sender: str, text: str) -> bytes:
    return multipart(
        part("Content-Type: text/plain", text),
        part('Content-Type: application/pdf; name="advice.pdf"', PDF),
        head=f"From: {sender}\r\nSubject: We paid\r\nDate: Mon, 2 Mar 2026 10:05:00 +0000\r\n".encode(),
        boundary="inner",
    )


def test_an_attached_mail_is_the_original_where_the_note_only_points() -> None:
    mail = attached(inner(BOB, "INV-9 is paid."))
    assert mail.original is not None and mail.original.sender is not None
    assert mail.original.sender.email == "bob@payer.example"
    assert mail.original.attachments == ("We paid.eml/advice.pdf",)
    assert mail.new_text == "see attached\n\nINV-9 is paid."
    assert mail.own_text == "see attached"


def test_attached_mails_of_several_senders_have_no_common_original() -> None:
    mail = attached(inner(BOB, "INV-9 is paid."), inner("cy@third.example", "INV-7 is not."))
    assert mail.original is None
    assert [one.path for one in mail.forwarded] == ["We paid.eml", "We paid (2).eml"]
    assert "INV-9" in mail.new_text and "INV-7" in mail.new_text


def test_an_attached_mail_beside_words_is_kept_apart() -> None:
    mail = attached(inner(BOB, "INV-9 is paid."), note="Please tell them that INV-5 is open.")
    assert mail.original is None
    assert "INV-9" not in mail.new_text
    assert mail.forwarded[0].text == "INV-9 is paid."


def test_a_returned_mail_is_not_forwarded() -> None:
    raw = multipart(
        part("Content-Type: text/plain", ""),
        part("Content-Type: message/rfc822", inner(BOB, "x").decode()),
        kind="report",
    )
    mail = parse_mail(raw)
    assert mail.forwarded == () and mail.original is None


DATES = {
    "Mon, Mar 2, 2026 at 10:05 AM": "2026-03-02T10:05:00+00:00",
    "mar. 10 févr. 2026 à 10:05": "2026-02-10T10:05:00+00:00",
    "2026-03-02 10:05": "2026-03-02T10:05:00+00:00",
    "02.03.2026 10:05": "2026-03-02T10:05:00+00:00",
    "13/02/2026 10h05": "2026-02-13T10:05:00+00:00",
    "Mon, 2 Mar 2026 10:05:00 +0100": "2026-03-02T10:05:00+01:00",
    "03/02/2026 10:05": None,
    "mar 03/02/2026": None,
    "yesterday": None,
    "31 febbraio 2026": None,
}


@pytest.mark.parametrize("text", DATES)
def test_a_pasted_date_is_read_or_left_open(text: str) -> None:
    found = pasted_date(text)
    assert (found.isoformat() if found else None) == DATES[text]


def test_an_advice_that_looks_like_a_header_stays_the_writers_own() -> None:
    text = "Date: 31.03.2026\nTo: Us Ltd\nFrom: Acme Ltd\nAmount: 1,234.50"
    assert forward(text, "Remittance").new_text == text
