"""Documents in mails: by content, in forwarded mails, in archives; logos and bombs are none."""

import io
import struct
import zipfile

import pytest

from intake import archives
from intake.mime import parse_mail
from tests.intake.mails import PDF, multipart, part, png, zipped


def test_attachments_are_told_by_content() -> None:
    mail = parse_mail(
        multipart(
            part("Content-Type: text/plain", "see attached"),
            part('Content-Type: application/octet-stream; name="advice.pdf"', PDF),
            part("Content-Type: text/plain\r\nContent-Disposition: inline", PDF),
            part(
                "Content-Type: application/pdf\r\n"
                "Content-Disposition: inline; filename*=utf-8''Avis%20%C3%A9.pdf",
                PDF,
            ),
            part('Content-Type: text/csv; name="a.csv"', "a;b\n1;2\n3;4"),
            part('Content-Type: application/pdf; name="=?utf-8?q?R=C3=A9sum=C3=A9=2Epdf?="', b"not a pdf"),
        )
    )
    assert [(one.path, one.content_type) for one in mail.attachments] == [
        ("advice.pdf", "application/pdf"),
        ("attachment-2.pdf", "application/pdf"),
        ("Avis é.pdf", "application/pdf"),
        ("a.csv", "text/csv"),
        ("Résumé.pdf", "text/plain"),
    ]
    assert mail.attachments[0].claimed_type == "application/octet-stream"
    assert mail.attachments[2].inline is True
    assert mail.text == "see attached"


def test_two_attachments_of_one_name_have_two_paths() -> None:
    one = part('Content-Type: application/pdf; name="a.pdf"', PDF)
    mail = parse_mail(multipart(one, one, one))
    assert [found.path for found in mail.attachments] == ["a.pdf", "a (2).pdf", "a (3).pdf"]
    assert {found.name for found in mail.attachments} == {"a.pdf"}


def test_logos_are_no_documents_and_scans_are() -> None:
    html = part("Content-Type: text/html", '<p>hi</p><img src="cid:logo@x"><img src="cid:screen@x">')

    def picture(name: str, content: bytes, *, cid: str = "", disposition: str = "inline") -> bytes:
        identifier = f"\r\nContent-ID: <{cid}>" if cid else ""
        head = (
            f'Content-Type: image/png; name="{name}"\r\nContent-Disposition: {disposition}; filename="{name}"'
        )
        return part(head + identifier, content)

    mail = parse_mail(
        multipart(
            html,
            picture("logo.png", png(300, 100, 9000), cid="logo@x"),
            picture("pixel.png", png(1, 1), disposition="attachment"),
            picture("icon.png", png(32, 32)),
            picture("banner.png", png(1600, 200, 50_000), cid="banner@x"),
            picture("screen.png", png(1200, 900, 90_000), cid="screen@x"),
            picture("scan.png", png(1654, 2339, 90_000), disposition="attachment"),
            picture("photo.png", png(1200, 900, 90_000)),
            picture("exchange.png", png(900, 300, 9_000), cid="not-shown@x", disposition="attachment"),
        )
    )
    assert [one.name for one in mail.attachments] == ["screen.png", "scan.png", "photo.png", "exchange.png"]


def test_a_forwarded_mail_and_what_is_in_it_are_attachments() -> None:
    inner = multipart(
        part("Content-Type: text/plain", "inner"),
        part('Content-Type: application/pdf; name="advice.pdf"', PDF),
        head=b"From: b@c.example\r\nSubject: =?utf-8?q?Zahlung_M=C3=A4rz/2?=\r\n",
        boundary="inner",
    )
    mail = parse_mail(
        multipart(
            part("Content-Type: text/plain", "see"), part("Content-Type: message/rfc822", inner.decode())
        )
    )
    assert [one.path for one in mail.attachments] == ["Zahlung März_2.eml", "Zahlung März_2.eml/advice.pdf"]
    assert mail.attachments[0].content_type == "message/rfc822"
    assert mail.attachments[1].content.startswith(b"%PDF")
    assert mail.text == "see"


def test_archives_are_opened_while_counting() -> None:
    nested = zipped(deep__pdf=PDF)
    packed = zipped(advice__pdf=PDF, sub_SLASH_b__csv=b"a;b\n1;2\n3;4\n", inner__zip=nested)
    mail = parse_mail(multipart(part('Content-Type: application/zip; name="a.zip"', packed)))
    assert [one.path for one in mail.attachments] == [
        "a.zip",
        "a.zip/advice.pdf",
        "a.zip/sub/b.csv",
        "a.zip/inner.zip",
        "a.zip/inner.zip/deep.pdf",
    ]
    too_deep = zipped(x__zip=packed)
    deep = parse_mail(multipart(part('Content-Type: application/zip; name="a.zip"', too_deep)))
    assert "archives are nested more than 2 deep" in " ".join(deep.defects)


def test_an_office_file_is_no_archive() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/workbook.xml", "x")
    mail = parse_mail(multipart(part('Content-Type: application/zip; name="a.zip"', out.getvalue())))
    assert [one.path for one in mail.attachments] == ["a.zip"]
    assert mail.attachments[0].content_type.endswith("spreadsheetml.sheet")


def lying_zip() -> bytes:
    """An entry that says it holds 10 bytes and unpacks to 3 MB."""
    packed = bytearray(zipped(a__txt=b"\x00" * 3_000_000))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = packed.find(mark) + at
        packed[place : place + 4] = struct.pack("<I", 10)
    return bytes(packed)


def encrypted_zip() -> bytes:
    packed = bytearray(zipped(a__pdf=PDF, b__pdf=PDF))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.find(mark) + at] |= 1
    return bytes(packed)


def crowded_zip() -> bytes:
    entry = b"PK\x01\x02" + b"\x00" * 42
    entries = entry * (archives.MOST_ENTRIES + 1)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0, 0, len(entries), 0, 0)
    return entries + end


def overlapping_zip() -> bytes:
    """A thousand entries that all unpack the same 20,000 bytes."""
    packed = zipped(a__txt=bytes(range(200)) * 100)
    start = packed.find(b"PK\x01\x02")
    entry = packed[start : packed.find(b"PK\x05\x06")]
    entries = entry * 1000
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1000, 1000, len(entries), start, 0)
    return packed[:start] + entries + end


def linking_zip() -> bytes:
    """A link to a file outside, beside a sound file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("passwd")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.pdf", PDF)
    return out.getvalue()


BOMBS = {
    "overlapping": (overlapping_zip(), "more than 200 times its size", 1),
    "linking": (linking_zip(), "'passwd' in the archive 'a.zip' is a link", 2),
    "larger together than allowed": (
        zipped(**{f"a{n}__bin": b"\x00" * 60_000_000 for n in range(5)}),
        "more than 250 MB",
        1,
    ),
    "ratio": (zipped(a__pdf=PDF, bomb__txt=b"\x00" * 2_000_000), "more than 200 times its size", 1),
    "too large an entry": (zipped(bomb__bin=b"\x00" * 101_000_000), "more than", 1),
    "lying size": (lying_zip(), "a.zip", 1),
    "too many": (b"PK\x03\x04" + b"\x00" * 26 + crowded_zip(), "more than 10000 entries", 1),
    "encrypted": (encrypted_zip(), "'a.pdf' in the archive 'a.zip' is encrypted", 2),
    "cut off": (zipped(a__pdf=PDF)[:-30], "broken", 1),
    "rubbish": (b"PK\x03\x04" + b"\xff" * 500, "broken", 1),
}


@pytest.mark.parametrize(("content", "sentence", "count"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_named_and_stays_closed(content: bytes, sentence: str, count: int) -> None:
    mail = parse_mail(multipart(part('Content-Type: application/zip; name="a.zip"', content)))
    assert len(mail.attachments) == count
    assert mail.attachments[0].name == "a.zip"
    assert sentence in " ".join(mail.defects)


def test_signatures_of_mail_programs_are_no_documents() -> None:
    mail = parse_mail(
        multipart(
            part("Content-Type: text/plain", "hi"),
            part('Content-Type: application/pkcs7-signature; name="smime.p7s"', b"\x30\x82"),
            kind="signed",
        )
    )
    assert mail.attachments == ()
