"""Finds signature, disclaimer and warning banner in lines that a person wrote."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from intake import quoting_words as words

_MOST_SIGNATURE_LINES = 25
_MOST_AFTER_COURTESY = 5
_NEAR = 40
_LONGEST_LINE = 250
_BANNER_REACH = 6


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))


_DELIMITER = re.compile(r"\s*(?:-- ?|—|––)\s*$")
_AMOUNT = re.compile(r"(?<![\d.,/])\d{1,3}(?:[ .,'\u00a0\u202f]?\d{3})*[.,]\d{2}(?![\d.,/])")
_CLOSING = re.compile(rf"\s*(?i:{_any_of(words.CLOSINGS)})(?!\w)(?P<rest>.*)$")
_COURTESY = re.compile(rf"\s*(?i:{_any_of(words.COURTESIES)})(?!\w)(?P<rest>.*)$")
_NAME_BEHIND = re.compile(
    r"[\s,.;:!–-]*(?:(?:[A-ZÀ-ÖØ-Þ][\w'’-]*|de|von|van|der|den|la|di|da|dos|do|\||/|&|und|et|and)(?:[\s,.]+|$)){0,6}$"
)
_ONE_NAME_BEHIND = re.compile(r"\s*[,.!–-]*\s*$|\s*[,!–-]\s*(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:\s+|$)){1,3}$")
_FORMULA = re.compile("|".join(words.FORMULAS), re.I)
_SENT_FROM = re.compile(rf"\s*(?:{_any_of(words.SENT_FROM)})\b", re.I)
_POSTSCRIPT = re.compile(rf"\s*(?:{_any_of(words.POSTSCRIPTS)})\s*[:：.)-]", re.I)
_DISCLAIMER = re.compile(rf"[\W_]{{0,10}}(?:{_any_of(words.DISCLAIMER_SUBJECTS)})", re.I)
_DISCLAIMER_WORD = re.compile(_any_of(words.DISCLAIMER_WORDS), re.I)
_GREEN = re.compile(rf"\W{{0,10}}(?:{_any_of(words.GREEN_NOTES)})", re.I)
_BANNER = re.compile(_any_of(words.BANNERS), re.I)
_FIRST_WORDS = frozenset(
    re.split(r"[^\w]", phrase, maxsplit=1)[0] for phrase in (*words.CLOSINGS, *words.COURTESIES)
)
_FIRST_WORD = re.compile(r"\s*([^\W\d_]+)")


def boilerplate(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the lines that are banner, closing with signature, or disclaimer.

    A passage with amounts of money in it is never taken for a signature: it is what the mail is about.
    """
    passage = _Passage(lines)
    at = passage.banner_end()
    if at:
        yield 0, at
    while at < len(lines):
        end = passage.signature_end(at) or passage.disclaimer_end(at)
        if end:
            yield at, end
        at = max(end, at + 1)


class _Passage:
    """The lines, with what has to be counted only once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.amounts = list(accumulate((bool(_AMOUNT.search(line)) for line in lines), initial=0))
        self.written = list(accumulate((bool(line.strip()) for line in lines), initial=0))
        self.postscripts = [at for at, line in enumerate(lines) if _POSTSCRIPT.match(line)]

    def has_amount(self, start: int, end: int) -> bool:
        return self.amounts[end] > self.amounts[min(start, end)]

    def end(self, at: int) -> int:
        """Where a signature that begins here must end: at a postscript, else with the lines."""
        behind = bisect_right(self.postscripts, at)
        return self.postscripts[behind] if behind < len(self.postscripts) else len(self.lines)

    def paragraph_end(self, at: int) -> int:
        while at < len(self.lines) and self.lines[at].strip():
            at += 1
        return at

    def signature_end(self, at: int) -> int:
        """Return the end of the signature that begins here, 0 when none does."""
        line = self.lines[at]
        if not line.strip() or len(line) > _LONGEST_LINE:
            return 0
        strong = is_closing(line) or (len(line) < 120 and bool(_SENT_FROM.match(line)))
        delimiter = bool(_DELIMITER.match(line))
        if not (strong or delimiter or is_courtesy(line)):
            return 0
        end = self.end(at)
        if self.has_amount(at + 1, end):
            return 0
        if strong:
            return end
        following = self.written[end] - self.written[at + 1]
        if delimiter:
            return end if 0 < following <= _MOST_SIGNATURE_LINES else 0
        near = [text for text in self.lines[at + 1 : min(end, at + _NEAR)] if text.strip()]
        return end if _short_names(near) else 0

    def disclaimer_end(self, at: int) -> int:
        """Return the end of the disclaimer that begins here, 0 when none does."""
        line = self.lines[at]
        if not (_GREEN.match(line) or self._disclaims(at)):
            return 0
        return self.paragraph_end(at) if self.has_amount(at, len(self.lines)) else len(self.lines)

    def _disclaims(self, at: int) -> bool:
        if not _DISCLAIMER.match(self.lines[at]):
            return False
        paragraph = " ".join(self.lines[at : min(self.paragraph_end(at), at + 6)])
        return bool(_DISCLAIMER_WORD.search(paragraph))

    def banner_end(self) -> int:
        """Return where a warning of the receiving server ends, 0 when the lines do not open with one."""
        written = 0
        for at, line in enumerate(self.lines):
            written += bool(line.strip())
            if written > _BANNER_REACH or (len(line.split()) > 4 and not _BANNER.search(line)):
                return 0
            if _BANNER.search(line):
                return self.paragraph_end(at)
        return 0


@lru_cache(maxsize=4096)
def is_closing(line: str) -> bool:
    """True for a line that closes a letter: "Kind regards", "Cordialement, Jeanne"."""
    if _opens_like_one(line):
        closing = _CLOSING.match(line)
        if closing and _NAME_BEHIND.match(closing.group("rest")):
            return True
    return bool(_FORMULA.search(line))


def is_courtesy(line: str) -> bool:
    """True for a line of thanks alone, which closes a letter only where little follows."""
    courtesy = _COURTESY.match(line) if _opens_like_one(line) else None
    return courtesy is not None and bool(_ONE_NAME_BEHIND.match(courtesy.group("rest")))


def _opens_like_one(line: str) -> bool:
    word = _FIRST_WORD.match(line)
    return word is not None and word.group(1).lower() in _FIRST_WORDS


def _short_names(after: Sequence[str]) -> bool:
    """True when what follows are a few lines like a name, no sentence."""
    until = next((at for at, line in enumerate(after) if is_closing(line) or _DELIMITER.match(line)), None)
    if until is None and len(after) > _MOST_AFTER_COURTESY:
        return False
    return all(len(line.split()) <= 6 and not line.rstrip().endswith("?") for line in after[:until])
