"""Reasons of the program in the reader's language: known English sentences, told by their fixed words."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from domain.words import DisputeReason, DocumentKind, Flag, Intent, ReplyKind, Route
from review.catalogues import Catalogue, catalogue

LONGEST = 600
"""Characters of a sentence that is looked at; a longer one stays English."""
_PLACE = re.compile(r"%\((\w+)\)s")
_WORD = re.compile(r"[a-z][a-z_]*")
_CODE = re.compile(
    "(?:encrypted|timeout|memory|too_many_pages|too_large|output|crash|unsupported|broken|empty): "
)
_BEGINS_SMALL = re.compile(r"(?:the|page|no) ")
"""Words of ours, where a name of a file is left as it is."""
_LISTS = (Route, Intent, DisputeReason, DocumentKind, ReplyKind, Flag)
_NAMES = "|".join(sorted({each.value for one in _LISTS for each in one if "_" in each.value}, reverse=True))
_STORED = re.compile(rf"(?<![\w./-])(?:{_NAMES})(?![\w/-])(?!\.\w)")


def reason(words: Catalogue, sentence: str) -> str:
    """Return a reason in the language of the catalogue, as it is where no pattern fits.

    A place called `word` holds a stored word, one called `sentence` another reason; both are translated too.
    What could not be read begins with a fixed word for programs ("encrypted: …"), which is left out.
    """
    coded = _CODE.match(sentence)
    if coded is not None:
        return _unread(words, sentence[coded.end() :])
    return _plain(sentence) if not words.reasons else _said(words.language, sentence)


def _unread(words: Catalogue, sentence: str) -> str:
    """Return why something could not be read; in a language that has no words for it, that it could not."""
    said = _said(words.language, sentence) if words.reasons else _plain(sentence)
    if words.language != "en" and said == _plain(sentence):
        return f"{words.text('This could not be read:')} {said}"
    return said[:1].upper() + said[1:] if _BEGINS_SMALL.match(said) else said


def reasons(words: Catalogue, sentences: Iterable[str]) -> list[str]:
    """Return several reasons."""
    return [reason(words, sentence) for sentence in sentences]


@lru_cache(maxsize=4096)
def _said(language: str, sentence: str) -> str:
    if len(sentence) > LONGEST:
        return sentence
    for pattern, translation in _patterns(language):
        found = pattern.fullmatch(sentence)
        if found:
            places = {name: _filled(language, name, value) for name, value in found.groupdict().items()}
            return translation % places if places else translation
    return _plain(sentence)


def _plain(sentence: str) -> str:
    """Return a sentence whose stored words are written as people write them, names of files left alone."""
    return _STORED.sub(lambda found: found.group().replace("_", " "), sentence)


def _filled(language: str, name: str, value: str) -> str:
    if name == "sentence":
        return _said(language, value)
    if name == "word" and _WORD.fullmatch(value):
        said = value.replace("_", " ")
        return catalogue(language).text(said[:1].upper() + said[1:])
    return value


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns, the one with the most fixed letters first."""
    entries = sorted(catalogue(language).reasons.items(), key=lambda entry: -len(_PLACE.sub("", entry[0])))
    return tuple((_pattern(message), translation) for message, translation in entries)


def _pattern(message: str) -> re.Pattern[str]:
    parts = _PLACE.split(message)
    fixed = [re.escape(part) for part in parts[::2]]
    places = [f"(?P<{name}>.+?)" for name in parts[1::2]]
    joined = "".join(part + place for part, place in zip(fixed, [*places, ""], strict=True))
    return re.compile(joined, re.S)
