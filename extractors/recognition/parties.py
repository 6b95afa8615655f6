"""Finds who pays and who is paid: labels first, then the letterhead, then names that the ledger knows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.dialect_numbers import is_amount_like
from domain.ledger import Ledger
from extractors.recognition.captions import without_title
from extractors.recognition.customers import customer_named, firm_at_start, is_firm, name_key, name_parts
from extractors.recognition.labels import BLANK_IN_NAME, Labelled, by_concept
from extractors.recognition.letterheads import letterhead, name_above, public_body, stands_alone
from extractors.recognition.name_tails import doubtful_tail, plain_name
from extractors.recognition.naming import is_label
from extractors.recognition.party import (
    Party,
    addressed,
    firm_below,
    greeted,
    is_bank,
    is_greeted,
    name_of_foot,
    person_below,
    same,
    signing,
)
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.roles import role_doubts
from extractors.recognition.told_names import told_doubts, told_payee
from extractors.recognition.whole_names import cut_name, whole_name
from extractors.recognition.words import column_meaning, components, fold, starts_with
from extractors.recognition.wrapped_names import wrapped_doubts

_HEAD_ROWS = 14
_SHORTEST_SENTENCE, _COLON = 3, re.compile(r":\s+")
_SIGNATURE_ROWS = 6
_HEADINGS = 4
_YEAR = re.compile(r"^(?:19|20)\d\d\s+(?=[^\W\d])")
_HEAD_LINES = 2
"""Rows of a letterhead's name."""


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
    payer = _labelled(found, "payer", rows)
    payee = _labelled(found, "payee", rows) or ours or told_payee(rows, payer)
    if payer is not None and same(payer, ours):
        payer = None
    firms = [firm for firm in _firms(rows) if not same(firm, ours) and not _is_end_of(firm, payee)]
    if payer is None:
        payer = _known_customer(firms, rows, ledger, payee)
    doubts = _two_payees(found) + told_doubts(payee, rows)
    if payer is None and letter:
        payer, unsure = _heading(rows, firms, payee, text)
        doubts += unsure
    if payer is None:
        payer = signing(rows, [firm for firm in firms if not same(firm, payee)], last=not letter)
    if payee is None and letter and payer is not None:
        payee = _other_firm(firms, payer)
    payer, payee = _signer_first(rows, firms, payer, payee)
    payer, unsure = _signed(rows, payer, payee)
    if payee is None and payer is not None:
        payee = (addressed(rows, payer) if letter else None) or greeted(rows, payer)
    unsure += _cut_names(rows, payer, payee) + wrapped_doubts(rows, (payer, payee))
    return payer, payee, doubts + (unsure or role_doubts(rows, firms, payer, payee))


def _signer_first(
    rows: Sequence[Row], firms: Sequence[Party], payer: Party | None, payee: Party | None
) -> tuple[Party | None, Party | None]:
    """Change places of two names that nothing but their place told apart where the second one signs."""
    placed = payer is not None and payer.proof == "letterhead" and payee is not None
    if not placed or payee is None or payee.proof != "address":
        return payer, payee
    signer = signing(rows, firms, last=False)
    if signer is None or not same(signer, payee) or signer.piece is payee.piece:
        return payer, payee
    return signer, replace(payer, proof="address") if payer else None


def _is_end_of(firm: Party, payee: Party | None) -> bool:
    """Tell whether a firm is the end of the payee's longer name, behind its comma."""
    return payee is not None and firm.name != payee.name and payee.name.endswith(f" {firm.name}")


def _other_firm(firms: Sequence[Party], payer: Party) -> Party | None:
    """Return the first firm that neither pays nor is a bank."""
    paid = (firm for firm in firms if not same(firm, payer) and not is_bank(firm.name))
    return next((Party(firm.name, firm.piece, 0.7, "address") for firm in paid), None)


def _heading(
    rows: Sequence[Row], firms: Sequence[Party], payee: Party | None, text: str
) -> tuple[Party | None, list[str]]:
    """Return who heads or signs the document, and a doubt where another name stands above or at its end."""
    payer = letterhead(rows, firms, payee)
    if payer is None:
        return None, []
    below = firm_below(rows, firms, payer, payee, text)
    if below is not None and below.sends:
        return below.party, []
    if payee is None and (other := stands_alone(rows, firms, payer)):
        return payer, [f'"{payer.name}" stands above "{other}"; nothing says which of them pays.']
    ends = below.party.name if below is not None else None
    if below is None and payee is None:
        if name := name_above(rows, firms, payer):
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
    signed = public_body(rows[-_SIGNATURE_ROWS:], payee)
    if signed is not None or payer is None:
        return signed, []
    return payer, [f'"{payer.name}" may be who writes for the payer.']


def _cut_names(rows: Sequence[Row], payer: Party | None, payee: Party | None) -> list[str]:
    """Doubt names whose line goes on with words that nobody knows, but for those of a customer of ours."""
    named = [
        party
        for party in (payer, payee)
        if party and party.proof not in ("customer_name", "our_name", "words")
    ]
    head = [piece for row in rows[:_HEAD_LINES] for piece in row.pieces]
    whole = [
        line
        for party in named
        if (line := cut_name(party.piece.text, party.name, heads=party.piece in head)) is not None
    ]
    longer = [party.name for party in named if doubtful_tail(party.name)]
    return [f'"{line}" may be the whole name.' for line in whole] + [
        f'"{name}" may hold more than the name.' for name in longer
    ]


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


def _labelled(found: Sequence[Labelled], concept: str, rows: Sequence[Row]) -> Party | None:
    hits = [hit for hit in by_concept(found, concept) if not _is_sentence(hit.text)]
    hits = [hit for hit in hits if not _is_heading(hit, rows)]
    hit = next((hit for hit in hits if not starts_with(hit.text, "department")), hits[0] if hits else None)
    if hit is None:
        return None
    return Party(plain_name(hit.text), hit.piece, 0.95 if hit.how != "below" else 0.9, "label")


def _is_heading(hit: Labelled, rows: Sequence[Row]) -> bool:
    """Tell whether label and value are headings of a table: "Client | Campagne | Facture | Montant"."""
    row = next((row for row in rows if hit.piece in row.pieces), None)
    if row is None or len(row.pieces) < _HEADINGS or is_firm(hit.text):
        return False
    others = [
        piece for piece in row.pieces if piece is not hit.piece and piece.text.rstrip(" :.") != hit.label
    ]
    known = all(column_meaning(piece.text) is not None for piece in others)
    return known and not any(any(map(str.isdigit, p.text)) for p in row.pieces)


def _two_payees(found: Sequence[Labelled]) -> list[str]:
    """A factor's advice names both who is paid and who sold the claims: labels alike that name two firms."""
    hits = [hit for hit in by_concept(found, "payee") if not _is_sentence(hit.text)]
    names = {name_key(plain_name(hit.text)): plain_name(hit.text) for hit in hits if hit.rank == hits[0].rank}
    return [f"{' and '.join(names.values())} are both named as payee."] if len(names) > 1 else []


def _is_sentence(text: str) -> bool:
    """Words that go on in small letters and end in a full stop name nobody."""
    return text[:1].islower() and text.endswith((".", "!", ":")) and len(text.split()) > _SHORTEST_SENTENCE


def _firms(rows: Sequence[Row]) -> list[Party]:
    firms = []
    for row in rows:
        for piece in row.pieces:
            for part in _parts(piece.text):
                name = part if is_firm(part) else firm_at_start(part)
                if name and not is_label(name) and not _is_of_others(piece, name) and not _tells(name):
                    name = _with_word_before(without_title(name.strip(" ,*_")), row, piece)
                    name = whole_name(piece.text, name)
                    if not piece.text.startswith(name):
                        name = _YEAR.sub("", name)  # the end of a day: "August 8, 2026 Delft Pumps BV"
                    firms.append(Party(name, piece, 0.8, "letterhead"))
    return firms


def _is_of_others(piece: Piece, name: str) -> bool:
    """A firm that the payer only belongs to, and one that is greeted: "Part of Dorn plc", "Dear Dorn,"."""
    line = next((line for line in piece.text.split("\n") if name in line), piece.text)
    return starts_with(line, "belongs_to") or is_greeted(line)


def _tells(name: str) -> bool:
    """Tell whether words that end like a firm state an amount: "We have paid 2,256.17 to SCOP"."""
    return any(is_amount_like(word) and not word.isdigit() for word in name.split())


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
