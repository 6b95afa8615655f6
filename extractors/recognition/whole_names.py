"""Takes a payer's or payee's name whole: partners before a comma, trade names and owners behind it."""

import re
from collections.abc import Sequence

from extractors.recognition.customers import is_firm, parts_and_separators
from extractors.recognition.firm_words import begins_trade, legal_forms
from extractors.recognition.name_tails import Tail, before_firm, tail_of
from extractors.recognition.naming import is_label, may_name
from extractors.recognition.party import PARTICLES, is_person
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import components, fold, label_meaning, starts_with

_COLON = re.compile(r":\s")
_FIGURE = re.compile(r"\d")
_ALIGNED = 4
"""In points: how far the parts of one cell may begin from one another."""
_LONGEST = 70
_PARTNERS = 3
"""In words: the names before a comma that a firm's name goes on behind."""
_SENTENCE = 10
"""In words: a longer line is a sentence, whose words around a name are none of it."""


def whole_name(text: str, name: str) -> str:
    """Return the name with what its line says of it before and behind."""
    line = _line_with(text, name)
    start = line.find(name)
    if start < 0 or len(line.split()) > _SENTENCE + 4:
        return name
    begin, end = start, start + len(name)
    before = line[:start]
    if before.rstrip().endswith((",", "&")) and _names_partners(before):
        begin = len(before) - len(_partners(before))
    begin -= len(before_firm(before, name)) if begin == start else 0
    behind = line[end:]
    mark = len(behind) - len(behind.lstrip(" ,-–("))
    if behind[mark:] and begins_trade(behind[mark:]):
        end += _length_of_trade(behind, mark)
    elif calling := _calling_behind(name, behind):
        end += len(calling)
    found = line[begin:end].strip(" ,-–")
    return found if len(found) <= _LONGEST else name


def cut_name(text: str, name: str, *, heads: bool = False) -> str | None:
    """Return the line of a name where words beside it may belong to it, else None.

    `heads`: it stands at the head of a document, where nobody signs for a firm.
    """
    line = _line_with(text, name)
    start = line.find(name)
    if start < 0 or len(line.split()) > _SENTENCE:
        return None
    before, behind = line[:start].strip(" ,;-–/"), line[start + len(name) :].strip(" ,;.")
    if not is_firm(name):
        behind = behind.lstrip("-–/ ")  # of a name without a legal form nothing says where it ends
    dashed = line[:start].rstrip()[-1:] in ("-", "–")
    beside = _may_belong(before, last=True) and (heads or dashed or not is_person(before))  # who signs
    joined = is_firm(name) and _joins(name, line[start + len(name) :])
    return " ".join(line.split()) if beside or joined or _may_belong(behind) else None


def wrapped_name(text: str, piece: Piece, rows: Sequence[Row], at: int) -> str:
    """Add the next row to a name that needs it to be a firm's: "Val d'Ouro, C.R.L." under "Cooperativa"."""
    below = rows[at + 1] if at + 1 < len(rows) else None
    if is_firm(text) or below is None or len(below.pieces) != 1 or below.page != rows[at].page:
        return text
    rest = below.pieces[0]
    whole = f"{text} {rest.text}"
    under = abs(rest.left - piece.left) < _ALIGNED and piece is not rows[at].pieces[0]
    return whole if under and is_firm(whole) and may_name(whole) and not is_label(rest.text) else text


def _line_with(text: str, name: str) -> str:
    lines = [line for line in text.split("\n") if name in line]
    line = lines[0] if lines else ""
    parts = _COLON.split(line)
    return next((part for part in parts if name in part), line)


def _partners(before: str) -> str:
    """Return the partners at the end of what stands before a name, without the caption before them."""
    behind_small = re.split(r"(?<= )[^\W\d_A-Z][^\W\d_]* (?=[A-Z])", before)
    return behind_small[-1].lstrip()


def _calling_behind(name: str, behind: str) -> str:
    """Return what stands behind a firm's name up to the end of a calling: ", Solicitors"."""
    pairs = parts_and_separators(behind)
    if len(pairs) < 2 or pairs[0][1].strip() or tail_of(name, *pairs[1]) is not Tail.PART:
        return ""
    return behind[: behind.index(pairs[1][1]) + len(pairs[1][1])]


def _joins(name: str, behind: str) -> bool:
    """Tell whether a firm's name goes on with words of unknown use: ", soc. agr.", " - Werk Süd"."""
    pairs = parts_and_separators(behind)
    if len(pairs) != 2 or pairs[0][1].strip() or tail_of(name, *pairs[1]) is not Tail.UNKNOWN:
        return False
    small = 0 < len(pairs[1][1].split()) <= _PARTNERS and pairs[1][1][:1].islower()
    return small or pairs[1][0].strip() in ("-", "–")


def _names_partners(before: str) -> bool:
    """Tell partners ("Harlow, Pike & ") from a person who writes for the firm ("Jane Toll, ")."""
    if starts_with(before, "closing") or is_person(before.strip(" ,")):
        return False
    if len(_partners(before).split()) > 1 and "&" not in before:
        return False
    words = before.strip(" ,&").split()
    plain = 0 < len(words) <= _PARTNERS and not _FIGURE.search(before) and ":" not in before
    return plain and words[0][:1].isupper() and not components(before)[0] and label_meaning(before) is None


def _length_of_trade(behind: str, mark: int) -> int:
    """Return how far a trade name or owner reaches: to figures, a separator or the end."""
    stop = re.search(r"\s*[|·•;]|\s[-–]\s|,|\s\S*\d", behind[mark:])
    reach = mark + stop.start() if stop and stop.start() else len(behind)
    return reach


def _may_belong(words: str, *, last: bool = False) -> bool:
    """Tell whether words beside a name are neither an address, a word of the trade nor a label."""
    said = words.split()
    if not any(map(str.isalpha, words)) or "@" in words or _FIGURE.search(words):
        return False
    near = said[-1] if last else said[0]
    if fold(near) in legal_forms():
        return not last  # "GmbH & Co." that goes on with "KG" was cut
    if label_meaning(words) is not None or components(near)[0] or starts_with(words, "closing"):
        return False
    owned = (
        near in PARTICLES and len(said) > 1 and said[1][:1].isupper() and not last
    )  # "S.a.s. di L. Viganò"
    return owned or near[:1].isupper() or near[:1] == "("
