"""Times the taking apart of whole mails beside the standard library and mail-parser."""

import email
import email.policy
import random
from email.message import EmailMessage

import mailparser

from bench.figure import SEED, Aim, Figure
from bench.timing import cpu_ms_beside
from intake.mime import parse_mail

SIZES = {"17k": 9_000, "300k": 215_000, "5m": 3_700_000}
"""Bytes of attachment that make a mail of about that size."""
AIMS = {"300k": Aim(12)}
LINES = 60
_BYTES_A_RUN = 1_000_000


def measure() -> list[Figure]:
    """Return CPU ms a mail: header, texts, quotes, attachments with type and hash."""
    chance = random.Random(SEED)
    return [
        figure
        for size, attached in SIZES.items()
        for figure in _figures(size, made_up_mail(chance, attached))
    ]


def made_up_mail(chance: random.Random, attached: int) -> bytes:
    """Return a mail with plain and HTML text, a table of 60 lines and one PDF of so many bytes."""
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = "Jeanne Dupré <jeanne@acme.example>"
    message["To"] = "ar@us.example"
    message["Subject"] = "Avis de paiement – mars"
    message["Date"] = "Tue, 31 Mar 2026 10:12:00 +0200"
    message["Message-ID"] = f"<{chance.getrandbits(64):x}@acme.example>"
    for hop in range(4):
        message["Received"] = f"from a{hop}.example by b{hop}.example; Tue, 31 Mar 2026 10:12:0{hop} +0200"
    rows = [(f"INV-{1000 + n}", f"{chance.randrange(10_000, 99_999) / 100:.2f}") for n in range(LINES)]
    lines = "\n".join(f"{number}  {amount}" for number, amount in rows)
    cells = "".join(f"<tr><td>{number}</td><td>{amount}</td></tr>" for number, amount in rows)
    message.set_content(f"Bonjour,\n\n{lines}\n\nCordialement\nJeanne\n")
    html = f"<p>Bonjour,</p><table>{cells}</table><p>Cordialement<br>Jeanne</p>"
    message.add_alternative(html, subtype="html")
    pdf = b"%PDF-1.4\n" + chance.randbytes(attached)
    message.add_attachment(pdf, maintype="application", subtype="octet-stream", filename="avis.pdf")
    return message.as_bytes()


def _figures(size: str, raw: bytes) -> list[Figure]:
    rounds = max(3, _BYTES_A_RUN // len(raw))
    figures = []
    for short, peer, work in (
        ("stdlib", "standard library, default policy", lambda: _by_stdlib(raw)),
        ("mail_parser", "mail-parser", lambda: mailparser.parse_from_bytes(raw)),
    ):
        ours, theirs = cpu_ms_beside(lambda: parse_mail(raw), work, rounds, rounds)
        figures.append(
            Figure(
                name=f"mime.{size}_beside_{short}",
                what=f"a mail of {len(raw) / 1000:,.0f} KB, with texts, quotes, types and hashes",
                value=ours.median,
                unit="ms CPU",
                low=ours.low,
                high=ours.high,
                peer=peer,
                peer_value=theirs.median,
                aim=AIMS.get(size),
                less_is_better=True,
            )
        )
    return figures


def _by_stdlib(raw: bytes) -> int:
    """The same material: header values, body texts and decoded attachments."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    size = sum(len(str(value)) for value in message.values())
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        size += len(body.get_content()) if body else 0
    return size + sum(len(part.get_content()) for part in message.iter_attachments())
