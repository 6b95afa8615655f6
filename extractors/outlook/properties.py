"""Names, times and charsets of Outlook's properties (MS-OXPROPS), shared by .msg and winmail.dat."""

from datetime import UTC, datetime, timedelta

SUBJECT = 0x0037
SUBMITTED = 0x0039
TRANSPORT_HEADER = 0x007D
SENDER_NAME = 0x0C1A
SENDER_ADDRESS = 0x0C1F
RECIPIENT_TYPE = 0x0C15
DELIVERED = 0x0E06
PLAIN = 0x1000
RTF = 0x1009
HTML = 0x1013
MESSAGE_ID = 0x1035
DISPLAY_NAME = 0x3001
ADDRESS = 0x3003
ATTACHED = 0x3701
SHORT_NAME = 0x3704
LONG_NAME = 0x3707
MIME_TYPE = 0x370E
CONTENT_ID = 0x3712
SMTP_ADDRESS = 0x39FE
INTERNET_CODEPAGE = 0x3FDE
MESSAGE_CODEPAGE = 0x3FFD
SENDER_SMTP = 0x5D01
REPRESENTING_SMTP = 0x5D02
REPRESENTING_NAME = 0x0042
REPRESENTING_ADDRESS = 0x0065

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def moment(ticks: int) -> datetime | None:
    """Return a FILETIME (100 ns since 1601) as UTC, None where it is no time."""
    if ticks <= 0:
        return None
    try:
        return _EPOCH + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None


def charset_of(codepage: int | None) -> str:
    """Return the charset of a Windows code page, Windows-1252 where it is unknown."""
    if codepage in (None, 0):
        return "cp1252"
    special = {65001: "utf-8", 20127: "ascii", 28591: "iso8859-1", 28592: "iso8859-2", 28605: "iso8859-15",
               1200: "utf-16-le", 20866: "koi8-r", 50220: "iso2022_jp", 51932: "euc_jp", 51949: "euc_kr",
               54936: "gb18030", 936: "gb18030", 950: "cp950", 932: "cp932", 949: "cp949"}  # fmt: skip
    return special.get(codepage or 0) or f"cp{codepage}"


def decoded(raw: bytes, charset: str) -> str:
    """Return bytes as text without the NUL that ends them."""
    try:
        return raw.decode(charset, "replace").rstrip("\x00")
    except LookupError:
        return raw.decode("cp1252", "replace").rstrip("\x00")
