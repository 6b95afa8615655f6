"""Reads amounts that are stated in hundredths or thousands as such, with the payment's total as judge."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.recognition.entries import Entry
from extractors.recognition.signs import total_of
from extractors.recognition.tables import Stated
from extractors.recognition.words import says

_UNITS = ((Decimal("0.01"), "hundredths"), (Decimal(1000), "thousands"))
_AMOUNTS = ("net", "gross", "discount", "deduction")
_THOUSANDS_SIGN = re.compile(r"\b[TtKk] ?€(?!\w)|(?<!\w)[£$€] ?['’]?000s?\b|\b[TK]EUR\b|\b[Kk] ?EUR\b")
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
        told = any(_says_unit(text, unit) for text in texts)
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
    return _in_told_unit(entries, stated, texts)


def _in_told_unit(entries: Sequence[Entry], stated: list[Stated], texts: Sequence[str]) -> list[Stated]:
    """Bring lines and sums alike to the unit that the document names, and doubt it: nothing proves it."""
    told = [(factor, unit) for factor, unit in _UNITS if any(_says_unit(text, unit) for text in texts)]
    if len(told) != 1 or not total_of(entries):
        return stated
    factor, unit = told[0]
    whole = abs(total_of(entries))
    if any(abs(item.amount) != whole for item in stated if item.kind == "label"):
        return stated
    for entry in entries:
        _scale(entry, factor)
    entries[0].problems.append(f"Amounts were taken to be in {unit}, as the document says.")
    return [replace(item, amount=item.amount * factor) for item in stated]


def _says_unit(text: str, unit: str) -> bool:
    """Tell whether a text names the unit, by words or by the signs of accountants: "T€", "£000"."""
    return says(_THOUSANDS_SIGN.sub(" in teur ", text), unit)


def _scale(entry: Entry, factor: Decimal) -> None:
    for name in _AMOUNTS:
        value = getattr(entry, name)
        if value is not None:
            setattr(entry, name, value * factor)
