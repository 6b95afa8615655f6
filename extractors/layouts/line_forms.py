"""Reads the lines of a taught layout in the form that it sets them, those of a second table, too."""

from collections.abc import Callable, Mapping

from domain.dialect import Dialect
from domain.layouts import LineForm, LineRule
from extractors.layouts.blocks import read_blocks
from extractors.layouts.lines import LineReading
from extractors.layouts.sequences import read_sequence
from extractors.layouts.sight import Sight
from extractors.layouts.tables import read_columns
from extractors.recognition.words import fold

_FORMS: Mapping[LineForm, Callable[[LineRule, Sight, Dialect], LineReading]] = {
    LineForm.TABLE: read_columns,
    LineForm.BLOCKS: read_blocks,
    LineForm.SEQUENCE: read_sequence,
}


def read_lines(rule: LineRule, sight: Sight, dialect: Dialect) -> LineReading:
    """Return the lines that a rule finds, those of a second table behind the first's."""
    at = further_at(rule.further, sight) if rule.further is not None else None
    if rule.further is None or at is None:
        return _FORMS[rule.form](rule, sight, dialect)
    read = _FORMS[rule.form](rule, sight.part(0, at), dialect)
    more = _FORMS[rule.further.form](rule.further, sight.part(at, len(sight.rows)), dialect)
    read.kinds = [*(None for _ in read.entries), *(rule.further.kind for _ in more.entries)]
    read.entries += more.entries
    read.at += [at + row for row in more.at]
    read.sums += more.sums
    read.problems += more.problems
    return read


def further_at(rule: LineRule, sight: Sight) -> int | None:
    """Return the row that begins the lines of a second table, None where there is none this time."""
    return next((at for at, row in enumerate(sight.rows) if fold(row.text) == rule.heading), None)
