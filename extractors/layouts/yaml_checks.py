"""Checks of a template file that its types alone do not show."""

from pathlib import Path

from domain.errors import ConfigurationError
from domain.layouts import HEADER_FIELDS, LINE_FIELDS, LayoutTemplate, LineForm, LineRule
from extractors.layouts.kinds import pattern_fault

_FIELDS = frozenset(HEADER_FIELDS) | frozenset(LINE_FIELDS)


def check(template: LayoutTemplate, source: str | Path) -> None:
    """Refuse what types alone do not show: unknown fields, columns that are not there, a missing start."""
    named = [rule.name for rule in template.fields] + [*template.absent]
    _check_lines(template.lines, named, source)
    if template.lines.further is not None:
        _check_lines(template.lines.further, [], source)


def _check_lines(lines: LineRule, named: list[str], source: str | Path) -> None:
    named = [*named, lines.start]
    named += [cell.field for cell in lines.cells] + [block.field for block in lines.blocks]
    named += [step.field for step in lines.steps] + [head.field for head in lines.heads]
    named += [name for pair in lines.taken for name in pair if name]
    unknown = next((name for name in named if name not in _FIELDS), None)
    if unknown is not None:
        raise ConfigurationError(f"the template {source} names the field {unknown!r}, which does not exist.")
    used = [max(cell.column, cell.behind) for cell in lines.cells] + [lines.sign_column, lines.status_column]
    for number in (*lines.number_forms, *lines.negative_forms):
        fault = pattern_fault(number)
        if fault is not None:
            raise ConfigurationError(
                f"the template {source} has the pattern {number!r}, which is none: {fault}; correct it."
            )
    column = next((column for column in used if column >= len(lines.columns)), None)
    if column is not None:
        raise ConfigurationError(
            f"the template {source} reads column {column}, but lists {len(lines.columns)} (counted from 0)."
        )
    told = {cell.field for cell in lines.cells} if lines.form is LineForm.TABLE else set()
    told |= {block.field for block in lines.blocks} if lines.form is LineForm.BLOCKS else set()
    if lines.form in (LineForm.TABLE, LineForm.BLOCKS) and lines.start not in told:
        raise ConfigurationError(
            f"the template {source} starts lines with {lines.start!r} but does not say where that stands."
        )
