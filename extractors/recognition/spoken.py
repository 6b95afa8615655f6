"""Reads the payment's number and day out of titles and sentences: "our transfer no. 77 of 3 May 2026"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from domain.dialect import Dialect, parse_date
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import CODES, is_amount_like
from extractors.recognition.methods import payment_method_in
from extractors.recognition.numbers import is_page_count, looks_like_number, without_sign
from extractors.recognition.pieces import Piece, Row, paragraphs, split_typed
from extractors.recognition.words import components, fold, is_exactly

_EDGES = " ,;:.()[]*•·\"'"
_FARTHEST = 5
"""In words before a number or day."""
_SENTENCE = 12
"""In words between a verb of paying and a number that is called a reference."""
_COPULAS = frozenset("is was est es ist lautet war e era".split())  # noqa: SIM905
_VERBS = frozenset(
    {
        *("transferred", "wired", "vire", "viree", "verse", "uberwiesen", "ueberwiesen", "uberwiesener"),
        *("transferido", "transferimos", "bonificato", "overgemaakt", "overgeboekt"),
    }
)
"""What stands behind these is what was paid, not what the payment is called."""
_CONNECTING = frozenset(
    {"NUM", "REF", "OUR", "ACCOUNT", "PAID", "ADVICE", "TRANSFER", "CHEQUE", "VALUE", "METHOD"}
)
_OTHERS = frozenset({"DOC", "ORDER", "CONTACT", "TAX", "PARTY", "YOUR", "DUE", "PAYEE", "PAYER"})
_OF_PAYMENT = frozenset({"PAID", "TRANSFER", "CHEQUE", "VALUE", "ADVICE"})
_SERIES = re.compile(r"[A-Z]{1,4}")
_CUT = re.compile(r"[A-Z\d/.]+-")
"""The beginning of a number that the end of a line cuts: "PAY-"."""
_LOOSE_NUMBER = re.compile(r"^(?=.*\d)[\w][\w\-/.]{2,29}$")


OWN, NAMED, SENTENCE, PAGE = 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Told:
    """A number or day that words call the payment's; `rank` as below.

    OWN: a cheque's, a transfer's; NAMED: right behind "payment"; SENTENCE: a bare reference in
    a sentence of paying; PAGE: that of the advice or page.
    """

    text: str
    piece: Piece
    rank: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    piece: Piece
    typed: bool = False
    bracketed: bool = False
    ends: bool = False
    """Whether a mark behind it, or the end of its piece, ends a clause."""


def told_references(rows: Sequence[Row], documents: frozenset[str]) -> list[Told]:
    """Return the numbers that words call a cheque's, transfer's, payment's or advice's; never `documents`."""
    found = []
    for row in paragraphs(rows):
        words = list(_words(row))
        for at, word in enumerate(words):
            if word.typed or word.text in documents or not _is_reference(word.text):
                continue
            start = at - _has_series(words, at)
            rank = _rank(words[max(0, start - _FARTHEST) : start]) or _rank_in_sentence(words, start)
            rank = rank or _rank_in_brackets(words, at)
            text = " ".join(part.text for part in words[start : at + 1 + _has_letter_behind(words, at)])
            text = text.replace("- ", "-")
            if rank and text not in documents:
                found.append(Told(text, word.piece, rank))
    return found


def told_days(rows: Sequence[Row], dialect: Dialect, documents: frozenset[str]) -> list[Told]:
    """Return the days that stand in free rows: rank OWN where words of paying stand by, else PAGE.

    A day right behind a document's number is that document's and left out.
    """
    found = []
    for row in paragraphs(rows):
        words = list(_words(row))
        for at, word in enumerate(words):
            if not word.typed or not is_date_like(word.text) or word.text.isdigit():
                continue
            before = words[max(0, at - _FARTHEST) : at]
            if _is_others(before[-3:], documents):
                continue
            said = set().union(*(components(other.text)[0] for other in words if not other.typed), set())
            method = payment_method_in(" ".join(other.text for other in words if not other.typed))
            rank = OWN if said & (_OF_PAYMENT - {"VALUE"}) or method else PAGE
            found.append(Told(word.text, word.piece, rank, parse_date(word.text, dialect)))
    return found


def _is_reference(text: str) -> bool:
    if is_page_count(text):
        return False
    return looks_like_number(text) or (bool(_LOOSE_NUMBER.match(text)) and text.isdigit())


def _has_series(words: Sequence[_Word], at: int) -> bool:
    """Tell whether capitals behind "reference" or "number" begin it: "our reference V 26/21963"."""
    if at and _CUT.fullmatch(words[at - 1].text):
        return True
    if at < 2 or not _SERIES.fullmatch(words[at - 1].text) or words[at - 1].text in CODES:
        return False
    called = components(words[at - 2].text)[0] & {"REF", "NUM"} or _is_numbers_sign(words[at - 2].text)
    return bool(called) and components(words[at - 1].text)[0] <= _OF_PAYMENT | {"METHOD"}


def _has_letter_behind(words: Sequence[_Word], at: int) -> bool:
    """Tell whether a capital that ends the sentence ends the number, too: "our reference 21345 B."."""
    behind = words[at + 1] if at + 1 < len(words) else None
    if behind is None or not behind.ends or words[at].ends or not words[at].text.isdigit():
        return False
    return len(behind.text) == 1 and behind.text.isupper()


def _is_numbers_sign(text: str) -> bool:
    return fold(text) == "n"


def _rank(before: Sequence[_Word]) -> int | None:
    """Return how surely the words before a number call it the payment's, None where they do not."""
    said: set[str] = set()
    texts: list[str] = []
    for word in reversed(before):
        parts = frozenset({"NUM"}) if _is_numbers_sign(word.text) else components(word.text)[0]
        linking = fold(word.text) in _COPULAS or not fold(word.text) or _is_link(word.text)
        if word.typed or (parts & _OTHERS and not parts & {"TRANSFER", "CHEQUE", "PAID"}):
            break
        if not (parts & _CONNECTING or linking or payment_method_in(" ".join([word.text, *texts]))):
            break
        said |= parts
        texts.insert(0, word.text)
    nouns = [text for text in texts if fold(text) not in _VERBS]
    if payment_method_in(" ".join(nouns)) or ({"TRANSFER", "CHEQUE"} & said and nouns):
        return OWN
    if "PAID" in said and said & {"NUM", "REF"}:
        return OWN
    if texts and (is_exactly(texts[-1], "payment_noun") or is_exactly(" ".join(texts[-3:]), "payment_noun")):
        return NAMED
    return PAGE if "ADVICE" in said else None


def _rank_in_sentence(words: Sequence[_Word], at: int) -> int | None:
    """Return SENTENCE for a bare "reference" of a sentence of paying: "we paid (ref. 77)"."""
    start, stated = at, at > 0 and fold(words[at - 1].text) in _COPULAS
    start -= stated
    while start and (_is_link(words[start - 1].text) or _names_reference(words[start - 1])):
        start -= 1
    if not any(_names_reference(word) for word in words[start:at]):
        return None
    if start and "YOUR" in components(words[start - 1].text)[0]:
        return None
    for word in reversed(words[max(0, start - _SENTENCE) : start]):
        parts = components(word.text)[0]
        if (parts & {"DOC", "ORDER", "TAX", "CONTACT", "PARTY"} and not stated) or (
            not word.typed and _is_reference(word.text)
        ):
            return None
        if fold(word.text) in _VERBS or payment_method_in(word.text) or parts & {"PAID", "TRANSFER"}:
            return SENTENCE
    return None


def _rank_in_brackets(words: Sequence[_Word], at: int) -> int | None:
    """Return SENTENCE for a number alone in brackets behind the day or amount that a sentence says was
    paid.
    """
    if not words[at].bracketed or not at or not (words[at - 1].typed or words[at - 1].text in CODES):
        return None
    said = set().union(*(components(word.text)[0] for word in words[:at] if not word.typed))
    paid = said & {"PAID", "TRANSFER", "ACCOUNT"} or any(fold(word.text) in _VERBS for word in words[:at])
    money = any(_is_sum(word) for word in words[:at])
    return SENTENCE if paid and money and not said & {"DOC", "ORDER"} else None


def _is_sum(word: _Word) -> bool:
    return is_amount_like(word.text) and not word.text.isdigit()


def _names_reference(word: _Word) -> bool:
    return not word.typed and "REF" in components(word.text)[0]


def _is_link(text: str) -> bool:
    """Words such as "of" and "de" are known to the trade and mean nothing by themselves."""
    found, share = components(text)
    return not found and share > 0


def _is_others(before: Sequence[_Word], documents: frozenset[str]) -> bool:
    """Tell whether the words right before a day make it a document's own or a due day."""
    if any("OTHER_DAY" in components(" ".join(w.text for w in before[at:]))[0] for at in range(len(before))):
        return True
    for word in reversed(before):
        if word.text in documents:
            return True
        if word.typed or components(word.text)[0] & {"DUE", "DOC", "ORDER", "OTHER_DAY"}:
            return True
        if not _is_link(word.text) and not components(word.text)[0] & {"DATE"}:
            return False
    return False


def _words(row: Row) -> Iterator[_Word]:
    for piece in (part for whole in row.pieces for part in split_typed(whole)):
        if is_date_like(piece.text) or (piece.words and len(piece.words) > 1 and _is_amount(piece)):
            yield _Word(piece.text, piece, True)
            continue
        parted = piece.text.replace(":", ": ").split()
        for place, word in enumerate(parted, 1):
            bare = without_sign(word.strip(_EDGES))
            if bare:
                closed = word.rstrip(" ,;:.")
                bracketed = closed.startswith("(") and closed.endswith(")")
                ends = place == len(parted) or word[-1] in ",;.)"
                yield _Word(bare, piece, bracketed=bracketed, ends=ends)


def _is_amount(piece: Piece) -> bool:
    return not any(letter.isalpha() for letter in piece.text)
