"""Files are told by their bytes."""

import io
import zipfile

import pytest

from domain.content_type import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def office(folder: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}/main.xml", "<x/>")
    return out.getvalue()


def ole(entry: str) -> bytes:
    return OLE + entry.encode("utf-16-le") + b"\x00" * 64


OOXML = "application/vnd.openxmlformats-officedocument."
CASES = {
    "pdf": (b"%PDF-1.7\n...", "application/pdf"),
    "pdf behind junk": (b"\r\n\x00junk" * 40 + b"%PDF-1.4", "application/pdf"),
    "encrypted pdf": (b"%PDF-1.6\n/Encrypt 5 0 R", "application/pdf"),
    "png": (b"\x89PNG\r\n\x1a\n\x00", "image/png"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00", "image/jpeg"),
    "gif": (b"GIF89a\x01", "image/gif"),
    "tiff": (b"II*\x00\x08", "image/tiff"),
    "big-endian tiff": (b"MM\x00*\x00", "image/tiff"),
    "xlsx": (office("xl"), OOXML + "spreadsheetml.sheet"),
    "docx": (office("word"), OOXML + "wordprocessingml.document"),
    "ods": (
        zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content=b"<x/>"),
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    "zip": (zipped(a=b"x"), "application/zip"),
    "zip with a folder xl": (zipped(xl__a=b"x"), "application/zip"),
    "zip of a workbook packed as it is": (zipped(a=office("xl")), "application/zip"),
    "workbook that holds a zip": (
        zipped(**{"[Content_Types].xml": zipped(a=b"x"), "xl__b": b"x"}),
        OOXML + "spreadsheetml.sheet",
    ),
    "empty zip": (b"PK\x05\x06" + b"\x00" * 18, "application/zip"),
    "xls": (ole("Workbook"), "application/vnd.ms-excel"),
    "doc": (ole("WordDocument"), "application/msword"),
    "msg": (ole("__properties_version1.0") + ole("Workbook"), "application/vnd.ms-outlook"),
    "other ole": (ole("Nothing"), "application/x-ole-storage"),
    "html": (b"<!DOCTYPE html><p>x", "text/html"),
    "html fragment": (b"\xef\xbb\xbf \n<table><tr><td>x", "text/html"),
    "xhtml": (b'<?xml version="1.0"?>\n<html xmlns="x">', "text/html"),
    "html behind a comment": (b"<!-- made by x -->\n<html>", "text/html"),
    "xml": (b'<?xml version="1.0"?><Document/>', "application/xml"),
    "xml without prologue": (b"<ubl:Invoice xmlns:ubl='x'>", "application/xml"),
    "utf-16 xml": ("\ufeff<?xml version='1.0'?><a/>".encode("utf-16-le"), "application/xml"),
    "eml": (b"Received: from a\r\n by b\r\nFrom: x@y.example\r\n\r\nhi", "message/rfc822"),
    "csv": (b"a;b;c\n1;2;3\n4;5;6\n", "text/csv"),
    "tab-separated": (b"a\tb\n1\t2\n4\t5\n", "text/csv"),
    "csv with quoted delimiters": (b'a,b,c\n"1,5",2,3\n"4,5,6",5,6\n', "text/csv"),
    "text": (b"Dear all,\nplease find, attached, the thing.\nRegards", "text/plain"),
    "latin-1 text": ("Gr\xfc\xdfe".encode("latin-1"), "text/plain"),
    "x12": (
        b"ISA*00*          *00*          *ZZ*A*ZZ*B*260101*1200*U*00401*000000001*0*P*>~GS*RA",
        "application/edi-x12",
    ),
    "edifact": (b"UNB+UNOC:3+A+B+260101:1200+1'", "application/edifact"),
    "edifact with una": (b"UNA:+.? 'UNB+UNOC:3+A+B", "application/edifact"),
    "word that begins like edi": (b"ISA is the name of a person", "text/plain"),
    "tnef": (b"\x78\x9f\x3e\x22\x01\x00", "application/ms-tnef"),
    "calendar": (b"BEGIN:VCALENDAR\r\nVERSION:2.0", "text/calendar"),
    "bytes": (bytes(range(256)) * 4, "application/octet-stream"),
    "nothing": (b"", "application/octet-stream"),
}


@pytest.mark.parametrize(("content", "kind"), CASES.values(), ids=CASES.keys())
def test_type_is_told_by_content(content: bytes, kind: str) -> None:
    assert sniff(content) == kind


def test_name_and_claim_do_not_outweigh_the_bytes() -> None:
    assert sniff(b"%PDF-1.4", "advice.txt", "text/plain") == "application/pdf"
    assert sniff(b"\x00\x01\x02" * 20, "advice.pdf", "application/pdf") == "application/octet-stream"
    assert sniff(b"one column\n12\n", "list.csv") == "text/csv"


def test_large_files_are_told_quickly() -> None:
    assert sniff(b"<!-- x -->" * 500_000) in ("text/html", "application/xml", "text/plain")
    assert sniff(b'","' * 2_000_000) == "text/plain"
