"""Learns lines that no columns hold: blocks of labelled values, and values that follow one another."""

from collections.abc import Iterator, Sequence
from itertools import product

from domain.dialect import Dialect
from domain.layouts import Anchor, LineAnchor, LineForm, LineRule, SequenceStep
from extractors.layouts.anchors import value_at
from extractors.layouts.kinds import KIND_OF, Kind, Value, same_value
from extractors.layouts.learning_headers import number_forms
from extractors.layouts.proposing import anchors_around, meaning_bonus
from extractors.layouts.sequences import Item, items_of, step_in
from extractors.layouts.sight import Sight, labels_at, read_run, runs_of
from extractors.layouts.truth import TrueLine

_FIELDS = (
    "document_number",
    "document_date",
    "po_number",
    "gross_amount",
    "discount_amount",
    "deduction_amount",
    "deduction_reason",
    "net_amount",
)
_STEPS = (1, 2, 3, 4, -1, -2, -3)


def block_rules(sight: Sight, lines: Sequence[TrueLine], dialect: Dialect) -> Iterator[LineRule]:
    """Yield the rule of labels repeated for each line, if every stated value hangs on one."""
    blocks: list[tuple[int, LineAnchor]] = []
    for field in _FIELDS:
        truths = [line.values[field] for line in lines if field in line.values]
        if not truths:
            continue
        found = _repeated(field, truths, sight, dialect)
        if found is None:
            return
        blocks.append(found)
    every = [
        (row, block)
        for row, block in blocks
        if all(block.field in line.values for line in lines)
        and block.field in ("document_number", "net_amount")
    ]
    if every:
        start = min(every, key=lambda pair: pair[0])[1].field
        first = min(blocks, key=lambda pair: pair[0])[1].field
        start = first if all(first in line.values for line in lines) else start
        yield LineRule(
            LineForm.BLOCKS,
            start=start,
            blocks=tuple(block for _, block in blocks),
            number_forms=number_forms(lines),
        )


def sequence_rules(sight: Sight, lines: Sequence[TrueLine], dialect: Dialect) -> Iterator[LineRule]:
    """Yield rules of values counted from each document number, the likeliest first."""
    forms = number_forms(lines)
    if not forms:
        return
    items = list(items_of(sight, forms, dialect))
    at = _aligned(items, lines)
    if at is None:
        return
    choices: list[list[tuple[float, SequenceStep | None]]] = []
    for field in _FIELDS[1:]:
        if KIND_OF[field] not in (Kind.AMOUNT, Kind.DAY) or not any(field in line.values for line in lines):
            continue
        rated = [(_hits(field, nth, items, at, lines), nth) for nth in _STEPS]
        likely = sorted((pair for pair in rated if pair[0] > 0), key=lambda pair: -pair[0])[:3]
        steps: list[tuple[float, SequenceStep | None]] = [(w, SequenceStep(field, nth)) for w, nth in likely]
        choices.append(steps or [(0.0, None)])
    ways = []
    for way in product(*choices):
        taken = tuple(step for _, step in way if step is not None)
        if len({(KIND_OF[step.field], step.nth) for step in taken}) == len(taken):
            ways.append((sum(worth for worth, _ in way), taken))
    ways.sort(key=lambda pair: -pair[0])
    for _, best in ways[:4]:
        yield LineRule(LineForm.SEQUENCE, steps=best, number_forms=forms)


def _repeated(
    field: str, truths: Sequence[Value], sight: Sight, dialect: Dialect
) -> tuple[int, LineAnchor] | None:
    """Return the first row and the label whose values, in order, are the true ones."""
    kind = KIND_OF[field]
    candidates: dict[Anchor, float] = {}
    for at in range(len(sight.rows)):
        for run in runs_of(sight, at):
            if same_value(kind, read_run(kind, sight, run, dialect), truths[0]):
                for anchor, worth in anchors_around(run, kind, sight, dialect):
                    candidates.setdefault(anchor, worth + meaning_bonus(field, anchor))
    for anchor in sorted(candidates, key=lambda anchor: -candidates[anchor])[:40]:
        found = [
            (run.at, hit.value)
            for run in labels_at(sight, anchor.label)
            if (hit := value_at(anchor, run, kind, sight, dialect)) is not None
        ]
        if len(found) == len(truths) and all(
            same_value(kind, value, truth) for (_, value), truth in zip(found, truths, strict=True)
        ):
            return found[0][0], LineAnchor(field, anchor)
    return None


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


def _hits(field: str, nth: int, items: Sequence[Item], at: Sequence[int], lines: Sequence[TrueLine]) -> float:
    right = 0.0
    for order, (index, line) in enumerate(zip(at, lines, strict=True)):
        first = at[order - 1] + 1 if order else 0
        after = at[order + 1] if order + 1 < len(at) else len(items)
        held = step_in(items, index, first, after, field, nth)
        truth = line.values.get(field)
        if truth is not None:
            right += same_value(KIND_OF[field], held.value if held else None, truth)
        elif held is not None:
            right -= 1.0
    return right - 0.01 * abs(nth) - 0.005 * (nth < 0)
