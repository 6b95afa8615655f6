"""Reads lines that are blocks of labelled values, the labels repeated for each line."""

from domain.dialect import Dialect
from domain.layouts import LineRule
from extractors.layouts.anchors import value_at
from extractors.layouts.kinds import KIND_OF, Value
from extractors.layouts.lines import LineReading, entry_of
from extractors.layouts.sight import Sight, labels_at
from extractors.recognition.pieces import Piece


def read_blocks(rule: LineRule, sight: Sight, dialect: Dialect) -> LineReading:
    """Return one line for each occurrence of the starting label that has a value."""
    hits: list[tuple[int, int, str, Value, Piece]] = []
    for block in rule.blocks:
        for run in labels_at(sight, block.anchor.label):
            found = value_at(block.anchor, run, KIND_OF[block.field], sight, dialect)
            if found is not None:
                hits.append((run.at, run.place, block.field, found.value, found.piece))
    hits.sort(key=lambda hit: hit[:2])
    reading = LineReading()
    cells: dict[str, tuple[Value, tuple[Piece, ...]]] = {}
    begun = 0
    for at, _, field, value, piece in [*hits, (len(sight.rows), 0, rule.start, "", None)]:
        if field == rule.start:
            if rule.start in cells:
                said = "  ".join(row.text for row in sight.rows[begun:at])
                reading.entries.append(entry_of(rule, cells, said, said))
                reading.at.append(begun)
            cells, begun = {}, at
        if piece is not None and field not in cells and (field == rule.start or rule.start in cells):
            cells[field] = (value, (piece,))
    return reading
