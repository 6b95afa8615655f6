"""HTML bodies as lines of text: table rows kept, hidden text and scripts left out, quotes marked."""

import re

from lxml import etree

from intake import charsets, html_marks
from intake.lines import Line, Mark

MOST_CHARACTERS = 1_500_000
_DROPPED = frozenset((
    "script", "style", "head", "title", "template", "object", "applet", "iframe", "frame", "noembed",
    "svg", "math", "audio", "video", "canvas", "map", "select", "button",
))  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "blockquote",
    "pre", "hr", "section", "article", "header", "footer", "main", "nav", "address", "dl", "dt", "dd",
    "form", "fieldset", "center", "body", "caption", "thead", "tbody", "tfoot", "td", "th", "figure",
    "aside", "details",
))  # fmt: skip
_CELLS = frozenset({"td", "th"})
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LONGEST_CELL = 300
_MOST_CELL_LINES = 4


def html_lines(html: str) -> tuple[list[Line], str | None]:
    """Return what a person sees of the HTML, and a sentence when it could not be read wholly.

    One row of a table of content is one line with its cells joined by a tab; layout tables run on as blocks.
    Nothing is fetched, no entity of a document type is resolved.
    """
    defect = None
    if len(html) > MOST_CHARACTERS:
        html, defect = html[:MOST_CHARACTERS], "the HTML body is too long; only its beginning was read."
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=True
    )
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        root = None
    if root is None or any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        defect = defect or "the HTML body is nested too deeply; its words were read without its layout."
        return _stripped(html), defect
    return _Walk().lines(root), defect


def _stripped(html: str) -> list[Line]:
    text = charsets.clean(_TAG.sub(" ", html))
    return [Line(" ".join(line.split())) for line in text.splitlines()]


class _Block:
    """Lines being written: the body, or one cell of a table."""

    __slots__ = ("holds_table", "lines", "pieces")

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.pieces: list[str] = []
        self.holds_table = False

    def close_line(self, mark: Mark, *, force: bool = False) -> None:
        if not self.pieces and not force:
            return
        text = " ".join("".join(self.pieces).split())
        self.pieces = []
        if text or (self.lines and not self.lines[-1].blank):
            self.lines.append(Line(text, mark))

    def flat(self) -> str:
        return " ".join(line.text for line in self.lines if not line.blank)


class _Walk:
    """Goes through the tree once, without recursion."""

    def __init__(self) -> None:
        self.blocks = [_Block()]
        self.rows: list[list[_Block]] = []
        self.marks: list[tuple[object, Mark]] = []
        self.sizes: list[tuple[object, bool]] = []
        self.spaces: list[object] = []
        self.rest_begins = False

    def lines(self, root: etree._Element) -> list[Line]:
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if skipped is not None and element is skipped:
                self._write(element.tail or "")
                skipped = None
            elif event == "end":
                self._end(element, tag)
            elif tag in _DROPPED or html_marks.is_hidden(element):
                walk.skip_subtree()
                skipped = element
            else:
                self._start(element, tag)
        self.blocks[0].close_line(Mark.NONE)
        return self.blocks[0].lines

    @property
    def mark(self) -> Mark:
        if self.rest_begins:
            return Mark.REST
        return self.marks[-1][1] if self.marks else Mark.NONE

    def _start(self, element: etree._Element, tag: str) -> None:
        block = self.blocks[-1]
        if tag == "br":
            block.close_line(self.mark, force=True)
        elif tag in _BLOCKS:
            block.close_line(self.mark)
        if tag == "table":
            block.holds_table = True
        elif tag == "tr":
            self.rows.append([])
        elif tag in _CELLS:
            self.blocks.append(_Block())
        self._note_markup(element, tag)
        if element.text and tag != "br":
            self._write(element.text)

    def _note_markup(self, element: etree._Element, tag: str) -> None:
        if not element.attrib and tag != "pre":
            return
        style = element.get("style") or ""
        no_size = html_marks.sets_no_size(style)
        if no_size is not None:
            self.sizes.append((element, no_size))
        if tag == "pre" or html_marks.keeps_space(style):
            self.spaces.append(element)
        mark = html_marks.mark_of(element, tag)
        if mark is Mark.REST:
            self.rest_begins = True
        elif mark is not Mark.NONE:
            self.blocks[-1].close_line(self.mark)
            self.marks.append((element, mark))

    def _end(self, element: etree._Element, tag: str) -> None:
        if tag in _BLOCKS:
            self.blocks[-1].close_line(self.mark)
        if tag == "p" and "mso" not in (element.get("class") or "").lower():
            self.blocks[-1].close_line(self.mark, force=True)
        if self.marks and self.marks[-1][0] is element:
            self.blocks[-1].close_line(self.mark)
            self.marks.pop()
        if self.sizes and self.sizes[-1][0] is element:
            self.sizes.pop()
        if self.spaces and self.spaces[-1] is element:
            self.spaces.pop()
        if tag in _CELLS and len(self.blocks) > 1:
            self._end_cell()
        elif tag == "tr" and self.rows:
            self._end_row()
        if element.tail:
            self._write(element.tail)

    def _write(self, text: str) -> None:
        if self.sizes and self.sizes[-1][1]:
            return
        block = self.blocks[-1]
        if not self.spaces or "\n" not in text:
            if text.strip() or block.pieces:
                block.pieces.append(text)
            return
        first, *others = text.replace("\r\n", "\n").split("\n")
        block.pieces.append(first)
        for other in others:
            block.close_line(self.mark, force=True)
            block.pieces.append(other)

    def _end_cell(self) -> None:
        cell = self.blocks.pop()
        if self.rows:
            self.rows[-1].append(cell)
        else:
            self.blocks[-1].lines.extend(cell.lines)
        self.blocks[-1].holds_table = True

    def _end_row(self) -> None:
        cells = self.rows.pop()
        block = self.blocks[-1]
        if _is_content(cells):
            text = "\t".join(cell.flat() for cell in cells).rstrip("\t")
            if text.strip():
                marks = {line.mark for cell in cells for line in cell.lines if not line.blank}
                block.lines.append(Line(text, marks.pop() if len(marks) == 1 else self.mark))
            return
        for cell in cells:
            block.lines.extend(cell.lines)


def _is_content(cells: list[_Block]) -> bool:
    """True for a row of figures and words; False for a row that only lays out a page."""
    return len(cells) > 1 and all(
        not cell.holds_table
        and sum(not line.blank for line in cell.lines) <= _MOST_CELL_LINES
        and sum(len(line.text) for line in cell.lines) <= _LONGEST_CELL
        for cell in cells
    )
