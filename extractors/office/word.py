"""Walks a word-processing document: paragraphs, tables, text boxes; hidden and deleted text is left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from domain.errors import ReadingError
from domain.pages import Cell
from extractors.office.flow import Flow

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PLAIN = W[1:-1]
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset(
    {
        f"{W}{name}"
        for name in ("del", "moveFrom", "instrText", "delText", "pPr", "tblPr", "tblGrid", "sectPr")
    }
    | {_FALLBACK}
)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_OFF = frozenset({"0", "false", "off"})
_DEEPEST = 60
_WIDEST = 200
_MOST_CELLS = 200_000


@dataclass(slots=True)
class Walk:
    """Goes once through a body, header or footer and hands what is seen to the flow."""

    flow: Flow
    name: str
    _boxes: list[Element] = field(default_factory=list)
    """Text boxes met inside a paragraph; they are written after it."""
    _cells: int = 0

    def take(self, element: Element, depth: int = 0) -> None:
        """Take every block inside the element. Raises ReadingError(broken, too_large)."""
        if depth > _DEEPEST:
            raise ReadingError("broken", f"{self.name} is nested deeper than any program writes it.")
        for child in element:
            if child.tag == f"{W}p":
                self._take_paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                self._take_table(child, depth)
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                self.take(child, depth + 1)

    def _take_paragraph(self, paragraph: Element, depth: int) -> None:
        self.flow.take_text("".join(self._pieces(paragraph, 0)))
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.take(box, depth + 1)

    def _pieces(self, element: Element, depth: int) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == f"{W}t":
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == f"{W}txbxContent":
                self._boxes.append(child)
            elif _is_read(child) and depth < _DEEPEST:
                yield from self._pieces(child, depth + 1)

    def _take_table(self, table: Element, depth: int) -> None:
        if next(table.iterdescendants(f"{W}tbl"), None) is not None:
            for cell in table.iter(f"{W}tc"):  # it only lays out the tables in it
                if next(cell.iterancestors(f"{W}tbl")) is table:
                    self.take(cell, depth + 1)
            return
        cells = self._table_cells(table)
        self.flow.take_table(cells)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.take(box, depth + 1)

    def _table_cells(self, table: Element) -> list[Cell]:
        open_above: dict[int, int] = {}  # column → index of the merged cell that goes on downwards
        cells: list[Cell] = []
        for number, row in enumerate(row for row in table.iter(f"{W}tr") if not _deleted(row)):
            column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in _row_cells(row):
                span = max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in open_above:
                    above = cells[open_above[column]]
                    cells[open_above[column]] = _placed(above.row, above.column, above.text, number, span)
                else:
                    cells.append(_placed(number, column, self._cell_text(cell), number, span))
                    open_above.pop(column, None)
                    if merge is not None:
                        open_above[column] = len(cells) - 1
                column += span
            self._check(len(cells))
        return cells

    def _check(self, count: int) -> None:
        if count > _MOST_CELLS:
            raise ReadingError(
                "too_large", f"{self.name} has more than {_MOST_CELLS} cells; ask for a shorter one."
            )

    def _cell_text(self, cell: Element) -> str:
        lines = (
            "".join(self._pieces(paragraph, 0)) for paragraph in cell.iter(f"{W}p") if _own(paragraph, cell)
        )
        return "\n".join(
            " ".join(part.split()) for line in lines for part in line.split("\n") if part.strip()
        )


def plain_names(markup: bytes) -> bytes:
    """Return the XML of the strict form of the format under the names of the usual one."""
    return markup.replace(_STRICT.encode(), _PLAIN.encode())


def _row_cells(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, those inside content controls too."""
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
            yield from _row_cells(child)


def _own(paragraph: Element, cell: Element) -> bool:
    """True for a paragraph of the cell itself and not of a text box in it."""
    return all(
        above.tag != f"{W}txbxContent" and above.tag not in _LEFT_OUT
        for above in paragraph.iterancestors()
        if cell in above.iterancestors()
    )


def _placed(row: int, column: int, text: str, last_row: int, span: int) -> Cell:
    ref = f"row {row + 1} column {column + 1}"
    return Cell(row, column, text, last_row - row + 1, span, ref=ref)


def _is_read(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
        return False
    return element.tag != f"{W}r" or not _vanishes(element)


def _vanishes(run: Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val") not in _OFF


def _deleted(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _number(element: Element | None, default: int) -> int:
    told = element.get(f"{W}val") if element is not None else None
    return (
        min(int(told), _WIDEST) if told and told.isascii() and told.isdigit() and len(told) < 7 else default
    )
