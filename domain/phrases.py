"""Finds concepts (groups of word stems, one file a language) in clauses.

A lexicon file maps a concept to phrases parted by commas. In a phrase `stem*` takes any ending, `~` up to
four words, `%` any word with a digit, `a/b` either word. The moods `ask`, `question` and `tell` are concepts
of the clause as a whole, `number` is a word like a document's number.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from domain.sentences import Clause, clauses, fold, word_set

LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pt")
_NEGATION_REACH = 5
_NEGATION_FOLLOWS = frozenset({"de", "nl"})
"""Languages whose "not" may stand behind the verb."""
_THINGS = word_set(
    """
    invoice number copy credit pod w9 tax_cert contract po_copy other_doc po statement remittance payment
    attached price quantity goods tax terms service bank when reminder points_back pay_link short now
    """
)
"""Concepts that a verb's "not" leaves alone: only "no", "without" and their like deny a thing."""
_WITHOUT = re.compile(
    r"no|without|kein\w*|ohne|aucune?|sans|ningun\w*|sin|nessun\w*|senza|geen|zonder|nenhum\w*|sem|pas"
)
_ASKING = ("please", "could_you", "need")
_NO_DOCUMENT = re.compile(
    r"(?:19|20)\d\d|\d{1,3}(?:\.\d{3})*\.\d\d|\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}|\d+(?:\.\d\d)"
)
_FOLDER = Path(__file__).parent / "lexicon"

Element = tuple[tuple[str, str], ...]
"""The alternatives of one place in a phrase: (text, "word" | "stem" | "number"); ("~", "gap") is a gap."""
_GAP: Element = (("~", "gap"),)
_GAP_WORDS = 4
_AUXILIARIES = word_set(
    """
    have has had was were been avons ai a ont est sont ete hemos he ha han esta estan fue foi foram temos
    abbiamo ho e sono hanno stata stato haben habe hat wurde wurden ist sind hebben heb heeft is zijn werd
    """
)
"""After these other words may stand before the participle: "avons déjà réglé", "è già stata pagata"."""
_COORDINATORS = word_set("and et und y e en")
_QUESTION_OPENERS = word_set("have has is are do does did should would could can was were")


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept found in a clause: words `start` to `end` (exclusive)."""

    concept: str
    start: int
    end: int
    negated: bool = False
    fixed: bool = False
    """The phrase holds its own "not": no other word negates it."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    concept: str
    elements: tuple[Element, ...]
    denies: bool


@dataclass(frozen=True, slots=True)
class ReadClause:
    """A clause with the concepts found in it."""

    clause: Clause
    language: str | None
    hits: tuple[Hit, ...]

    def has(self, concept: str) -> bool:
        """Tell whether the concept stands here, negated or not."""
        return any(hit.concept == concept for hit in self.hits)


class Lexicon:
    """The concepts of one language."""

    def __init__(self, language: str, concepts: Mapping[str, str], stop_words: str = "") -> None:
        self.language = language
        self.stop_words = frozenset(fold(stop_words).split())
        self._exact: dict[str, list[_Phrase]] = defaultdict(list)
        self._stems: dict[str, list[_Phrase]] = defaultdict(list)
        self._denials = frozenset(
            self._spelling(fold(word.strip())) for word in concepts.get("not", "").split(",")
        )
        for concept, phrases in concepts.items():
            for phrase in phrases.split(","):
                self._add(concept, phrase.strip())
        self._stem_lengths = sorted({len(stem) for stem in self._stems})

    def _add(self, concept: str, phrase: str) -> None:
        elements = tuple(self._element(part) for part in _parts_of(phrase))
        if not elements:
            return
        if len(elements) > 1 and elements[1] is not _GAP and elements[0][0][0] in _AUXILIARIES:
            elements = (elements[0], _GAP, *elements[1:])
        denies = any(text in self._denials for element in elements for text, _ in element)
        for text, form in elements[0]:
            shelf = self._exact if form == "word" or not text else self._stems
            shelf[text].append(_Phrase(concept, elements, denies))

    def _element(self, part: str) -> Element:
        if part == "~":
            return _GAP
        return tuple(self._alternative(word) for word in part.split("/"))

    def _alternative(self, word: str) -> tuple[str, str]:
        if "%" in word:
            return self._spelling(word.split("%")[0]), "number"
        return self._spelling(word.rstrip("*")), "stem" if word.endswith("*") else "word"

    def _spelling(self, word: str) -> str:
        """German umlauts are written either way: "ü", "u" and "ue" fold to the same letters."""
        if self.language != "de":
            return word
        return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")

    def hits(self, clause: Clause) -> tuple[Hit, ...]:
        """Return all concepts of the clause in order, each with its negation settled."""
        words = tuple(self._spelling(word) for word in clause.words)
        found: set[Hit] = set()
        for start, word in enumerate(words):
            if _is_number(word):
                found.add(Hit("number", start, start + 1))
            for phrase in self._candidates(word):
                end = _end_of(phrase.elements, words, start)
                if end is not None:
                    found.add(Hit(phrase.concept, start, end, fixed=phrase.denies))
        ordered = sorted(found, key=lambda hit: (hit.start, hit.end, hit.concept))
        return self._with_negation(_without_future(ordered), clause)

    def _candidates(self, word: str) -> Iterable[_Phrase]:
        yield from self._exact.get(word, ())
        if any(c.isdigit() for c in word):
            yield from self._exact.get("", ())
        for length in self._stem_lengths:
            if length > len(word):
                return
            yield from self._stems.get(word[:length], ())

    def _with_negation(self, hits: Sequence[Hit], clause: Clause) -> tuple[Hit, ...]:
        nots = [hit for hit in hits if hit.concept == "not" and _denies(hit, clause)]
        if not nots:
            return tuple(hits)
        after = self.language in _NEGATION_FOLLOWS
        return tuple(
            replace(hit, negated=not hit.fixed and any(_negates(no, hit, clause, after) for no in nots))
            for hit in hits
        )


def _is_number(word: str) -> bool:
    """Tell whether a word may be a document's number: three digits or more, no amount, no date, no year."""
    if sum(c.isdigit() for c in word) < 3 or _NO_DOCUMENT.fullmatch(word):
        return False
    return not any(c in word for c in ":,")


def _without_future(hits: Sequence[Hit]) -> list[Hit]:
    """A payment to come is none made: "will be paid in full" holds "paid in full"."""
    coming = [hit for hit in hits if hit.concept == "will_pay"]
    return [
        hit
        for hit in hits
        if hit.concept != "paid" or not any(one.start <= hit.start < one.end for one in coming)
    ]


def _denies(hit: Hit, clause: Clause) -> bool:
    """Tell a negation from the "no" of "invoice no 1001" and from "haven't you …?"."""
    following = clause.words[hit.end : hit.end + 1]
    if clause.words[hit.start] in ("no", "nr") and following and following[0][0].isdigit():
        return False
    return not (clause.question and 0 < hit.start <= 2 and clause.words[0] in _QUESTION_OPENERS)


def _negates(no: Hit, hit: Hit, clause: Clause, after: bool) -> bool:
    if hit.concept == "not":
        return False
    if hit.start < no.start and no.end < hit.end:
        return True
    if hit.concept in _THINGS and not _denies_thing(no, hit, clause):
        return False
    between = clause.words[no.end : hit.start] if no.end <= hit.start else clause.words[hit.end : no.start]
    if any(word in _COORDINATORS for word in between):
        return False
    if no.end <= hit.start and hit.start - no.end < _NEGATION_REACH:
        return not any(no.end <= place <= hit.start for place in clause.breaks)
    if after and hit.end <= no.start and no.start - hit.end < _NEGATION_REACH:
        return not any(hit.end <= place <= no.start for place in clause.breaks)
    return False


def _denies_thing(no: Hit, hit: Hit, clause: Clause) -> bool:
    """Tell "no order number", "sans bon de commande", "pas de livraison" from the "not" of a verb."""
    word = clause.words[no.start]
    if not _WITHOUT.fullmatch(word) or not 0 <= hit.start - no.end <= 2:
        return False
    return word != "pas" or clause.words[no.end : no.end + 1] in (("de",), ("d",))


def _end_of(elements: tuple[Element, ...], words: tuple[str, ...], start: int) -> int | None:
    place, gap = start, 0
    for element in elements:
        if element is _GAP:
            gap = _GAP_WORDS
            continue
        for step in range(gap + 1):
            if place + step < len(words) and _fits(element, words[place + step]):
                place += step + 1
                break
        else:
            return None
        gap = 0
    return place


def _fits(element: Element, word: str) -> bool:
    for text, form in element:
        if form == "word":
            if word == text:
                return True
        elif word.startswith(text) and (form == "stem" or any(c.isdigit() for c in word)):
            return True
    return False


def _parts_of(phrase: str) -> list[str]:
    """Cut a phrase as the text is cut: at spaces, apostrophes, and hyphens where no digit stands."""
    parts: list[str] = []
    for part in fold(phrase).replace("'", " ").split():
        parts.extend([part] if any(c.isdigit() for c in part) else part.replace("-", " ").split())
    return parts


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language, loaded once."""
    with (_FOLDER / f"{language}.yaml").open(encoding="utf-8") as file:
        content = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return Lexicon(language, content["concepts"], content["stop_words"])


def stop_word_counts(words: Iterable[str]) -> Counter[str]:
    """Return how many of the words are everyday words of each language."""
    counts: Counter[str] = Counter()
    for word in words:
        counts.update(language for language in LANGUAGES if word in lexicon(language).stop_words)
    return counts


def read(text: str, language: str | None) -> tuple[ReadClause, ...]:
    """Return the clauses of a text with their concepts; a clause in another language is read in its own."""
    return tuple(_read_clause(clause, language) for clause in clauses(text))


def _read_clause(clause: Clause, language: str | None) -> ReadClause:
    counts = stop_word_counts(clause.words)
    default = language if language in LANGUAGES else None
    best = max(LANGUAGES, key=lambda code: (counts[code], code == default))
    if default and counts[best] >= counts[default] + 2:
        default = best
    if default:
        return _moods(clause, default, lexicon(default).hits(clause))
    tried = [(counts[code], len(hits), -place, code, hits) for place, code, hits in _all_hits(clause)]
    _, _, _, code, hits = max(tried)
    return _moods(clause, code, hits)


def _all_hits(clause: Clause) -> list[tuple[int, str, tuple[Hit, ...]]]:
    return [(place, code, lexicon(code).hits(clause)) for place, code in enumerate(LANGUAGES)]


def _moods(clause: Clause, language: str, hits: tuple[Hit, ...]) -> ReadClause:
    informing = [hit for hit in hits if hit.concept == "inform"]
    asking = any(
        hit.concept in _ASKING and not any(one.start <= hit.start < one.end for one in informing)
        for hit in hits
    ) or any(hit.concept == "send" and hit.start <= 1 and not hit.negated for hit in hits)
    moods = [Hit("question", 0, 0)] if clause.question else []
    moods.append(Hit("ask" if asking or clause.question else "tell", 0, 0))
    return ReadClause(clause, language, (*moods, *hits))
