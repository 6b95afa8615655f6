"""Tells EDI and payment advices as XML by their first characters, also inside other text."""

import re
from itertools import islice

XML = "application/xml"
X12 = "application/edi-x12"
EDIFACT = "application/edifact"

_TEXT_SAMPLE = 64 * 1024
_SIGN = r"(?![ \t\r\n])\W"
"""A separator: any character that no word holds, control characters included."""
_BARE_X12 = re.compile(
    rf"(?:GS({_SIGN})[A-Z]{{2}}\1[^\n]{{4,80}}"
    rf"|ST({_SIGN})\d{{3}}\2\w{{1,9}}(?:\2\w*)?\W?\s*[A-Z][A-Z0-9]{{1,2}}\2"
    rf"|BPR({_SIGN})\w{{1,2}}\3[\d.]{{1,18}}\3[CD]\3)"
)
_MESSAGE_START = re.compile(
    r"^[ \t>]{0,8}((?:ISA|GS|ST|BPR|UNA|UNB|UNH)(?![ \t\r\n])\W|<(?:\?xml|[A-Za-z]))", re.M
)
_EDI_ADVICE = re.compile(r"ST((?![ \t\r\n])\W)820|(?:BPR|RMR)(?![ \t\r\n])\W|REMADV")
_XML_ADVICE = re.compile(r"RmtAdvc|BkToCstmr|[<:]RemittanceAdvice\b|remt\.001|camt\.05[234]")
_XML_HEAD, _MOST_STARTS = 4000, 40


def electronic_advice(text: str) -> tuple[str, str] | None:
    """Return (content type, text) of a payment advice as EDI or XML that stands in a text, else None.

    A mail's own text may hold a pasted message, after other lines and before others: it begins at the
    start of a line. Messages that are no payment advice are left where they are.
    """
    for found in islice(_MESSAGE_START.finditer(text[:_TEXT_SAMPLE]), _MOST_STARTS):
        start = text[found.start(1) :]
        kind = edi_kind(start)
        if kind is not None:
            return (kind, start) if _EDI_ADVICE.search(start[:_TEXT_SAMPLE]) else None
        if _XML_ADVICE.search(start[:_XML_HEAD]) and (end := _end_of_xml(start)):
            return XML, start[:end]
    return None


def edi_kind(start: str) -> str | None:
    """Tell EDI by its envelope, or by the message's first segments where the envelope was lost; else None."""
    if re.match(r"UNA.{6}\s*UN[BH]|UNB(?![ \t\r\n])\W|UNH(?![ \t\r\n])\W[^\n]{1,40}[A-Z]{6}", start, re.S):
        return EDIFACT
    if re.match(r"ISA((?![ \t\r\n])\W)", start) and start[:200].count(start[3]) >= 15:
        return X12
    return X12 if _BARE_X12.match(start) else None


def _end_of_xml(start: str) -> int:
    """Return where the root element of the XML that opens the text ends, 0 where it does not."""
    root = re.match(r"(?:<\?xml[^>]{0,200}\?>\s*)?<((?:[\w.-]{1,40}:)?[\w.-]{1,80})[\s>]", start)
    close = start.rfind(f"</{root.group(1)}") if root else -1
    return start.find(">", close) + 1 if close > 0 else 0
