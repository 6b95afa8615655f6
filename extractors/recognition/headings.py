"""Parts headings that stand so close together that they make one piece: "Gross Discount", "GrossDiscount"."""

from itertools import combinations, pairwise

from extractors.recognition.glued import unglued
from extractors.recognition.pieces import Piece, part_of
from extractors.recognition.words import column_meaning, components

_KINDS = {
    "number": frozenset({"NUM", "REF"}),
    "date": frozenset({"DATE", "DUE"}),
    "money": frozenset({"AMOUNT"}),
    "gross": frozenset({"GROSS"}),
    "net": frozenset({"NET", "PAID"}),
    "discount": frozenset({"DISCOUNT"}),
    "deduction": frozenset({"DEDUCTION"}),
    "currency": frozenset({"CURRENCY"}),
    "text": frozenset({"TEXT", "REASON", "TYPE"}),
    "order": frozenset({"ORDER"}),
}
_TOGETHER = frozenset(
    frozenset(pair)
    for pair in (
        ("number", "order"),
        ("number", "net"),
        ("date", "net"),
        ("date", "order"),
        ("money", "gross"),
        ("money", "net"),
        ("money", "discount"),
        ("money", "deduction"),
        ("money", "currency"),
        ("gross", "currency"),
        ("net", "currency"),
        ("discount", "deduction"),
        ("text", "deduction"),
        ("text", "discount"),
        ("text", "net"),
        ("money", "date"),
    )
)
"""Kinds of words that one header may hold: "Discount amount", "Payment date"; others mean two headers."""


def parts_of_heading(piece: Piece) -> list[Piece]:
    """Part a piece that holds two headers set close together: "Gross Discount", "GrossDiscount"."""
    whole, piece = piece, unglued(piece)
    if len(piece.words) < 2 or not holds_several(piece.text):
        return [whole]
    best: tuple[float, list[Piece]] = (_worth(piece.text) - 0.6, [whole])
    for split in _splits(len(piece.words)):
        parts = [part_of(piece, start, stop) for start, stop in split]
        worth = sum(_worth(part.text) for part in parts) - 0.45 * (len(parts) - 1)
        if worth > best[0]:
            best = (worth, parts)
    return best[1]


def _splits(count: int) -> list[list[tuple[int, int]]]:
    if count > 9:
        return []
    found: list[list[tuple[int, int]]] = []
    for mask in range(1, 1 << (count - 1)):
        cuts = [0, *[i + 1 for i in range(count - 1) if mask >> i & 1], count]
        if len(cuts) <= 7:
            found.append(list(pairwise(cuts)))
    return found


def _worth(text: str) -> float:
    meaning = column_meaning(text)
    if meaning is None:
        return -0.5
    return 0.4 if holds_several(text) else meaning.strength


def holds_several(text: str) -> bool:
    """Tell whether a heading names what stands in columns of several kinds: "Gross Discount"."""
    found = components(text)[0]
    kinds = [kind for kind, parts in _KINDS.items() if parts & found]
    return any(frozenset(pair) not in _TOGETHER for pair in combinations(kinds, 2)) or len(kinds) > 2
