"""Judges the firm that a document names at its end: who signs it, or whose particulars its foot gives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.recognition.addresses import is_address, says_more
from extractors.recognition.customers import is_firm, name_key
from extractors.recognition.firm_words import begins_as_name, holds_trade, trades
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import components, fold, is_exactly, starts_with

_LAST = 6
"""In rows from the end: where a signature or the foot may stand."""
PARTICLES = frozenset(
    {
        *("de", "du", "des", "la", "le", "les", "of", "the", "and", "und", "von", "der", "die", "das", "di"),
        *("del", "della", "dei", "van", "het", "do", "da", "dos", "das", "e", "y", "et", "en", "di", "dello"),
        *("dott.", "dott.ssa", "prof.", "ing.", "avv.", "geom.", "dr.", "med.", "h.c.", "c/o", "auf", "am"),
        *("d.b.a.", "d/b/a", "dba", "t/a", "h.o.d.n.", "hodn", "trading", "as", "handelend", "onder"),
    }
)
"""Stand within names in small letters, also titles and what brings a name in trade."""
_TOP = 3
"""Rows: whose name stands so high heads the page."""
_HEAD, _LINES = 10, 3
"""Rows of a letter's head; rows between a name and its address."""
_LONGEST_NAME, _LONGEST_ADDRESS = 70, 110
_WORDS, _KNOWN = 7, 0.6
"""A name has so many words at most, and of them less than this share are words of the trade."""
_THIS = frozenset(
    {
        *("this", "these", "diese", "dieser", "dieses", "ce", "cette", "ces", "esta", "este", "questa"),
        *("questo", "deze", "dit", "our", "unsere"),
    }
)
"""Words that begin sentences about the document itself: "Diese Nachricht nennt zwei Zahlungen."."""
_SHORT = 50
"""In letters: what is longer goes on to say something."""
_DETAILS = frozenset({"CONTACT", "TAX", "ACCOUNT"})
_REGISTERS = frozenset("siren siret rcs hrb hra kvk nif nipc cif cnpj rea registered".split())  # noqa: SIM905
_OF_TRADE = frozenset({"DOC", "PAID", "TRANSFER", "DATE", "TOTAL", "AMOUNT", "ADVICE", "CONTACT", "REF"})
_BANK = ("bank", "banque", "banco", "banca", "sparkasse", "caixa", "caisse", "giro", "kasse", "credit")
_TELEPHONE = re.compile(r"^(?:[A-Za-z.:]{0,10}\s*)?\+?[\d()/.\-\s]{8,24}$")
_PERSON = re.compile(r"^(?:[^\W\d_]\.\s?){1,3}[^\W\d_]{2,}$|^(?:[^\W\d_]{2,}\s){1,2}[^\W\d_]{2,}$")


@dataclass(frozen=True, slots=True)
class Party:
    """A name as printed, where it stands and how it was found."""

    name: str
    piece: Piece
    confidence: float
    proof: str


@dataclass(frozen=True, slots=True)
class Below:
    """The firm at the end of a document; `sends` where it signs or gives its particulars there."""

    party: Party
    sends: bool


def same(party: Party, other: Party | None) -> bool:
    """Tell whether two parties are one firm, legal forms apart."""
    return other is not None and name_key(party.name) == name_key(other.name)


def firm_below(
    rows: Sequence[Row], firms: Sequence[Party], head: Party | None, payee: Party | None, text: str
) -> Below | None:
    """Return the only other firm where it stands at the end, None without one.

    Where the head names two firms, they are sender and addressee, and a third is neither.
    """
    others = [firm for firm in firms if not same(firm, head) and not same(firm, payee)]
    if len({name_key(firm.name) for firm in others}) != 1 or payee is not None:
        return None
    firm = others[-1]
    at = next((n for n in range(len(rows) - 1, -1, -1) if firm.piece in rows[n].pieces), None)
    if at is None or is_bank(firm.name) or others[0].piece is not firm.piece:
        return None
    if at < len(rows) - _LAST and not _is_closed(rows, at):
        return None
    if head is not None and any(head.piece in row.pieces for row in rows[at - 1 :]):
        return None
    sends = _gives_particulars(firm.name, text) or _signs(rows, at, firm)
    return Below(Party(firm.name, firm.piece, 0.8, "signature" if sends else "foot"), sends)


def addressed(rows: Sequence[Row], payer: Party) -> Party | None:
    """Return the name above the second address of a letter's head, below the payer's own, or None."""
    head = list(rows[:_HEAD])
    start = next((at for at, row in enumerate(head) if payer.piece in row.pieces), None)
    if start is None:
        return None
    own = next((at for at in range(start + 1, len(head)) if _gives_address(head[at])), None)
    if own is None or own - start > _LINES:
        return None
    for at in range(own + 2, len(head)):
        office = starts_with(head[at - 1].text, "department") and at - 2 > own
        above = head[at - 2] if office else head[at - 1]
        name = " ".join(above.text.split()).strip(" ,")
        if _gives_address(head[at]) and not above.ruled and _may_be_addressee(name):
            return Party(name, above.pieces[0], 0.65, "address")
    return None


def head_name(rows: Sequence[Row], payee: Party | None) -> Party | None:
    """Return the name that stands first in a document, right above its address; None without one."""
    if len(rows) < _TOP or len(rows[0].pieces) != 1 or not _gives_address(rows[1]):
        return None
    party = Party(" ".join(rows[0].text.split()).strip(" ,"), rows[0].pieces[0], 0.65, "letterhead")
    return party if _may_be_addressee(party.name) and not same(party, payee) else None


def sender_told(rows: Sequence[Row], payee: Party | None) -> Party | None:
    """Return who the first sentence says has paid: "University of Example has sent you a payment."."""
    for row in rows[:_TOP]:
        words = row.text.split()
        said = components(row.text)[0] if len(row.text) < _LONGEST_ADDRESS else frozenset()
        if len(row.pieces) != 1 or not row.text.endswith(".") or not said & {"PAID", "TRANSFER"}:
            continue
        size = next((at for at, word in enumerate(words) if word.islower() and word not in PARTICLES), 0)
        name = " ".join(words[:size]).strip(" ,")
        if size > 1 and _may_be_addressee(name) and not is_bank(name) and fold(words[0]) not in _THIS:
            party = Party(name, row.pieces[0], 0.65, "words")
            return None if same(party, payee) else party
    return None


def signing(rows: Sequence[Row], firms: Sequence[Party], *, last: bool) -> Party | None:
    """Return the firm or house right below closing words, else the last firm of a mail (`last`)."""
    closed = next((at for at, row in enumerate(rows) if _closes(row.text)), len(rows))
    below = [piece for row in rows[closed : closed + _LAST] for piece in row.pieces]
    firm = next((firm for firm in firms if firm.piece in below), None) or _house(below[1:])
    if firm is None and last and firms:
        firm = firms[-1]
    return Party(firm.name, firm.piece, 0.7, "signature") if firm else None


def _house(below: Sequence[Piece]) -> Party | None:
    """Return the name among those who sign that shows itself to be a house's: "Association Tilleul"."""
    for piece in below:
        name = " ".join(piece.text.split("\n")[0].split()).strip(" ,")
        shown = (
            begins_as_name(name) or holds_trade(name) or (", " in name and fold(name).split()[-1] in trades())
        )
        if shown and _may_be_addressee(name):
            return Party(name, piece, 0.65, "signature")
    return None


def is_greeted(line: str) -> bool:
    """Tell whether a line greets somebody by name: "Dear Oakham Crates Ltd,"."""
    return line.rstrip().endswith((",", "!", ":")) and starts_with(line, "greeting")


def greeted(rows: Sequence[Row], payer: Party) -> Party | None:
    """Return the firm that a letter greets; None where it greets a person or somebody unknown."""
    for row in rows:
        if not is_greeted(row.text):
            continue
        words = row.text.strip(" ,!:").split()
        while len(words) > 1 and starts_with(" ".join(words), "greeting"):
            words = words[1:]
        party = Party(" ".join(words), row.pieces[0], 0.65, "words")
        if is_firm(party.name) and not same(party, payer):
            return party
    return None


def _gives_address(row: Row) -> bool:
    """A street with its number or a code with its town, also both in one line behind commas."""
    parts = re.split(r",\s", row.text)
    coded = any(
        re.search(r"(?:^|\s)[A-Z]{0,2}-?\d{3,5}(?:-\d{3})?(?:\s|$)|[A-Z]{1,2}\d{1,2} \d[A-Z]{2}", p)
        for p in parts
    )
    return is_address(row) or (
        len(parts) > 1 and coded and len(row.text) < _LONGEST_ADDRESS and not says_more(row)
    )


def _may_be_addressee(name: str) -> bool:
    plain = 3 < len(name) <= _LONGEST_NAME and name[:1].isupper() and not re.search(r"[\d:@!?]", name)
    said, share = components(name)
    polite = starts_with(name, "closing") or is_exactly(name, "greeting")
    named = holds_trade(name) or (not said & _OF_TRADE and share <= _KNOWN)
    return plain and named and not polite


def name_of_foot(rows: Sequence[Row], head: Party) -> str | None:
    """Return the name without a legal form that begins a line of particulars at the end, None without one."""
    for row in rows[-_LAST:]:
        parts = re.split(r"\s[-–·•|]\s|[,;|·•]", " ".join(row.text.split()))
        name, rest = parts[0].strip(), " ".join(parts[1:])
        words = re.split(r"[\s:.]+", rest)
        told = set().union(*(components(word)[0] for word in words), set())
        told_so = "TAX" in told or any(fold(word) in _REGISTERS for word in words)
        if told_so and _may_head(name, rest) and name_key(name) != name_key(head.name):
            return name
    return None


def _may_head(name: str, rest: str) -> bool:
    known, share = components(name)
    worded = 1 < len(name.split()) <= _WORDS and name[:1].isupper() and not re.search(r"[\d:@]", name)
    named = not is_bank(name) and not starts_with(name, "place")
    return worded and not known and share < _KNOWN and named and any(map(str.isdigit, rest))


def is_bank(name: str) -> bool:
    """Tell whether a name is a bank's, which passes money on and is not paid."""
    words = fold(name).split()
    return any(word.startswith(_BANK) or word.endswith(("bank", "kasse")) for word in words)


def _gives_particulars(name: str, text: str) -> bool:
    """A line that begins with the firm and goes on with its telephone, tax or register numbers."""
    for line in text.split("\n"):
        line = " ".join(line.split())
        if not line.startswith(name):
            continue
        rest = line[len(name) :]
        told = set().union(*(components(word)[0] for word in re.split(r"[\s·•|:,.]+", rest)), set())
        if told & _DETAILS and any(map(str.isdigit, rest)):
            return True
    return False


def _signs(rows: Sequence[Row], at: int, firm: Party) -> bool:
    """Tell whether the firm stands alone below closing words or a person, or above a telephone's number."""
    if " ".join(rows[at].text.split()).strip(" ,") != firm.name:
        return False
    below = rows[at + 1].text if at + 1 < len(rows) else ""
    if at + 1 < len(rows) and is_address(rows[at + 1]) and not _is_closed(rows, at):
        return False
    above = [row.text for row in rows[max(0, at - 3) : at] if not row.ruled]
    told = components(below)[0] if len(below) < 60 else frozenset()
    called = bool(_TELEPHONE.match(below.strip())) or "CONTACT" in told or "@" in below
    return called or any(_closes(text) for text in above) or any(is_person(text) for text in above[-2:])


def _is_closed(rows: Sequence[Row], at: int) -> bool:
    """Tell whether closing words stand right above: who follows signs, even with an address below."""
    return at > 0 and _closes(rows[at - 1].text)


def _closes(text: str) -> bool:
    return starts_with(text, "closing") and len(text) <= _SHORT


def person_below(rows: Sequence[Row], payer: Party | None) -> bool:
    """Tell whether the payer's name is a person's, below the head: perhaps of who writes for the payer."""
    if payer is None or payer.proof not in ("letterhead", "signature"):
        return False
    if is_firm(payer.name) or not is_person(payer.name):
        return False
    at = next((n for n, row in enumerate(rows) if payer.piece in row.pieces), 0)
    return at >= _TOP or any(_closes(row.text) for row in rows[:at])


def is_person(text: str) -> bool:
    """Tell whether a text reads as the name of a person: "Jane Toll", "J. P. Wain", "Anouk de Wit"."""
    plain = " ".join(word for word in text.split() if word not in PARTICLES)
    return bool(_PERSON.match(plain)) and not components(text)[0] and plain.istitle()
