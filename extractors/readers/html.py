"""Reads HTML: what is shown, in order, as lines; tables that hold values as cells with their spans."""

import codecs
import re
from dataclasses import dataclass, field

import lxml.etree
import lxml.html
from lxml.html import HtmlElement as Element

from domain.errors import ReadingError
from domain.pages import Cell, Page, Table, Token
from domain.words import Medium
from extractors.charsets import charset_of
from extractors.geometry.words import seen
from extractors.html_rows import set_apart
from extractors.limits import check_rows

_BLOCK_NAMES = """
    address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section table tbody tfoot thead tr ul
"""
_UNSEEN_NAMES = """
    head script style template noscript title meta link object embed iframe svg select textarea
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_CELL_END = "\uf8fe"
"""Stands in a line where a cell of a layout ends: a character for private use."""
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_TEXT_CHARSET = re.compile(
    rb"(?:iso|windows|cp|koi8|mac|gb|big5|shift|euc|latin|us-ascii|x-sjis)", re.IGNORECASE
)
"""Python knows codecs that unpack and translate; none of those is a charset."""
_WORD = re.compile(r"\S+")
_DEEPEST = 400
_WIDEST_SPAN = 200
_LONGEST_SPAN = 2_000
_MOST_CELLS = 200_000


class HtmlReader:
    """The reader of HTML documents and mail bodies."""

    name = "html"
    medium = Medium.HTML
    content_types = frozenset({"text/html", "application/xhtml+xml"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page. Raises ReadingError: empty, broken, too_large."""
        root = _parsed(content, name)
        set_apart(root, _CELL_END, _BLOCKS)
        walker = _Walker()
        walker.walk(root, 0)
        walker.end_line()
        if not walker.lines:
            raise ReadingError("empty", f"{name} shows no text; ask the sender what was meant to be in it.")
        check_rows(len(walker.lines), name)
        return (Page(1, tuple(walker.tokens), tables=tuple(walker.tables), text="\n".join(walker.lines)),)


def _parsed(content: bytes, name: str) -> Element:
    text = content.decode(_charset(content), "replace").replace("\x00", "").removeprefix("\ufeff")
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace") or b"<p></p>", parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError) as error:
        sentence = f"{name} is not readable HTML; ask the sender to send it again."
        raise ReadingError("broken", sentence) from error
    # Beyond its own bounds the parser leaves out the rest without a word.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise _too_deep()
    return root


def _too_deep() -> ReadingError:
    return ReadingError("broken", "the HTML is nested deeper than any program writes it; look at it by hand.")


def _charset(content: bytes) -> str:
    own = charset_of(content)
    told = _META.search(content[:4096])
    if own != "cp1252" or told is None or not _TEXT_CHARSET.match(told.group(1)):
        return own
    try:
        return codecs.lookup(told.group(1).decode("ascii")).name
    except LookupError:
        return own


@dataclass(slots=True)
class _Walker:
    """Walks the tree once and writes lines, tokens and tables as they come."""

    lines: list[str] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)

    def walk(self, element: Element, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _UNSEEN or _hidden(element):
            return
        if tag == "table" and (table := _table(element)) is not None:
            self.end_line()
            for caption in element.iterchildren("caption"):
                self.walk(caption, depth + 1)
                self.end_line()
            self._take_table(table)
            return
        if tag in _BLOCKS or tag == "br":
            self.end_line()
        if depth > _DEEPEST:
            raise _too_deep()
        self._line.append(element.text or "")
        for child in element:
            self.walk(child, depth + 1)
            self._line.append(child.tail or "")
        if tag in _BLOCKS:
            self.end_line()
        elif tag in ("td", "th"):
            self._line.append(_CELL_END)
        elif tag == "img":
            self._line.append(" ")

    def end_line(self) -> None:
        parts = "".join(self._line).split(_CELL_END)
        line = "  ".join(part for part in map(_one_line, parts) if part)
        self._line.clear()
        if line:
            row = len(self.lines)
            self.tokens.extend(Token(w.group(), row=row, column=w.start()) for w in _WORD.finditer(line))
            self.lines.append(line)

    def _take_table(self, table: Table) -> None:
        self.tables.append(table)
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            if cell.text:
                rows.setdefault(cell.row, []).append(cell)
        for row in sorted(rows):
            line = len(self.lines)
            self.tokens.extend(Token(cell.text, row=line, column=cell.column) for cell in rows[row])
            self.lines.append("  ".join(" ".join(cell.text.split()) for cell in rows[row]))


def _one_line(text: str) -> str:
    return " ".join(seen(" ".join(text.split())).split())


def _hidden(element: Element) -> bool:
    style = element.get("style")
    return "hidden" in element.attrib or bool(style and _HIDING.search(style))


def _table(element: Element) -> Table | None:
    """Return the table's cells, None for one that only lays out: holds tables, or one row or column."""
    if next(element.iterdescendants("table"), None) is not None:
        return None
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    rows = sorted((row for row in element.iter("tr") if not _hidden(row)), key=_shown_at)
    for number, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            if _hidden(cell):
                continue
            while (number, column) in taken:
                column += 1
            made = _cell(cell, number, column, len(rows))
            cells.append(made)
            taken.update(
                (number + down, column + right)
                for down in range(made.row_span)
                for right in range(made.column_span)
            )
            if len(taken) > _MOST_CELLS:
                return None
            column += made.column_span
    filled = [cell for cell in cells if cell.text]
    if len({cell.row for cell in filled}) < 2 or len({cell.column for cell in filled}) < 2:
        return None
    return Table(tuple(cells), len(rows), 1 + max(place[1] for place in taken))


def _shown_at(row: Element) -> int:
    """A table's head is shown first and its foot last, wherever they stand in the source."""
    above = row.getparent()
    return {"thead": 0, "tfoot": 2}.get(str(above.tag) if above is not None else "", 1)


def _cell(element: Element, row: int, column: int, rows: int) -> Cell:
    inner = _Walker()
    inner.walk(element, 0)
    inner.end_line()
    return Cell(
        row,
        column,
        "\n".join(inner.lines),
        min(_span(element, "rowspan", _LONGEST_SPAN), rows - row),
        _span(element, "colspan", _WIDEST_SPAN),
        ref=f"row {row + 1} column {column + 1}",
    )


def _span(element: Element, attribute: str, most: int) -> int:
    told = (element.get(attribute) or "1").strip()
    return min(max(int(told), 1), most) if told.isascii() and told.isdigit() and len(told) < 9 else 1


PLUGIN = HtmlReader()
