"""Sound mails of every shape: the small samples, then made ones."""

# ruff: noqa: E501 - whole lines of mails read better unbroken

import base64
from email import policy
from email.message import EmailMessage
from pathlib import Path

from tests.intake.mails import HEAD, PDF, multipart, part, png, zipped

SAMPLES = Path(__file__).parents[2] / "samples" / "inbox"


LARGEST_SAMPLE = 60_000


OUTLOOK_FORWARD = (
    b"FYI\r\n\r\n________________________________\r\nVon: Bob Payer <bob@payer.example>\r\n"
    b"Gesendet: Montag, 2. M\xc3\xa4rz 2026 10:00\r\nAn: Ann\r\nBetreff: Zahlung\r\n\r\nWir haben INV-9 bezahlt.\r\n"
)


GMAIL_FORWARD = (
    '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Bob '
    "&lt;bob@payer.example&gt;<br>Date: Mon, Mar 2, 2026<br>Subject: x<br>To: Ann<br></div>We paid INV-9.</div>"
)


CALENDAR = (
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Audit\r\nDTSTART:20260331T100000Z\r\n"
    "ORGANIZER:mailto:a@b.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def sound_mails() -> tuple[bytes, ...]:
    """Return whole mails of many shapes: the small samples, then made ones."""
    samples = [path.read_bytes() for path in sorted(SAMPLES.glob("*.eml"))]
    made = [
        HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + OUTLOOK_FORWARD,
        HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + GMAIL_FORWARD.encode(),
        multipart(
            part("Content-Type: text/plain", "see below"),
            part("Content-Type: message/rfc822", whole_mail().decode("latin-1")),
            part('Content-Type: application/zip; name="a.zip"', zipped(a__pdf=PDF, b__eml=whole_mail())),
        ),
        multipart(
            multipart(
                part("Content-Type: text/plain", "hello"),
                part("Content-Type: text/calendar; method=REQUEST", CALENDAR),
                kind="alternative",
                boundary="inner",
                head=b"",
            ),
            part('Content-Type: image/png; name="image001.png"\r\nContent-ID: <i@x>', png(20, 20)),
        ),
        multipart(
            part("Content-Type: text/plain", "signed"),
            part('Content-Type: application/pkcs7-signature; name="smime.p7s"', b"\x30\x82"),
            kind="signed; protocol=x",
        ),
        HEAD + b"Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(opaque(b"Subject: x\r\n\r\nhello")),
        multipart(
            part('Content-Type: application/ms-tnef; name="winmail.dat"', b"\x78\x9f\x3e\x22" + b"\x01" * 90)
        ),
        whole_mail(),
    ]
    return tuple([raw for raw in samples if len(raw) <= LARGEST_SAMPLE] + made)


def opaque(content: bytes) -> bytes:
    """Return a CMS SignedData (DER) around a content, without any signer."""

    def der(tag: int, value: bytes) -> bytes:
        size = len(value)
        length = bytes([size]) if size < 128 else bytes([0x84]) + size.to_bytes(4)
        return bytes([tag]) + length + value

    kind = der(0x06, bytes.fromhex("2a864886f70d010701"))
    inside = der(0x30, kind + der(0xA0, der(0x04, content)))
    signed = der(0x30, der(0x02, b"\x01") + der(0x31, b"") + inside + der(0x31, b""))
    return der(0x30, der(0x06, bytes.fromhex("2a864886f70d010702")) + der(0xA0, signed))


def whole_mail() -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = "Jeanne Dupré <jeanne@payer.example>"
    message["To"] = "ar@us.example"
    message["Subject"] = "Fwd: Avis – mars €"
    message["Date"] = "Tue, 31 Mar 2026 10:12:00 +0200"
    message.set_content("Bonjour,\n\nINV-1  10,00\n\nCordialement\nJeanne\n")
    message.add_alternative("<p>Bonjour</p><table><tr><td>INV-1<td>10,00</table>", subtype="html")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="avis é.pdf")
    return message.as_bytes()


_ONCE: list[tuple[bytes, ...]] = []


def sound_mails_once() -> tuple[bytes, ...]:
    """Return the sound mails, read once a process."""
    if not _ONCE:
        _ONCE.append(sound_mails())
    return _ONCE[0]
