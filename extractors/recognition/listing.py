"""Reads lists of lines without a table header: a document number and its amounts in each row."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.dialect import Dialect, parse_date
from domain.ledger import Ledger
from domain.money import CENT
from domain.words import DocumentType
from extractors.recognition.amounts import Amounts, Roles, decide_roles, holds
from extractors.recognition.entries import Entry, kind_of
from extractors.recognition.looking import Found, look_into, order_in
from extractors.recognition.named_amounts import named_amounts
from extractors.recognition.pieces import Row
from extractors.recognition.signs import total_of
from extractors.recognition.tables import Stated, TableReading
from extractors.recognition.words import components, says, starts_with

_WRITTEN_SUM = re.compile(r"\d\)?\s*[-–−]\s*\S.*\d\S*\s*=\s*\S*\d")
_LONGEST = 160
"""In letters: a longer row is no line of a list."""
_INVOICE_AND_CUT = 2
_LARGEST_DISCOUNT = Decimal("0.05")


def listed(
    rows: Sequence[Row],
    taken: frozenset[int],
    dialect: Dialect,
    ledger: Ledger | None,
    sums: Sequence[Decimal],
) -> TableReading:
    """Return the rows that hold one document number and amounts, as lines; `taken` rows are labels."""
    reading = TableReading()
    lines, loose = _sorted(rows, taken, dialect, ledger, reading)
    if not lines:
        return reading
    amounts = [{len(f.amounts) - i: amount for i, (amount, _) in enumerate(f.amounts)} for f in lines]
    width = max(len(found.amounts) for found in lines)
    concepts = {index: "amount" if index == 1 else "unknown" for index in range(1, width + 1)}
    roles = decide_roles(concepts, amounts, [*sums, *(s.amount for s in reading.stated)])
    named: Sequence[dict[str, Decimal] | None] = named_amounts(lines) or [None] * len(lines)
    for found, values, names in zip(lines, amounts, named, strict=True):
        entry = _entry(found, dialect)
        if names is None or not _take_named(entry, names):
            _take_by_place(entry, found, values, roles)
        entry.kind = kind_of(entry, "")
        reading.entries.append(entry)
    _add_nameless(reading, loose, sums)
    _doubt_lone_sum(reading, rows, dialect)
    _add_sum(reading, loose, sums)
    reading.ruled = all(found.row.ruled for found in lines)
    reading.columns = width + 1 + any(found.days for found in lines)
    return reading


def _sorted(
    rows: Sequence[Row],
    taken: frozenset[int],
    dialect: Dialect,
    ledger: Ledger | None,
    reading: TableReading,
) -> tuple[list[Found], list[Found]]:
    """Return the rows that are lines and the loose ones; write sums and what is left into the reading."""
    lines: list[Found] = []
    loose: list[Found] = []
    for at, row in enumerate(rows):
        found = look_into(row, dialect, ledger)
        total = any(
            starts_with(word, kind) for word in found.words[:1] for kind in ("total", "subtotal", "carried")
        )
        if total and found.amounts:
            reading.stated += [Stated(amount, piece, "total", 1) for amount, piece in found.amounts[-1:]]
        elif (
            at not in taken and len(found.numbers) == 1 and found.amounts and len(found.row.text) <= _LONGEST
        ):
            lines.append(found)
        elif lines and order_in(row) and not lines[-1].orders:
            lines[-1].orders.append(order_in(row) or "")
        elif at not in taken:
            reading.rest.append(row)
            loose.append(found)
    return lines, loose


def _take_by_place(entry: Entry, found: Found, values: Amounts, roles: Roles) -> None:
    """Take amounts by their places in the row, as the arithmetic of all rows or of its own signs tells."""
    for role in ("gross", "discount", "deduction", "net"):
        setattr(entry, role, roles.value(values, role))
    entry.equation = holds(roles, values)
    if not _take_written_sum(entry, found):
        unread = [index for index, value in values.items() if value and roles.role_of.get(index) == "ignore"]
        if unread or entry.equation is False:
            entry.problems.append(f"{entry.number}: not every amount of its row could be explained.")
    doubt_reductions(entry)


def _take_named(entry: Entry, amounts: Mapping[str, Decimal]) -> bool:
    """Take amounts by the names before them where what is taken off the one makes the other."""
    less = amounts.get("discount", Decimal(0)) + amounts.get("deduction", Decimal(0))
    if less and amounts.get("gross", Decimal(0)) - less != amounts["net"]:
        return False
    for role, amount in amounts.items():
        setattr(entry, role, amount)
    entry.equation = True if less else None
    return True


def _take_written_sum(entry: Entry, found: Found) -> bool:
    """Take "1,000.00 - 20.00 = 980.00" as its signs say: gross amount, what is taken off, what is paid."""
    if not _WRITTEN_SUM.search(found.row.text) or len(found.amounts) != 3:
        return False
    gross, taken, net = (amount for amount, _ in found.amounts)
    gross = abs(gross)  # the minus behind it is that of what follows
    if gross - abs(taken) != net:
        return False
    entry.gross, entry.discount, entry.deduction, entry.net = gross, None, abs(taken), net
    entry.equation = True
    return True


def _add_nameless(reading: TableReading, loose: Sequence[Found], sums: Sequence[Decimal]) -> None:
    """Take rows called a deduction ("less 2% discount 30.00") or on account where they make the sum."""
    nets = total_of(reading.entries)
    wanted = [*sums, *(item.amount for item in reading.stated)]
    if nets in wanted:
        return
    extra = [found for found in loose if len(found.amounts) == 1 and not found.numbers]
    added = [
        _nameless(found)
        for found in extra
        if _is_called(found, "deduction") or _is_called(found, "on_account")
    ]
    if added and nets + total_of(added) in wanted:
        reading.entries += added


def _doubt_lone_sum(reading: TableReading, rows: Sequence[Row], dialect: Dialect) -> None:
    """One invoice, what is taken off, what is paid of it, and the total again: is the second row a line?"""
    lines = reading.entries
    if len(lines) != _INVOICE_AND_CUT or lines[1].number or (lines[1].net or 0) >= 0:
        return
    paid = total_of(lines)
    held = [[amount for amount, _ in look_into(row, dialect, None).amounts] for row in rows]
    at = next((at for at, row in enumerate(rows) if set(lines[1].pieces) & set(row.pieces)), len(rows))
    if held[at + 1 : at + 2] == [[paid]] and sum(paid in amounts for amounts in held) > 1:
        lines[1].problems.append(f"{lines[1].said} may be taken off {lines[0].number} itself.")


def _nameless(found: Found) -> Entry:
    said, amount = " ".join(found.words), found.amounts[0][0]
    if _is_called(found, "on_account"):
        return Entry(net=amount, kind=DocumentType.ON_ACCOUNT, said=said, pieces=list(found.row.pieces))
    return Entry(net=-abs(amount), reason=said, said=said, pieces=list(found.row.pieces))


def _is_called(found: Found, kind: str) -> bool:
    return says(" ".join(found.words), kind)


def _add_sum(reading: TableReading, loose: Sequence[Found], sums: Sequence[Decimal]) -> None:
    """Take the amount of a row of other words ("Samen 38.648,50") as the total where the lines make it."""
    if sums or reading.stated:
        return
    nets = abs(total_of(reading.entries))
    reading.stated += [
        Stated(amount, piece, "total", 2)
        for found in loose
        if not found.numbers
        for amount, piece in found.amounts
        if abs(amount) == nets
    ][:1]


def doubt_reductions(entry: Entry, *, named: bool = False) -> None:
    """Without a header a word tells a discount from a deduction, else its size: an even few per cent."""
    if named:
        return
    taken = (entry.discount or Decimal(0)) + (entry.deduction or Decimal(0))
    if not entry.deduction and not entry.discount:
        entry.discount = entry.deduction = None  # a zero under no name states nothing
        return
    called = components(entry.said)[0]
    if taken > 0 and "DEDUCTION" in called and "DISCOUNT" not in called:
        entry.discount, entry.deduction = None, taken
        return
    gross = abs(entry.gross or Decimal(0))
    small = bool(gross) and 0 <= taken <= gross * _LARGEST_DISCOUNT
    if small and ("DISCOUNT" in called or _is_even_rate(taken, gross)):
        entry.discount, entry.deduction = (
            (entry.deduction if entry.discount is None else entry.discount),
            None,
        )
    elif taken:
        entry.problems.append(f"{entry.number}: nothing says whether {taken} is a discount or a deduction.")


def _is_even_rate(taken: Decimal, gross: Decimal) -> bool:
    """Cash discounts are whole, half or quarter per cents; a round sum of money is agreed otherwise."""
    rate = (taken / gross * 400).to_integral_value()
    return abs(gross * rate / 400 - taken) <= CENT


def _entry(found: Found, dialect: Dialect) -> Entry:
    number, _ = found.numbers[0]
    days = [day for text in found.days if (day := parse_date(text, dialect))]
    entry = Entry(number, day=days[0] if len(days) == 1 else None, said=" ".join(found.words))
    entry.po = found.orders[0] if found.orders else None
    entry.pieces = list(found.row.pieces)
    if len(found.days) == 1 and not days:
        entry.problems.append(f'"{found.days[0]}" does not say which of day and month comes first.')
    return entry
