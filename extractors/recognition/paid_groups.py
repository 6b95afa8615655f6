"""Parts the lines of one table into payments: by a column of payment numbers, or by rows of payments."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from domain.dialect import Dialect
from extractors.recognition.entries import Entry, amount_in
from extractors.recognition.merged_columns import PAID_IN
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.payment_sums import PAYMENT_SUM
from extractors.recognition.pieces import Row
from extractors.recognition.proof import prove
from extractors.recognition.signs import total_of
from extractors.recognition.tables import Stated
from extractors.recognition.words import label_meaning

if TYPE_CHECKING:
    from extractors.recognition.reader import Payment

_NUMBER = "payment_reference"
_FILLED = "Nothing but its place says that {} belongs to payment {}."


def by_column(payment: "Payment", dialect: Dialect) -> list["Payment"]:
    """Part the lines by the payment numbers of a table: in a column of it, or in rows of their own.

    A number that stands once for several lines is one of them all only where its sum is theirs; else that is
    doubted.
    """
    currencies = _by_currency(payment)
    held = _under_rows(payment.entries) or [
        (None, group) for group in currencies or _by_number(payment.entries)
    ]
    sums = [head.net if head else _stated_sum(group) for head, group in held]
    if len(held) < 2 and not any(sums):
        return [payment]
    whole = {
        abs(amount)
        for amount in [total_of(payment.entries), sum(filter(None, sums), Decimal(0)), *sums]
        if amount
    }
    parted = []
    for (head, entries), amount in zip(held, sums, strict=True):
        others = [item for item in payment.stated if len(held) < 2 or abs(item.amount) not in whole]
        own = [_stated(amount, head, entries, dialect)] if amount is not None else []
        single = replace(payment, entries=entries, stated=[*others, *own], problems=list(payment.problems))
        single.explained = [*payment.explained, *(head.pieces if head else ())]
        single.proof = prove(entries, single.stated)
        parted.append(single)
    return parted


def tells_payments(entries: Sequence[Entry]) -> bool:
    """Tell whether the lines name several payments: no sum of all of them says which is whose."""
    return any(
        len({told for entry in entries if (told := entry.extras.get(kept))}) > 1
        for kept in (_NUMBER, PAID_IN)
    )


def _by_currency(payment: "Payment") -> list[list[Entry]]:
    """Return the lines of each currency that has a column of its own, with the number that a row tells."""
    groups: dict[str, list[Entry]] = {}
    for entry in payment.entries:
        groups.setdefault(entry.extras.get(PAID_IN, ""), []).append(entry)
    if len(groups) < 2 or "" in groups or any(entry.extras.get(_NUMBER) for entry in payment.entries):
        return []
    numbers = _numbers_beside(payment.rows, max(map(int, groups)) + 1)
    for place, group in groups.items():
        for entry in group:
            entry.extras |= {_NUMBER: numbers[int(place)]} if numbers else {}
    return [groups[place] for place in sorted(groups)]


def _numbers_beside(rows: Sequence[Row], count: int) -> list[str]:
    """Return the payments' numbers from the row that states so many behind their label, [] without one."""
    for row in rows:
        label, held = row.pieces[0] if row.pieces else None, [piece.text for piece in row.pieces[1:]]
        meaning = (
            label_meaning(label.text.rstrip(" :.")) if label is not None and len(held) == count else None
        )
        if meaning is not None and meaning.concept == _NUMBER and all(map(looks_like_number, held)):
            return held
    return []


def _by_number(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return the lines of each payment number; one in the first line of several is theirs, too."""
    if not entries or not entries[0].extras.get(_NUMBER):
        return [list(entries)]
    stated = [entry.extras.get(_NUMBER, "") for entry in entries]
    if all(stated):
        held: dict[str, list[Entry]] = {}
        for entry, own in zip(entries, stated, strict=True):
            held.setdefault(own, []).append(entry)
        return list(held.values())
    groups: list[list[Entry]] = []
    for entry, own in zip(entries, stated, strict=True):
        if own and (not groups or own != groups[-1][0].extras[_NUMBER]):
            groups.append([])
        groups[-1].append(entry)
    return [_filled(group) for group in groups] if len(groups) > 1 else [list(entries)]


def _filled(group: list[Entry]) -> list[Entry]:
    number = group[0].extras[_NUMBER]
    proven = _stated_sum(group) == total_of(group)
    for entry in group[1:]:
        if not entry.extras.get(_NUMBER) and not proven:
            entry.problems.append(_FILLED.format(entry.number or "a row", number))
        entry.extras = {**_of_payment(group[0]), **entry.extras}
    return group


def _under_rows(entries: Sequence[Entry]) -> list[tuple[Entry | None, list[Entry]]]:
    """Return each row that states a payment's number and sum, and no document, with the lines under it.

    Where the first row is a line, such rows close the lines above them. [] where there are no such rows.
    """
    heads = [at for at, entry in enumerate(entries) if entry.extras.get(_NUMBER)]
    lines = [entry for entry in entries if not entry.extras.get(_NUMBER)]
    if not heads or any(entries[at].number or entries[at].net is None for at in heads):
        return []
    if not all(entry.number for entry in lines):
        return []
    above = heads[0] == 0
    if not above and heads[-1] != len(entries) - 1:
        return []
    bounds = [*heads, len(entries)] if above else [-1, *heads]
    groups = [list(entries[first + 1 : after]) for first, after in pairwise(bounds)]
    if not all(groups):
        return []
    for at, group in zip(heads, groups, strict=True):
        for entry in group:
            entry.extras = {**_of_payment(entries[at]), **entry.extras}
    return [(entries[at], group) for at, group in zip(heads, groups, strict=True)]


def _of_payment(entry: Entry) -> dict[str, str]:
    return {concept: text for concept, text in entry.extras.items() if text}


def _stated_sum(entries: Sequence[Entry]) -> Decimal | None:
    """Return what the lines' own column states as the sum of their payment, None where it states none."""
    stated = {entry.extras[PAYMENT_SUM] for entry in entries if entry.extras.get(PAYMENT_SUM)}
    return Decimal(stated.pop()) if len(stated) == 1 else None


def _stated(amount: Decimal, head: Entry | None, entries: Sequence[Entry], dialect: Dialect) -> Stated:
    pieces = (head or entries[0]).pieces
    piece = next((piece for piece in pieces if amount_in([piece], dialect)[0] == amount), pieces[0])
    return Stated(amount, piece, "label", 1, len(entries), "payment")
