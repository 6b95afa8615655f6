"""Writes what the cells of a record say, and the heads above it, into a line."""

import re
from collections.abc import Sequence
from decimal import Decimal

from domain.dialect import Dialect, parse_date
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import CODES
from domain.words import DocumentType
from extractors.recognition.amounts import Roles, holds
from extractors.recognition.bodies import Record
from extractors.recognition.content import NUMBER_CONCEPTS
from extractors.recognition.entries import NAMED_NUMBER, Entry, day_in, kind_of
from extractors.recognition.headers import Column
from extractors.recognition.heads import kind_named
from extractors.recognition.numbers import dated, looks_like_number, number_in, numbers_apart
from extractors.recognition.pieces import Piece
from extractors.recognition.words import column_meaning, components, is_exactly, says

_EXTRAS = ("payment_reference", "payment_date", "payer", "payee", "currency", "method", "total")
_MONEY = re.compile(r"\d[.,]\d\d(?![\d.,])")
_PARTIES = frozenset({"payer", "payee"})
_FIGURE = re.compile(r"\d")
_RATE = re.compile(r"^\d{1,3}(?:[.,]\d+)?\s*(?:%|‰|p\.\s?c\.)$")
_DOCUMENT_NUMBER = frozenset({"DOC", "NUM"})
_CODE = 4
"""In letters and figures: what is no longer is a code, not the number of a document."""


def entry_of(
    record: Record, amounts: dict[int, Decimal], columns: Sequence[Column], roles: Roles, dialect: Dialect
) -> Entry | None:
    """Return the line that a record makes under its columns; None for a row of neither number nor amount."""
    entry = Entry(said=_said(record), problems=list(record.problems))
    entry.pieces = [piece for pieces in record.cells.values() for piece in pieces]
    type_text = ""
    for index, column in enumerate(columns):
        if pieces := record.cells.get(index):
            type_text = _take_cell(entry, column, pieces, dialect) or type_text
    for role in ("gross", "discount", "deduction", "net"):
        setattr(entry, role, roles.value(amounts, role))
    entry.reason = entry.reason or record.heads.get("reason")
    entry.reason = _reason(entry, record, columns, roles)
    if entry.deduction and not entry.reason and any(map(str.isalpha, record.note)):
        entry.problems.append(f'"{record.note}" under a line may say why it was reduced; it was not read.')
    entry.po = entry.po or record.order or record.heads.get("po")
    _take_series(entry)
    if entry.day is None and not entry.problems and "document_date" in record.heads:
        _take_day(entry, record.heads["document_date"], dialect)
    entry.equation = holds(roles, amounts)
    if entry.equation is False:
        entry.problems.append(
            f"{entry.number or 'A row'}: gross less discount and deduction is not the net amount."
        )
    if entry.number is None and not amounts:
        return None
    _doubt_shortfall(entry, amounts)
    entry.kind = kind_of(entry, type_text)
    _take_off(entry, columns, roles)
    _take_heads(entry, record, columns)
    return entry


def _reason(entry: Entry, record: Record, columns: Sequence[Column], roles: Roles) -> str | None:
    """A remark is a reason only where the line pays less than its document; else it is chatter.

    Without a column of reasons the text right behind the deduction tells it.
    """
    partly = entry.gross is not None and entry.gross != entry.net
    if entry.net is not None and entry.net > 0 and not (entry.deduction or entry.discount or partly):
        return None
    behind = [index + 1 for index in roles.columns("deduction") if index + 1 < len(columns)]
    if (
        entry.reason
        or not entry.deduction
        or not behind
        or columns[behind[0]].concept not in ("text", "unknown")
    ):
        return entry.reason
    text = " ".join(record.text(behind[0]).split())
    return text if any(map(str.isalpha, text)) and text not in CODES else None


def _take_cell(entry: Entry, column: Column, pieces: Sequence[Piece], dialect: Dialect) -> str:
    """Write what a cell says into the entry; return the text of a type column."""
    concept = column.concept
    text = "\n".join(piece.text for piece in pieces)
    if concept == "series":
        entry.extras[concept] = "".join(text.split())
    elif concept in NUMBER_CONCEPTS:
        text = _documents_own(text, column.header)
        parted = dated(text)
        if parted is not None and _FIGURE.search(parted[0]):
            text, day = parted
            _take_day(entry, day, dialect)
        entry.number, doubt = number_in(text)
        if concept == "your_number" or components(column.header)[0] >= _DOCUMENT_NUMBER:
            entry.extras[NAMED_NUMBER] = column.header
        entry.problems += [doubt] if doubt else []
    elif concept == "document_date":
        day_here, ambiguous = day_in(pieces, dialect)
        entry.day = day_here or entry.day
        entry.problems += _beside_day(pieces) if day_here else []
        if ambiguous or (day_here is None and _FIGURE.search(text)):
            why = (
                "does not say which of day and month comes first"
                if ambiguous
                else "could not be read as a day"
            )
            entry.problems.append(f'"{text}" {why}.')
    elif concept == "po" and not _RATE.match(text.strip()):
        entry.po = entry.po or number_in(text)[0]
    elif concept == "reason":
        entry.reason = " ".join(text.split()) or None
    elif concept in _EXTRAS and not (concept in _PARTIES and looks_like_number(text.strip())):
        entry.extras[concept] = " ".join(text.split())
        if concept == "payment_reference" and "CHEQUE" in components(column.header)[0]:
            entry.extras.setdefault("method", "cheque")
    return text if concept == "type" else ""


def _beside_day(pieces: Sequence[Piece]) -> list[str]:
    """Return a doubt about money that stands in the cell of a day: it may have slipped out of its column."""
    money = [piece.text for piece in pieces if _MONEY.search(piece.text) and not is_date_like(piece.text)]
    return [f'"{text}" stands in a column of days.' for text in money[:1]]


def _documents_own(text: str, header: str) -> str:
    """Of "INV-7 / 51601" under "Invoice / our entry" return the part whose own header names documents."""
    parts, heads = numbers_apart(text), numbers_apart(header)
    meanings = [column_meaning(head) for head in heads] if len(parts) == len(heads) > 1 else []
    named = [at for at, one in enumerate(meanings) if one and one.concept in ("number", "your_number")]
    return parts[named[0]] if len(named) == 1 else text


def _said(record: Record) -> str:
    words = [piece.text for row in record.rows for piece in row.pieces]
    return " ".join(word for word in words if not _FIGURE.search(word) or says(word, "credit_note"))


def _take_series(entry: Entry) -> None:
    """Set the series that stands in a column of its own before the number of the document."""
    series = entry.extras.pop("series", "")
    if series and entry.number and not entry.number.startswith(series):
        entry.number = series + entry.number


def _take_day(entry: Entry, day: str, dialect: Dialect) -> None:
    found = parse_date(day, dialect)
    entry.day = entry.day or found
    if found is None:
        entry.problems.append(f'"{day}" does not say which of day and month comes first.')


def _doubt_shortfall(entry: Entry, amounts: dict[int, Decimal]) -> None:
    """What was billed less what is paid stands in the row itself, and nothing took it: it was taken off."""
    if entry.gross is None or entry.net is None or entry.discount or entry.deduction:
        return
    short = entry.gross - entry.net
    if short and short in [abs(amount) for amount in amounts.values()] and short != entry.net:
        entry.problems.append(f"{entry.number or 'A row'}: nothing says why {short} was taken off.")


def _take_off(entry: Entry, columns: Sequence[Column], roles: Roles) -> None:
    """What a list of claims states alone, under "Withheld", is taken off, as its header says."""
    headers = [
        columns[index].header for index in roles.columns("net") if columns[index].concept == "deduction"
    ]
    if headers and entry.kind in (None, DocumentType.INVOICE, DocumentType.DEBIT_NOTE):
        entry.kind, entry.said = DocumentType.DEDUCTION, f"{entry.said} {headers[0]}"


def _take_heads(entry: Entry, record: Record, columns: Sequence[Column]) -> None:
    """Take the kind that the head above a group names, or the header of the numbers ("Debit note")."""
    named = record.heads.get("type")
    kind = DocumentType(named) if named else _kind_of_header(columns)
    if kind is not None and entry.kind in (None, DocumentType.INVOICE):
        entry.kind = kind
    if named and entry.kind is DocumentType.DEDUCTION and entry.number and len(entry.number) <= _CODE:
        entry.reason, entry.number = entry.reason or entry.number, None


def _kind_of_header(columns: Sequence[Column]) -> DocumentType | None:
    headers = [column.header for column in columns if column.concept in NUMBER_CONCEPTS]
    if len(headers) != 1:
        return None
    for name in (DocumentType.CREDIT_NOTE, DocumentType.DEBIT_NOTE):
        if is_exactly(headers[0], name.value) or kind_named(headers[0]) is name:
            return name
    return None
