"""The words of the trade in seven languages: what a header, a label or a row's text means."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import yaml

from domain.dialect_numbers import CODES

_NUMBER_SIGN = re.compile(r"\bn\s?\.?\s?[°º](?:\s?s)?\.?|#|№")
_AT_RATE = re.compile(r"(?<=[^\W\d])\W{1,3}\d{1,2}(?:[.,]\d+)?\s?%")
_SETTLED = re.compile(r"\bsoldé(e?s?)\b")
"""Of "solde", a balance, only the accent tells "soldé", what was paid."""
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_SPELT_DAY = re.compile(
    r"\b(?:d+|t+|j+|g+)([./\- ])m+\1[yjae]{2,4}\b|\by+([./-])m+\2d+\b|\bm+([./-])d+\3y+\b"
)
"""How a day is to be written, as a form says it: "dd/mm/yyyy", "JJ/MM/AAAA", "TT.MM.JJJJ", "gg-mm-aaaa"."""
_SHORT = 4
"""Phrases shorter than this mean something only as a whole cell: "re", "av", "cm"."""
_LONGEST_PHRASE = 4
_NUMBERS_SIGN = "n"
"""As in "Assegno n. 77": a number only beside another word, alone it may count the rows."""
_DAY_FOLLOWS = frozenset({"on", "am", "vom", "le", "il", "el", "del", "op", "em"})
"""A header that ends in one of them asks for a day: "Paid on", "Réglé le", "Fattura del"."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][A-Za-z])(?<!\bMc)(?<!\bMac)")
"""Within names that programs write without blanks: "DocNo", "InvoiceDate"."""
_LINKS = ("s", "es", "en", "n", "e")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header cell or label means, and how much of its wording was known (0-1)."""

    concept: str
    strength: float
    rank: int = 1
    components: frozenset[str] = frozenset()


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Return the text in lower case without accents and punctuation, words parted by one blank."""
    lowered = _NUMBER_SIGN.sub(" no ", text.lower().replace("ß", "ss").replace("%", " percent "))
    lowered = _SETTLED.sub(r"regle\1", _SPELT_DAY.sub(" ", lowered))
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare).strip()


@lru_cache(maxsize=8192)
def column_meaning(text: str) -> Meaning | None:
    """Return what a column under this header holds, None when nothing is known of it."""
    if text.strip(" ()[]") in CODES:
        return Meaning("amount", 0.8)
    if (coded := _codes().get(fold(text))) is not None:
        return Meaning(coded, 1.0)
    text = _HUMP.sub(" ", text)
    # "Retention 5 %" holds amounts at that rate, "Retention %" holds rates.
    return _meaning(_AT_RATE.sub(" ", text), "columns")


@lru_cache(maxsize=8192)
def label_meaning(text: str) -> Meaning | None:
    """Return what value stands beside or below this label, None when it is no known label."""
    folded = fold(text)
    exact = _exact_labels().get(folded)
    if exact:
        return Meaning(exact, 1.0, 2 if exact == "total" else 1)
    return _meaning(text, "labels")


@lru_cache(maxsize=8192)
def says(text: str, kind: str) -> bool:
    """Tell whether the text holds a phrase of that kind of `rows.yaml`; short phrases only as the whole."""
    folded = fold(text)
    if not folded:
        return False
    phrases = _row_phrases()[kind]
    if folded in phrases:
        return True
    words = folded.split()
    return any(
        phrase in phrases and len(phrase) >= _SHORT
        for size in range(1, 8)
        for phrase in (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))
    )


@lru_cache(maxsize=8192)
def starts_with(text: str, kind: str) -> bool:
    """Tell whether the text begins with a phrase of that kind."""
    words = fold(text).split()
    phrases = _row_phrases()[kind]
    return any(" ".join(words[:size]) in phrases for size in range(1, min(len(words), 5) + 1))


@lru_cache(maxsize=8192)
def is_exactly(text: str, kind: str) -> bool:
    """Tell whether the whole text is a phrase of that kind."""
    return fold(text) in _row_phrases()[kind]


LONGEST_WORD = 60
"""Letters; no language builds a compound of more, hostile text does."""


def language_of(texts: Iterator[str]) -> str | None:
    """Return the language whose words of the trade the texts use most; None when two are as near."""
    counts: dict[str, int] = {}
    by_word = _language_words()
    for text in texts:
        for word in fold(text).split():
            for language in by_word.get(word, ()):
                counts[language] = counts.get(language, 0) + 1
    best = sorted(counts.items(), key=lambda pair: -pair[1])[:2]
    if not best or best[0][1] < 2 or (len(best) > 1 and best[0][1] <= best[1][1]):
        return None
    return best[0][0]


@lru_cache(maxsize=8192)
def components(text: str) -> tuple[frozenset[str], float]:
    """Return the components of a header or label and the share of its words that are known."""
    words = fold(text).split()
    found: set[str] = set()
    known = start = 0
    lexicon = _lexicon()
    while start < len(words):
        size = next(
            (
                n
                for n in range(min(_LONGEST_PHRASE, len(words) - start), 0, -1)
                if " ".join(words[start : start + n]) in lexicon
            ),
            0,
        )
        if size:
            found |= lexicon[" ".join(words[start : start + size])]
        elif words[start] == _NUMBERS_SIGN and len(words) > 1:
            found.add("NUM")
            size = 1
        else:
            found |= _compound(words[start])
        known += size or bool(_compound(words[start])) or words[start].upper() in CODES
        start += max(size, 1)
    if len(words) > 1 and words[-1] in _DAY_FOLLOWS and found & {"PAID", "DOC"}:
        found.add("DATE")
        known += words[-1] not in lexicon and not _compound(words[-1])
    return frozenset(found - {"THIS"}), known / len(words) if words else 0.0


def _meaning(text: str, table: str) -> Meaning | None:
    if len(text) > 60:
        return None
    found, share = components(text)
    if not found or share < 0.5:
        return None
    for rule in _rules(table):
        if rule.fits(found):
            return Meaning(rule.concept, share, rule.rank, found)
    return None


@dataclass(frozen=True, slots=True)
class _Rule:
    concept: str
    every: frozenset[str]
    any: frozenset[str]
    none: frozenset[str]
    rank: int

    def fits(self, found: frozenset[str]) -> bool:
        return self.every <= found and (not self.any or bool(self.any & found)) and not self.none & found


@cache
def _rules(table: str) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            rule["concept"],
            frozenset(rule.get("all", ())),
            frozenset(rule.get("any", ())),
            frozenset(rule.get("none", ())),
            int(rule.get("rank", 1)),
        )
        for rule in vocabulary(table)
    )


@cache
def _lexicon() -> Mapping[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for component, languages in vocabulary("components").items():
        for phrases in languages.values():
            for phrase in phrases:
                words.setdefault(fold(str(phrase)), set()).add(component)
    return {word: frozenset(found) for word, found in words.items()}


@lru_cache(maxsize=8192)
def _compound(word: str) -> frozenset[str]:
    """Return the components of a compound or inflected word: "rechnungsbetrag" is DOC and AMOUNT."""
    lexicon = _lexicon()
    for link in _LINKS:
        if len(word) > 4 and word.endswith(link) and word[: -len(link)] in lexicon:
            return lexicon[word[: -len(link)]]
    if not 6 <= len(word) <= LONGEST_WORD:
        return frozenset()
    for cut in range(len(word) - 2, 2, -1):
        head, tail = word[:cut], word[cut:]
        if tail not in lexicon and _compound_tail(tail) is None:
            continue
        for link in ("", "s", "es", "n", "en"):
            if (
                head.endswith(link)
                and len(head) - len(link) >= 4
                and head[: len(head) - len(link)] in lexicon
            ):
                end = lexicon.get(tail) or _compound_tail(tail) or frozenset()
                return lexicon[head[: len(head) - len(link)]] | end
    return frozenset()


def _compound_tail(tail: str) -> frozenset[str] | None:
    return _compound(tail) or None if len(tail) >= 8 else None


@cache
def _row_phrases() -> Mapping[str, frozenset[str]]:
    return {
        kind: frozenset(fold(str(phrase)) for phrases in languages.values() for phrase in phrases)
        for kind, languages in vocabulary("rows").items()
    }


@cache
def _exact_labels() -> Mapping[str, str]:
    return {
        fold(str(phrase)): concept
        for concept, languages in vocabulary("exact_labels").items()
        for phrases in languages.values()
        for phrase in phrases
    }


@cache
def _codes() -> Mapping[str, str]:
    return {fold(str(code)): concept for concept, codes in vocabulary("codes").items() for code in codes}


@cache
def _language_words() -> Mapping[str, tuple[str, ...]]:
    words: dict[str, set[str]] = {}
    for table in ("components", "rows"):
        for languages in vocabulary(table).values():
            for language, phrases in languages.items():
                for word in (word for phrase in phrases for word in fold(str(phrase)).split()):
                    words.setdefault(word, set()).add(language)
    return {word: tuple(found) for word, found in words.items() if len(found) == 1 and len(word) > 2}


@cache
def vocabulary(name: str):  # type: ignore[no-untyped-def]  # each file has a shape of its own
    """Return a table of words, by its file's name."""
    text = (resources.files("extractors.recognition.vocabulary") / f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
