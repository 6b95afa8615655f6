"""Parts a document's rows into tables under their headers and free rows, without page furniture."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.dialect_numbers import is_amount_like
from extractors.recognition.box_beside import without_box
from extractors.recognition.headers import Header, header_at
from extractors.recognition.legends import with_legend
from extractors.recognition.pieces import Row, part_of
from extractors.recognition.rows import Stretch
from extractors.recognition.words import components, starts_with

_PAGE_OF = re.compile(
    r"^\W*(page|seite|pagina|página|pág|pag|blatt|p)\W{0,2}\s*\d{1,3}(\s*(/|of|von|de|sur|di|van)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(https?://|file:/)\S+$")


@dataclass(slots=True)
class Part:
    """A table under its header, or free rows (`header` None)."""

    rows: list[Row] = field(default_factory=list)
    header: Header | None = None
    tabular: bool = False
    head: list[Row] = field(default_factory=list)
    """The physical rows of the header."""


def parts_of(stretches: Sequence[Stretch]) -> list[Part]:
    """Return tables and free rows in document order; a header repeated on the next page goes on."""
    return [
        part
        for stretch in stretches
        for part in _parts(with_legend(without_furniture(stretch.rows)), stretch.tabular)
    ]


def without_furniture(rows: Sequence[Row]) -> list[Row]:
    """Drop page numbers, addresses of printed web pages, and what repeats at one place on every page."""
    pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    for row in rows:
        pages[row.text, round(row.top / 6)].add(row.page)
    kept: list[Row] = []
    for row in rows:
        seen_on = pages[row.text, round(row.top / 6)] | pages.get((row.text, round(row.top / 6) - 1), set())
        repeated = len(seen_on) > 1 and row.page > min(seen_on)
        if repeated and not any(is_amount_like(piece.text) for piece in row.pieces):
            continue
        if any(_PAGE_OF.match(piece.text) or _ADDRESS.match(piece.text) for piece in row.pieces) and not any(
            is_amount_like(piece.text) for piece in row.pieces
        ):
            pieces = tuple(p for p in row.pieces if not (_PAGE_OF.match(p.text) or _ADDRESS.match(p.text)))
            if not pieces:
                continue
            row = Row(pieces, row.page, row.top, row.bottom, row.ruled)
        row = _without_firm_details(row) if _states_firm_details(row) else row
        kept += [row] if row.pieces else []
    return kept


def _states_firm_details(row: Row) -> bool:
    """A line of telephone, tax and register numbers, banks and capital; its figures are nobody's payment."""
    if row.ruled:
        return False
    words = [word for piece in row.pieces for word in piece.text.split()]
    told = [word for word in words if components(word)[0] & {"CONTACT", "ACCOUNT", "TAX"}]
    contact = any("CONTACT" in components(word)[0] for word in told)
    return len(told) > 1 and (contact or len(told) > 2) and sum(map(str.isdigit, row.text)) > 4


def _without_firm_details(row: Row) -> Row:
    """Keep what stands before the first detail of each piece: the firm's name."""
    pieces = []
    for piece in row.pieces:
        stop = next((at for at, token in enumerate(piece.words) if _is_detail(token.text)), len(piece.words))
        if stop:
            pieces.append(part_of(piece, 0, stop))
    return Row(tuple(pieces), row.page, row.top, row.bottom)


def _is_detail(word: str) -> bool:
    return any(letter.isdigit() for letter in word) or bool(
        components(word)[0] & {"CONTACT", "ACCOUNT", "TAX"}
    )


def _parts(rows: list[Row], tabular: bool) -> list[Part]:
    parts = [Part(tabular=tabular)]
    at = 0
    while at < len(rows):
        header = header_at(rows, at)
        if header is None:
            parts[-1].rows.append(rows[at])
            at += 1
            continue
        if not _goes_on(parts[-1], header, rows[at]):
            parts.append(Part(header=header, tabular=tabular, head=rows[at : at + header.size]))
        at += header.size
    return [single for part in parts if part.rows or part.header for single in _apart(part)]


def _apart(part: Part) -> list[Part]:
    """Part a box of the payment's values from the table that it stands beside."""
    parted = without_box(part.header, part.rows) if part.header is not None else None
    if parted is None:
        return [part]
    header, rows, box = parted
    return [Part(box, tabular=part.tabular), Part(rows, header, part.tabular, part.head)]


def _same_places(first: Header, second: Header) -> bool:
    """Tell whether the columns of a repeated header stand under their own, and not beside them."""
    pairs = zip(first.columns, second.columns, strict=True)
    apart = sum(min(one.right, other.right) <= max(one.left, other.left) for one, other in pairs)
    return 2 * apart <= len(first.columns)


def _goes_on(part: Part, header: Header, row: Row) -> bool:
    """The same header again, without a sum between: the table was only broken."""
    if (
        part.header is None
        or part.header.concepts != header.concepts
        or not _same_places(part.header, header)
    ):
        return False
    summed = any(
        starts_with(piece.text, "total")
        for row in part.rows
        for piece in row.pieces
        if not is_amount_like(piece.text)
    )
    return not summed or (part.rows[-1].page == row.page and not part.rows)
