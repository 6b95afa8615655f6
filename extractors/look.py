"""Says what a document looks like by what it calls itself and what it speaks of."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from domain.errors import ConfigurationError
from domain.pages import Page
from domain.words import Look

_VOCABULARY = Path(__file__).with_name("look_words.yaml")
_TITLE_LINES = 14
"""A title stands among the first lines of a page."""
_ALONE, _PART_OF_SHORT, _IN_PASSING, _IN_NAME = 6.0, 3.0, 1.0, 2.0
_LARGE_PRINT = 3.0
"""Added for a title in letters larger than the page's usual ones."""
_WORD, _SAYING, _MOST_WORDS = 0.9, 1.8, 6.0
"""A saying has at least three words, as "we have paid"; single terms stand in many documents."""
_DENIED = -9.0
_LEAST, _MARGIN = 2.6, 1.0
_FEWEST_TOKENS = 4
_SEVERAL_WORDS = 2
_LONGEST_TEXT = 60_000
_LONGEST_LINE = 1_000
"""Titles are looked for in so many letters of a line: each is weighed by all the rest of it."""
_ITEM = re.compile(r"^ ?:|\d[.,]\d\d(?!\d)|\d \d")
"""After a word that could be a title: a label's colon, or an amount, as in a line about one invoice."""
_AMOUNT_BEFORE = re.compile(r"\d[.,]\d\d(?![\d.,/-])")
"""Before a word that could be a title: a row of a table, its kind in the last column."""
_ORDER = ("advice", "invoice", "statement", "other")
_LOOKS = {"advice": Look.ADVICE, "invoice": Look.INVOICE, "statement": Look.STATEMENT}
_ARTICLE = "an?|the|our|your|une?|des?|eine?[nrms]?|una?|uno|een|uma?"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    large: bool
    near_top: bool


@dataclass(slots=True)
class _Tally:
    """The evidence for one look: its weight and the decisive words, weightiest first."""

    score: float = 0.0
    title: str = ""
    title_weight: float = 0.0
    words: tuple[str, ...] = ()


def look_of(pages: Sequence[Page], name: str) -> tuple[Look, str]:
    """Return the look and why, in words; Look.UNKNOWN where the evidence is thin or divided."""
    if sum(len(page.tokens) for page in pages) < _FEWEST_TOKENS:
        # Media without points have no pictures that could hold the rest.
        placed = all(page.width is not None for page in pages)
        return Look.PICTURE if placed else Look.UNKNOWN, "holds next to no text"
    tallies = _tallies(_lines(pages), name)
    ranked = sorted(_ORDER, key=lambda kind: -tallies[kind].score)
    best, second = tallies[ranked[0]], tallies[ranked[1]]
    # A title in passing and one saying head the columns of many a list.
    passing = ranked[0] == "invoice" and best.title_weight <= _IN_PASSING and len(best.words) < _SEVERAL_WORDS
    if best.score < _LEAST or passing:
        return Look.UNKNOWN, "neither title nor wording says what it is"
    if best.score - second.score < _MARGIN:
        return Look.UNKNOWN, f"could be {ranked[0]} ({_why(best)}) or {ranked[1]} ({_why(second)})"
    return _LOOKS.get(ranked[0], Look.UNKNOWN), _why(best)


def _tallies(lines: Sequence[_Line], name: str) -> dict[str, _Tally]:
    tallies = {kind: _Tally() for kind in _ORDER}
    for line in lines:
        for kind, phrase, weight in _titles_in(line):
            tally = tallies[kind]
            if weight < 0:
                tally.score += weight
            elif weight > tally.title_weight:
                tally.title, tally.title_weight = phrase, weight
    for kind, phrase in _phrases("titles", folded(re.sub(r"[_\W]+", " ", Path(name).stem))):
        if not tallies[kind].title:
            tallies[kind].title = phrase
        tallies[kind].title_weight += _IN_NAME
    _count_words(tallies, " ".join(line.text for line in lines))
    for tally in tallies.values():
        tally.score += tally.title_weight
    return tallies


def _count_words(tallies: dict[str, _Tally], text: str) -> None:
    found: dict[str, list[str]] = {}
    for kind, phrase in _phrases("words", text):
        if phrase not in found.setdefault(kind, []):
            found[kind].append(phrase)
    for kind, phrases in found.items():
        tallies[kind].words = tuple(phrases)
        tallies[kind].score += min(sum(map(_word_weight, phrases)), _MOST_WORDS)


def _word_weight(phrase: str) -> float:
    return _SAYING if phrase.count(" ") >= 2 else _WORD


def _titles_in(line: _Line) -> list[tuple[str, str, float]]:
    """Return (kind, phrase, weight) for each title that the line holds."""
    found = []
    line = replace(line, text=line.text[:_LONGEST_LINE])
    for match in _pattern("titles").finditer(line.text):
        kind = _kinds("titles")[match.group(1)]
        before, after = line.text[: match.start()], line.text[match.end() :]
        if _pattern_of_denial().search(before):
            found.append((kind, match.group(1), _DENIED))
        else:
            found.append((kind, match.group(1), _title_weight(line, match.group(1), before, after)))
    return found


def _title_weight(line: _Line, phrase: str, before: str, after: str) -> float:
    """Weigh a title by how much else stands on its line; numbers and dates do not count as else."""
    others = re.findall(r"[^\W\d_]{2,}", before) + re.findall(r"[^\W\d_]{3,}", _without_numbers(after))
    if _pattern("beside").search(line.text) or not line.near_top:
        return _IN_PASSING
    if (
        len(others) > 3
        or _ITEM.search(after)
        or _AMOUNT_BEFORE.search(before)
        or (_heads_columns(phrase) and (others or _lists_numbers(after)))
    ):
        return _IN_PASSING
    weight = _PART_OF_SHORT if others or re.search(r"\d", before + after) else _ALONE
    return weight + (_LARGE_PRINT if line.large and weight > _IN_PASSING else 0.0)


def _heads_columns(phrase: str) -> bool:
    """True for "invoice" and its like: one word that stands in the header of every other table."""
    return " " not in phrase and _kinds("titles")[phrase] != "advice"


def _lists_numbers(text: str) -> bool:
    """Tell whether several numbers of one form stand in a text: the documents of a table on its side."""
    forms = [re.sub(r"\d+", "9", word) for word in text.split() if re.search(r"\d", word)]
    return len(forms) > 1 and len(set(forms)) == 1


def _without_numbers(text: str) -> str:
    return " ".join(word for word in text.split() if not re.search(r"\d", word))


def _why(tally: _Tally) -> str:
    reasons = [f'titled "{tally.title}"'] if tally.title else []
    if tally.words:
        reasons.append("speaks of " + ", ".join(f'"{word}"' for word in tally.words[:4]))
    return "; ".join(reasons) or "no wording of its own"


def _lines(pages: Sequence[Page]) -> list[_Line]:
    """Return the folded lines of all pages; only the first page with text has a top."""
    lines: list[_Line] = []
    room = _LONGEST_TEXT
    top_seen = False
    for page in pages:
        large = _large_words(page)
        texts = [folded(text) for text in page.text[:room].split("\n")]
        texts = [text for text in texts if text]
        for place, text in enumerate(texts):
            near_top = not top_seen and place < _TITLE_LINES
            lines.append(_Line(text, near_top and any(word in large for word in text.split()), near_top))
        top_seen = top_seen or bool(texts)
        room -= len(page.text)
        if room <= 0:
            break
    return lines


def _large_words(page: Page) -> frozenset[str]:
    """Return the words printed clearly larger than the page's usual ones."""
    sized = [(token.box[3] - token.box[1], token.text) for token in page.tokens if token.box is not None]
    if len(sized) < 10:
        return frozenset()
    usual = sorted(height for height, _ in sized)[len(sized) // 2]
    return frozenset(folded(text) for height, text in sized if height > 1.25 * usual)


def folded(text: str) -> str:
    """Return the text in the form of the vocabulary: lower case, no accents, single blanks."""
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'")).casefold()
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def _phrases(part: str, text: str) -> list[tuple[str, str]]:
    kinds = _kinds(part)
    return [(kinds[match.group(1)], match.group(1)) for match in _pattern(part).finditer(text)]


@cache
def _vocabulary() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the phrases by part ("titles", "words", "beside", "not") and kind."""
    loaded = yaml.safe_load(_VOCABULARY.read_text(encoding="utf-8"))
    try:
        vocabulary = {
            part: {kind: tuple(map(str, loaded[kind][part])) for kind in _ORDER}
            for part in ("titles", "words")
        }
        for part in ("beside", "not"):
            vocabulary[part] = {part: tuple(map(str, loaded[part]))}
    except (KeyError, TypeError) as error:
        raise ConfigurationError(f"{_VOCABULARY.name} lacks {error}; put the list back.") from error
    return vocabulary


@cache
def _kinds(part: str) -> dict[str, str]:
    return {phrase: kind for kind, phrases in _vocabulary()[part].items() for phrase in phrases}


@cache
def _pattern(part: str) -> re.Pattern[str]:
    phrases = sorted(_kinds(part), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, phrases)) + r")(?![\w-])")


@cache
def _pattern_of_denial() -> re.Pattern[str]:
    denials = sorted(_vocabulary()["not"]["not"], key=len, reverse=True)
    words = "|".join(map(re.escape, denials))
    return re.compile(rf"(?<!\w)(?:{words})(?: (?:{_ARTICLE}))* ?[\"'«»„“]?$")
