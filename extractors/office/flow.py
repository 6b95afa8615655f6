"""Makes one page of running text with tables between its lines, as word processors write it."""

import re
from dataclasses import dataclass, field

from domain.pages import Cell, Page, Table, Token
from extractors.geometry.words import seen
from extractors.tabs import aligned

_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class Flow:
    """Takes lines and tables as they come and gives the page they make."""

    _lines: list[str] = field(default_factory=list)
    _tokens: list[Token] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)
    """Lines whose tabs wait for their neighbours."""

    def take_text(self, text: str) -> None:
        """Add a paragraph; its line ends part lines, its tabs columns."""
        self._waiting.extend(line for line in text.split("\n") if line.strip())

    def take_table(self, cells: list[Cell]) -> None:
        """Add a table; one of a single row or column only lays out and becomes lines."""
        filled = [cell for cell in cells if cell.text]
        if len({cell.row for cell in filled}) < 2 or len({cell.column for cell in filled}) < 2:
            for cell in filled:
                self.take_text(cell.text)
            return
        self._write_waiting()
        rows: dict[int, list[Cell]] = {}
        for cell in filled:
            rows.setdefault(cell.row, []).append(cell)
        for row in sorted(rows):
            line = len(self._lines)
            self._tokens.extend(Token(cell.text, row=line, column=cell.column) for cell in rows[row])
            self._lines.append("  ".join(" ".join(cell.text.split()) for cell in rows[row]))
        height = max(cell.row + cell.row_span for cell in cells)
        width = max(cell.column + cell.column_span for cell in cells)
        self._tables.append(Table(tuple(cells), height, width))

    def page(self, number: int, problems: tuple[str, ...] = ()) -> Page:
        """Return everything taken so far as a page."""
        self._write_waiting()
        return Page(
            number,
            tuple(self._tokens),
            tables=tuple(self._tables),
            text="\n".join(self._lines),
            problems=problems,
        )

    def _write_waiting(self) -> None:
        for line in aligned(self._waiting):
            clean = seen(line.replace("\u00a0", " ")).rstrip()
            row = len(self._lines)
            self._tokens.extend(Token(w.group(), row=row, column=w.start()) for w in _WORD.finditer(clean))
            self._lines.append(clean)
        self._waiting.clear()
