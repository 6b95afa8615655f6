"""Learns lines whose values follow one another: in prose, in lists, in rows without fixed columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, product

from domain.dialect import Dialect
from domain.layouts import Direction, LineAnchor, LineForm, LineRule, SequenceStep
from extractors.layouts.kinds import KIND_OF, Kind, same_value
from extractors.layouts.learning_headers import number_forms
from extractors.layouts.learning_runs import RUN_FIELDS
from extractors.layouts.proposing import anchors_for
from extractors.layouts.sequences import Item, amounts_behind, items_of, records_in, remarks_of, step_in
from extractors.layouts.sight import Sight
from extractors.layouts.truth import TrueLine

_STEPS = (1, 2, 3, 4, -1, -2, -3)
_MOST_WAYS = 4
_MOST_COUNTS = 5
"""Kinds of lines told apart by how many amounts they state."""

Record = tuple[TrueLine, int, int, int]
"""A true line, its number's item, the first item that may belong to it, the item after its last."""


def sequence_rules(sight: Sight, lines: Sequence[TrueLine], dialect: Dialect) -> Iterator[LineRule]:
    """Yield rules of values counted from each document number, the likeliest first."""
    forms = number_forms(lines)
    bare = _with_nameless(LineRule(LineForm.SEQUENCE, number_forms=forms), lines, sight, dialect)
    if not forms or bare is None:
        return
    named = [line for line in lines if "document_number" in line.values]
    bare = replace(bare, always=_always(named))
    items = list(items_of(sight, forms, dialect))
    at = _aligned(items, named)
    if at is None:
        return
    places = {index: (first, after) for index, first, after in records_in(items)}
    records = [(line, index, *places[index]) for line, index in zip(named, at, strict=True)]
    for way in chain(islice(_ways(records, items, -1), _MOST_WAYS), _by_count(records, items, sight)):
        yield replace(bare, steps=way)


def _with_nameless(
    rule: LineRule, lines: Sequence[TrueLine], sight: Sight, dialect: Dialect
) -> LineRule | None:
    """Add where amounts without a number stand; None where one of these lines hangs on no words."""
    for line in lines:
        net = line.values.get("net_amount")
        if "document_number" in line.values:
            continue
        anchors = anchors_for("net_amount", net, sight, dialect, 12) if net is not None else ()
        anchor = next((one for one in anchors if one.direction is Direction.SAME), None)
        if anchor is None or line.kind is None or set(line.values) != {"net_amount"}:
            return None
        blocks = (*rule.blocks, LineAnchor("net_amount", anchor))
        rule = replace(rule, blocks=blocks, types=(*rule.types, (anchor.label, line.kind)))
    return rule


def _always(lines: Sequence[TrueLine]) -> tuple[str, ...]:
    """Return the fields that all lines state; of a single line its day alone, for others may pay less."""
    fields = [name for name in RUN_FIELDS if all(name in line.values for line in lines)]
    return tuple(name for name in fields if len(lines) > 1 or name == "document_date")


def _by_count(
    records: Sequence[Record], items: Sequence[Item], sight: Sight
) -> Iterator[tuple[SequenceStep, ...]]:
    """Yield ways in which a line with three amounts says something else than one with a single amount."""
    groups: dict[int, list[Record]] = {}
    for record in records:
        groups.setdefault(amounts_behind(items, record[1], record[3]), []).append(record)
    if len(groups) > _MOST_COUNTS:
        return
    remarks = dict(
        zip(
            (i for i, one in enumerate(items) if one.kind is Kind.NUMBER),
            remarks_of(items, sight),
            strict=True,
        )
    )
    ways = [
        [way + _remark(group, remarks, of) for way in islice(_ways(group, items, of), 2)]
        for of, group in sorted(groups.items())
    ]
    for chosen in islice(product(*ways), _MOST_WAYS):
        yield tuple(step for way in chosen for step in way)


def _remark(group: Sequence[Record], remarks: dict[int, str], of: int) -> tuple[SequenceStep, ...]:
    """Return the step of the reason where the words in brackets are just that in all of these lines."""
    told = [(line.values.get("deduction_reason"), remarks[index]) for line, index, _, _ in group]
    stated = any(true is not None for true, _ in told)
    right = all(same_value(Kind.TEXT, said, true or "") for true, said in told)
    return (SequenceStep("deduction_reason", 1, of),) if stated and right else ()


def _ways(records: Sequence[Record], items: Sequence[Item], of: int) -> Iterator[tuple[SequenceStep, ...]]:
    """Yield ways to give each amount and day of these lines its place, the likeliest first."""
    choices: list[list[tuple[float, SequenceStep | None]]] = []
    for field in RUN_FIELDS[1:]:
        if KIND_OF[field] not in (Kind.AMOUNT, Kind.DAY) or not any(
            field in one[0].values for one in records
        ):
            continue
        rated = [(_hits(field, nth, items, records), nth) for nth in _STEPS]
        likely = sorted((pair for pair in rated if pair[0] > 0), key=lambda pair: -pair[0])[:3]
        steps: list[tuple[float, SequenceStep | None]] = [
            (w, SequenceStep(field, nth, of)) for w, nth in likely
        ]
        choices.append(steps or [(0.0, None)])
    ways = []
    for way in product(*choices):
        taken = tuple(step for _, step in way if step is not None)
        if len({(KIND_OF[step.field], step.nth) for step in taken}) == len(taken):
            ways.append((sum(worth for worth, _ in way), taken))
    ways.sort(key=lambda pair: -pair[0])
    for _, best in ways:
        yield best


def _aligned(items: Sequence[Item], lines: Sequence[TrueLine]) -> list[int] | None:
    """Return the item of each line's number, in order; None where one is missing."""
    at: list[int] = []
    after = 0
    for line in lines:
        truth = line.values.get("document_number")
        hit = next(
            (
                index
                for index in range(after, len(items))
                if items[index].kind is Kind.NUMBER
                and truth is not None
                and same_value(Kind.NUMBER, items[index].value, truth)
            ),
            None,
        )
        if hit is None:
            return None
        at.append(hit)
        after = hit + 1
    return at


def _hits(field: str, nth: int, items: Sequence[Item], records: Sequence[Record]) -> float:
    right = 0.0
    for line, index, first, after in records:
        held = step_in(items, index, first, after, field, nth)
        truth = line.values.get(field)
        if truth is not None:
            right += same_value(KIND_OF[field], held.value if held else None, truth)
        elif held is not None:
            right -= 1.0
    return right - 0.01 * abs(nth) - 0.005 * (nth < 0)
