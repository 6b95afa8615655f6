"""Learns where a document states the header values of its payments, and what parts several payments."""

from collections.abc import Sequence
from itertools import pairwise

from domain.dialect import Dialect
from domain.layouts import HEADER_FIELDS, Anchor, Direction, FieldRule
from extractors.layouts.anchors import Found, at_anchor, value_at
from extractors.layouts.differences import as_json
from extractors.layouts.kinds import KIND_OF, Kind, Value, squeezed
from extractors.layouts.own_rows import heads_over, own_rows
from extractors.layouts.proposing import anchors_for, meaning_bonus, phrase_for
from extractors.layouts.sight import Sight, labels_at
from extractors.layouts.truth import Truth
from extractors.recognition.words import fold

_MOST_ANCHORS = 3


def field_rules(
    truths: tuple[Truth, ...], sight: Sight, dialect: Dialect, sections: Anchor | None
) -> tuple[FieldRule, ...]:
    """Return the rules of the header values that the true payments state."""
    parts, heads = _parts(truths, sight, dialect, sections)
    values_as_labels = frozenset(
        fold(str(value)) for truth in truths for value in truth.fields.values() if isinstance(value, str)
    )
    rules = []
    for name in HEADER_FIELDS:
        values = [truth.fields.get(name) for truth in truths]
        rule = _field(name, values, parts, heads, sight, dialect, sections, values_as_labels, truths)
        if rule is not None:
            rules.append(rule)
    return tuple(rules)


def sections_of(truths: tuple[Truth, ...], sight: Sight, dialect: Dialect) -> Anchor | None:
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


def record_rows(sight: Sight, truths: tuple[Truth, ...]) -> set[int]:
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


def _field(
    name: str,
    values: Sequence[Value | None],
    parts: Sequence[Sight],
    heads: Sequence[tuple[Sight, ...]],
    sight: Sight,
    dialect: Dialect,
    sections: Anchor | None,
    values_as_labels: frozenset[str],
    truths: tuple[Truth, ...],
) -> FieldRule | None:
    first = next((value for value in values if value is not None), None)
    if first is None:
        return None
    kind = KIND_OF[name]
    anchors: tuple[Anchor, ...] = ()
    if kind is not Kind.CURRENCY or len(set(values)) == 1:
        anchors = _anchors(name, values, parts, heads, dialect, values_as_labels)
    if not anchors and sections is not None and len(set(values)) == 1 and name != "total_amount":
        anchors = _anchors(name, values[:1], [sight], [()], dialect, values_as_labels)
    if kind is Kind.NAME and len(set(values)) == 1:
        anchors = tuple(anchor for anchor in anchors if meaning_bonus(name, anchor) > 0)
    if sections is not None and name == _field_of_sections(sections, values, parts, dialect, kind):
        anchors = (sections, *(anchor for anchor in anchors if anchor != sections))[:_MOST_ANCHORS]
    if anchors:
        records = record_rows(sight, truths)
        beside = tuple(anchor for anchor in anchors if not _through_lines(anchor, sight, records))
        return FieldRule(name, (beside or anchors)[:_MOST_ANCHORS])
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
    heads: Sequence[tuple[Sight, ...]],
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
    held = list(anchors_for(name, truth, parts[first], dialect, most))
    for head in heads[first]:
        below = anchors_for(name, truth, head, dialect, most)
        held += [one for one in below if one.direction is Direction.BELOW and one not in held]
    kept = [
        anchor
        for anchor in held
        if anchor.label not in values_as_labels
        and all(
            value is None
            or ((hit := _hit(anchor, kind, part, head, dialect)) is not None and hit.value == value)
            for value, part, head in zip(values, parts, heads, strict=False)
        )
    ]
    return tuple(kept)


def _parts(
    truths: tuple[Truth, ...], sight: Sight, dialect: Dialect, sections: Anchor | None
) -> tuple[list[Sight], list[tuple[Sight, ...]]]:
    """Return each payment's own rows, and these under what stands above all payments."""
    references = [str(truth.fields.get("payment_reference") or "") for truth in truths]
    if sections is None:
        return [own_rows(sight, reference, references) for reference in references], [()] * len(truths)
    rows = _section_rows(sections, sight, dialect, truths)
    bounds = list(zip(pairwise([0, *rows[1:], len(sight.rows)]), _own(references), strict=True))
    return (
        [own_rows(sight.part(first, after), own, references) for (first, after), own in bounds],
        [heads_over(sight, rows, first, after, own, references) for (first, after), own in bounds],
    )


def _own(references: Sequence[str]) -> Sequence[str]:
    return references if len(set(references)) == len(references) else [""] * len(references)


def _hit(anchor: Anchor, kind: Kind, part: Sight, heads: Sequence[Sight], dialect: Dialect) -> Found | None:
    hit = at_anchor(anchor, kind, part, dialect)
    for head in heads if anchor.direction is Direction.BELOW else ():
        hit = hit or at_anchor(anchor, kind, head, dialect)
    return hit


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


def _through_lines(anchor: Anchor, sight: Sight, records: set[int]) -> bool:
    """Tell whether an anchor looks into or over the rows of lines, whose count changes each time."""
    for run in labels_at(sight, anchor.label):
        rows = range(run.at, run.at + 1)
        if anchor.direction is Direction.BELOW:
            rows = range(run.at + 1, run.at + 4)
        elif anchor.direction is Direction.ABOVE:
            rows = range(run.at - 3, run.at)
        if any(at in records for at in rows):
            return True
    return False
