"""Makes one column of those that share one meaning: debit and credit, or what is paid in each currency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.dialect import Dialect
from domain.dialect_numbers import CODES
from extractors.recognition.bodies import Record
from extractors.recognition.entries import Entry, amount_in
from extractors.recognition.headers import Column
from extractors.recognition.payment_sums import PAYMENT_SUM

PAID_IN = "paid_in"
"""What a line keeps the place of its currency's column under: lines of one place are paid together."""
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class PaidIn:
    """The columns of currencies by index, and that of each record."""

    codes: Mapping[int, str]
    of_record: Sequence[int]


def one_side(
    columns: list[Column], amounts: list[dict[int, Decimal]], sums: Sequence[Decimal]
) -> tuple[list[Column], list[dict[int, Decimal]]]:
    """Make one signed column of a debit and a credit column; the stated sum says which side is paid."""
    concepts = [column.concept for column in columns]
    if (
        concepts.count("debit") != 1
        or concepts.count("credit") != 1
        or {"net", "amount", "gross"} & set(concepts)
    ):
        return columns, amounts
    debit, credit = concepts.index("debit"), concepts.index("credit")
    signed = [values.get(debit, Decimal(0)) - values.get(credit, Decimal(0)) for values in amounts]
    whole = sum(signed, Decimal(0))
    turn = -1 if (-whole in sums or (whole not in sums and whole < 0)) else 1
    columns = [
        replace(c, concept={"debit": "net", "credit": "spent"}.get(c.concept, c.concept)) for c in columns
    ]
    kept = [{i: v for i, v in values.items() if i not in (debit, credit)} for values in amounts]
    for values, value in zip(kept, signed, strict=True):
        values[debit] = value * turn
    return columns, kept


def one_currency(
    columns: list[Column], amounts: list[dict[int, Decimal]]
) -> tuple[list[Column], list[dict[int, Decimal]], PaidIn | None]:
    """Make one column of those headed by nothing but a currency each, of which every line fills one."""
    codes = {at: c.header.strip(" ()[]") for at, c in enumerate(columns) if c.header.strip(" ()[]") in CODES}
    others = {column.concept for at, column in enumerate(columns) if at not in codes}
    filled = [[at for at in codes if values.get(at)] for values in amounts]
    used = {at for held in filled for at in held}
    if (
        len(set(codes.values())) != len(codes)
        or len(used) < _SEVERAL
        or any(len(held) != 1 for held in filled)
        or others & {"net", "amount", "gross", "total"}
    ):
        return columns, amounts, None
    first = min(codes)
    columns = [
        replace(c, concept="net" if at == first else "spent") if at in codes else c
        for at, c in enumerate(columns)
    ]
    merged = [
        {**{at: value for at, value in values.items() if at not in codes}, first: values[held[0]]}
        for values, held in zip(amounts, filled, strict=True)
    ]
    return columns, merged, PaidIn(codes, [held[0] for held in filled])


def tell_currencies(
    read: Sequence[tuple[Record, Entry]],
    lines: Sequence[Record],
    paid_in: PaidIn | None,
    totals: Sequence[Record],
    dialect: Dialect,
) -> None:
    """Write into each line the currency whose column it fills, and the sum that stands below that column."""
    if paid_in is None:
        return
    places = sorted(paid_in.codes)
    own = {id(record): at for record, at in zip(lines, paid_in.of_record, strict=True)}
    for record, entry in read:
        at = own[id(record)]
        entry.extras["currency"] = paid_in.codes[at]
        entry.extras[PAID_IN] = str(places.index(at))
        sums = [amount_in(total.cells[at], dialect)[0] for total in totals if total.cells.get(at)]
        if len(sums) == 1 and sums[0] is not None:
            entry.extras[PAYMENT_SUM] = str(sums[0])
