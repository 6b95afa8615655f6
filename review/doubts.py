"""How far a value can be believed, and which values a person should look at."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from domain.remittance import RemittanceLine
from review.typed import TypedLine, text_of

SURE = 0.9
LIKELY = 0.8
PROOFS = frozenset({"sum_of_lines", "open_item_found", "equation", "customer_name", "clerk"})
"""Proofs that do not rest on the place of the value alone."""

PROVES_CELL: Mapping[str, frozenset[str]] = {
    "document_number": frozenset({"open_item_found", "clerk"}),
    "net_amount": frozenset({"sum_of_lines", "equation", "clerk"}),
}
"""What settles one cell of a line that is doubtful as a whole; only these cells are asked about."""


class State(StrEnum):
    """How far a value can be believed."""

    PROVED = "proved"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    MISSING = "missing"


SHAPES: Mapping[State, str] = {State.PROVED: "✓", State.LIKELY: "●", State.DOUBTFUL: "▲", State.MISSING: "○"}


def state_of(text: str, confidence: float, proofs: Sequence[str]) -> State:
    """Return how far a value can be believed."""
    if not text:
        return State.MISSING
    if confidence >= SURE and PROOFS.intersection(proofs):
        return State.PROVED
    return State.LIKELY if confidence >= LIKELY else State.DOUBTFUL


def line_state(read: RemittanceLine | None, line: TypedLine) -> State:
    """Return how far a line can be believed as a whole."""
    if not line.texts["document_number"] and not line.texts["net_amount"]:
        return State.MISSING
    return state_of("x", read.confidence, read.proofs) if read else State.LIKELY


def cell_state(name: str, text: str, read: RemittanceLine | None, state: State) -> State:
    """Return a cell's own state: in a doubtful line an open number, or a net that adds up, is likely.

    What a person has just typed is likely: nobody else need look at it.
    """
    if not text:
        return State.MISSING
    if text != text_of(getattr(read, name) if read else None):
        return State.LIKELY
    if state is not State.DOUBTFUL:
        return state
    proofs = read.proofs if read else ()
    settled = PROVES_CELL.get(name, frozenset()).intersection(proofs)
    if not settled or (name == "document_number" and _all_settled(proofs)):
        return State.DOUBTFUL
    return State.LIKELY


def is_stop(name: str, text: str, state: State, line: TypedLine) -> bool:
    """Tell whether a person should look at a cell."""
    if name not in PROVES_CELL:
        return False
    missing = name == "net_amount" and not text and bool(line.texts["document_number"])
    return state is State.DOUBTFUL or missing


def stops_of(line: TypedLine, read: RemittanceLine | None) -> tuple[str, ...]:
    """Return which cells of a line a person should look at."""
    state = line_state(read, line)
    missing = not line.texts["net_amount"]
    # Most lines of a long payment are sure: nothing of them need be looked at more closely.
    if state is not State.DOUBTFUL and not missing:
        return ()
    return tuple(
        name
        for name in PROVES_CELL
        if is_stop(name, line.texts[name], cell_state(name, line.texts[name], read, state), line)
    )


def _all_settled(proofs: Sequence[str]) -> bool:
    return all(settling.intersection(proofs) for settling in PROVES_CELL.values())
