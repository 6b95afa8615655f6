"""Learns a layout template from documents whose true values are known."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, islice, pairwise

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
from extractors.layouts.anchors import anchors_for, at_anchor, meaning_bonus, phrase_for, value_at
from extractors.layouts.differences import as_json, differences
from extractors.layouts.kinds import KIND_OF, Kind, Value, same_value, squeezed
from extractors.layouts.landmarks import landmarks_of
from extractors.layouts.learning_runs import block_rules, sequence_rules
from extractors.layouts.learning_tables import Lines, table_rules
from extractors.layouts.sight import Sight, labels_at, sight_of
from extractors.layouts.spelling import spelt_like
from extractors.layouts.spelling_truth import spelt_as_true
from extractors.layouts.table_cells import cell_value
from extractors.layouts.table_grid import grid_of
from extractors.layouts.taught import read_taught
from extractors.layouts.truth import LearningError, Truth, dialect_for, typed
from extractors.recognition.reader import dialect_of as decided_dialect
from extractors.recognition.rows import stretches_of
from extractors.recognition.scan import parts_of
from extractors.recognition.words import fold

_MOST_RULES = 60
"""Line rules that are tried; the learners yield the likeliest first."""
_MOST_ANCHORS = 3


def learn(sample: Sample, name: str, payer: str, aids: ReadingAids | None = None) -> LayoutTemplate:
    """Return a template that reads the sample exactly as its true values.

    Raises LearningError, naming what is read otherwise by the best template that was found.
    """
    sample = spelt_as_true(sample)
    truths = tuple(typed(payment) for payment in sample.payments)
    if not any(truth.lines for truth in truths):
        raise LearningError("the true values name no line; give at least one in `lines`.")
    best: tuple[int, LayoutTemplate, list[str]] | None = None
    for template in islice(candidates(sample, truths, name, payer), _MOST_RULES):
        faults = faults_of(template, sample, aids)
        if best is None or len(faults) < best[0]:
            best = (len(faults), template, faults)
        if not faults:
            return template
    if best is None:
        raise LearningError("the document numbers and amounts of the true lines were not found on its pages.")
    raise LearningError("no layout was found that reads this document as it is: " + " ".join(best[2][:5]))


def faults_of(template: LayoutTemplate, sample: Sample, aids: ReadingAids | None = None) -> list[str]:
    """Return what the template reads otherwise than the sample's true values, in words."""
    document = spelt_like(template, spelt_as_true(sample).document)
    reading = read_taught(template, document, aids or ReadingAids())
    return differences(reading.remittances, sample.payments)


def candidates(sample: Sample, truths: tuple[Truth, ...], name: str, payer: str) -> Iterator[LayoutTemplate]:
    """Yield templates that may read the sample, the likeliest first."""
    document = sample.document
    sight = sight_of(document)
    dialect = _dialect(sample, truths, sight)
    lines = Lines(
        tuple(line for truth in truths for line in truth.lines),
        tuple(truth.fields for truth in truths for _ in truth.lines),
    )
    sections = _sections(truths, sight, dialect) if len(truths) > 1 else None
    fields = _fields(truths, sight, dialect, sections)
    rules = chain(
        table_rules(sight, lines, dialect),
        block_rules(sight, lines.lines, dialect),
        sequence_rules(sight, lines.lines, dialect),
    )
    for rule in rules:
        full = _with_nameless(rule, sight, lines, dialect)
        for turned in (False, True):
            yield LayoutTemplate(
                name=name,
                payer=payer,
                media=(document.medium,),
                layout=_layout(rule, document.medium),
                decimal=dialect.decimal,
                day_first=None if dialect.order is None else dialect.order is DateOrder.DAY_FIRST,
                three_decimals=dialect.three_decimals,
                landmarks=landmarks_of(sight, _record_rows(sight, truths)),
                fields=fields,
                absent=_absent(truths),
                lines=replace(full, reverse=turned),
                sections=sections,
                by_reference=len(truths) > 1
                and sections is None
                and any(cell.field == "payment_reference" for cell in rule.cells),
            )


def _dialect(sample: Sample, truths: tuple[Truth, ...], sight: Sight) -> Dialect:
    parts = parts_of(stretches_of(sample.document))
    decided = decided_dialect(sample.document, parts, ReadingAids()) if parts else Dialect()
    return dialect_for(truths, sight, decided)


def _fields(
    truths: tuple[Truth, ...], sight: Sight, dialect: Dialect, sections: Anchor | None
) -> tuple[FieldRule, ...]:
    parts = _parts(truths, sight, dialect, sections)
    values_as_labels = frozenset(
        fold(str(value)) for truth in truths for value in truth.fields.values() if isinstance(value, str)
    )
    rules = []
    for name in HEADER_FIELDS:
        values = [truth.fields.get(name) for truth in truths]
        rule = _field(name, values, parts, sight, dialect, sections, values_as_labels)
        if rule is not None:
            rules.append(rule)
    return tuple(rules)


def _field(
    name: str,
    values: Sequence[Value | None],
    parts: Sequence[Sight],
    sight: Sight,
    dialect: Dialect,
    sections: Anchor | None,
    values_as_labels: frozenset[str],
) -> FieldRule | None:
    first = next((value for value in values if value is not None), None)
    if first is None:
        return None
    kind = KIND_OF[name]
    anchors: tuple[Anchor, ...] = ()
    if kind is not Kind.CURRENCY or len(set(values)) == 1:
        anchors = _anchors(name, values, parts, dialect, values_as_labels)
    if kind is Kind.NAME:
        anchors = tuple(anchor for anchor in anchors if meaning_bonus(name, anchor) > 0)
    if sections is not None and name == _field_of_sections(sections, values, parts, dialect, kind):
        anchors = (sections, *(anchor for anchor in anchors if anchor != sections))[:_MOST_ANCHORS]
    if anchors:
        return FieldRule(name, anchors)
    if len(set(values)) > 1:
        return None
    phrase = phrase_for(name, first, sight, dialect)
    if phrase is not None or kind in (Kind.CURRENCY, Kind.METHOD, Kind.NAME):
        return FieldRule(name, (), phrase, as_json(first))
    return None


def _anchors(
    name: str,
    values: Sequence[Value | None],
    parts: Sequence[Sight],
    dialect: Dialect,
    values_as_labels: frozenset[str],
) -> tuple[Anchor, ...]:
    """Return labels that lead to the true value in every payment's own part; other values are no labels."""
    kind = KIND_OF[name]
    first = next((index for index, value in enumerate(values) if value is not None), None)
    if first is None:
        return ()
    truth = values[first]
    assert truth is not None
    most = 12
    held = anchors_for(name, truth, parts[first], dialect, most)
    kept = [
        anchor
        for anchor in held
        if anchor.label not in values_as_labels
        and all(
            value is None
            or ((hit := at_anchor(anchor, kind, part, dialect)) is not None and hit.value == value)
            for value, part in zip(values, parts, strict=False)
        )
    ]
    return tuple(kept[:_MOST_ANCHORS])


def _parts(truths: tuple[Truth, ...], sight: Sight, dialect: Dialect, sections: Anchor | None) -> list[Sight]:
    if sections is None:
        return [sight] * len(truths) if len(truths) > 1 else [sight]
    rows = _section_rows(sections, sight, dialect, truths)
    bounds = [0, *rows[1:], len(sight.rows)]
    return [sight.part(first, after) for first, after in pairwise(bounds)]


def _sections(truths: tuple[Truth, ...], sight: Sight, dialect: Dialect) -> Anchor | None:
    """Return the label whose values part the payments: one value each, in order, the highest on the page."""
    found: list[tuple[int, float, Anchor]] = []
    for name in HEADER_FIELDS:
        values = [truth.fields.get(name) for truth in truths]
        if any(value is None for value in values) or len(set(map(str, values))) < len(values):
            continue
        first = values[0]
        assert first is not None
        for anchor in anchors_for(name, first, sight, dialect, 12):
            rows = _section_rows(anchor, sight, dialect, truths, name)
            if len(rows) == len(truths):
                found.append((rows[1] - rows[0] if len(rows) > 1 else 0, rows[0], anchor))
    return min(found, key=lambda item: item[1])[2] if found else None


def _section_rows(
    anchor: Anchor, sight: Sight, dialect: Dialect, truths: tuple[Truth, ...], name: str | None = None
) -> list[int]:
    """Return the rows of the label where its value changes, if the values are the true ones in order."""
    names = [name] if name else [n for n in HEADER_FIELDS if all(n in truth.fields for truth in truths)]
    for tried in names:
        kind = KIND_OF[tried]
        rows: list[int] = []
        seen: list[Value] = []
        for run in labels_at(sight, anchor.label):
            hit = value_at(anchor, run, kind, sight, dialect)
            if hit is not None and (not seen or seen[-1] != hit.value):
                rows.append(run.at)
                seen.append(hit.value)
        if seen == [truth.fields.get(tried) for truth in truths]:
            return rows
    return []


def _field_of_sections(
    sections: Anchor, values: Sequence[Value | None], parts: Sequence[Sight], dialect: Dialect, kind: Kind
) -> str:
    for name in HEADER_FIELDS:
        if KIND_OF[name] is kind and all(
            (hit := at_anchor(sections, kind, part, dialect)) is not None and hit.value == value
            for part, value in zip(parts, values, strict=False)
        ):
            return name
    return ""


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


def _record_rows(sight: Sight, truths: tuple[Truth, ...]) -> set[int]:
    """Return the rows that hold true numbers of lines: what stands there changes each time."""
    numbers = {
        squeezed(str(line.values["document_number"]))
        for truth in truths
        for line in truth.lines
        if "document_number" in line.values
    }
    return {
        at
        for at, row in enumerate(sight.rows)
        if any(
            squeezed(word) in numbers for piece in row.pieces for word in (piece.text, *piece.text.split())
        )
    }


def _absent(truths: tuple[Truth, ...]) -> tuple[str, ...]:
    header = [name for name in HEADER_FIELDS if all(name in t.known and name not in t.fields for t in truths)]
    lines = [line for truth in truths for line in truth.lines]
    below = [
        name
        for name in LINE_FIELDS
        if name != "document_type" and all(name in line.known and name not in line.values for line in lines)
    ]
    return tuple(header + below)


def _layout(rule: LineRule, medium: Medium) -> Layout:
    if rule.form is LineForm.TABLE:
        return Layout.TABLE
    if rule.form is LineForm.BLOCKS:
        return Layout.KEY_VALUE
    return Layout.LINES if medium is not Medium.TEXT else Layout.PROSE
