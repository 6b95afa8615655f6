"""Unfolds rows of several documents under numbered headers: "Invoice 1, Amount 1, Invoice 2, Amount 2"."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.recognition.headers import AMOUNTS
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import column_meaning

_NUMBERED = re.compile(r"^(.*?\D)[\s_.-]*([1-9]\d?)$")
_NUMBERS = ("your_number", "number", "reference")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Panels:
    """A header with numbered columns: by their number, and those that all documents of a row share."""

    header: Row
    numbered: Mapping[int, Mapping[str, Piece]]

    @property
    def first(self) -> Mapping[str, Piece]:
        """The columns of the first document, under which the others are put."""
        return self.numbered[1]


def documents_below(rows: Sequence[Row]) -> list[Row]:
    """Return the rows; one that states several documents under numbered headers becomes a row for each.

    What stands under other headers, as the payment's number, is said of each of them.
    """
    told: list[Row] = []
    panels: _Panels | None = None
    for row in rows:
        here = _panels(row)
        if here is not None:
            panels = here
            told.append(_header(here))
        elif panels is not None and row.page == panels.header.page:
            told += _parted(row, panels)
        else:
            told.append(row)
    return told


def _panels(row: Row) -> _Panels | None:
    numbered: dict[int, dict[str, Piece]] = defaultdict(dict)
    for piece in row.pieces:
        found = _NUMBERED.match(piece.text.strip())
        if found is not None:
            numbered[int(found[2])].setdefault(found[1].strip(" _.-").casefold(), piece)
    stems = {stem for columns in numbered.values() for stem in columns}
    whole = sorted(numbered) == list(range(1, len(numbered) + 1)) and len(numbered) >= _FEWEST
    if not whole or any(set(columns) != stems for columns in numbered.values()):
        return None
    meanings = [meaning.concept for stem in stems if (meaning := column_meaning(stem)) is not None]
    tells = any(one in _NUMBERS for one in meanings) and any(one in AMOUNTS for one in meanings)
    return _Panels(row, numbered) if tells else None


def _header(panels: _Panels) -> Row:
    """Return the header with the columns of the first document alone, without their number."""
    others = {id(piece) for at, held in panels.numbered.items() if at > 1 for piece in held.values()}
    own = {id(piece) for piece in panels.first.values()}
    pieces = [
        replace(piece, text=_stem(piece.text), words=()) if id(piece) in own else piece
        for piece in panels.header.pieces
        if id(piece) not in others
    ]
    return replace(panels.header, pieces=tuple(pieces))


def _stem(text: str) -> str:
    found = _NUMBERED.match(text.strip())
    return found[1].strip(" _.-") if found else text


def _parted(row: Row, panels: _Panels) -> list[Row]:
    """Return a row for each document that a row states; the row itself where it states none or one."""
    places = {id(p): (at, stem) for at, held in panels.numbered.items() for stem, p in held.items()}
    shared: list[Piece] = []
    documents: dict[int, list[Piece]] = defaultdict(list)
    for piece in row.pieces:
        head = min(panels.header.pieces, key=lambda one: abs(one.centre - piece.centre))
        if id(head) not in places:
            shared.append(piece)
            continue
        at, stem = places[id(head)]
        by = panels.first[stem].left - head.left
        documents[at].append(replace(piece, left=piece.left + by, right=piece.right + by))
    if not documents:
        return [row]
    return [
        replace(row, pieces=tuple(sorted([*shared, *documents[at]], key=lambda piece: piece.left)))
        for at in sorted(documents)
    ]
