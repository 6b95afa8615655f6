"""Mails of odd form: bounces, doubles, nothing inside, broken MIME, two senders."""

from samples.make import firm
from samples.make.advices import said_paper
from samples.make.books import Books
from samples.make.compose import Letter, Part, Sample
from samples.make.payment import Json
from samples.make.telling import Keys, lined, numbers, reply, sample

BOUNCE = """Return-Path: <>
Received: from mail.delaplanque.example ([192.0.2.77]) by {border} with ESMTP; Fri, 13 Nov 2026 07:00:02 +0100
From: Mail Delivery System <mailer-daemon@mail.delaplanque.example>
To: {mailbox}
Subject: Undelivered Mail Returned to Sender
Date: Fri, 13 Nov 2026 07:00:01 +0100
Message-ID: <bounce-20261113@mail.delaplanque.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="dsn1"

--dsn1
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered to one or more recipients.
The mailbox is unknown here.

--dsn1
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.delaplanque.example

Final-Recipient: rfc822; atelier@delaplanque.example
Action: failed
Status: 5.1.1

--dsn1
Content-Type: message/rfc822-headers

From: {mailbox}
To: atelier@delaplanque.example
Subject: Relance
Message-ID: <reminder-889@{domain}>

--dsn1--
"""
BROKEN = """Received: from legacy.pardoe.example ([192.0.2.12]) by {border}; Sat, 14 Nov 2026 12:00:00 +0000
From: Gil Pardoe <pardoe.scaffolding@postbox.example>
To: {mailbox}
Subject: =?x-martian?B?////?= scaffold clips
Date: somewhere in November
Message-ID: <broken-1@postbox.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="never-closed

--never-closed
Content-Type: text/plain; charset=x-martian
Content-Transfer-Encoding: base64

this is not base64 at all!!!
"""


def bounce(_: Books) -> Sample:
    truth: Json = {"route": {"label": "other", "intent": "bounce", "also": []}, "reply": None}
    return Sample("other-en-bounce.eml", _filled(BOUNCE), truth, "A delivery report (multipart/report)")


def broken(_: Books) -> Sample:
    about = "Broken MIME, unknown charset, unreadable date: must still reach a person"
    return Sample("odd-broken-mime.eml", _filled(BROKEN), {"reply": None}, about)


def _filled(text: str) -> bytes:
    filled = text.format(border=firm.BORDER, mailbox=firm.MAILBOX, domain=firm.DOMAIN)
    return filled.replace("\n", "\r\n").encode()


def empty(_: Books) -> Sample:
    letter = Letter(
        "Lorna Feig <invoices@marrickdunne.example>", "", "2026-11-18T12:00:00-05:00", "", auth="pass"
    )
    keys: Keys = {"customer": "C013", "reply": None}
    return sample("odd-empty", "Neither subject nor text", letter, language=None, intent="general", **keys)


def _twice(books: Books, name: str, hop: str) -> Sample:
    items = books.take("C009", 4)
    letter = Letter(
        "Vreni Aschwand <rechnungswesen@brunnthaler.example>",
        f"Kopie {items[0].number}",
        "2026-11-18T08:45:00+01:00",
        lined(f"""
Guten Tag

Für unsere Unterlagen fehlt der Beleg {items[0].number}, könnten Sie ihn nochmals schicken?

Vreni Aschwand
"""),
        auth="pass",
        trace=[("Received", f"from {hop} by out.brunnthaler.example; Wed, 18 Nov 2026 08:45:00 +0100")],
    )
    return sample(
        name,
        "The same mail delivered twice over different hops: one piece of work",
        letter,
        language="de",
        intent="invoice_copy_request",
        customer="C009",
        invoices=numbers(items),
        reply=reply("invoice_copy", "rechnungswesen@brunnthaler.example", [items[0].file]),
    )


def first_delivery(books: Books) -> Sample:
    return _twice(books, "odd-delivered-twice-a", "desk1.brunnthaler.example")


def second_delivery(books: Books) -> Sample:
    return _twice(books, "odd-delivered-twice-b", "desk2.brunnthaler.example")


def two_senders(books: Books) -> Sample:
    (item,) = books.take("C018", 7)
    letter = Letter(
        "Wiebke Harmsen <rechnung@nordquell.example>, Buchung <buchung@anderswo.example>",
        "Rechnungskopie",
        "2026-11-19T13:13:00+01:00",
        f"Wir bitten um Zusendung der Rechnung {item.number} an beide Absender.\n",
    )
    return sample(
        "odd-two-senders",
        "Two addresses in From",
        letter,
        language="de",
        intent="invoice_copy_request",
        invoices=[item.number],
        flags=["several_from"],
    )


def not_an_advice(_: Books) -> Sample:
    said = [
        "Halden Marine AS",
        "",
        "Christmas opening hours of our quay",
        "24 December 08:00 - 12:00",
        "31 December 08:00 - 13:00",
    ]
    letter = Letter(
        "Ingvild Roaldsen <ap@haldenmarine.example>",
        "Opening hours",
        "2026-11-20T07:10:00+01:00",
        "Carriers please note when the quay is manned during the holidays, see the sheet.\n\nIngvild\n",
        parts=[Part("hours.pdf", said_paper("Hours", said))],
        auth="pass",
    )
    keys: Keys = {"customer": "C002", "reply": None, "remittances": []}
    about = "A PDF that is nothing for the books"
    return sample("other-en-no-advice-pdf", about, letter, language="en", intent="general", **keys)


def ours_comes_back(_: Books) -> Sample:
    letter = Letter(
        f"Tarvenne Fasteners <{firm.MAILBOX}>",
        "Automatic confirmation",
        "2026-11-19T03:00:00+00:00",
        "We have received your message and will come back to you within two working days.\n",
        headers=[("Auto-Submitted", "auto-replied")],
    )
    keys: Keys = {"customer": "", "reply": None}
    about = "Our own automatic mail comes back to us"
    return sample("odd-own-address", about, letter, language="en", intent="automatic_reply", **keys)


ALL = (bounce, broken, empty, first_delivery, second_delivery, two_senders, not_an_advice, ours_comes_back)
