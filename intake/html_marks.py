"""What the attributes of an HTML element say of its text: hidden, quoted, a signature."""

import re

from lxml import etree

from intake.lines import Mark

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?<![\w-])opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|"
    r"max-height\s*:\s*0(?:px)?\s*;.{0,200}overflow\s*:\s*hidden|overflow\s*:\s*hidden.{0,200}max-height\s*:\s*0(?:px)?\s*(?:;|$)",
    re.I | re.S,
)
_FONT_SIZE = re.compile(r"(?:^|[;\s])font(?:-size)?\s*:\s*([^;]*)", re.I)
_NO_SIZE = re.compile(r"(?:^|\s)0(?:\.0+)?(?:px|pt|em|rem|%)?(?:\s|/|!|$)", re.I)
_KEPT_SPACE = re.compile(r"white-space\s*:\s*(?:pre\b|pre-wrap|break-spaces)", re.I)
_QUOTE_CLASS = re.compile(
    r"gmail_quote|yahoo_quoted|protonmail_quote|zmail_extra|moz-cite|ms-outlook-mobile-reference|replied-?message",
    re.I,
)
_REST_IDS = frozenset(
    {
        "divrplyfwdmsg",
        "appendonsend",
        "mail-editor-reference-message-container",
        "reply-intro",
        "oriMsgHtmlSeperator".lower(),
    }
)
_REST_CLASS = re.compile(r"\bOutlookMessageHeader\b", re.I)
_SIGNATURE_CLASS = re.compile(
    r"gmail_signature|moz-signature|protonmail_signature|\belementtoproof-signature\b", re.I
)
_SIGNATURE_IDS = frozenset({"signature", "ms-outlook-mobile-signature", "x_signature"})


def is_hidden(element: etree._Element) -> bool:
    """True when nobody sees the element or anything in it."""
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and bool(_HIDDEN.search(style)))


def sets_no_size(style: str) -> bool | None:
    """Tell whether the style sets the letters to no size at all; None when it sets no size.

    Unlike `display:none` this can be taken back further inside, and mail builders do so.
    """
    size = _FONT_SIZE.search(style) if "font" in style else None
    if size is None or not any(char.isdigit() for char in size.group(1)):
        return None
    return bool(_NO_SIZE.search(size.group(1)))


def keeps_space(style: str) -> bool:
    """True when line breaks in the source are line breaks on the page."""
    return "white-space" in style and bool(_KEPT_SPACE.search(style))


def mark_of(element: etree._Element, tag: str) -> Mark:
    """Return what the element's id, class or kind makes of the lines in it."""
    identifier = (element.get("id") or "").lower()
    classes = element.get("class") or ""
    if not identifier and not classes and tag != "blockquote":
        return Mark.NONE
    if identifier in _REST_IDS or _REST_CLASS.search(classes):
        return Mark.REST
    if identifier in _SIGNATURE_IDS or _SIGNATURE_CLASS.search(classes):
        return Mark.SIGNATURE
    if tag == "blockquote":
        return (
            Mark.QUOTE
            if element.get("type") == "cite" or "quote" in classes or element.get("cite")
            else Mark.NONE
        )
    if _QUOTE_CLASS.search(classes) and element.find(".//blockquote") is None:
        return Mark.QUOTE
    return Mark.NONE
