"""Sets apart what a page's style shows side by side: the children of a flexible row are cells of one line."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement as Element

_CLASS = re.compile(r"\.([\w-]{1,80})$")
_FLEXIBLE = re.compile(r"display\s*:\s*(?:inline-)?flex", re.IGNORECASE)
_UPRIGHT = re.compile(r"flex-(?:direction|flow)\s*:\s*column", re.IGNORECASE)
_LONGEST_STYLE = 200_000
_MOST_CHILDREN = 12


def set_apart(root: Element, end: str, blocks: frozenset[str]) -> None:
    """Write `end` behind each child of a flexible row, in place; children without blocks stay in its line."""
    classes = frozenset(_row_classes(root))
    for element in root.iter():
        if not isinstance(element.tag, str) or not _is_row(element, classes):
            continue
        children = [child for child in element if isinstance(child.tag, str)]
        if not 1 < len(children) <= _MOST_CHILDREN or any(map(_is_split, children)):
            continue
        inside = (inner for child in children for inner in child.iterdescendants())
        if any(inner.tag in blocks or inner.tag == "br" for inner in inside):
            continue
        for child in children:
            child.tag = "span" if child.tag in blocks else child.tag
            child.tail = end + (child.tail or "")


def _row_classes(root: Element) -> Iterator[str]:
    for style in root.iter("style"):
        for rule in (style.text or "")[:_LONGEST_STYLE].split("}"):
            selectors, _, rules = rule.rpartition("{")
            if _FLEXIBLE.search(rules) and not _UPRIGHT.search(rules):
                named = (_CLASS.search(one.strip()) for one in selectors.split(","))
                yield from (one.group(1) for one in named if one)


def _is_row(element: Element, classes: frozenset[str]) -> bool:
    style = element.get("style") or ""
    if _FLEXIBLE.search(style):
        return not _UPRIGHT.search(style)
    return bool(classes) and not classes.isdisjoint((element.get("class") or "").split())


def _is_split(child: Element) -> bool:
    return child.tag in ("table", "ul", "ol", "br", "hr")
