"""Finds who heads a document: the firm, town, house or person whose name stands above all else."""

import re
from collections.abc import Sequence

from domain.dialect_numbers import CODES
from extractors.recognition.captions import tells_payments
from extractors.recognition.customers import is_firm, name_key
from extractors.recognition.firm_words import begins_as_name, holds_trade
from extractors.recognition.methods import is_method
from extractors.recognition.name_tails import plain_name
from extractors.recognition.naming import OF_PAYMENTS, is_label, names_public_body
from extractors.recognition.party import Party, head_name, is_bank, same, sender_told
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import components, fold, is_exactly, says, starts_with

_TOP_ROWS = 2
"""A name that stands lower is an addressee's or nobody's."""
_LONGEST_PARTICLE = 3
"""In letters: "de", "und", "van der" stand within names in small letters."""
_TITLE_ROWS, _SAID = 3, 0.5
_CALLING = 3
"""In words: the longest calling behind a name's comma."""
_OPEN = (["by"], ["von"], ["par"], ["por"], ["da"], ["door"], ["to"], ["an"], ["for"])
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


def letterhead(rows: Sequence[Row], firms: Sequence[Party], payee: Party | None) -> Party | None:
    """Return who heads the document, None where nothing does."""
    first = next((firm for firm in firms if not same(firm, payee) and not is_bank(firm.name)), None)
    told = _behind_title(rows, payee) or sender_told(rows, payee) or public_body(rows[:_TOP_ROWS], payee)
    if told is not None:
        return told
    named = head_name(rows, payee)
    if named is not None and (first is None or first.piece not in rows[0].pieces):
        return named
    head = [piece for row in rows[:4] for piece in row.pieces]
    top = next((piece for piece in head if _may_be_name(piece, payee) and not is_bank(piece.text)), None)
    if first is not None and (top is None or first.piece in head or first.piece.page == 1):
        return first
    if top is not None:
        return Party(plain_name(top.text.split("\n")[0]), top, 0.6, "letterhead")
    return None


def public_body(rows: Sequence[Row], payee: Party | None) -> Party | None:
    """Return the town or office whose name heads the document: it has no legal form to tell it by."""
    for piece in (piece for row in rows for piece in row.pieces):
        name = plain_name(piece.text.split("\n")[0])
        if names_public_body(name) and (payee is None or name_key(name) != name_key(payee.name)):
            return Party(name, piece, 0.7, "letterhead")
    return None


def name_above(rows: Sequence[Row], firms: Sequence[Party], payer: Party) -> str | None:
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


def _behind_title(rows: Sequence[Row], payee: Party | None) -> Party | None:
    """Return the house named behind a title and a dash: "Payment slip - Oakham t/a Oakham Crates"."""
    for row in rows[:_TITLE_ROWS]:
        title, dash, rest = (row.pieces[0].text if len(row.pieces) == 1 else "").partition(" - ")
        name = plain_name(rest) if dash else ""
        shown = is_firm(name) or holds_trade(name) or begins_as_name(name) or names_public_body(name)
        if shown and _is_title(title) and (payee is None or name_key(name) != name_key(payee.name)):
            return Party(name, row.pieces[0], 0.7, "letterhead")
    return None


def _is_title(text: str) -> bool:
    said, share = components(text)
    named = ":" in text or begins_as_name(text) or is_firm(text)
    return bool(said) and share >= _SAID and not named


def stands_alone(rows: Sequence[Row], firms: Sequence[Party], payer: Party) -> str | None:
    """Return the firm below a head that only its address shows to be a name, else None."""
    shown = is_firm(payer.name) or names_public_body(payer.name)
    if shown or begins_as_name(payer.name) or holds_trade(payer.name) or payer.piece not in rows[0].pieces:
        return None
    key = f" {name_key(payer.name)} "
    if sum(key in f" {fold(row.text)} " for row in rows) > 1:
        return None
    return next((firm.name for firm in firms if not same(firm, payer)), None)


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
    if fold(text).split()[-1:] in _OPEN:
        return False  # a label: "Prepared by"
    if len(text.split()) == 1 and tells_payments(text):
        return False  # a title: "Betalingsoverzicht"
    if starts_with(text, "closing") or is_exactly(text, "greeting"):
        return False
    return payee is None or name_key(text) != name_key(payee.name)


def _is_spoken(text: str) -> bool:
    """Tell whether words go on in small letters, as those of sentences and captions do."""
    if begins_as_name(text) and not text.endswith("."):
        return False
    name, _, calling = text.partition(", ")
    said = name if len(calling.split()) <= _CALLING else text
    return any(
        word.islower() and len(word) > _LONGEST_PARTICLE for word in re.findall(r"[^\W\d_]+", said)[1:]
    )
