"""The table as a person marks it: a header row, a last row, edges of columns and what each column means."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from domain.pages import Document
from extractors.layouts.sight import sight_of
from extractors.recognition.headers import Column, columns_of_header, header_at
from extractors.recognition.pieces import Row
from review.typed import LINE, TypedLine, amount_of
from review.visits import Form

MOST_COLUMNS = 40
MOST_ROWS = 3000
LARGEST_POINT = 20_000.0
NARROWEST = 1.0
_FIELDS: Mapping[str, str] = {
    "your_number": "document_number",
    "number": "document_number",
    "reference": "document_number",
    "type": "document_type",
    "document_date": "document_date",
    "po": "po_number",
    "gross": "gross_amount",
    "discount": "discount_amount",
    "deduction": "deduction_amount",
    "reason": "deduction_reason",
    "net": "net_amount",
    "amount": "net_amount",
    "total": "net_amount",
}
"""What a header's words mean as a field of a line."""


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the document that may be marked: its index, page (from 1), height in points, and words."""

    at: int
    page: int
    top: float
    bottom: float
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """The marked table; `edges` are one more than `fields`, "" for a column that means nothing here."""

    header: int = -1
    last: int = -1
    edges: tuple[float, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[tuple[float, float, str], ...]:
        """(left, right, field) of each column."""
        return tuple(
            (left, right, field)
            for (left, right), field in zip(pairwise(self.edges), self.fields, strict=True)
        )

    def moved(self, index: int, by: float) -> "Marked":
        """Return the table with one edge moved, never over its neighbours."""
        if not 0 <= index < len(self.edges):
            return self
        low = self.edges[index - 1] + NARROWEST if index else 0.0
        high = self.edges[index + 1] - NARROWEST if index + 1 < len(self.edges) else LARGEST_POINT
        edges = list(self.edges)
        edges[index] = round(min(max(edges[index] + by, low), high), 1)
        return Marked(self.header, self.last, tuple(edges), self.fields)

    def parted(self, index: int) -> "Marked":
        """Return the table with one column parted in the middle."""
        if not 0 <= index < len(self.fields) or len(self.fields) >= MOST_COLUMNS:
            return self
        middle = round((self.edges[index] + self.edges[index + 1]) / 2, 1)
        edges = (*self.edges[: index + 1], middle, *self.edges[index + 1 :])
        return Marked(
            self.header, self.last, edges, (*self.fields[: index + 1], "", *self.fields[index + 1 :])
        )

    def joined(self, index: int) -> "Marked":
        """Return the table with one column joined to the one right of it."""
        if not 0 <= index < len(self.fields) - 1:
            return self
        field = self.fields[index] or self.fields[index + 1]
        return Marked(
            self.header,
            self.last,
            (*self.edges[: index + 1], *self.edges[index + 2 :]),
            (*self.fields[:index], field, *self.fields[index + 2 :]),
        )


def rows_of(document: Document) -> tuple[RowView, ...]:
    """Return the rows that may be marked, in reading order."""
    rows = sight_of(document).rows[:MOST_ROWS]
    return tuple(RowView(at, row.page, row.top, row.bottom, row.text) for at, row in enumerate(rows))


def proposed(document: Document, numbers: Sequence[str]) -> Marked:
    """Return the table as it was found: under the best header, down to the last known document number."""
    rows = sight_of(document).rows[:MOST_ROWS]
    found = [(header.score, -at, at) for at in range(len(rows)) if (header := header_at(rows, at))]
    if not found:
        return Marked()
    at = max(found)[2]
    header = header_at(rows, at)
    first = at + (header.size - 1 if header else 0)
    last = max((n for n, row in enumerate(rows) if n > first and _holds(row, numbers)), default=-1)
    return from_header(document, first, last if last > first else min(len(rows) - 1, first + 1))


def from_header(document: Document, header: int, last: int) -> Marked:
    """Return the columns that a header row names, their edges between what stands under them."""
    rows = sight_of(document).rows[:MOST_ROWS]
    if not 0 <= header < len(rows):
        return Marked()
    columns = columns_of_header([rows[header]])[:MOST_COLUMNS]
    last = last if header < last < len(rows) else len(rows) - 1
    spans = [[column.left, column.right] for column in columns]
    for row in rows[header + 1 : last + 1]:
        for piece in row.pieces:
            nearest = min(range(len(spans)), key=lambda n: _apart(spans[n], columns[n], piece.centre))
            if _fits(spans, nearest, piece.left, piece.right):
                spans[nearest] = [min(spans[nearest][0], piece.left), max(spans[nearest][1], piece.right)]
    between = [round((one[1] + other[0]) / 2, 1) for one, other in pairwise(spans)]
    edges = (round(max(0.0, spans[0][0] - 4), 1), *between, round(spans[-1][1] + 4, 1))
    fields = _guessed(_fields(columns), edges, rows[header + 1 : last + 1])
    marked = Marked(header, last, tuple(sorted(edges)), fields)
    held = [at for at, cells in _cells(document, marked) if _is_line(cells, marked)]
    return Marked(header, max(held, default=last), marked.edges, fields)


def lines_of(document: Document, marked: Marked, known: Sequence[TypedLine]) -> list[TypedLine]:
    """Return the lines that stand in the marked table; what it does not say comes from a known line."""
    by_number = {line.texts["document_number"]: line for line in known if line.texts["document_number"]}
    lines = []
    for _, cells in _cells(document, marked):
        if not _is_line(cells, marked):
            continue
        before = by_number.get(cells.get("document_number", ""))
        texts = dict.fromkeys(LINE, "") | {"document_type": "invoice"}
        lines.append(
            TypedLine(before.was if before else None, {**texts, **(before.texts if before else {}), **cells})
        )
    return lines


def marked_in(form: Form) -> Marked:
    """Return the marked table that a form holds; anything that cannot be is no table."""
    count = min(form.whole("g.columns", 0), MOST_COLUMNS)
    edges = tuple(_point(form.text(f"g.e{at}")) for at in range(count + 1)) if count else ()
    fields = tuple(field if (field := form.text(f"g.f{at}")) in LINE else "" for at in range(count))
    if any(edge is None for edge in edges):
        return Marked(form.whole("g.header"), form.whole("g.last"))
    sound = sorted(edge for edge in edges if edge is not None)
    return Marked(form.whole("g.header"), form.whole("g.last"), tuple(sound), fields)


def _is_line(cells: Mapping[str, str], marked: Marked) -> bool:
    """Tell whether a row holds a line: a number with figures, and an amount where any column has some."""
    number = cells.get("document_number", "")
    if "document_number" in marked.fields and not any(c.isdigit() for c in number):
        return False
    amounts = [text for name, text in cells.items() if name.endswith("_amount")]
    if not amounts:
        return not any(name.endswith("_amount") for name in marked.fields)
    return any(amount_of(text) is not None for text in amounts)


def _guessed(fields: Sequence[str], edges: Sequence[float], rows: Sequence[Row]) -> tuple[str, ...]:
    """Give a meaning by what stands in them to columns whose heads say none."""
    found = list(fields)
    wanted: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("document_date", is_date_like),
        ("net_amount", lambda text: is_amount_like(text) and not text.isdigit()),
        ("document_number", lambda text: sum(c.isdigit() for c in text) > 2),
    )
    for name, fits in wanted:
        free = [at for at, field in enumerate(found) if not field and _mostly(edges, at, rows, fits)]
        if free and name not in found:
            found[free[-1] if name == "net_amount" else free[0]] = name
    return tuple(found)


def _mostly(edges: Sequence[float], at: int, rows: Sequence[Row], fits: Callable[[str], bool]) -> bool:
    left, right = edges[at], edges[at + 1]
    texts = [piece.text for row in rows for piece in row.pieces if left <= piece.centre < right]
    return bool(texts) and sum(fits(text) for text in texts) * 2 > len(texts)


def _cells(document: Document, marked: Marked) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row under the header and what it holds, by field."""
    rows = sight_of(document).rows[:MOST_ROWS]
    first = marked.header + 1
    for at, row in enumerate(rows[first : marked.last + 1] if marked.fields else (), first):
        cells: dict[str, str] = {}
        for text, centre in _words(row):
            for left, right, field in marked.columns:
                if field and left <= centre < right:
                    cells[field] = f"{cells[field]} {text}" if field in cells else text
        if cells:
            yield at, cells


def _words(row: Row) -> Iterator[tuple[str, float]]:
    for piece in row.pieces:
        placed = [(word.text, word.box) for word in piece.words if word.box is not None]
        if piece.words and len(placed) == len(piece.words):
            yield from ((text, (box[0] + box[2]) / 2) for text, box in placed if box is not None)
        else:
            yield piece.text, piece.centre


def _fields(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return what each column means; of several that mean the same the last amount counts, else the first."""
    named = [_FIELDS.get(column.concept, "") for column in columns]
    for at, field in enumerate(named):
        others = [n for n, other in enumerate(named) if other == field and field]
        keep = others[-1:] if field.endswith("_amount") else others[:1]
        if field and at not in keep:
            named[at] = ""
    return tuple(named)


def _apart(span: Sequence[float], column: Column, centre: float) -> float:
    inside = span[0] <= centre <= span[1]
    return 0.0 if inside else abs((column.left + column.right) / 2 - centre)


def _fits(spans: Sequence[Sequence[float]], at: int, left: float, right: float) -> bool:
    """Tell whether a piece stands between the columns beside: a line of text across all of them is none."""
    before = spans[at - 1][1] if at else 0.0
    after = spans[at + 1][0] if at + 1 < len(spans) else LARGEST_POINT
    return before <= left and right <= after


def _holds(row: Row, numbers: Sequence[str]) -> bool:
    text = "".join(row.text.split())
    return any(number and "".join(number.split()) in text for number in numbers)


def _point(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return round(value, 1) if 0 <= value <= LARGEST_POINT else None
