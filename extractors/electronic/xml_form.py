"""Takes XML apart into rows of elements that a clerk can read, without entities, DTD or network, and back."""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import lxml.etree

from domain.electronic_types import electronic_advice
from domain.errors import ReadingError
from domain.numbers import visible
from domain.pages import Cell, Page, Table, Token

_DEEPEST = 60
_MOST_ELEMENTS = 120_000
_MOST_ATTRIBUTES = 50
_MOST_LETTERS = 40_000_000
_LONGEST_VALUE = 4_000
_PROLOGUE = re.compile(r"\s*<\?xml\b([^>]{0,400}?)\?>")
_ENCODING = re.compile(rb"""^\s*<\?xml\b[^>]{0,300}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_CHARSETS = frozenset(
    """utf-8 utf8 us-ascii ascii iso-8859-1 latin-1 latin1 iso8859-1 iso-8859-2 iso-8859-9 iso-8859-15
    windows-1250 windows-1251 windows-1252 cp1252 cp1250""".split()  # noqa: SIM905
)
"""Those in which every byte below 128 is its own character: what is looked for can hide in no other."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATION = re.compile(r"<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_SET_ASIDE = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_INCLUDE = "http://www.w3.org/2001/XInclude"


@dataclass(slots=True)
class Node:
    """One element: its name without prefix, its text, attributes and children, and its place."""

    tag: str
    place: int
    """Counted from 1 in document order."""
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)

    @property
    def cell(self) -> str:
        """The place as a person calls it: "element 12 RmtdAmt"."""
        return f"element {self.place} {self.tag}"

    def all(self, *path: str) -> list["Node"]:
        """Return the descendants by a path of names, each a child of the one before."""
        found = [self]
        for name in path:
            found = [child for node in found for child in node.children if child.tag == name]
        return found

    def first(self, *path: str) -> "Node | None":
        """Return the first of `all`, None where there is none."""
        return next(iter(self.all(*path)), None)

    def value(self, *path: str) -> str:
        """Return the text of the first such descendant that has one, else ""."""
        return next((node.text for node in self.all(*path) if node.text), "")

    def walk(self) -> Iterator["Node"]:
        """Yield this element and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


def parsed_root(content: bytes, name: str) -> lxml.etree._Element:
    """Return the root of XML that states everything itself.

    Raises ReadingError: broken (not well-formed, a DTD, an entity, XInclude, an unusual charset), too_large.
    """
    text = _text(content, name)
    if len(text) > _MOST_LETTERS:
        raise _too_large(name, f"{_MOST_LETTERS} characters")
    declared = _DECLARATION.search(_SET_ASIDE.sub("", text) if "<!" in text else "")
    if declared:
        raise _declares(name, declared.group(1).upper())
    if text.count("<") > 3 * _MOST_ELEMENTS:
        raise _too_large(name, f"{_MOST_ELEMENTS} elements")
    text = text.lstrip("\ufeff \t\r\n")
    if not text.startswith("<") and (inside := electronic_advice(text)):
        text = inside[1]
    text = _PROLOGUE.sub("", text, count=1)
    parser = lxml.etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = lxml.etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except (lxml.etree.XMLSyntaxError, UnicodeError, ValueError) as error:
        raise ReadingError(
            "broken", f"{name} is not well-formed XML ({_said(error)}); ask the sender to send it again."
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares(name, "DOCTYPE")
    _check(root, name)
    return root


def page_of(root: lxml.etree._Element, form: str, meanings: Mapping[str, str], number: int = 1) -> Page:
    """Return one Page: a row an element, its name and meaning in the column of its depth, then its value."""
    cells: list[Cell] = []
    lines: list[str] = []
    for row, (element, depth) in enumerate(_elements(root)):
        made = list(_row(element, depth, row, meanings))
        cells += made
        lines.append("  " * depth + "  ".join(cell.text for cell in made if cell.text))
    return Page(
        number,
        tuple(Token(cell.text, row=cell.row, column=cell.column) for cell in cells if _is_value(cell)),
        tables=(Table(tuple(cells), len(lines), max((c.column for c in cells), default=0) + 1, form),),
        text="\n".join(lines),
        name=form,
    )


def tree_of(page: Page) -> Node | None:
    """Return the root element of a page that `page_of` made, None for any other page."""
    root: Node | None = None
    above: list[Node] = []
    for cell in (cell for table in page.tables for cell in table.cells):
        kind, _, name = (cell.ref or "").partition(" ")
        if kind == "element":
            node = Node(name.partition(" ")[2], cell.row + 1)
            del above[cell.column :]
            if above:
                above[-1].children.append(node)
            root = root or node
            above.append(node)
        elif kind == "value" and above:
            above[-1].text = visible(cell.text)
        elif kind == "attribute" and above:
            above[-1].attributes[name] = visible(cell.text.partition("=")[2])
    return root


def local(element: lxml.etree._Element) -> str:
    """Return an element's name without its namespace."""
    return lxml.etree.QName(element).localname


def namespace(element: lxml.etree._Element) -> str:
    """Return an element's namespace, "" where it has none."""
    return lxml.etree.QName(element).namespace or ""


def _text(content: bytes, name: str) -> str:
    for mark, charset in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(charset, "replace")
    if b"\x00" in content[:200]:
        raise _charset(name, "without its mark")
    found = _ENCODING.match(content[:600])
    charset = found.group(1).decode("ascii").lower() if found else "utf-8"
    if charset not in _CHARSETS:
        raise _charset(name, charset)
    try:
        return content.decode(charset)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _declares(name: str, what: str) -> ReadingError:
    return ReadingError(
        "broken",
        f"{name} declares its own {what}, which is never read; ask for the file without a document type.",
    )


def _charset(name: str, charset: str) -> ReadingError:
    return ReadingError(
        "broken", f"{name} is XML in an unusual charset ({charset}); ask the sender for UTF-8."
    )


def _too_large(name: str, what: str) -> ReadingError:
    return ReadingError("too_large", f"{name} has more than {what}; ask the sender to split it.")


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


def _check(root: lxml.etree._Element, name: str) -> None:
    for count, (element, depth) in enumerate(_elements(root, deepest=_DEEPEST + 1), 1):
        if depth > _DEEPEST:
            raise ReadingError("broken", f"{name} nests elements deeper than {_DEEPEST}; look at it by hand.")
        if count > _MOST_ELEMENTS:
            raise _too_large(name, f"{_MOST_ELEMENTS} elements")
        if len(element.attrib) > _MOST_ATTRIBUTES:
            raise _too_large(name, f"{_MOST_ATTRIBUTES} attributes in one element")
        if namespace(element) == _INCLUDE:
            raise ReadingError(
                "broken",
                f"{name} includes another file (XInclude), which is never read; ask for the whole file.",
            )
    if any(isinstance(node, lxml.etree._Entity) for node in root.iter()):
        raise ReadingError("broken", f"{name} uses an entity that it does not state; ask for the plain file.")


def _elements(root: lxml.etree._Element, deepest: int = 10_000) -> Iterator[tuple[lxml.etree._Element, int]]:
    """Yield elements with their depth, in document order; without recursion, for depth is the sender's."""
    waiting: list[tuple[lxml.etree._Element, int]] = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        if depth < deepest:
            waiting += [(child, depth + 1) for child in reversed(element) if isinstance(child.tag, str)]


def _row(element: lxml.etree._Element, depth: int, row: int, meanings: Mapping[str, str]) -> Iterator[Cell]:
    name = local(element)
    meaning = meanings.get(name)
    yield Cell(row, depth, f"{name} ({meaning})" if meaning else name, ref=f"element {row + 1} {name}")
    value = element.text or ""
    if value.strip():
        yield Cell(row, depth + 1, " ".join(value.split())[:_LONGEST_VALUE], ref=f"value {name}")
    for at, (key, text) in enumerate(element.attrib.items(), 2):
        short = lxml.etree.QName(str(key)).localname
        yield Cell(row, depth + at, f"{short}={str(text)[:_LONGEST_VALUE]}", ref=f"attribute {short}")


def _is_value(cell: Cell) -> bool:
    return not (cell.ref or "").startswith("element ")
