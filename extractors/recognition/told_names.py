"""Reads who is paid out of sentences: "we have sent 21,924.28 USD to Kestrel AG by bank transfer"."""

import re
from collections.abc import Iterator, Sequence

from extractors.recognition.customers import firm_at_start, is_firm, name_key
from extractors.recognition.firm_words import begins_as_name, begins_trade, holds_trade, legal_forms, trades
from extractors.recognition.naming import is_label
from extractors.recognition.party import PARTICLES, Party, is_bank
from extractors.recognition.pieces import Row
from extractors.recognition.words import components, fold

_TO = re.compile(
    r"(?:^|\s)(?:to|an|à|a|al|alla|allo|ai|aan|para|zugunsten(?: der| von)?|in favou?r of|en faveur de|"
    r"à l'ordre de|ten gunste van|a favor de|a favore di)\s+"
    r"(?P<article>(?:(?:die |la |de )?(?:[Ff]irma|soci[eé]t[eé]|societ[aà]|sociedad|ditta|empresa)|"
    r"the|die|den|der|la|le|el|il|lo|de|het|o|messrs\.?) )?(?=[^\W\d_a-z]|\()"
)
_LONGEST = 14
_NEXT_ROWS = 1
"""Rows behind that of the preposition: so far a name may wrap."""
_OF_PAYING = frozenset({"PAID", "TRANSFER", "PAYEE"})
_NONE = frozenset({"YOUR", "OUR", "ACCOUNT", "DOC", "AMOUNT", "TOTAL", "DATE", "REF", "BANK", "CONTACT"})
_STOPS = (".", ":", ";", "!", "?", ")")
_WITHIN = frozenset({"et", "and", "und", "e", "y", "en", "&", "+", "i", "van", "'t"})


def told_payee(rows: Sequence[Row], payer: Party | None) -> Party | None:
    """Return the one name to which sentences say that money was paid; None where it is not one."""
    found = [party for party in _told(rows) if payer is None or name_key(party.name) != name_key(payer.name)]
    return found[0] if len({name_key(party.name) for party in found}) == 1 else None


def told_doubts(payee: Party | None, rows: Sequence[Row]) -> list[str]:
    """Doubt a told name that nothing but its sentence shows to be one."""
    if payee is None or payee.proof != "told" or _is_shown(payee, rows):
        return []
    return [f'"{payee.name}" may not be who is paid; nothing but a sentence says so.']


def _told(rows: Sequence[Row]) -> Iterator[Party]:
    for at, row in enumerate(rows):
        if len(row.pieces) != 1 or row.ruled:
            continue
        text = " ".join(row.text.split())
        behind = _flowing(rows, at)
        for place in _TO.finditer(text):
            said = components(f"{_sentence_before(rows, at)} {text} {behind}")[0]
            if not said & _OF_PAYING or "CONTACT" in components(text)[0]:
                continue
            name = _name_at_start(f"{text[place.end() :]} {behind}")
            if name and _is_name(name) and (not place["article"] or is_firm(name)):
                yield Party(name, row.pieces[0], 0.8, "told")


def _flowing(rows: Sequence[Row], at: int) -> str:
    """Return the text of the next row where a sentence goes on there."""
    below = rows[at + 1 : at + 1 + _NEXT_ROWS]
    same = [row for row in below if len(row.pieces) == 1 and not row.ruled and row.page == rows[at].page]
    wraps = rows[at].text.rstrip()[-1:] not in _STOPS
    return " ".join(" ".join(row.text.split()) for row in same) if wraps else ""


def _sentence_before(rows: Sequence[Row], at: int) -> str:
    above = rows[at - 1].text.rstrip() if at else ""
    return "" if not above or above.endswith((*_STOPS, ",")) else " ".join(above.split())


def _name_at_start(text: str) -> str | None:
    """Return the name with which the rest of a sentence begins: up to words in small letters or figures."""
    words: list[str] = []
    for word in text.split()[:_LONGEST]:
        if not _goes_on(word, words):
            break
        words.append(word)
        if word.endswith(_STOPS[1:5]) or (word.endswith(".") and _ends_sentence(word)):
            break
    while words and (words[-1] in PARTICLES or words[-1] in _WITHIN):
        words.pop()
    run = " ".join(words).strip(" ,:;")
    firm = run if is_firm(run) else firm_at_start(run)
    if firm and not holds_trade(run):
        return firm
    head, _, rest = run.partition(", ")
    named = f"{head}{_calling(text, head)}"
    return (run if holds_trade(run) and not rest else named).rstrip(".,") or None


def _calling(text: str, name: str) -> str:
    """Return the trade behind a name and its comma: ", géomètre"."""
    words = text.removeprefix(f"{name}, ").split() if name and text.startswith(f"{name}, ") else []
    sizes = (size for size in (3, 2, 1) if fold(" ".join(words[:size])) in trades())
    size = next(sizes, 0)
    return ", " + " ".join(words[:size]).strip(",.") if size else ""


def _goes_on(word: str, words: Sequence[str]) -> bool:
    if words and words[-1].endswith(",") and not (word[:1].isupper() or begins_trade(word)):
        return False
    plain = word.strip("(),.;:")
    if re.fullmatch(r"\(\d{4}\)", word.rstrip(",")):
        return True
    if any(map(str.isdigit, plain)) or "@" in plain:
        return False
    return plain[:1].isupper() or (
        bool(words)
        and (word in PARTICLES or word in _WITHIN or begins_trade(word) or fold(plain) in legal_forms())
    )


def _ends_sentence(word: str) -> bool:
    """ "Ltd." and "B.V." end a name's form, a plain word with a full stop its sentence."""
    return len(word.strip(".")) > 4 and "." not in word[:-1]


def _is_name(name: str) -> bool:
    said, share = components(name)
    if (said & _NONE and share > 0.34) or is_label(name) or is_bank(name) or len(name) < 4:
        return False
    return is_firm(name) or len(name.split()) > 1


def _is_shown(party: Party, rows: Sequence[Row]) -> bool:
    name = party.name
    if is_firm(name) or holds_trade(name) or begins_as_name(name) or fold(name).split()[-1] in trades():
        return True
    key = f" {name_key(name)} "
    return sum(key in f" {fold(row.text)} " for row in rows) > 1
