"""Rows of a table that list a document without paying it, where a column tells them from the others."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.layouts import LineRule
from extractors.layouts.table_cells import text_in
from extractors.layouts.table_grid import Grid
from extractors.recognition.words import fold

_MOST_TEXTS = 3
"""Different texts of a column that tells what is paid; one of more says something else."""


def with_status(rule: LineRule, grid: Grid, paid: Sequence[int], listed: Sequence[int]) -> Iterator[LineRule]:
    """Yield the rule with a column whose texts part the rows that are paid from others that are listed."""
    others = [row for row in listed if row not in paid]
    if not others or not paid:
        return
    for column in range(len(rule.columns)):
        kept = {status_in(grid, row, column) for row in paid}
        gone = {status_in(grid, row, column) for row in others}
        if not kept & gone and max(len(kept), len(gone)) <= _MOST_TEXTS and _are_words(kept | gone):
            yield replace(rule, status_column=column, paid=tuple(sorted(kept)), left_out=tuple(sorted(gone)))


def is_left_out(rule: LineRule, grid: Grid, index: int) -> bool:
    """Tell whether a row only lists a document that is not paid."""
    return rule.status_column >= 0 and status_in(grid, index, rule.status_column) in rule.left_out


def status_doubt(rule: LineRule, grid: Grid, index: int, number: str | None) -> list[str]:
    """Name a text that no taught row had where a column tells what is paid."""
    if rule.status_column < 0 or status_in(grid, index, rule.status_column) in (*rule.paid, *rule.left_out):
        return []
    text = text_in(grid, index, rule.status_column)
    return [f'Nothing taught says whether {number or "a row"} with "{text}" is paid.']


def status_in(grid: Grid, index: int, column: int) -> str:
    """Return the folded text of a cell, or its bare sign where it has no letters."""
    text = text_in(grid, index, column)
    return fold(text) or text


def _are_words(texts: set[str]) -> bool:
    return not any(c.isdigit() for text in texts for c in text)
