"""Leaves out payments that a document says were not made: "Cheque 308272 VOID"."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from extractors.recognition.labels import Labelled
from extractors.recognition.pieces import Row
from extractors.recognition.words import is_exactly, says

_SURE = 3
"""The rank up to which a label names the payment's own number."""
_EDGES = " *-–()[]!.:"


def unmade(
    rows: Sequence[Row], numbers: Sequence[tuple[int, str]], is_line: Callable[[Row], bool]
) -> frozenset[int]:
    """Return the identities of rows that only say that a payment was not made: no line stands under them.

    `numbers` are the payments' numbers with the rows that state them, in order.
    """
    made = {text for at, text in numbers if not _is_void(rows, at)}
    bounds = [*(at for at, _ in numbers), len(rows)]
    left: set[int] = set()
    for at, text in numbers:
        after = bounds[bisect_right(bounds, at)]
        if text in made or any(is_line(row) for row in rows[at + 1 : after]):
            continue
        left |= {id(row) for row in rows[at : at + 2] if row is rows[at] or _says_only_void(row)}
    return frozenset(left)


def void_doubts(rows: Sequence[Row], found: Sequence[Labelled]) -> list[str]:
    """Doubt a payment whose own number stands beside words that say that it was not made."""
    hits = [hit for hit in found if hit.concept == "payment_reference" and hit.rank <= _SURE]
    return [
        f'"{rows[hit.at].text}" says that the payment was not made.' for hit in hits if _is_void(rows, hit.at)
    ][:1]


def _is_void(rows: Sequence[Row], at: int) -> bool:
    return says(rows[at].text, "void") or (at + 1 < len(rows) and _says_only_void(rows[at + 1]))


def _says_only_void(row: Row) -> bool:
    return is_exactly(row.text.strip(_EDGES), "void")
