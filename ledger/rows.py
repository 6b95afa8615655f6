"""Reads one CSV file of the ledger into rows that know their place and note their own faults."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ledger.faults import Faults, place, quoted

T = TypeVar("T")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class Row:
    """One line of a file or of a query: trimmed cells by column name, and whether anything was wrong."""

    file: str
    """The file, or the query in words."""
    line: int
    cells: Mapping[str, str]
    faults: Faults
    sound: bool = True
    unknown: tuple[str, ...] = ()
    label: str | None = None
    """Where it stands in other words than its line, for rows that stand in no file."""
    spoilt: frozenset[str] = frozenset()
    """Columns whose fault was noted before: they count as blank without another."""

    def take(self, column: str, read: Callable[[str], T]) -> T | None:
        """Return the cell's value; None when it is blank, absent or wrong (then the fault is noted)."""
        cell = self.cells.get(column)
        if not cell:
            return None
        try:
            return read(cell)
        except ValueError as fault:
            self.fault(column, f"{quoted(cell)} {fault}")
            return None

    def need(self, column: str, read: Callable[[str], T], stand_in: T) -> T:
        """Return the value of a cell that may not be blank; the stand-in, with a fault noted, where it is."""
        if column in self.spoilt:
            return stand_in
        if not self.cells.get(column):
            self.fault(column, '"" is blank, but this column must be filled')
            return stand_in
        value = self.take(column, read)
        return stand_in if value is None else value

    def fault(self, column: str | None, text: str) -> None:
        """Note what is wrong with this row."""
        self.sound = False
        self.faults.add(self.file, self.line, column, f"{text}.", self.label)

    def spot(self) -> str:
        """Return where the row stands in its file, "line 17"."""
        return self.label or f"line {self.line}"

    def place(self, column: str) -> str:
        """Return where one of its cells stands, "open_items.csv, line 17, column amount"."""
        return place(self.file, self.line, column, self.label)

    def extras(self) -> tuple[tuple[str, str], ...]:
        """Return the unknown columns that are filled, as (name, text)."""
        return tuple((name, self.cells[name]) for name in self.unknown if self.cells[name])


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file: those its header must have and those it may have."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(slots=True)
class _Header:
    names: tuple[str, ...]
    unknown: tuple[str, ...] = field(default=())


def read_rows(path: Path, columns: Columns, faults: Faults) -> Iterator[Row]:
    """Yield the rows of a CSV file: UTF-8 with or without BOM, comma, RFC 4180 quotes, any line ends.

    Faults of the file, its header and its form are noted; a file that cannot be read yields nothing.
    """
    name = path.name
    text = _content(path, faults)
    if text is None:
        return
    header: _Header | None = None
    for line, cells in _records(text, name, faults):
        if header is None:
            header = _header(cells, columns, name, line, faults)
            if header is None:
                return
        elif row := _row(cells, header, name, line, faults):
            yield row
    if header is None:
        needed = ",".join(columns.needed)
        faults.add(name, 1, None, f"the file is empty; it must begin with the header {needed}")


def _content(path: Path, faults: Faults) -> str | None:
    try:
        content = path.read_bytes()
    except OSError as error:
        faults.add(path.name, None, None, f"the file cannot be read ({error.strerror}).")
        return None
    if content.startswith(_UTF16_MARKS) or b"\0" in content[:4]:
        faults.add(path.name, 1, None, "the file is written in UTF-16; save it as UTF-8.")
        return None
    # A byte that is not UTF-8 is carried along, so that its line and column can be named.
    return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def _records(text: str, name: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.add(name, line, None, f"the quotes or commas of this row are broken ({error}).")
            return
        if any(cell and not cell.isspace() for cell in cells):
            yield line, [cell.strip() for cell in cells]


def _header(cells: list[str], columns: Columns, name: str, line: int, faults: Faults) -> _Header | None:
    before = len(faults.found)
    names = column_names(cells, columns)
    if len(cells) == 1 and any(sign in cells[0] for sign in ";\t|"):
        faults.add(
            name, line, None, f"{quoted(cells[0])} is not separated by commas; save the file with commas."
        )
        return None
    for cell in names:
        if _unreadable(cell):
            faults.add(name, line, None, f"the header {quoted(cell)} holds bytes that are not UTF-8 text.")
    for column in sorted({cell for cell in names if names.count(cell) > 1}):
        faults.add(name, line, column, "this column stands twice in the header.")
    for column in columns.needed:
        if column not in names:
            faults.add(name, line, column, "this column is missing from the header.")
    if len(faults.found) > before:
        return None
    return _Header(names, unknown_of(names, columns))


def column_names(cells: Sequence[str], columns: Columns) -> tuple[str, ...]:
    """Return the names of a header: known ones in lower case, others as written, nameless ones counted."""
    known = {*columns.needed, *columns.optional}
    names = (cell.lower() if cell.lower() in known else cell for cell in cells)
    return tuple(cell or f"column_{number}" for number, cell in enumerate(names, 1))


def unknown_of(names: Sequence[str], columns: Columns) -> tuple[str, ...]:
    """Return the names that are kept as extras."""
    known = {*columns.needed, *columns.optional}
    return tuple(name for name in names if name not in known)


def _row(cells: list[str], header: _Header, name: str, line: int, faults: Faults) -> Row | None:
    if len(cells) != len(header.names):
        faults.add(
            name,
            line,
            None,
            f"{quoted(','.join(cells))} has {len(cells)} fields, the header has {len(header.names)} columns.",
        )
        return None
    row = Row(name, line, dict(zip(header.names, cells, strict=True)), faults, unknown=header.unknown)
    refuse_unreadable(row)
    return row


def refuse_unreadable(row: Row) -> None:
    """Note every cell that is no text: NUL bytes, and bytes that are not UTF-8."""
    for column, cell in row.cells.items():
        if not cell.isascii() or "\0" in cell:
            _refuse_unreadable(row, column, cell)


def _refuse_unreadable(row: Row, column: str, cell: str) -> None:
    if "\0" in cell:
        row.fault(column, f"{quoted(cell)} holds a NUL byte")
    elif _unreadable(cell):
        row.fault(column, f"{quoted(cell)} holds bytes that are not UTF-8; save the file as UTF-8")


def _unreadable(cell: str) -> bool:
    return "\0" in cell or any("\ud800" <= character <= "\udfff" for character in cell)
