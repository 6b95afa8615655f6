"""Signed, encrypted and calendar parts, Apple's and Exchange's quirks, and texts whose charset lies."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from domain.mail import Mail
from intake.mime import parse_mail
from intake.parameters import parameters
from tests.faults.sound_mails import CALENDAR, opaque
from tests.intake.mails import HEAD, PDF, multipart, part, zipped

ASIDE = multipart(
    part("Content-Type: text/plain", "INV-9 is paid."),
    part('Content-Type: application/pdf; name="a.pdf"', PDF),
    head=b"",
    boundary="inner",
)
"""A body with an attachment, as it stands inside a signature."""


def text_mail(content_type: str, body: bytes) -> Mail:
    head = f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode()
    return parse_mail(HEAD + head + body)


@pytest.fixture(scope="module")
def signer() -> tuple[x509.Certificate, rsa.RSAPrivateKey]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Bob")])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(day).not_valid_after(day + timedelta(days=9))
    return made.sign(key, hashes.SHA256()), key


def smime(kind: str, content: bytes) -> Mail:
    return parse_mail(
        multipart(part(f'Content-Type: application/pkcs7-mime; smime-type={kind}; name="smime.p7m"', content))
    )


def test_a_mail_signed_by_a_real_library_is_read(signer: tuple[x509.Certificate, rsa.RSAPrivateKey]) -> None:
    certificate, key = signer
    builder = pkcs7.PKCS7SignatureBuilder().set_data(ASIDE).add_signer(certificate, key, hashes.SHA256())
    signed = builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
    mail = smime("signed-data", signed)
    assert mail.new_text == "INV-9 is paid."
    assert [one.path for one in mail.attachments] == ["a.pdf"]
    assert mail.notes == ("It is signed (S/MIME); the signature was not checked.",)
    assert mail.defects == ()


def test_an_encrypted_mail_says_so_and_what_to_do(signer: tuple[x509.Certificate, rsa.RSAPrivateKey]) -> None:
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(ASIDE).add_recipient(signer[0])
    mail = smime("enveloped-data", builder.encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary]))
    assert mail.new_text == ""
    assert "the mail is encrypted (S/MIME) and cannot be read here; ask the sender" in " ".join(mail.defects)


def test_signatures_in_pieces_and_in_each_other_are_opened() -> None:
    content = b"Content-Type: text/plain\r\n\r\nINV-9 is paid."
    pieces = b"".join(b"\x04" + bytes([len(piece)]) + piece for piece in (content[:20], content[20:]))
    inside = b"\x30\x80\x06\x09" + bytes.fromhex("2a864886f70d010701") + b"\xa0\x80\x24\x80" + pieces
    inside += b"\x00\x00" * 3
    whole = (
        b"\x30\x80\x06\x09" + bytes.fromhex("2a864886f70d010702") + b"\xa0\x80\x30\x80\x02\x01\x01\x31\x00"
    )
    assert smime("signed-data", whole + inside + b"\x00\x00" * 3).new_text == "INV-9 is paid."
    twice = b"Content-Type: application/pkcs7-mime\r\n\r\n" + opaque(content)
    assert smime("signed-data", opaque(twice)).new_text == "INV-9 is paid."


def test_pgp_signed_text_is_read_without_its_armour() -> None:
    armour = b"-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nINV-9 is paid.\r\n- -- \r\nBob\r\n"
    mail = text_mail(
        "text/plain", armour + b"-----BEGIN PGP SIGNATURE-----\r\n\r\nabc\r\n-----END PGP SIGNATURE-----\r\n"
    )
    assert mail.new_text == "INV-9 is paid."
    closed = text_mail("text/plain", b"-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----")
    assert "encrypted (PGP)" in " ".join(closed.defects)
    parts = (
        part("Content-Type: application/pgp-encrypted", "Version: 1"),
        part("Content-Type: application/octet-stream", "x"),
    )
    assert "encrypted (PGP)" in " ".join(parse_mail(multipart(*parts, kind="encrypted")).defects)


def test_a_meeting_is_told_in_words() -> None:
    mail = parse_mail(
        multipart(
            part("Content-Type: text/plain", "hello"),
            part("Content-Type: text/calendar", CALENDAR),
            kind="alternative",
        )
    )
    assert mail.notes == ('It holds an invitation "Audit" on 2026-03-31 10:00 UTC called by a@b.example.',)
    assert mail.new_text == "hello" and mail.attachments == () and mail.defects == ()
    assert text_mail("text/calendar", CALENDAR.encode()).text == "Audit"


def test_texts_around_an_inline_document_are_one_text() -> None:
    mail = parse_mail(
        multipart(
            part("Content-Type: text/plain", "Before,"),
            part('Content-Type: application/pdf; name="a.pdf"\r\nContent-Disposition: inline', PDF),
            part(
                'Content-Type: text/html; name="ATT00001.htm"\r\nContent-Disposition: attachment',
                "<p>after.</p>",
            ),
            part(
                'Content-Type: application/octet-stream; name="._a.pdf"', b"\x00\x05\x16\x07" + b"\x00" * 90
            ),
        )
    )
    assert mail.new_text == "Before,\n\nafter."
    assert [one.name for one in mail.attachments] == ["a.pdf"]


CHARSETS = {
    "UTF-8 labelled Latin-1": ("text/plain; charset=iso-8859-1", "für €".encode()),
    "UTF-8 labelled Windows": ("text/plain; charset=windows-1252", "für €".encode()),
    "Latin-1 without a label": ("text/plain", "für \x80".encode("latin-1")),
    "UTF-16 without a label": ("text/plain", "für €".encode("utf-16")),
    "UTF-16 without a mark": ("text/plain; charset=utf-16", "für €".encode("utf-16-be")),
    "UTF-16 in the wrong order": ("text/plain; charset=utf-16", "für €".encode("utf-16-le")),
    "UTF-7": ("text/plain; charset=utf-7", b"f+APw-r +IKw-"),
    "HTML that says it itself": ("text/html", '<meta charset="iso-8859-15"><p>für €'.encode("iso-8859-15")),
    "UTF-8 with a mark": ("text/plain", "\ufefffür €".encode()),
}


@pytest.mark.parametrize(("kind", "body"), CHARSETS.values(), ids=CHARSETS.keys())
def test_a_text_is_read_by_its_bytes_where_its_label_is_wrong(kind: str, body: bytes) -> None:
    mail = text_mail(kind, body)
    assert mail.text == "für €"
    assert mail.defects == ()


def test_a_foreign_line_in_the_header_costs_that_line_alone() -> None:
    mail = parse_mail(b"From: a@b.example\r\nthis is no field\r\nSubject: hello\r\n\r\ntext")
    assert (mail.subject, mail.text) == ("hello", "text")
    assert "no header field" in " ".join(mail.defects)
    assert mail.authentication == ()


def test_what_stands_above_the_header_is_passed_over() -> None:
    for above in (b"\r\n\r\n", b"\xef\xbb\xbf", b"From a@b.example Mon Mar  2 10:00:00 2026\r\n"):
        assert parse_mail(above + HEAD + b"\r\nhello").text == "hello", above


PARAMETERS = {
    "x; filename*0*=utf-8''a%c3; filename*1*=%a9; filename*2=.pdf": "aé.pdf",
    "x; filename*1=b.pdf; filename*0=a": "ab.pdf",
    "x; filename*=x-none'de'a%20b.pdf": "a b.pdf",
    'x; filename="a;b\\"c.pdf"': 'a;b"c.pdf',
    "x; filename=a b.pdf": "a b.pdf",
    'x; filename="cut': "cut",
    "x; FILENAME=one; filename=two": "one",
    "x; filename=plain.pdf; filename*=utf-8''r%C3%A9el.pdf": "réel.pdf",
}


@pytest.mark.parametrize("field", PARAMETERS)
def test_file_names_are_read_in_every_shape(field: str) -> None:
    assert parameters(field)["filename"] == PARAMETERS[field]


def test_mails_in_an_archive_are_read_like_attached_ones() -> None:
    inner = b"From: bob@payer.example\r\nTo: us@us.example\r\nSubject: x\r\n\r\nINV-9 is paid."
    mail = parse_mail(multipart(part('Content-Type: application/zip; name="a.zip"', zipped(m__eml=inner))))
    assert mail.original is not None and mail.original.path == "a.zip/m.eml"
    assert mail.new_text == "INV-9 is paid."
