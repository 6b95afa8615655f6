"""Says in words where a reading differs from the true values of a document."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from domain.layouts import HEADER_FIELDS, LINE_FIELDS, TruePayment
from domain.money import as_text
from domain.remittance import Remittance


def differences(read: Sequence[Remittance], truth: Sequence[TruePayment]) -> list[str]:
    """Return one sentence for each value that is known and was read otherwise; [] for a right reading."""
    found: list[str] = []
    if len(read) != len(truth):
        found.append(f"{len(read)} payments were read, {len(truth)} are true.")
    for number, (remittance, payment) in enumerate(zip(read, truth, strict=False), 1):
        where = f"payment {number}, " if len(truth) > 1 else ""
        found += [f"{where}{text}" for text in _of_payment(remittance, payment)]
    return found


def faulty_fields(read: Sequence[Remittance], truth: Sequence[TruePayment]) -> frozenset[str] | None:
    """Return the fields that are read otherwise anywhere; None where payments or lines are more or fewer."""
    if [len(one.lines) for one in read] != [len(one.lines) for one in truth]:
        return None
    pairs: list[tuple[object, Mapping[str, str | None], Sequence[str]]] = []
    for one, true in zip(read, truth, strict=True):
        pairs.append((one, true.fields, HEADER_FIELDS))
        pairs += [(line, values, LINE_FIELDS) for line, values in zip(one.lines, true.lines, strict=True)]
    return frozenset(name for held, values, names in pairs for name in _wrong(held, values, names))


def _of_payment(read: Remittance, truth: TruePayment) -> list[str]:
    found = _values(read, truth.fields, HEADER_FIELDS)
    if len(read.lines) != len(truth.lines):
        found.append(f"{len(read.lines)} lines were read, {len(truth.lines)} are true.")
    for number, (line, values) in enumerate(zip(read.lines, truth.lines, strict=False), 1):
        found += [f"line {number}: {text}" for text in _values(line, values, LINE_FIELDS)]
    return found


def _values(read: object, truth: Mapping[str, str | None], names: Sequence[str]) -> list[str]:
    return [
        f"{name} was read as {_shown(as_json(getattr(read, name)))}, true is {_shown(truth[name])}."
        for name in _wrong(read, truth, names)
    ]


def _wrong(read: object, truth: Mapping[str, str | None], names: Sequence[str]) -> list[str]:
    return [name for name in names if name in truth and not _same(as_json(getattr(read, name)), truth[name])]


def as_json(value: object) -> str | None:
    """Return a value in the form of the public JSON."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        return as_text(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _same(said: str | None, truth: str | None) -> bool:
    return said == truth or (said is not None and truth is not None and " ".join(truth.split()) == said)


def _shown(value: str | None) -> str:
    return "nothing" if value is None else repr(value)
