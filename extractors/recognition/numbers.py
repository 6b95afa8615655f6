"""Reads document numbers out of cells: wrapped parts joined, the word before them left out."""

import re

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from domain.numbers import visible
from extractors.recognition.words import fold, says

_CUT_OFF = re.compile(r"[-/_.\\]$")
_BROKEN = re.compile(r"(?<=\w[-/_])\s+(?=\w)")
_NUMBER_TOKEN = re.compile(r"^(?=.*\d)[\w][\w\-/.#:&+]*$")
_SHORT = re.compile(r"^[A-Za-z]{1,4}[-/]\d$")
_SIGN = re.compile(r"^(?:no|nr|n|num|nº|n°|№|#)[.:°º]*(?<=[.:°º#№])(?=\w*[-/]?\d)", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_REMARK = re.compile(r"^(.*\d\S*)\s+\([^()]*[^\W\d_][^()]*\)$")
_COUNT = re.compile(r"^(?:\(?(?:[1-9]\d?|[a-z])\)|[1-9]\d?\.|#[1-9]\d?)\s+(?=\S)")
_FOOTNOTE = re.compile(r"(?<=\w) ?[*†‡]+$")
_APART = re.compile(r"\s+[/|;,]\s+")
_TWO = re.compile(r"\s+(?:[/|;,&+]|u\.|und|and|et|e|y|en)\s+")
"""What stands between two numbers of one cell."""
_PAGE_COUNT = re.compile(r"^([1-9]\d?) ?/ ?([1-9]\d?)$")
_LONGEST_DAY = 5
"""In words: "22 de julio de 2026"."""
_CODED_KINDS = frozenset("CINV CREN DEBN CNFA DNFA MSIN SBIN TSUT".split())  # noqa: SIM905
"""Kinds of documents in the codes of banks (ISO 20022), which stand before numbers."""
_KINDS = ("credit_note", "debit_note", "invoice")


def number_in(text: str) -> tuple[str | None, str | None]:
    """Return the document number that a cell's text states and a doubt in words, if there is one.

    Parts of a wrapped number are joined; a word before it ("Invoice", "Rechnung Nr.") is left out.
    """
    lines = [visible(line) for line in text.split("\n") if visible(line)]
    if not lines:
        return None, None
    whole = lines[0]
    doubt = None
    for line in lines[1:]:
        if _CUT_OFF.search(whole):
            whole += line
        elif re.search(r"\d", line) and re.search(r"\d", whole):
            doubt = f'"{whole}" and "{line}" stand in one cell.'
        elif re.search(r"\d", line) and not re.search(r"\d", whole):
            whole = f"{whole} {line}"
    whole, two = _without_remark(_without_count(_FOOTNOTE.sub("", whole)))
    return _without_word(whole), doubt or two


def _without_count(text: str) -> str:
    """Leave out what only counts the rows: "1) 56016/2026", "(b) F-7"."""
    found = _COUNT.match(text)
    behind = text[found.end() :] if found else ""
    return behind if any(looks_like_number(word) for word in behind.split()) else text


def _without_remark(text: str) -> tuple[str, str | None]:
    """Leave out what stands in brackets behind a number; two numbers in one cell are a doubt."""
    found = _REMARK.match(text)
    text = found.group(1) if found else text
    parts = [part for part in _TWO.split(text) if len(part) > 3 and looks_like_number(part.split()[-1])]
    two = f'"{parts[0]}" and "{parts[1]}" stand in one cell.' if len(parts) > 1 else None
    return text, two


def numbers_apart(text: str) -> list[str]:
    """Return the texts that a stroke with blanks parts: two numbers in one cell, or two headers over it."""
    return [part.strip() for part in _APART.split(text)]


def dated(text: str) -> tuple[str, str] | None:
    """Return what stands before the day that ends a text, and the day: "E-1 of 3 May 2026".

    None without a day. Dashes, slashes and words right before the day ("of", "vom") belong to neither.
    """
    words = text.replace("\n", " ").split()
    for start in range(max(1, len(words) - _LONGEST_DAY), len(words)):
        day = " ".join(words[start:]).strip("()[],;")
        if _FIGURE.search(day) and is_date_like(day) and not day.isdigit() and not is_amount_like(day):
            return " ".join(_without_link(words[:start])), day
    return None


def _without_link(words: list[str]) -> list[str]:
    """Leave out what only leads from a number to its day."""
    if not any(_FIGURE.search(word) for word in words):
        return words
    kept = list(words)
    while kept and not _FIGURE.search(kept[-1]):
        kept.pop()
    return kept


def looks_like_number(text: str) -> bool:
    """Tell whether the text has the form of a document number: one token with figures, no amount, no date."""
    if not 3 <= len(text) <= 30 or not _NUMBER_TOKEN.match(text):
        return False
    if is_date_like(text) and not text.isdigit():
        return False
    if is_amount_like(text) and not text.isdigit():
        return False
    return sum(c.isdigit() for c in text) >= 2 or bool(_SHORT.match(text))


def is_page_count(text: str) -> bool:
    """Tell whether a text counts pages, "2/4", where a number could stand."""
    found = _PAGE_COUNT.match(text)
    return found is not None and int(found[1]) <= int(found[2])


def without_sign(word: str) -> str:
    """Return "QF-318" for "No.QF-318": the number without the sign for one that was set against it."""
    return _SIGN.sub("", word, count=1)


def _without_word(text: str) -> str | None:
    if not re.search(r"\d", text):
        return None
    words = text.split()
    start = 0
    while start < len(words) - 1 and _is_word_before(words[start]):
        start += 1
    return _BROKEN.sub("", " ".join(words[start:])).strip(" ,;:")


def _is_word_before(word: str) -> bool:
    folded = fold(word)
    if re.search(r"\d", word):
        return False
    if word in _CODED_KINDS:
        return True
    if folded in (
        "",
        "no",
        "nr",
        "num",
        "numero",
        "nummer",
        "number",
        "n",
        "ref",
        "note",
        "nota",
        "memo",
        "de",
        "vom",
    ):
        return True
    return (len(folded) > 4 and any(says(word, kind) for kind in _KINDS)) or folded == "avoir"
