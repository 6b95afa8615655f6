"""Lines out of free remittance text of a bank, read as first-time recognition reads sentences."""

import re
from collections.abc import Sequence
from functools import partial

from domain.ledger import Ledger
from domain.numbers import number_key
from domain.pages import Document, Page, Token
from domain.ports import ReadingAids
from domain.words import DocumentType, Medium
from extractors.electronic.drafts import LineDraft, Payment, Variant, settled
from extractors.recognition.rows import stretches_of
from extractors.recognition.scan import parts_of
from extractors.recognition.sentences import kinds_in_words, told
from extractors.recognition.written import dialect_of

_FULL = frozenset({35, 70, 140})
"""Lengths at which banks break the text, in the middle of a word if need be."""
_GERMAN_PART = re.compile(r"(?:^|\s)(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC)\+")
_SWIFT_CODE = re.compile(r"/{1,2}(INV|RFB|ROC|RFS|CINV|CREN|URI|CS|PO)/")
_SWIFT_WORDS = {"INV": "invoice", "CINV": "invoice", "CREN": "credit note", "PO": "purchase order"}
_WORD = re.compile(r"\S+")


def lines_in_text(
    texts: Sequence[str], cell: str, payment: Payment, ledger: Ledger | None
) -> list[LineDraft]:
    """Return a line a document number in the text; amounts only where the text states them.

    Banks break the text at a fixed length, blanks lost: the payment's total tells whether one stood there.
    """
    ways = dict.fromkeys((_joined(texts), _joined(texts, glued=False), _joined(texts, glued=True)))
    variants: list[Variant] = [("", partial(_told, _plain(text), cell, payment, ledger)) for text in ways]
    return settled(variants, payment.total)[0]


def _told(text: str, cell: str, payment: Payment, ledger: Ledger | None) -> list[LineDraft]:
    words = tuple(Token(word.group(), row=0, column=word.start()) for word in _WORD.finditer(text))
    document = Document("", "", Medium.TEXT, "text/plain", (Page(1, words, text=text),))
    parts = parts_of(stretches_of(document))
    dialect = dialect_of(document, parts, ReadingAids(ledger))
    rows = [row for part in parts for row in (*part.head, *part.rows)]
    entries, _ = told(rows, frozenset(), dialect, ledger)
    kinds_in_words(entries)
    lines = [
        LineDraft(
            entry.number, entry.kind or DocumentType.INVOICE, entry.day, entry.po, net=entry.net, cell=cell
        )
        for entry in entries
        if entry.number
    ]
    # The payment's own number may stand among those of documents; payers also use a document's as theirs.
    own = number_key(payment.reference or "")
    return [line for line in lines if number_key(line.number or "") != own or _is_open(line, ledger)] or lines


def _is_open(line: LineDraft, ledger: Ledger | None) -> bool:
    return ledger is not None and number_key(line.number or "") in ledger.items_by_key


def confirmed_alone(line: LineDraft, ledger: Ledger | None) -> bool:
    """Tell whether an open item of that number has just the line's amount open."""
    if ledger is None or line.number is None:
        return False
    items = ledger.items_by_key.get(number_key(line.number), ())
    return any(item.open_amount == line.net for item in items)


def _joined(texts: Sequence[str], *, glued: bool | None = None) -> str:
    """Join the parts; unless told, one that fills its room goes on in the next without a blank."""
    whole = ""
    for at, text in enumerate(texts):
        together = glued if glued is not None else at > 0 and len(texts[at - 1]) in _FULL
        whole += text if together or not whole else f" {text}"
    return " ".join(whole.split())


def _plain(text: str) -> str:
    """Return what the payer wrote, without the codes that banks set around it."""
    marks = list(_GERMAN_PART.finditer(text))
    for at, mark in enumerate(marks):
        if mark.group(1) == "SVWZ":
            text = text[mark.end() : marks[at + 1].start() if at + 1 < len(marks) else None]
            break
    return _SWIFT_CODE.sub(lambda code: f" {_SWIFT_WORDS.get(code.group(1), 'reference')} ", text).replace(
        "/ ", " "
    )
