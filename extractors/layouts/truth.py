"""True values of a payment as typed values, in the order of the document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.dialect import Dialect
from domain.dialect_dates import DateOrder
from domain.errors import ArdoiseError
from domain.layouts import TruePayment
from domain.words import DocumentType
from extractors.layouts.kinds import KIND_OF, Kind, Value, read_text, true_value
from extractors.layouts.sight import Sight, runs_of


class LearningError(ArdoiseError):
    """A layout could not be learnt from a document; the sentence says which value stood in the way."""


@dataclass(frozen=True, slots=True)
class TrueLine:
    """One line's true values by field (absent: not known or not stated) and its type."""

    values: Mapping[str, Value]
    known: frozenset[str]
    """Fields whose value is known, those that are not stated included."""
    kind: DocumentType | None


@dataclass(frozen=True, slots=True)
class Truth:
    """One payment's true values, typed."""

    fields: Mapping[str, Value]
    known: frozenset[str]
    lines: tuple[TrueLine, ...]


def typed(payment: TruePayment) -> Truth:
    """Return the payment's values as typed. Raises LearningError for one that is not what its field holds."""
    return Truth(
        {
            name: _typed(name, text)
            for name, text in payment.fields.items()
            if text is not None and name in KIND_OF
        },
        frozenset(payment.fields),
        tuple(_line(line) for line in payment.lines),
    )


def dialect_for(truths: tuple[Truth, ...], sight: Sight, decided: Dialect) -> Dialect:
    """Return the way of writing under which most true values are found, else the decided one."""
    amounts, days = _wanted(truths)
    texts = {run.text.strip(" ,;:") for at in range(len(sight.rows)) for run in runs_of(sight, at, 5)}
    marks = [decided.decimal, *(mark for mark in (".", ",") if mark != decided.decimal)]
    orders = [decided.order, *(order for order in DateOrder if order is not decided.order)]
    mark = max(marks, key=lambda m: len(_amounts(texts, Dialect(m, None, decided.three_decimals)) & amounts))
    order = max(orders, key=lambda o: len(_days(texts, Dialect(None, o)) & days))
    return Dialect(mark, order, decided.three_decimals)


def _amounts(texts: set[str], dialect: Dialect) -> set[Decimal]:
    found = (read_text(Kind.AMOUNT, text, dialect) for text in texts)
    return {abs(value) for value in found if isinstance(value, Decimal)}


def _days(texts: set[str], dialect: Dialect) -> set[date]:
    found = (read_text(Kind.DAY, text, dialect) for text in texts)
    return {value for value in found if isinstance(value, date)}


def _wanted(truths: tuple[Truth, ...]) -> tuple[set[Decimal], set[date]]:
    values = [
        value
        for truth in truths
        for held in (truth.fields, *(line.values for line in truth.lines))
        for value in held.values()
    ]
    return (
        {abs(value) for value in values if isinstance(value, Decimal)},
        {value for value in values if isinstance(value, date)},
    )


def _line(line: Mapping[str, str | None]) -> TrueLine:
    values = {name: _typed(name, text) for name, text in line.items() if text is not None and name in KIND_OF}
    kind = line.get("document_type")
    return TrueLine(values, frozenset(line), DocumentType(kind) if kind else None)


def _typed(name: str, text: str) -> Value:
    value = true_value(KIND_OF[name], text)
    if value is None:
        raise LearningError(
            f"the true value {text!r} is no {KIND_OF[name].value} as {name} must be; correct it."
        )
    return value
