"""Learns lines that no columns hold: blocks of labelled values."""

from collections.abc import Iterator, Sequence

from domain.dialect import Dialect
from domain.layouts import Anchor, LineAnchor, LineForm, LineRule
from extractors.layouts.anchors import value_at
from extractors.layouts.kinds import KIND_OF, Value, same_value
from extractors.layouts.learning_headers import number_forms
from extractors.layouts.proposing import anchors_around, meaning_bonus
from extractors.layouts.sight import Sight, labels_at, read_run, runs_of
from extractors.layouts.truth import TrueLine

RUN_FIELDS = (
    "document_number",
    "document_date",
    "po_number",
    "gross_amount",
    "discount_amount",
    "deduction_amount",
    "deduction_reason",
    "net_amount",
)

_OTHER_ROW, _EACH_ROW, _FAR = 1.5, 0.5, 4
"""What it takes from a label's worth that its value stands in another row than the lone line's number."""


def block_rules(sight: Sight, lines: Sequence[TrueLine], dialect: Dialect) -> Iterator[LineRule]:
    """Yield the rule of labels repeated for each line, if every stated value hangs on one."""
    blocks: list[tuple[int, LineAnchor]] = []
    home: int | None = None
    for field in RUN_FIELDS:
        truths = [line.values[field] for line in lines if field in line.values]
        if not truths:
            continue
        found = _repeated(field, truths, sight, dialect, home)
        if found is None:
            return
        blocks.append(found)
        home = found[0] if field == "document_number" and len(lines) == 1 else home
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


def _repeated(
    field: str, truths: Sequence[Value], sight: Sight, dialect: Dialect, home: int | None = None
) -> tuple[int, LineAnchor] | None:
    """Return the first row and the label whose values, in order, are the true ones.

    `home`: the row of a lone line's number; of equal values the nearest is its own, and not the payment's.
    """
    kind = KIND_OF[field]
    candidates: dict[Anchor, float] = {}
    for at in range(len(sight.rows)):
        for run in runs_of(sight, at):
            if same_value(kind, read_run(kind, sight, run, dialect), truths[0]):
                far = 0.0 if home in (None, at) else _OTHER_ROW + _EACH_ROW * min(_FAR, abs(at - (home or 0)))
                for anchor, worth in anchors_around(run, kind, sight, dialect):
                    candidates.setdefault(anchor, worth + meaning_bonus(field, anchor) - far)
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
