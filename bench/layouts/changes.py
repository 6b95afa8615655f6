"""What a payer may do to its form from one month to the next."""

from collections.abc import Callable

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech


def _added(sheet: Sheet, say: Speech) -> None:
    """A due date before the last column of every table with a header."""
    for block in _tables(sheet):
        for number, row in enumerate(block.grid):
            at = len(row) - 1
            full = sum(bool(cell) for cell in row) > 2
            row.insert(at, say("due") if number == 0 else say.day(sheet.payments[0].day) if full else "")
        at = len(block.grid[0]) - 2
        block.right = tuple(i + 1 if i >= at else i for i in block.right)


def _moved(sheet: Sheet, say: Speech) -> None:
    """The first column of every table changes places with the last that holds no amount."""
    for block in _tables(sheet):
        plain = [i for i in range(1, len(block.grid[0])) if i not in block.right]
        if plain:
            for number, row in enumerate(block.grid):
                if number not in block.wide:
                    row[0], row[plain[-1]] = row[plain[-1]], row[0]


def _labels_shortened(sheet: Sheet, say: Speech) -> None:
    """Every label of the payment's values loses its last word, a long single word its end."""
    for block in sheet.blocks:
        if block.kind == "pairs":
            block.pairs = [(_short(label), value) for label, value in block.pairs]


def _short(label: str) -> str:
    if " " in label:
        return label.rsplit(" ", 1)[0]
    return f"{label[:6]}." if len(label) > 8 else label


def _tables(sheet: Sheet) -> list[Block]:
    return [
        block for block in sheet.blocks if block.kind == "grid" and block.heads and len(block.grid[0]) > 2
    ]


CHANGES: dict[str, Callable[[Sheet, Speech], None]] = {
    "added": _added,
    "moved": _moved,
    "shortened": _labels_shortened,
}
DRIFTS = ("renamed", "language", *CHANGES)
