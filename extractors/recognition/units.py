"""Reads amounts that are stated in hundredths or thousands as such, with the payment's total as judge."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.recognition.entries import Entry
from extractors.recognition.signs import total_of
from extractors.recognition.tables import Stated
from extractors.recognition.words import says

_UNITS = ((Decimal("0.01"), "hundredths"), (Decimal(1000), "thousands"))
_AMOUNTS = ("net", "gross", "discount", "deduction")
_FEWEST = 2
"""Lines whose sum may show the unit without a word for it."""


def in_units(entries: Sequence[Entry], stated: list[Stated], texts: Sequence[str]) -> list[Stated]:
    """Bring the lines to the unit of the stated total in place, and return what is stated in that unit.

    Nothing happens where the sums hold as they stand and no text ("amounts in thousands") says otherwise;
    where none says so, every line is doubted.
    """
    whole = total_of(entries)
    labelled = {abs(item.amount) for item in stated if item.kind == "label"}
    for factor, unit in _UNITS:
        told = any(says(text, unit) for text in texts)
        holds = any(abs(item.amount) == abs(whole) for item in stated)
        if (
            not whole
            or abs(whole) * factor not in labelled
            or (not told and (holds or len(entries) < _FEWEST))
        ):
            continue
        for entry in entries:
            _scale(entry, factor)
            if not told:
                entry.problems.append(f"{entry.number or 'A line'}: nothing says that amounts are in {unit}.")
        return [
            replace(item, amount=item.amount * factor)
            if item.kind != "label" or abs(item.amount) == abs(whole)
            else item
            for item in stated
        ]
    return stated


def _scale(entry: Entry, factor: Decimal) -> None:
    for name in _AMOUNTS:
        value = getattr(entry, name)
        if value is not None:
            setattr(entry, name, value * factor)
