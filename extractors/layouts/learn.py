"""Learns a layout template from documents whose true values are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, islice

from domain.dialect import Dialect
from domain.dialect_dates import DateOrder
from domain.layouts import (
    HEADER_FIELDS,
    LINE_FIELDS,
    Anchor,
    FieldRule,
    LayoutTemplate,
    LineForm,
    LineRule,
    Sample,
)
from domain.ports import ReadingAids
from domain.words import DocumentType, Layout, Medium
from extractors.layouts.differences import differences
from extractors.layouts.kinds import Kind, same_value
from extractors.layouts.landmarks import landmarks_of
from extractors.layouts.learning_as_seen import as_seen_rules
from extractors.layouts.learning_fields import field_rules, record_rows, sections_of
from extractors.layouts.learning_further import further_rules
from extractors.layouts.learning_runs import block_rules
from extractors.layouts.learning_sequences import sequence_rules
from extractors.layouts.learning_tables import Lines, table_rules
from extractors.layouts.lines import series_of
from extractors.layouts.own_name import as_sent
from extractors.layouts.sight import Sight, sight_of
from extractors.layouts.spelling import spelt_like
from extractors.layouts.spelling_truth import spelt_as_true
from extractors.layouts.table_cells import cell_value
from extractors.layouts.table_grid import grid_of
from extractors.layouts.taught import read_taught
from extractors.layouts.truth import LearningError, Truth, dialect_for, typed
from extractors.recognition.entries import Entry, kind_of
from extractors.recognition.rows import stretches_of
from extractors.recognition.scan import parts_of
from extractors.recognition.words import fold
from extractors.recognition.written import dialect_of as decided_dialect

_MISSED = 10_000
_MOST_RULES = 60
"""Line rules that are tried; the learners yield the likeliest first."""


def learn(sample: Sample, name: str, payer: str, aids: ReadingAids | None = None) -> LayoutTemplate:
    """Return a template that reads the sample exactly as its true values.

    Raises LearningError, naming what is read otherwise by the best template that was found.
    """
    sample = spelt_as_true(sample)
    truths = tuple(typed(payment) for payment in sample.payments)
    if not any(truth.lines for truth in truths):
        raise LearningError("the true values name no line; give at least one in `lines`.")
    best: tuple[int, LayoutTemplate, list[str]] | None = None
    for template in candidates(sample, truths, name, payer, aids):
        faults = faults_of(template, sample, aids)
        count = len(faults) if not _missed(faults) else _MISSED
        if best is None or count < best[0]:
            best = (count, template, faults)
        if not faults:
            return template
    if best is None:
        raise LearningError("the document numbers and amounts of the true lines were not found on its pages.")
    raise LearningError("no layout was found that reads this document as it is: " + " ".join(best[2][:5]))


def _missed(faults: Sequence[str]) -> bool:
    """Tell whether payments were missed: few faults then say nothing of how near a template came."""
    return bool(faults) and "payments were read" in faults[0]


def faults_of(template: LayoutTemplate, sample: Sample, aids: ReadingAids | None = None) -> list[str]:
    """Return what the template reads otherwise than the sample's true values, in words."""
    document = spelt_like(template, spelt_as_true(sample).document)
    reading = read_taught(template, document, as_sent(aids, sample))
    return differences(reading.remittances, sample.payments)


def candidates(
    sample: Sample,
    truths: tuple[Truth, ...],
    name: str,
    payer: str,
    aids: ReadingAids | None = None,
    most: int = _MOST_RULES,
) -> Iterator[LayoutTemplate]:
    """Yield templates that may read the sample, the likeliest first: `most` by rules of their own, then
    those that leave the lines to first-time recognition."""
    yield from islice(_by_own_rules(sample, truths, name, payer), most)
    sight = sight_of(sample.document)
    dialect = _dialect(sample, truths, sight)
    fields = field_rules(truths, sight, dialect, None)
    landmarks = landmarks_of(sight, record_rows(sight, truths))
    for layout, rule in as_seen_rules(sample, aids):
        known = _Known(sample, truths, sight, dialect, fields, None, landmarks, layout)
        yield _template(known, rule, name, payer)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is the same for every candidate of a sample."""

    sample: Sample
    truths: tuple[Truth, ...]
    sight: Sight
    dialect: Dialect
    fields: tuple[FieldRule, ...]
    sections: Anchor | None
    landmarks: tuple[str, ...]
    seen_as: Layout = Layout.TABLE
    """How first-time recognition called the form of the lines."""


def _by_own_rules(
    sample: Sample, truths: tuple[Truth, ...], name: str, payer: str
) -> Iterator[LayoutTemplate]:
    sight = sight_of(sample.document)
    dialect = _dialect(sample, truths, sight)
    lines = Lines(
        tuple(line for truth in truths for line in truth.lines),
        tuple(truth.fields for truth in truths for _ in truth.lines),
    )
    sections = sections_of(truths, sight, dialect) if len(truths) > 1 else None
    fields = field_rules(truths, sight, dialect, sections)
    landmarks = landmarks_of(sight, record_rows(sight, truths))
    known = _Known(sample, truths, sight, dialect, fields, sections, landmarks)
    apart = known
    if sections is not None:
        apart = replace(known, fields=field_rules(truths, sight, dialect, None), sections=None)
    rules = chain(
        table_rules(sight, lines, dialect),
        further_rules(sight, lines, dialect, sorted(record_rows(sight, truths))),
        block_rules(sight, lines.lines, dialect),
        sequence_rules(sight, lines.lines, dialect),
    )
    for rule in rules:
        full = _with_series(_with_nameless(rule, sight, lines, dialect), lines)
        by_column = sections is not None and any(cell.field == "payment_reference" for cell in rule.cells)
        for turned in (False, True):
            if by_column:
                yield _template(apart, replace(full, reverse=turned), name, payer)
            yield _template(known, replace(full, reverse=turned), name, payer)


def _template(known: _Known, rule: LineRule, name: str, payer: str) -> LayoutTemplate:
    dialect, medium = known.dialect, known.sample.document.medium
    return LayoutTemplate(
        name=name,
        payer=payer,
        media=(medium,),
        layout=_layout(rule, known),
        decimal=dialect.decimal,
        day_first=None if dialect.order is None else dialect.order is DateOrder.DAY_FIRST,
        three_decimals=dialect.three_decimals,
        landmarks=known.landmarks,
        fields=known.fields,
        absent=_absent(known.truths),
        lines=rule,
        sections=known.sections,
        by_reference=len(known.truths) > 1
        and known.sections is None
        and any(cell.field == "payment_reference" for cell in rule.cells),
    )


def _dialect(sample: Sample, truths: tuple[Truth, ...], sight: Sight) -> Dialect:
    parts = parts_of(stretches_of(sample.document))
    decided = decided_dialect(sample.document, parts, ReadingAids()) if parts else Dialect()
    return dialect_for(truths, sight, decided)


def _with_nameless(rule: LineRule, sight: Sight, lines: Lines, dialect: Dialect) -> LineRule:
    """Add what the words of true lines without a number mean."""
    nameless = [line for line in lines.lines if "document_number" not in line.values and line.kind]
    net = next((cell for cell in rule.cells if cell.field == "net_amount" and not cell.row), None)
    if not nameless or net is None or rule.form is not LineForm.TABLE or rule.start != "document_number":
        return rule
    grid = grid_of(rule, sight)
    types: dict[str, DocumentType] = dict(rule.types)
    for line in nameless:
        truth = line.values.get("net_amount")
        for index, row in enumerate(grid.rows):
            value = cell_value(net, grid, index, dialect)
            if truth is not None and isinstance(truth, Decimal) and same_value(Kind.AMOUNT, value, truth):
                words = fold(" ".join(p.text for p in row.pieces if not any(c.isdigit() for c in p.text)))
                if words and line.kind is not None:
                    types.setdefault(words, line.kind)
    return replace(rule, types=tuple(sorted(types.items())))


def _with_series(rule: LineRule, lines: Lines) -> LineRule:
    """Add the letters of true invoices that would say something else: "AB" is an Auftrag, no abono, here."""
    types: dict[str, DocumentType] = dict(rule.types)
    for line in lines.lines:
        letters = series_of(str(line.values.get("document_number", "")))
        if line.kind is DocumentType.INVOICE and letters and kind_of(Entry(letters), "") is not None:
            types.setdefault(fold(letters), line.kind)
    return replace(rule, types=tuple(sorted(types.items())))


def _absent(truths: tuple[Truth, ...]) -> tuple[str, ...]:
    header = [name for name in HEADER_FIELDS if all(name in t.known and name not in t.fields for t in truths)]
    lines = [line for truth in truths for line in truth.lines]
    below = [
        name
        for name in LINE_FIELDS
        if name != "document_type" and all(name in line.known and name not in line.values for line in lines)
    ]
    return tuple(header + below)


def _layout(rule: LineRule, known: _Known) -> Layout:
    medium = known.sample.document.medium
    if rule.form is LineForm.FIRST_SIGHT:
        return known.seen_as
    if rule.form is LineForm.TABLE:
        return Layout.TABLE
    if rule.form is LineForm.BLOCKS:
        return Layout.KEY_VALUE
    return Layout.LINES if medium is not Medium.TEXT else Layout.PROSE
