"""Lines with tabs as lines with blanks, so that what tabs part stands under one another."""

from collections.abc import Iterator, Sequence
from itertools import groupby

_BETWEEN_CELLS = 4
"""In blanks, at the least, where a tab stood."""


def aligned(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines; neighbours with the same number of tabs are set as columns."""
    for tabs, group in groupby(lines, key=lambda line: line.rstrip("\r").count("\t")):
        rows = [line.rstrip("\r").split("\t") for line in group]
        if not tabs or len(rows) < 2 or any(row[0].strip() == "" for row in rows if any(row)):
            yield from ("".join(_to_tab_stop(cell) for cell in row[:-1]) + row[-1] for row in rows)
            continue
        wide = [max(len(row[at]) for row in rows) + _BETWEEN_CELLS for at in range(tabs)] + [0]
        yield from ("".join(cell.ljust(w) for cell, w in zip(row, wide, strict=True)) for row in rows)


def _to_tab_stop(cell: str) -> str:
    """Pad to the next tab stop that leaves two blanks at least, or cells would look like one."""
    return cell.ljust(-(-(len(cell) + 2) // 8) * 8)
