"""Settles the sign and kind of each entry, with the stated sum as judge."""

from collections.abc import Sequence
from decimal import Decimal

from domain.dialect_numbers import CODES, is_amount_like
from domain.words import DocumentType
from extractors.recognition.entries import Entry, by_letters_alone
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.words import components, says

ZERO = Decimal(0)
_EDGES = " ,;:.()[]"
_FEWEST, _LINK = 2, 4
"""In words, and in letters: "delivery on INV-77", "retard sur F-8"."""
_REDUCING = (DocumentType.CREDIT_NOTE, DocumentType.DEDUCTION)


def settle(entries: Sequence[Entry], sums: Sequence[Decimal]) -> tuple[bool, list[str]]:
    """Give every entry its kind and sign in place.

    Return whether all signs were turned (and those of the stated sums have to be), and doubts in words.
    A credit printed without a minus is taken as negative where that makes the stated sum.
    """
    doubts: list[str] = []
    turned = _is_reversed(entries, sums)
    if turned:
        _turn_all(entries)
        sums = [*sums, *(-amount for amount in sums)]
    plus = [entry for entry in entries if entry.kind in _REDUCING and (entry.net or ZERO) > 0]
    if plus:
        doubts += _turn_credits(entries, plus, sums)
    _set_off(entries, sums)
    seen: set[str] = set()
    for entry in entries:
        entry.kind = _kind(entry, seen)
        if entry.number:
            seen.add(entry.number)
        if entry.kind is DocumentType.DEDUCTION:
            entry.gross = entry.deduction = None
            _doubt_reversal(entry, entries)
            entry.reason = entry.reason or _reason(entry)
        if entry.kind is DocumentType.ON_ACCOUNT:
            entry.number = None
    return turned and total_of(entries) not in sums[: len(sums) // 2], doubts


def _doubt_reversal(entry: Entry, entries: Sequence[Entry]) -> None:
    """A row that takes all of a document back again may only mend a booking, whatever its words are."""
    if entry.reason is None and entry.number and any(_takes_back(entry, other) for other in entries):
        entry.problems.append(f"{entry.number} is paid and taken back in full; is that a deduction?")


def _takes_back(entry: Entry, other: Entry) -> bool:
    return other.number == entry.number and bool(entry.net) and other.net == -(entry.net or ZERO)


def total_of(entries: Sequence[Entry]) -> Decimal:
    """Return the sum of the net amounts that are stated."""
    return sum((entry.net for entry in entries if entry.net is not None), ZERO)


def without_copy(entries: list[Entry], sums: Sequence[Decimal]) -> list[Entry]:
    """Return the first half of entries that stand twice where it alone makes a stated sum: a stub's copy."""
    half = len(entries) // 2
    first, second = entries[:half], entries[half:]
    if not half or [_content(entry) for entry in first] != [_content(entry) for entry in second]:
        return entries
    return first if total_of(first) in sums and total_of(entries) not in sums else entries


def _content(entry: Entry) -> tuple[object, ...]:
    return (entry.number, entry.day, entry.gross, entry.discount, entry.deduction, entry.net)


def _is_reversed(entries: Sequence[Entry], sums: Sequence[Decimal]) -> bool:
    """Books of the payer may print payments as negative and credits as positive."""
    whole = total_of(entries)
    negative = sum((entry.net or ZERO) < 0 for entry in entries)
    return whole < 0 and negative * 2 > len(entries) and (whole in sums or -whole in sums)


def _turn_all(entries: Sequence[Entry]) -> None:
    for entry in entries:
        turn(entry)
        entry.discount = -entry.discount if entry.discount else entry.discount
        entry.deduction = -entry.deduction if entry.deduction else entry.deduction


def _turn_credits(entries: Sequence[Entry], plus: Sequence[Entry], sums: Sequence[Decimal]) -> list[str]:
    if total_of(entries) in sums:
        for entry in plus:
            if entry.kind is DocumentType.DEDUCTION or by_letters_alone(entry):
                entry.kind = None
        return [
            f"{entry.number or 'A credit'} adds to the sum although it is called a credit."
            for entry in plus
            if entry.kind is DocumentType.CREDIT_NOTE
        ]
    turned = total_of(entries) - 2 * total_of(plus)
    credits = [entry for entry in plus if entry.kind is DocumentType.CREDIT_NOTE]
    if turned in sums or not sums:
        chosen = list(plus)
    elif total_of(entries) - 2 * total_of(credits) in sums:
        chosen = credits
    else:
        chosen = credits
    for entry in chosen:
        turn(entry)
    return []


def _set_off(entries: Sequence[Entry], sums: Sequence[Decimal]) -> None:
    """The payer's own debit notes, listed without a sign, are set off where the stated sum says so."""
    debits = [entry for entry in entries if entry.kind is DocumentType.DEBIT_NOTE and (entry.net or ZERO) > 0]
    whole = total_of(entries)
    if debits and len(debits) < len(entries) and whole not in sums and whole - 2 * total_of(debits) in sums:
        for entry in debits:
            turn(entry)


def turn(entry: Entry) -> None:
    """Give the amounts of a line the other sign."""
    entry.net = -entry.net if entry.net is not None else None
    entry.gross = -entry.gross if entry.gross is not None else None


def _kind(entry: Entry, seen: set[str]) -> DocumentType:
    net = entry.net or ZERO
    if entry.kind is DocumentType.ON_ACCOUNT and entry.number is None:
        return DocumentType.ON_ACCOUNT
    if entry.kind is DocumentType.DEBIT_NOTE:
        return DocumentType.DEBIT_NOTE
    if net < 0:
        if entry.kind is DocumentType.CREDIT_NOTE and entry.number not in seen:
            return DocumentType.CREDIT_NOTE
        if entry.number is None or entry.number in seen or _surely_deduction(entry):
            return DocumentType.DEDUCTION
        return DocumentType.CREDIT_NOTE
    if entry.kind is DocumentType.CREDIT_NOTE:
        return DocumentType.CREDIT_NOTE
    return DocumentType.INVOICE


def _surely_deduction(entry: Entry) -> bool:
    """A numbered row is a deduction only where a word of deducting says so, not its goods ("Freight May")."""
    return (entry.kind is DocumentType.DEDUCTION and "DEDUCTION" in components(entry.said)[0]) or (
        entry.kind is DocumentType.DEDUCTION
        and any("DEDUCTION" in components(word)[0] for word in entry.said.split())
    )


def _reason(entry: Entry) -> str | None:
    words = [piece.text for piece in entry.pieces if any(c.isalpha() for c in piece.text)]
    words = [word for word in words if word != entry.number]
    named = next((word for word in words if says(word, "deduction")), None)
    return bare_reason(named or (words[0] if words else "")) or None


def bare_reason(text: str) -> str:
    """Return what a row says of a deduction without its amount and the document that it concerns.

    "Short delivery on INV-77: -27.60" says "Short delivery".
    """
    words = text.split()
    while words and _is_sum(words[-1]):
        words.pop()
    if len(words) > _FEWEST and looks_like_number(words[-1].strip(_EDGES)) and len(words[-2]) <= _LINK:
        words = words[:-2]
    return " ".join(words).rstrip(" :=-–") or " ".join(text.split())


def _is_sum(word: str) -> bool:
    bare = word.strip("()+-−–:=")
    return not bare or bare in CODES or bare in "€$£" or (is_amount_like(bare) and not bare.isdigit())
