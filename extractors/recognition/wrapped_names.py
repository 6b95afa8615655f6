"""Doubts names that may go on in the line below: a name wraps where its cell or box ends."""

import re
from collections.abc import Sequence

from extractors.recognition.customers import is_firm
from extractors.recognition.firm_words import begins_trade
from extractors.recognition.naming import is_label
from extractors.recognition.party import PARTICLES, Party, is_bank
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import components, fold, is_exactly, label_meaning, says, starts_with

_NEAR = 2.0
"""In heights of a line: how far below a name its next line may stand."""
_ALIGNED = 4.0
_LONGEST = 6
_KNOWN = 0.34
_LINKS = PARTICLES | {"und", "as", "onder", "unter", "&"}
_NO_PART = re.compile(r"[\d@:;!?*=|]|\.$")


def wrapped_doubts(rows: Sequence[Row], parties: Sequence[Party | None]) -> list[str]:
    """Return a doubt for each name that the line below may belong to; ours and customers' are whole."""
    names = [party.name for party in parties if party]
    doubts = []
    for party in parties:
        if party is None or party.proof in ("our_name", "customer_name"):
            continue
        below = _below(rows, party)
        if below and not _is_other(below, party, names) and _goes_on(party, below):
            doubts.append(f'"{party.name}" may go on with "{below}" in the next line.')
        elif _is_open(party.name) or begins_trade(party.name):
            doubts.append(f'"{party.name}" may not be the whole name.')
    return doubts


def _is_open(name: str) -> bool:
    last = name.split()[-1]
    return last in _LINKS or last.endswith(("-", "&", "+", "/", ",")) or (name.count("(") > name.count(")"))


def _is_other(below: str, party: Party, names: Sequence[str]) -> bool:
    return any(fold(below) in fold(name) or fold(name) in fold(below) for name in names)


def _below(rows: Sequence[Row], party: Party) -> str | None:
    """Return the line right under a name: of its own cell, or the piece of the next row at its left edge."""
    lines = party.piece.text.split("\n")
    at = next((n for n, line in enumerate(lines) if party.name in line), len(lines) - 1)
    if at + 1 < len(lines):
        return " ".join(lines[at + 1].split())
    place = next((n for n, row in enumerate(rows) if party.piece in row.pieces), None)
    if place is None or place + 1 >= len(rows) or rows[place].page != rows[place + 1].page:
        return None
    row, below = rows[place], rows[place + 1]
    height = row.bottom - row.top
    if height > 0 and below.top - row.bottom > _NEAR * height:
        return None
    return next((p.text for p in below.pieces if _is_under(row, party, p, below)), None)


def _is_under(row: Row, party: Party, piece: Piece, below: Row) -> bool:
    """Tell whether a piece stands under the name and is no label with a value beside it."""
    left = _left_of_name(party)
    near = abs(piece.left - left) < _ALIGNED
    alone = piece is below.pieces[-1] or not near or len(row.pieces) == len(below.pieces)
    first = piece is below.pieces[0] or piece.left > row.pieces[0].left + _ALIGNED
    return near and alone and first


def _left_of_name(party: Party) -> float:
    start = party.name.split()[0]
    word = next((word for word in party.piece.words if word.text == start), None)
    if word is None or party.piece.text.startswith(party.name):
        return party.piece.left
    return word.box[0] if word.box else float(word.column or 0)


def _goes_on(party: Party, below: str) -> bool:
    if begins_trade(below):
        return True
    if is_firm(party.name) or not _may_be_part(below):
        return _is_open(party.name)
    return party.proof == "label" or is_firm(f"{party.name} {below}")


def _may_be_part(text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= _LONGEST or _NO_PART.search(text) or len(text) < 4:
        return False
    if is_label(text) or components(text)[1] > _KNOWN or label_meaning(text) is not None or is_bank(text):
        return False
    if any(starts_with(text, kind) for kind in ("closing", "department", "greeting", "belongs_to")):
        return False
    return text[:1].isupper() and not says(text, "not_advice") and not is_exactly(text, "greeting")
