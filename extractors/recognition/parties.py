"""Finds who pays and who is paid: labels first, then the letterhead, then names that the ledger knows."""

import re
from collections.abc import Sequence

from domain.dialect_numbers import CODES
from domain.ledger import Ledger
from extractors.recognition.captions import tells_payments, without_title
from extractors.recognition.customers import customer_named, firm_at_start, is_firm, name_key, name_parts
from extractors.recognition.labels import BLANK_IN_NAME, Labelled, by_concept
from extractors.recognition.methods import is_method
from extractors.recognition.naming import OF_PAYMENTS, is_label, names_public_body
from extractors.recognition.party import (
    Party,
    addressed,
    firm_below,
    greeted,
    head_name,
    is_bank,
    is_greeted,
    name_of_foot,
    person_below,
    same,
    sender_told,
    signing,
)
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.roles import role_doubts
from extractors.recognition.whole_names import cut_name, labelled_name, whole_name
from extractors.recognition.words import components, fold, is_exactly, says, starts_with
from extractors.recognition.wrapped_names import wrapped_doubts

_HEAD_ROWS = 14
_SHORTEST_SENTENCE, _COLON = 3, re.compile(r":\s+")
_TOP_ROWS = 2
"""A name that stands lower is an addressee's or nobody's."""
_LONGEST_PARTICLE = 3
"""In letters: "de", "und", "van der" stand within names in small letters."""
_WHOLE = ("customer_name", "our_name", "words", "signature")
"""Proofs of names whose line says more than the name."""
_SIGNATURE_ROWS = 6
_OWN_NUMBER = re.compile(r"^\d{5,}(?:\s*[-–/:]\s*|\s+)(?=[^\W\d])")
"""What a payer's books call us stands before our name: "40021 Kestrel Inc."."""
_TITLE_WORDS = (
    "advice",
    "avis",
    "aviso",
    "avviso",
    "advies",
    "remittance",
    "zahlungsavis",
    "bordereau",
    "mitteilung",
    "memorandum",
    "mededeling",
    "comunica",
)


def parties(
    rows: Sequence[Row],
    found: Sequence[Labelled],
    ledger: Ledger | None,
    *,
    letter: bool,
    company: str | None = None,
    text: str = "",
) -> tuple[Party | None, Party | None, list[str]]:
    """Return (payer, payee, doubts in words); None where nothing sure enough names one.

    `letter` is False for the text of a mail, whose head is no letterhead. `company` is our own
    name: where it is printed it names the payee, and nobody else's payer. `text` is the document's
    as printed, firms' particulars included.
    """
    ours = _our_name(rows, company)
    payee = _labelled(found, "payee") or ours
    payer = _labelled(found, "payer")
    if payer is not None and same(payer, ours):
        payer = None
    firms = [firm for firm in _firms(rows) if not same(firm, ours)]
    if payer is None:
        payer = _known_customer(firms, rows, ledger, payee)
    doubts = _two_payees(found)
    if payer is None and letter:
        payer, unsure = _heading(rows, firms, payee, text)
        doubts += unsure
    if payer is None and not letter:
        payer = signing(rows, [firm for firm in firms if not same(firm, payee)])
    if payee is None and letter and payer is not None:
        payee = _other_firm(firms, payer)
    payer, unsure = _signed(rows, payer, payee)
    if payee is None and payer is not None:
        payee = (addressed(rows, payer) if letter else None) or greeted(rows, payer)
    unsure += _cut_names(payer, payee) + wrapped_doubts(rows, (payer, payee))
    return payer, payee, doubts + (unsure or role_doubts(rows, firms, payer, payee))


def _other_firm(firms: Sequence[Party], payer: Party) -> Party | None:
    """Return the first firm that neither pays nor is a bank."""
    paid = (firm for firm in firms if not same(firm, payer) and not is_bank(firm.name))
    return next((Party(firm.name, firm.piece, 0.7, "address") for firm in paid), None)


def _heading(
    rows: Sequence[Row], firms: Sequence[Party], payee: Party | None, text: str
) -> tuple[Party | None, list[str]]:
    """Return who heads or signs the document, and a doubt where another name stands above or at its end."""
    payer = _letterhead(rows, firms, payee)
    if payer is None:
        return None, []
    below = firm_below(rows, firms, payer, payee, text)
    if below is not None and below.sends:
        return below.party, []
    ends = below.party.name if below is not None else None
    if below is None and payee is None:
        if name := _above(rows, firms, payer):
            return payer, [f'"{name}" stands above "{payer.name}"; nothing says which of them pays.']
        ends = name_of_foot(rows, payer)
    if ends is None:
        return payer, []
    both = f'"{payer.name}" heads the document and "{ends}" ends it'
    return payer, [f"{both}; nothing says which of them pays."]


def _signed(rows: Sequence[Row], payer: Party | None, payee: Party | None) -> tuple[Party | None, list[str]]:
    """Take the public body that signs where a person or nobody was found; doubt a person who may write."""
    if payer is not None and not person_below(rows, payer):
        return payer, []
    signed = _public_body(rows[-_SIGNATURE_ROWS:], payee)
    if signed is not None or payer is None:
        return signed, []
    return payer, [f'"{payer.name}" may be who writes for the payer.']


def _cut_names(payer: Party | None, payee: Party | None) -> list[str]:
    """Doubt names whose line goes on with words that nobody knows, but for those of a customer of ours."""
    named = [
        party
        for party in (payer, payee)
        if party and party.proof not in ("customer_name", "our_name", "words")
    ]
    whole = [line for party in named if (line := cut_name(party.piece.text, party.name)) is not None]
    return [f'"{line}" may be the whole name.' for line in whole]


def _our_name(rows: Sequence[Row], company: str | None) -> Party | None:
    """Return our own name as printed, with its legal form where that stands behind it."""
    key = name_key(company) if company else ""
    if len(key) < 3:
        return None
    for row in rows:
        for piece in row.pieces:
            if f" {key} " not in f" {fold(piece.text)} ":
                continue
            for part in _parts(piece.text):
                if name_key(part) == key:
                    return Party(part.strip(" ,"), piece, 0.9, "our_name")
    return None


def _labelled(found: Sequence[Labelled], concept: str) -> Party | None:
    hit = next((hit for hit in by_concept(found, concept) if not _is_sentence(hit.text)), None)
    if hit is None:
        return None
    return Party(_name_part(hit.text), hit.piece, 0.95 if hit.how != "below" else 0.9, "label")


def _two_payees(found: Sequence[Labelled]) -> list[str]:
    """A factor's advice names both who is paid and who sold the claims: labels alike that name two firms."""
    hits = [hit for hit in by_concept(found, "payee") if not _is_sentence(hit.text)]
    names = {name_key(_name_part(hit.text)): _name_part(hit.text) for hit in hits if hit.rank == hits[0].rank}
    return [f"{' and '.join(names.values())} are both named as payee."] if len(names) > 1 else []


def _is_sentence(text: str) -> bool:
    """Words that go on in small letters and end in a full stop name nobody."""
    return text[:1].islower() and text.endswith((".", "!", ":")) and len(text.split()) > _SHORTEST_SENTENCE


def _name_part(text: str) -> str:
    head = labelled_name(_OWN_NUMBER.sub("", text))
    if "," in head and not is_firm(head):
        head = firm_at_start(head) or head
    return head if len(head) > 2 else text.strip()


def _firms(rows: Sequence[Row]) -> list[Party]:
    firms = []
    for row in rows:
        for piece in row.pieces:
            for part in _parts(piece.text):
                name = part if is_firm(part) else firm_at_start(part)
                if name and not is_label(name) and not _is_of_others(piece, name):
                    name = _with_word_before(without_title(name.strip(" ,")), row, piece)
                    name = whole_name(piece.text, name)
                    firms.append(Party(name, piece, 0.8, "letterhead"))
    return firms


def _is_of_others(piece: Piece, name: str) -> bool:
    """A firm that the payer only belongs to, and one that is greeted: "Part of Dorn plc", "Dear Dorn,"."""
    line = next((line for line in piece.text.split("\n") if name in line), piece.text)
    return starts_with(line, "belongs_to") or is_greeted(line)


def _with_word_before(name: str, row: Row, piece: Piece) -> str:
    """Return "Kessler Pumps Ltd" where a wider blank parts the first word of the name."""
    at = row.pieces.index(piece)
    before = row.pieces[at - 1] if at else None
    near = before is not None and 0 < piece.left - before.right < (row.bottom - row.top) * BLANK_IN_NAME
    if before is None or not near or row.ruled or not piece.text.startswith(name):
        return name
    plain = re.fullmatch(r"[^\W\d_][^\d:]*", before.text) and before.text[:1].isupper()
    alone = not is_firm(before.text) and not components(before.text)[0]
    return f"{before.text} {name}" if plain and alone else name


def _parts(text: str) -> list[str]:
    """Return what may be a name in a text: between separators, without the label before it."""
    return [part for line in text.split("\n") for part in name_parts(_COLON.split(line)[-1])]


def _known_customer(
    firms: Sequence[Party], rows: Sequence[Row], ledger: Ledger | None, payee: Party | None
) -> Party | None:
    if ledger is None:
        return None
    pieces = [Party(p.text, p, 0.9, "customer_name") for row in rows[:_HEAD_ROWS] for p in row.pieces]
    for party in [*firms, *pieces]:
        if len(party.name) > 60 or same(party, payee) or not re.search(r"[^\W\d_]{3}", party.name):
            continue
        if customer_named(party.name, ledger) is not None:
            return Party(party.name, party.piece, 0.95, "customer_name")
    return None


def _letterhead(rows: Sequence[Row], firms: Sequence[Party], payee: Party | None) -> Party | None:
    first = next((firm for firm in firms if not same(firm, payee) and not is_bank(firm.name)), None)
    told = sender_told(rows, payee) or _public_body(rows[:_TOP_ROWS], payee)
    if told is not None:
        return told
    head = [piece for row in rows[:4] for piece in row.pieces]
    top = next((piece for piece in head if _may_be_name(piece, payee) and not is_bank(piece.text)), None)
    if first is not None and (top is None or first.piece in head or first.piece.page == 1):
        return first
    if top is not None:
        return Party(_name_part(top.text.split("\n")[0]), top, 0.6, "letterhead")
    return head_name(rows, payee)


def _public_body(rows: Sequence[Row], payee: Party | None) -> Party | None:
    """Return the town or office whose name heads the document: it has no legal form to tell it by."""
    for piece in (piece for row in rows for piece in row.pieces):
        name = _name_part(piece.text.split("\n")[0])
        if names_public_body(name) and (payee is None or name_key(name) != name_key(payee.name)):
            return Party(name, piece, 0.7, "letterhead")
    return None


def _above(rows: Sequence[Row], firms: Sequence[Party], payer: Party) -> str | None:
    """Return the words above the only firm of a document that may name its payer, too."""
    if len({name_key(firm.name) for firm in firms}) != 1:
        return None
    for row in rows[:_TOP_ROWS]:
        if payer.piece in row.pieces:
            return None
        name = next((piece.text for piece in row.pieces if _may_be_name(piece, payer)), None)
        if name is not None:
            return name
    return None


def _may_be_name(piece: Piece, payee: Party | None) -> bool:
    text = piece.text.split("\n")[0]
    if (
        not 3 <= len(text) <= 50
        or re.search(r"\d", text)
        or ":" in text
        or text.endswith((",", "!"))  # a greeting
        or not text[:1].isupper()
        or text in CODES
    ):
        return False
    folded = fold(text)
    if is_label(text) or any(word in folded for word in _TITLE_WORDS) or says(text, "not_advice"):
        return False
    if components(text)[0] & OF_PAYMENTS or is_method(text) or _is_spoken(text):
        return False
    if len(text.split()) == 1 and tells_payments(text):
        return False  # a title: "Betalingsoverzicht"
    if starts_with(text, "closing") or is_exactly(text, "greeting"):
        return False
    return payee is None or name_key(text) != name_key(payee.name)


def _is_spoken(text: str) -> bool:
    """Tell whether words go on in small letters, as those of sentences and captions do."""
    return any(
        word.islower() and len(word) > _LONGEST_PARTICLE for word in re.findall(r"[^\W\d_]+", text)[1:]
    )
