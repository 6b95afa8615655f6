"""Doubts names that a document gives no proof for: another firm beside, on whose behalf, or two in one."""

import re
from collections.abc import Sequence

from extractors.recognition.addresses import is_address
from extractors.recognition.customers import firm_at_start, is_firm, name_key
from extractors.recognition.firm_words import begins_as_name, ends_as_name, holds_trade
from extractors.recognition.naming import is_label, names_public_body
from extractors.recognition.party import PARTICLES, Party, is_bank, is_person
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import components, fold, is_exactly, label_meaning, says, starts_with

_HEAD = 8
"""Rows: a letter's head, in which the names of sender and addressee stand."""
_OF_SENDER = frozenset({"OUR", "PARTY", "CONTACT"})
_PLACED = ("letterhead", "signature", "foot", "address", "words")
_LAST_NAME = re.compile(r"\s(?:[A-Z]\S*\s){1,6}\S+$")
_NO_PART = re.compile(r"[\d@:;!?*=|]|\.$")
_LONGEST = 6
_KNOWN = 0.34
_PARTICLE = 3
"""In letters: "de", "und", "van" stand within names in small letters."""
_ADDRESS = 2
"""Rows below a name: where its address begins at the latest."""
_ALIGNED = 4.0
"""How far the lines of one name may begin from one another."""
_FEWEST_CELLS = 3
"""A row of a table has as many at least."""


def role_doubts(
    rows: Sequence[Row], firms: Sequence[Party], payer: Party | None, payee: Party | None
) -> list[str]:
    """Return doubts of who pays where nothing but its place names the payer, or words name another."""
    if payer is None:
        return []
    doubts = _on_behalf(rows, payer)
    doubts += _two_in_one(payer, payee)
    doubts += _behind_label(rows, (payer, payee))
    if payer.proof in _PLACED and not doubts:
        doubts += _beside(rows, payer, payee) or _rival(rows, firms, payer, payee) or _placed(rows, payer)
    return doubts


def _on_behalf(rows: Sequence[Row], payer: Party) -> list[str]:
    """ "For and on behalf of Harrow Ltd": whose money it is may be named there, not at the head."""
    for row in rows:
        for piece in row.pieces:
            if not says(piece.text, "on_behalf") or name_key(payer.name) in fold(piece.text):
                continue
            if payer.proof != "label" or _LAST_NAME.search(_line(piece)):
                return [f'"{_line(piece)}" may name who pays instead of "{payer.name}".']
    return []


def _line(piece: Piece) -> str:
    lines = [line for line in piece.text.split("\n") if says(line, "on_behalf")]
    return " ".join((lines or [piece.text])[0].split())[:100]


def _two_in_one(payer: Party, payee: Party | None) -> list[str]:
    """ "Harrow Ltd to Kestrel Ltd" holds two firms, "Payer A Payee: B" two labels."""
    for party in (payer, payee):
        if party is None:
            continue
        first = firm_at_start(party.name)
        rest = party.name.removeprefix(first) if first else ""
        if (
            ": " in party.name
            or says(party.name, "belongs_to")
            or (
                len(rest.split()) > 2
                and rest[1:2].islower()
                and is_firm(rest.strip()[0].upper() + rest.strip()[1:])
            )
        ):
            return [f'"{party.name}" names two firms or more than a name.']
    return []


def _placed(rows: Sequence[Row], payer: Party) -> list[str]:
    """Words at the head that no form, address, second mention or mail address shows to be a name."""
    if payer.proof != "letterhead" or is_firm(payer.name) or names_public_body(payer.name):
        return []
    words = [word for word in fold(payer.name).split() if len(word) > _PARTICLE]
    at = next((n for n, row in enumerate(rows) if payer.piece in row.pieces), 0)
    mailed = " ".join(
        part for row in rows for part in row.text.lower().split() if "@" in part or "www." in part
    )
    shown = begins_as_name(payer.name) or ends_as_name(payer.name) or holds_trade(payer.name)
    shown = shown or any(map(is_address, rows[at + 1 : at + 1 + _ADDRESS]))
    if shown or _is_repeated(rows, payer) or any(word in mailed for word in words):
        return []
    return [f'"{payer.name}" may not be who pays; nothing but its place says so.']


def _behind_label(rows: Sequence[Row], parties: Sequence[Party | None]) -> list[str]:
    """A name taken for its place although a label that nobody knows says what it is: "Sold by: Dorn Ltd"."""
    payee_told = parties[1] is not None and parties[1].proof in ("label", "our_name")
    for party in parties:
        if party is None or party.proof not in _PLACED:
            continue
        line = next((line for line in party.piece.text.split("\n") if party.name in line), "")
        row = next((row for row in rows if party.piece in row.pieces), None)
        at = row.pieces.index(party.piece) if row else 0
        before = row.pieces[at - 1].text if row and at else ""
        if payee_told and components(f"{line.partition(party.name)[0]} {before}")[0] & _OF_SENDER:
            continue  # "Our company: Harrow Ltd", "Company: Harrow Ltd"
        if ": " in line.partition(party.name)[0]:
            return [f"\"{line.strip()}\" does not say whether the name is the payer's or the payee's."]
        if before.endswith(":"):
            return [f"\"{before} {party.name}\" does not say whether the name is the payer's or the payee's."]
    return []


def _names_another(name: str) -> bool:
    return says(name, "belongs_to") and not starts_with(name, "belongs_to")


def _beside(rows: Sequence[Row], payer: Party, payee: Party | None) -> list[str]:
    """Payer and payee side by side, told by nothing but left and right."""
    if payee is None or payee.proof not in _PLACED:
        return []
    row = next((row for row in rows if payer.piece in row.pieces), None)
    if row is None or payee.piece not in row.pieces or payer.piece is payee.piece:
        return []
    return [f'"{payer.name}" and "{payee.name}" stand side by side; nothing says which of them pays.']


def _rival(rows: Sequence[Row], firms: Sequence[Party], payer: Party, payee: Party | None) -> list[str]:
    """Another name in the head that may as well be the payer's."""
    head = [row for row in rows[:_HEAD] if not row.ruled or len(row.pieces) < _FEWEST_CELLS]
    if not any(payer.piece in row.pieces for row in head):
        return []
    rivals = [firm for firm in firms if _is_rival(firm, head, payer, payee)] if payee is not None else []
    name = rivals[0].name if rivals else None
    if name is None and not _is_repeated(rows, payer):
        name = _line_beside(rows, payer, payee)
    if name is None:
        return []
    return [f'"{payer.name}" and "{name}" both head the document; nothing says which of them pays.']


def _is_rival(firm: Party, head: Sequence[Row], payer: Party, payee: Party | None) -> bool:
    row = next((row for row in head if firm.piece in row.pieces), None)
    if row is None or is_bank(firm.name) or says(firm.piece.text, "belongs_to"):
        return False
    key = name_key(firm.name)
    if any(key in (own := name_key(one.name)) or own in key for one in (payer, payee) if one):
        return False
    return not any(other is not None and firm.piece is other.piece for other in (payer, payee)) and not (
        _is_labelled(row, firm.piece)
    )


def _is_labelled(row: Row, piece: Piece) -> bool:
    """Tell whether a known label before it says what the name is: "Bank", "Contact"."""
    at = row.pieces.index(piece)
    before = piece.text.partition(":")[0] if ":" in piece.text else row.pieces[at - 1].text if at else ""
    return label_meaning(before.rstrip(" :.")) is not None


def _line_beside(rows: Sequence[Row], payer: Party, payee: Party | None) -> str | None:
    """Return the line above or below the payer's name that may be the name, or a part of it."""
    if payer.proof != "letterhead" or names_public_body(payer.name):
        return None
    at = next((n for n, row in enumerate(rows) if payer.piece in row.pieces), 0)
    if any(starts_with(row.text, "closing") for row in rows[:at]):
        return None
    near = rows[max(0, at - 1) : at] if is_firm(payer.name) else rows[max(0, at - 1) : at + 2]
    for row in near:
        if is_address(row) or (at > _HEAD // 2 and is_person(row.text)):
            continue  # who signs stands above the firm
        for piece in row.pieces:
            own = fold(f"{payer.name} {payee.name if payee else ''}")
            if (
                abs(piece.left - payer.piece.left) < _ALIGNED
                and fold(piece.text) not in own
                and _may_be_part(piece.text)
            ):
                return piece.text
    return None


def _is_repeated(rows: Sequence[Row], payer: Party) -> bool:
    key = f" {name_key(payer.name)} "
    held = sum(key in f" {fold(row.text)} " for row in rows)
    return held > 1


def _may_be_part(text: str) -> bool:
    words = text.split()
    if not 1 < len(words) <= _LONGEST or _NO_PART.search(text) or not text[:1].isupper():
        return False
    share = components(text)[1]
    if (
        is_label(text)
        or share > _KNOWN
        or is_bank(text)
        or is_exactly(text, "greeting")
        or starts_with(text, "closing")
        or starts_with(text, "department")
    ):
        return False
    spoken = any(word.islower() and len(word) > _PARTICLE and word not in PARTICLES for word in words[1:])
    return not spoken and not says(text, "not_advice")
