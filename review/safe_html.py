"""A harmless copy of an HTML mail: no scripts, styles, pictures; links are text with their real host."""

import re
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3

from review.rendering import visible

LONGEST = 500_000
MOST_DEPTH = 1_000
"""Deeper tags are cut off: the work of cleaning grows with the square of the depth."""
_OPENED = re.compile(
    r"<(/?)(?!(?:p|br|hr|li|td|th|tr|dt|dd|img|input|meta|link|col|wbr|option)\b)[a-z]", re.I
)
"""Tags that hold others; those that close themselves do not count."""
_TAGS = """
p br div span b strong i em u s sub sup small blockquote pre code hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd
table caption thead tbody tfoot tr th td"""
TAGS = frozenset(_TAGS.split())
_ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_DROPPED = {"script", "style", "title", "head", "svg", "math", "noscript", "iframe", "object", "template"}


def safe_html(html: str) -> str:
    """Return the harmless copy; it may be shown under a policy that allows nothing."""
    cleaned = nh3.clean(
        _shallow(html[:LONGEST]),
        tags=set(TAGS) | {"a"},
        clean_content_tags=_DROPPED,
        attributes={**_ATTRIBUTES, "a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )
    links = _LinksAsText()
    links.feed(cleaned)
    links.close()
    # Cleaned again last: whatever the rewriting did, nothing but these tags comes out.
    return nh3.clean("".join(links.parts), tags=set(TAGS), attributes=_ATTRIBUTES, link_rel=None)


def _shallow(html: str) -> str:
    """Return the text up to where tags stand too deep in each other."""
    depth = 0
    for tag in _OPENED.finditer(html):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        if depth > MOST_DEPTH:
            return html[: tag.start()]
    return html


class _LinksAsText(HTMLParser):
    """Rewrites cleaned HTML: behind the words of each link stands where it really leads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open.append(dict(attrs).get("href") or "")
            self.parts.append("<u>")
            return
        spans = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
        self.parts.append(f"<{tag}{spans}>")

    def handle_endtag(self, tag: str) -> None:
        if tag != "a":
            self.parts.append(f"</{tag}>")
            return
        target = _target(self._open.pop()) if self._open else ""
        self.parts.append(f"</u> [{escape(target)}]" if target else "</u>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))


def _target(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname or parts.path
    except ValueError:
        return "?"
    return visible(host)[:200]
