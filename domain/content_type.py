"""What a file is, decided by its bytes; name and claim only settle what bytes cannot."""

import re

from domain.electronic_types import EDIFACT as EDIFACT
from domain.electronic_types import X12 as X12
from domain.electronic_types import XML as XML
from domain.electronic_types import edi_kind, electronic_advice
from domain.quote_marks import without_quote_marks

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
GIF = "image/gif"
TIFF = "image/tiff"
BMP = "image/bmp"
WEBP = "image/webp"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODT = "application/vnd.oasis.opendocument.text"
ZIP = "application/zip"
XLS = "application/vnd.ms-excel"
SPREADSHEETML = "application/vnd.ms-excel+xml"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
DOC = "application/msword"
MSG = "application/vnd.ms-outlook"
OLE = "application/x-ole-storage"
TNEF = "application/ms-tnef"
EML = "message/rfc822"
HTML = "text/html"
CSV = "text/csv"
TEXT = "text/plain"
CALENDAR = "text/calendar"
VCARD = "text/vcard"
RTF = "application/rtf"
UNKNOWN = "application/octet-stream"

_HEAD = 1024
_TEXT_SAMPLE = 64 * 1024
_OLE_SAMPLE = 4 * 1024 * 1024
_ZIP_NAMES = 2000
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"\x78\x9f\x3e\x22", TNEF),
    (b"{\\rtf", RTF),
    (b"\x09\x08\x08\x00", XLS),
    (b"\x09\x08\x10\x00", XLS),
    (b"\x09\x04\x06\x00", XLS),
    (b"\x09\x02\x06\x00", XLS),
    (b"\x09\x00\x04\x00", XLS),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
)
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENTRIES = (
    ("__properties_version1.0", MSG),
    ("EncryptedPackage", XLSX),
    ("Workbook", XLS),
    ("WordDocument", DOC),
    ("Book", XLS),
)
"""Behind a password nobody sees which of the zip-based office files it is; their readers all say so."""
_ODF_TYPES = ((b"opendocument.spreadsheet", ODS), (b"opendocument.text", ODT))
_OOXML_FOLDERS = ((b"xl/", XLSX), (b"word/", DOCX), (b"ppt/", PPTX))
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_HTML_START = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|div|p|span|meta|style|font|br|center|h[1-6])(?![\w:.-])", re.I
)
_XML_PROLOGUE = re.compile(
    r"\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]{0,300}>\s*)*", re.S
)
_SPREADSHEET_NAMES = "urn:schemas-microsoft-com:office:spreadsheet"
_HEADER_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]")
_MAIL_FIELDS = frozenset(
    (
        "received",
        "return-path",
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "delivered-to",
        "reply-to",
        "sender",
        "dkim-signature",
        "authentication-results",
        "cc",
        "x-mailer",
    )
)
_DELIMITERS = (";", "\t", ",", "|", "^")
_CSV_LINES = 50


def sniff(content: bytes, name: str = "", claimed: str = "") -> str:
    """Return the content type, lower case, without parameters.

    The bytes decide. The name's ending and the claimed type only choose between readings of the
    same plain text (a table of one column, a text without any mark of its own).
    "application/octet-stream" when nothing is recognised. Encrypted PDFs and archives keep their type.
    """
    if not content:
        return UNKNOWN
    return _by_magic(content) or _by_text(content, name.lower(), claimed.lower()) or UNKNOWN


def _by_magic(content: bytes) -> str | None:
    head = content[:_HEAD]
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (kind != _MAGIC[-1][1] or b"\x00" in head):
            return kind
    if head.startswith(_ZIP_STARTS):
        return _zip_kind(content)
    if head.startswith(_OLE_START):
        return _ole_kind(content)
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":
        return BMP
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if b"%PDF-" in head and not _looks_like_mail(head):
        return PDF
    return None


def _looks_like_mail(head: bytes) -> bool:
    return _is_mail(head.decode("latin-1"))


def _zip_kind(content: bytes) -> str:
    """Tell office files by the entry names of the central directory, else of the first entries."""
    if content[30:38] == b"mimetype":
        for mark, kind in _ODF_TYPES:
            if mark in content[38:200]:
                return kind
    names = _zip_names(content)
    if not any(entry.startswith((b"[Content_Types].xml", b"_rels/")) for entry in names):
        return ZIP
    if b"xl/workbook.bin" in names:
        return XLSB
    for folder, kind in _OOXML_FOLDERS:
        if any(entry.startswith(folder) for entry in names):
            return kind
    return ZIP


def _zip_names(content: bytes) -> list[bytes]:
    """Follow the archive's own directory: a file packed inside as it is would show its own entries first."""
    return _names_from(content, _directory_at(content), b"PK\x01\x02", 28, 46) or _names_from(
        content, 0, b"PK\x03\x04", 26, 30
    )


def _directory_at(content: bytes) -> int:
    """Return where the end record says the central directory starts, else where the first entry is found."""
    end = content.rfind(b"PK\x05\x06")
    start = end - int.from_bytes(content[end + 12 : end + 16], "little") if end != -1 else -1
    return start if start >= 0 and content.startswith(b"PK\x01\x02", start) else 0


def _names_from(content: bytes, start: int, signature: bytes, length_at: int, name_at: int) -> list[bytes]:
    names: list[bytes] = []
    at = content.find(signature, start)
    while at != -1 and len(names) < _ZIP_NAMES:
        length = int.from_bytes(content[at + length_at : at + length_at + 2], "little")
        names.append(content[at + name_at : at + name_at + length])
        at = content.find(signature, at + name_at + length)
    return names


def _ole_kind(content: bytes) -> str:
    """Tell OLE files by the names in their directory, which are written in UTF-16."""
    sample = content[:_OLE_SAMPLE]
    for entry, kind in _OLE_ENTRIES:
        if entry.encode("utf-16-le") in sample:
            return kind
    return OLE


def _by_text(content: bytes, name: str, claimed: str) -> str | None:
    text = _as_text(content[:_TEXT_SAMPLE])
    if text is None:
        return None
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        return TEXT
    return edi_kind(start) or _markup_kind(start) or _plain_kind(start, name, claimed)


def _as_text(sample: bytes) -> str | None:
    """Return the sample as text, None when it holds bytes that no text holds."""
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            return sample[len(mark) :].decode(encoding, "replace")
    if b"\x00" in sample:
        return _as_wide_text(sample)
    controls = len(sample) - len(
        sample.translate(None, b"\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10\x11\x12\x14")
    )
    if controls * 50 > len(sample):
        return None
    try:
        return sample.decode("utf-8")
    except UnicodeDecodeError:
        return sample.decode("latin-1")


def _as_wide_text(sample: bytes) -> str | None:
    """Return text in UTF-16 without a mark: every other byte of nearly all characters is zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most, least, half = max(even, odd), min(even, odd), len(sample) // 2
    if half < 8 or most * 10 < half * 9 or least * 50 > half:
        return None
    text = sample.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    return (
        text if sum(1 for sign in text if sign < " " and sign not in "\t\r\n\f") * 50 <= len(text) else None
    )


def _markup_kind(start: str) -> str | None:
    if not start.startswith("<"):
        return None
    body_at = _XML_PROLOGUE.match(start)
    body = start[body_at.end() :] if body_at else start
    if _HTML_START.match(start) or _HTML_START.match(body):
        return HTML
    if _SPREADSHEET_NAMES in body[:2000] and re.match(r"<(?:[\w.-]{1,20}:)?Workbook\b", body):
        return SPREADSHEETML
    if start[:5].lower() == "<?xml" or re.match(r"<[A-Za-z_][\w.-]*(?::[\w.-]+)?[\s/>]", body):
        return XML
    return None


def _plain_kind(start: str, name: str, claimed: str) -> str:
    if _is_mail(start):
        return EML
    inside = electronic_advice(start)
    if inside is not None:
        return inside[0]
    if start.startswith(("BEGIN:VCALENDAR", "BEGIN:VCARD")):
        return CALENDAR if start.startswith("BEGIN:VCAL") else VCARD
    if name.endswith((".csv", ".tsv")) or claimed in ("text/csv", "text/tab-separated-values"):
        return CSV
    return CSV if _is_delimited(start) else TEXT


def _is_mail(start: str) -> bool:
    """True for text that opens with header fields, at least two of them a mail's own."""
    seen = 0
    for line in start[:8000].splitlines()[:40]:
        if line.startswith("From ") and not seen:
            continue
        if line[:1] in (" ", "\t"):
            continue
        field = _HEADER_FIELD.match(line + " ")
        if not field:
            break
        seen += field.group(1).lower() in _MAIL_FIELDS
    return seen >= 2 and bool(re.match(r"(?:From .*\n)?[A-Za-z][A-Za-z0-9-]{0,60}:", start))


def _is_delimited(start: str) -> bool:
    """True when one delimiter divides at least three lines into the same number of cells."""
    lines = [line for line in start.splitlines()[:_CSV_LINES] if line.strip()]
    if len(lines) < 3 or without_quote_marks(lines) != lines:
        return False
    return any(_divides(lines, delimiter) for delimiter in _DELIMITERS)


def _divides(lines: list[str], delimiter: str) -> bool:
    counts = [_unquoted(line).count(delimiter) for line in lines]
    usual = max(set(counts), key=counts.count)
    if usual < 1 or (delimiter == "," and usual < 2):
        return False
    return counts.count(usual) * 10 >= len(lines) * 7


def _unquoted(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line) if '"' in line else line
