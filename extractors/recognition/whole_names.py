"""Takes a payer's or payee's name whole: partners before a comma, trade names and owners behind it."""

import re
from collections.abc import Sequence

from extractors.recognition.customers import is_firm, parts_and_separators
from extractors.recognition.firm_words import legal_forms
from extractors.recognition.naming import is_label, may_name
from extractors.recognition.party import is_person
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import components, fold, label_meaning

_COLON = re.compile(r":\s")
_FIGURE = re.compile(r"\d")
_TRADING = re.compile(
    r"^\(?(?:t/as?\b|trading as\b|d\.?/?b\.?/?a\b|doing business as\b|h\.?o\.?d\.?n\b|handelende? onder\b|"
    r"handelnd unter\b|inh(?:aber(?:in)?)?\b|a socio unico\b|socio unico\b|unipersonale?\b|"
    r"(?:soc(?:iet[aà]|iedad)?|soc\.) unipersonale?\b|unipessoal\b|en (?:nom propre|liquidation)\b|eirl\b|"
    r"nome comercial\b|nombre comercial\b|enseigne\b|eenmanszaak\b|(?:in|en|em) liqui|i\.\s?l\.|"
    r"(?:mme|mlle|mrs|ms|mr|herr|frau|sig(?:\.ra|ra)?|dott(?:\.ssa|ssa)?)\b)",
    re.IGNORECASE,
)
"""What brings a name in trade, its owner or its state: "t/a Mundham Kitchens", "Inh. Petra Savona"."""
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
    behind = line[end:]
    mark = len(behind) - len(behind.lstrip(" ,-–("))
    if behind[mark:] and _TRADING.match(behind[mark:]):
        end += _length_of_trade(behind, mark)
    found = line[begin:end].strip(" ,-–")
    return found if len(found) <= _LONGEST else name


def cut_name(text: str, name: str) -> str | None:
    """Return the line of a name where words beside it may belong to it, else None."""
    line = _line_with(text, name)
    start = line.find(name)
    if start < 0 or len(line.split()) > _SENTENCE:
        return None
    before, behind = line[:start].strip(" ,;"), line[start + len(name) :].strip(" ,;.")
    if not is_firm(name):
        behind = behind.lstrip("-–/ ")  # of a name without a legal form nothing says where it ends
    beside = _may_belong(before, last=True) and not is_person(before)  # who signs for the firm
    return " ".join(line.split()) if beside or _may_belong(behind) else None


def begins_trade(text: str) -> bool:
    """Tell whether words bring a name in trade, an owner or a firm's state: "t/a Mundham Kitchens"."""
    return bool(_TRADING.match(text.strip()))


def holds_trade(name: str) -> bool:
    """Tell whether a name holds such words: "R. Tollard t/a Halvor Timber", "Nordkap GmbH i.L."."""
    words = name.split()
    return any(begins_trade(" ".join(words[at:])) for at in range(1, len(words)))


def labelled_name(text: str) -> str:
    """Return the name in a label's value: all of it but for an address, a number or what else follows."""
    pairs = parts_and_separators(text)
    head = pairs[0][1]
    for separator, part in pairs[1:]:
        goes_on = _TRADING.match(part) or (not is_firm(head) and is_firm(f"{head}, {part}"))
        if not goes_on or _FIGURE.search(part) or len(head) + len(part) > _LONGEST:
            break
        head = f"{head}{separator}{part}"
    return head.strip(" ,")


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


def _names_partners(before: str) -> bool:
    """Tell partners ("Harlow, Pike & ") from a person who writes for the firm ("Jane Toll, ")."""
    if is_person(before.strip(" ,")) or (len(_partners(before).split()) > 1 and "&" not in before):
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
    if label_meaning(words) is not None or components(near)[0]:
        return False
    return near[:1].isupper() or near[:1] == "("
