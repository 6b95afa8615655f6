"""Asks about names that may be the payer's or payee's where none was read and no label explains them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from domain.ports import ReadingAids
from extractors.recognition.addresses import is_address
from extractors.recognition.customers import firm_at_start, is_firm, name_key, name_parts
from extractors.recognition.entries import Entry
from extractors.recognition.firm_words import legal_forms
from extractors.recognition.methods import payment_method_in
from extractors.recognition.naming import is_label, is_typed
from extractors.recognition.party import PARTICLES, is_bank, is_person
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import components, fold, is_exactly, label_meaning, says, starts_with

_LONGEST = 8
"""In words: the longest name without a legal form."""
_PARTICLE = 3
"""In letters: "de", "und", "van" stand within names in small letters."""
_FEWEST, _MOST = 2, 0.6
"""Rows, and of a document's lines the share: a column that names who pays repeats it in so many."""
_SIGNED = 3
"""Rows below closing words: who signs stands there."""
_HEAD = 3
"""Rows: a person above a firm there is no signer."""
_KNOWN = 0.34
_OF_ROLE = frozenset({"PAYER", "PAYEE"})
_COLON = re.compile(r":\s+|:$")
_SEPARATED = re.compile(r"\s[|·•–-]\s|,\s")
_LAST_NAMES = re.compile(r"(?<=[^\W\dA-Z] )(?:[A-Z]\S*\s?){2,6}$")
_TOLD = re.compile(
    r"\b(?:to|paid|an|à|a|al|alla|aan|para|pour|für|for|voor|per) "
    r"((?:[A-Z][^\s,.:;]*\s?(?:& )?){2,6})(?=$|[\s,.])"
)
"""Who is paid within a sentence: "has paid Oakham Crates the amounts below"."""
_OF_PAYING = frozenset({"PAID", "TRANSFER"})
_COPYRIGHT = re.compile(r"^(?:©|\(c\)|Copyright)\s*(?:\d{4}\s*)?", re.IGNORECASE)
_NO_NAME = re.compile(r"[\d@:;!?%*=_/<>]|\.\.|\.$")

NOBODY_PAYS = "Nothing that was read says who pays."
NOBODY_IS_PAID = "Nothing that was read says who is paid."


def unnamed_parties(
    rows: Sequence[Row], entries: Sequence[Entry], payer: str | None, payee: str | None
) -> list[str]:
    """Return doubts about names that nothing explains, where `payer` or `payee` was not read.

    `rows` are all rows of the document, those of its lines included.
    """
    if payer is not None and payee is not None:
        return []
    known = [name_key(name) for name in (payer, payee) if name]
    rows = [row for at, row in enumerate(rows) if not _writes_for(rows, at, payer)]
    names = _names(rows, entries, signed=payer is None)
    found = next((name for name in names if not _is_known(name, known)), None)
    if found is None:
        return []
    if payer is None:
        return [f'"{found}" may be the payer; no payer was read.']
    return [f'"{found}" may be who is paid; no payee was read.']


def _writes_for(rows: Sequence[Row], at: int, payer: str | None) -> bool:
    """Tell whether a row names the person who signs right above the payer's name."""
    below = rows[at + 1].text if at + 1 < len(rows) else ""
    return payer is not None and at > _HEAD and below.strip(" ,") == payer and is_person(rows[at].text)


def _is_known(name: str, known: Sequence[str]) -> bool:
    key = name_key(name)
    return any(key in one or one in key for one in known)


def nobody_named(payer: str | None, payee: str | None, aids: ReadingAids) -> list[str]:
    """Return a doubt where no name was read and nothing else says whose payment it is.

    A mail's sender may have told the customer; our own name, where it is known, is the payee's.
    """
    if payer is None and aids.customer_id is None:
        return [NOBODY_PAYS]
    if payee is None and aids.company_name is None:
        return [NOBODY_IS_PAID]
    return []


def unnamed_signer(rows: Sequence[Row], payer: str | None) -> list[str]:
    """Return a doubt about the name below who signs a mail, where no payer was read."""
    if payer is not None:
        return []
    closed = next((at for at, row in enumerate(rows) if starts_with(row.text, "closing")), len(rows))
    signed = [row.pieces[0] for row in rows[closed + 1 : closed + 1 + _SIGNED]][1:]
    names = [name for piece in signed for name in _names_in(piece, firms_only=False)]
    names += [name for row in rows for name in _firms_within(row.text)]
    return [f'"{names[0]}" may be the payer; no payer was read.'] if names else []


def _names(rows: Sequence[Row], entries: Sequence[Entry], *, signed: bool) -> Iterator[str]:
    of_lines = {id(piece) for entry in entries for piece in entry.pieces}
    closed = -_SIGNED - 1
    repeated = _repeated(rows, len(entries))
    for at, row in enumerate(rows):
        if starts_with(row.text, "closing"):
            closed = at
        in_line = any(id(piece) in of_lines for piece in row.pieces) or _is_table_row(row)
        signs = at - closed <= _SIGNED and not signed
        if is_address(row) and not (signed and (len(row.pieces) > 1 or _SEPARATED.search(row.text))):
            continue
        for place, piece in enumerate(row.pieces):
            if id(piece) in of_lines or (place and _explains(row.pieces[place - 1])):
                continue
            yield from _names_in(piece, firms_only=in_line or signs)
        yield from (piece.text for piece in row.pieces if in_line and piece.text in repeated)


def _repeated(rows: Sequence[Row], lines: int) -> frozenset[str]:
    """Return the texts that most lines of a table repeat and that may name somebody."""
    held = Counter(piece.text for row in rows for piece in {p.text: p for p in row.pieces}.values())
    least = max(_FEWEST, lines * _MOST)
    return frozenset(text for text, times in held.items() if times >= least and _may_name(text))


def _is_table_row(row: Row) -> bool:
    typed = sum(is_typed(piece.text) for piece in row.pieces)
    return typed >= 1 and len(row.pieces) > 2


def _explains(before: Piece) -> bool:
    """Tell whether the piece to the left is the label of something else: "Bank", "Contact"."""
    meaning = label_meaning(before.text.rstrip(" :."))
    return meaning is not None and not meaning.components & _OF_ROLE


def _names_in(piece: Piece, *, firms_only: bool) -> Iterator[str]:
    for line in piece.text.split("\n"):
        label, text = _parted(_COPYRIGHT.sub("", line.strip()))
        meaning = label_meaning(label) if label else None
        if meaning is not None and not meaning.components & _OF_ROLE:
            continue
        if components(text)[0] & _OF_ROLE and (told := _LAST_NAMES.search(text)):
            text = told.group()  # "to the account in the name of Oakham Crates"
        for part in name_parts(text)[:1] if not firms_only else name_parts(text):
            name = part.strip(" ,")
            firm = name if is_firm(name) else firm_at_start(name)
            if firm and not is_label(firm) and not is_bank(firm):
                yield firm
            elif not firms_only and _may_name(name):
                yield name
        told = _TOLD.search(text) if components(text)[0] & _OF_PAYING else None
        if told and _may_name(told[1].strip(" ,.")):
            yield told[1].strip(" ,.")


def _firms_within(text: str) -> Iterator[str]:
    """Yield the firms that a sentence names: "we at Harrow Pumps Ltd have paid"."""
    words = text.split()
    for at, word in enumerate(words):
        start = at
        while start and at - start < _LONGEST and words[start - 1][:1].isupper():
            start -= 1
        name = " ".join(words[start : at + 1]).strip(" ,.;")
        if start < at and word[:1].isupper() and fold(word) in legal_forms() and is_firm(name):
            yield name


def _parted(line: str) -> tuple[str, str]:
    parts = _COLON.split(line, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else ("", line)


def _may_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= _LONGEST or not text[:1].isupper() or _NO_NAME.search(text):
        return False
    if any(word.islower() and len(word) > _PARTICLE and word not in PARTICLES for word in words[1:]):
        return False
    if sum(word[:1].isupper() for word in words) < 2 or not any(
        len(fold(word)) > _PARTICLE for word in words
    ):
        return False
    if components(text)[1] > _KNOWN or is_label(text) or is_bank(text) or payment_method_in(text):
        return False
    if starts_with(text, "place") or starts_with(text, "department"):
        return False
    return not (says(text, "not_advice") or starts_with(text, "closing") or is_exactly(text, "greeting"))
