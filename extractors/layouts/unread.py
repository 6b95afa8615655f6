"""Fields that no rule reads although the taught document states them: they are asked about each time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.dialect import Dialect
from domain.layouts import HEADER_FIELDS, LINE_FIELDS, LayoutTemplate, Sample, TruePayment
from domain.remittance import Remittance, RemittanceLine
from extractors.layouts.differences import faulty_fields
from extractors.layouts.kinds import KIND_OF, Kind, same_value, squeezed, true_value
from extractors.layouts.sight import Sight, read_run, runs_of

_NEEDED = frozenset({"document_number", "net_amount", "document_type", "currency"})
"""Without these a layout teaches nothing."""
_MOST = 3
"""Fields that may stay unread; a layout of more was not understood."""
_WORDS_IN_RUN = 5

Told = tuple[tuple[str, str, str], ...]


def spared(
    template: LayoutTemplate,
    read: Sequence[Sequence[Remittance]],
    samples: Sequence[Sample],
    sights: Sequence[Sight],
    dialect: Dialect,
) -> LayoutTemplate | None:
    """Return the template with the fields that it reads wrong left to a person, None where too much is wrong.

    `read` is what it makes of each sample. A true value that the document does not state is a mistake of
    the lesson, and no field that is hard to read.
    """
    faulty: set[str] = set()
    told: Told = ()
    for payments, sample, sight in zip(read, samples, sights, strict=True):
        fields = faulty_fields(payments, sample.payments)
        if fields is None:
            return None
        faulty |= fields
        if faulty & _NEEDED or len(faulty) > _MOST:
            return None
        if not all(_stated(name, text, sight, dialect) for name, text in _true(sample, fields)):
            return None
    if not faulty:
        return None
    for sample in samples:
        told += tuple(_told(sample.payments, faulty))
    return replace(template, unread=tuple(sorted(faulty)), told=told)


def with_told(template: LayoutTemplate, made: tuple[Remittance, ...]) -> tuple[Remittance, ...]:
    """Return a reading with what was told of its own document, and the question about every unread field."""
    if not template.unread:
        return made
    told = {(number, name): text for number, name, text in template.told}
    return tuple(_asked(one, template, told) for one in made)


def _asked(read: Remittance, template: LayoutTemplate, told: Mapping[tuple[str, str], str]) -> Remittance:
    key = _key(line.document_number for line in read.lines)
    header = {
        name: _typed(name, told[key, name]) if (key, name) in told else None
        for name in template.unread
        if name in HEADER_FIELDS
    }
    lines = tuple(_line(line, template.unread, told) for line in read.lines)
    doubts = [
        f"No rule was found for where the {name.replace('_', ' ')} stands when this form was taught; "
        "look for it."
        for name in template.unread
    ]
    changed: dict[str, Any] = {"lines": lines, **header}
    return replace(
        read,
        **changed,
        needs_review=True,
        confidence=min(read.confidence, 0.8),
        problems=(*read.problems, *doubts),
    )


def _line(line: RemittanceLine, unread: Sequence[str], told: Mapping[tuple[str, str], str]) -> RemittanceLine:
    number = line.document_number or ""
    known: dict[str, Any] = {
        name: _typed(name, told[number, name])
        for name in unread
        if name in LINE_FIELDS and (number, name) in told
    }
    return replace(line, **known) if known else line


def _told(payments: Sequence[TruePayment], fields: set[str]) -> Iterator[tuple[str, str, str]]:
    for payment in payments:
        key = _key(line.get("document_number") for line in payment.lines)
        for name in sorted(fields):
            if name in HEADER_FIELDS and name in payment.fields:
                yield key, name, payment.fields[name] or ""
            for line in payment.lines if name in LINE_FIELDS else ():
                if name in line and line.get("document_number"):
                    yield line["document_number"] or "", name, line[name] or ""


def _true(sample: Sample, fields: frozenset[str]) -> Iterator[tuple[str, str]]:
    for payment in sample.payments:
        for held in (payment.fields, *payment.lines):
            yield from ((name, text) for name, text in held.items() if name in fields and text)


def _stated(name: str, text: str, sight: Sight, dialect: Dialect) -> bool:
    kind = KIND_OF[name]
    value = true_value(kind, text)
    if value is None or kind is Kind.METHOD:
        return False
    if isinstance(value, str):
        return squeezed(value).casefold() in _all_of(sight)
    runs = (run for at in range(len(sight.rows)) for run in runs_of(sight, at, _WORDS_IN_RUN))
    return any(same_value(kind, read_run(kind, sight, run, dialect), value) for run in runs)


def _all_of(sight: Sight) -> str:
    return squeezed("".join(piece.text for row in sight.rows for piece in row.pieces)).casefold()


def _key(numbers: Iterator[str | None]) -> str:
    """Return what a payment's own values are kept under: the first document number of its lines."""
    return next((number for number in numbers if number), "")


def _typed(name: str, text: str) -> Any:
    if not text:
        return None
    return true_value(KIND_OF[name], text) if name in KIND_OF else text
