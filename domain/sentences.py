"""Cuts a text into sentences and clauses of folded words, the form in which phrases are looked for."""

import re
import unicodedata
from dataclasses import dataclass


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list written as one text."""
    return frozenset(text.split())


LONGEST_TEXT = 20_000
"""Characters that are read of one text; what a person wants stands before that."""
LONGEST_CLAUSE = 80
"""Words; a longer run without a stop is cut."""

_ABBREVIATIONS = word_set(
    """
    inv invs no nos nr nrs n ref refs mr mrs ms dr st ca approx rg rgn re rech rech-nr best bestell
    fact fac fra fras ft ftt fatt ft/ff nº cde bc art ord pos abs bzw z b d h u a usw vgl sig sigg
    spett sr sra av tel p pp pg vs excl incl ltd inc co corp dept acct amt qty jan feb mar apr jun
    jul aug sep sept oct nov dec okt dez dic mai fevr janv juil mwst zzgl inkl ggf evtl tlf tfno nif
    cif p.o po bv gmbh s.a
    """
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_WORD = re.compile(
    r"[^\W_]*\d[^\W_]*(?:[-/.,:'][^\W_]+)*|[^\W_]+(?:[-/.][^\W_]*\d[^\W_]*)+|[^\W_]+|[€$£?,:()]"
)
_BULLET = re.compile(r"^\s*(?:[-*•·–>▪]|\(?\d{1,2}[.)])\s+")
_CONTRACTIONS = (
    (re.compile(r"\bcan't\b|\bcannot\b|\bcant\b"), "can not"),
    (re.compile(r"\bwon't\b|\bwont\b"), "will not"),
    (re.compile(r"\bshan't\b"), "shall not"),
    (re.compile(r"\b(do|does|did|has|have|had|is|are|was|were|would|could|should)n'?t\b"), r"\1 not"),
    (re.compile(r"(?<=[a-z])'ll\b"), " will"),
    (re.compile(r"(?<=[a-z])'ve\b"), " have"),
    (re.compile(r"(?<=[a-z])'re\b"), " are"),
    (re.compile(r"(?<=[a-z])'d\b"), " would"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"(?<=[a-z])'s\b"), ""),
)
_TURNS = word_set(
    """
    but however although whereas mais cependant toutefois neanmoins aber jedoch allerdings sondern
    pero sino ma tuttavia maar echter mas porem contudo todavia
    """
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that is read by itself."""

    words: tuple[str, ...]
    """Folded; numbers as written; punctuation left out."""
    breaks: frozenset[int]
    """Positions of words before which a comma, colon or bracket stands."""
    question: bool
    sentence: str
    """The whole sentence as written, on one line."""
    order: int
    """Which sentence of the text, from 0."""


def fold(text: str) -> str:
    """Return the text in lower case without accents: "Überfällig, ß" -> "uberfallig, ss"."""
    lowered = text.replace("’", "'").replace("‘", "'").replace("´", "'").replace("`", "'").lower()
    lowered = lowered.replace("ß", "ss").replace("œ", "oe").replace("æ", "ae").replace("ø", "o")
    lowered = lowered.replace("nº", "n ").replace("n°", "n ").replace("ª", "a").replace("º", "")
    if lowered.isascii():
        return lowered
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences as written, each on one line; wrapped lines are joined."""
    found: list[str] = []
    for block in _blocks(text[:LONGEST_TEXT]):
        found.extend(_cut(block))
    return tuple(found)


def clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of all sentences, in order."""
    found: list[Clause] = []
    for order, sentence in enumerate(sentences(text)):
        for words, breaks in _parts(sentence):
            found.append(Clause(words, breaks, "?" in sentence, " ".join(sentence.split()), order))
    return tuple(found)


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, punctuation left out."""
    return tuple(word for word in _tokens(text) if word not in "?,:()")


def _blocks(text: str) -> list[str]:
    blocks: list[str] = []
    previous = ""
    for line in text.splitlines():
        bare = line.strip()
        continues = previous and bare and _runs_on(previous, bare, line)
        if continues:
            blocks[-1] += " " + bare
        elif bare:
            blocks.append(_BULLET.sub("", bare))
        previous = bare
    return blocks


def _runs_on(previous: str, bare: str, line: str) -> bool:
    if _BULLET.match(line) or previous[-1] in ".!?:;|" or "|" in bare:
        return False
    if previous.endswith(",") and len(previous) < 30:
        return False
    return len(previous) >= 50 or bare[0].islower()


def _cut(block: str) -> list[str]:
    pieces = re.split(r"(?<=[.!?;…])\s+", block)
    joined: list[str] = []
    for piece in pieces:
        if joined and _is_abbreviation(joined[-1], piece):
            joined[-1] += " " + piece
        elif piece.strip():
            joined.append(piece)
    return joined


def _is_abbreviation(before: str, after: str) -> bool:
    if not before.endswith("."):
        return False
    last = fold(before[:-1]).split()[-1:] or [""]
    word = last[0].strip("(\"'")
    if word in _ABBREVIATIONS or re.fullmatch(r"\d{1,2}", word):
        return True
    return after[:1].isdigit() and bool(re.fullmatch(r"[a-z]{1,5}|\d{1,2}", word)) and word != "on"


def _parts(sentence: str) -> list[tuple[tuple[str, ...], frozenset[int]]]:
    parts: list[tuple[tuple[str, ...], frozenset[int]]] = []
    words: list[str] = []
    breaks: set[int] = set()
    for piece in _tokens(sentence):
        if piece == "?":
            continue
        if piece in ",:()":
            breaks.add(len(words))
            continue
        if (piece in _TURNS and len(words) > 2) or len(words) >= LONGEST_CLAUSE:
            parts.append((tuple(words), frozenset(breaks)))
            words, breaks = [], set()
        words.append(piece)
    if words:
        parts.append((tuple(words), frozenset(breaks)))
    return parts


def _tokens(text: str) -> list[str]:
    folded = fold(_ADDRESS.sub(" @ ", text))
    if "'" in folded or "nt" in folded or "cannot" in folded:
        for pattern, plain in _CONTRACTIONS:
            folded = pattern.sub(plain, folded)
    return _WORD.findall(folded)
