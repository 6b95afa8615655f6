"""Gives lines what heads above them, marks of repetition and stacked rows say of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.recognition.headers import AMOUNTS, Column
from extractors.recognition.heads import Head, is_ditto

if TYPE_CHECKING:
    from extractors.recognition.bodies import Record

_LINES = ("line", "number", "amount")
_REPEATED = frozenset(
    {"document_date", "po", "type", "currency", "payment_reference", "payment_date", "series"}
)


def settle_heads(loose: Sequence["Record"]) -> None:
    """Decide whether rows of orders and days stand above their lines or below them.

    A row before the first line can only be the head of what follows; where one is, all of its kind are.
    """
    first = next((at for at, record in enumerate(loose) if record.kind in _LINES), len(loose))
    above = {concept for record in loose[:first] if (concept := _concept(record))}
    for at, record in enumerate(loose):
        concept = _concept(record)
        if record.kind == "order" and "po" in above:
            record.kind, record.head = "head", Head("po", record.order or "")
            record.order = None
        elif concept == "document_date" and concept not in above:
            _doubt_place(loose, at, record)
    if "po" not in above:
        _doubt_orders(loose)


def spread_heads(records: Sequence["Record"]) -> None:
    """Give every line what the heads above it say; a sum ends its group."""
    current: dict[str, str] = {}
    for record in records:
        if record.head is not None:
            current[record.head.concept] = record.head.text
        elif record.kind in ("subtotal", "total"):
            current.clear()
        elif record.kind in _LINES:
            record.heads = {**current, **record.heads}


def repeat_dittos(records: Sequence["Record"], columns: Sequence[Column]) -> None:
    """Put the value above in place of a mark that repeats it; doubt the mark where that cannot be."""
    above: Record | None = None
    for record in records:
        if record.kind not in _LINES:
            continue
        for index in [index for index in record.cells if is_ditto(record.text(index))]:
            concept = columns[index].concept
            if above is not None and concept in _REPEATED and index in above.cells:
                record.cells[index] = list(above.cells[index])
            elif concept in _REPEATED or concept in AMOUNTS or "number" in concept:
                record.problems.append(f'"{record.text(index)}" repeats what no line above states.')
        above = record


def _concept(record: "Record") -> str | None:
    if record.kind == "order":
        return "po"
    return record.head.concept if record.head else None


def _doubt_place(loose: Sequence["Record"], at: int, head: "Record") -> None:
    """A day under some lines and above others belongs to one of both; nothing says to which."""
    head.kind, said = "text", head.rows[0].text
    head.head = None
    for record in loose[max(0, at - 1) : at + 2]:
        if record.kind in _LINES:
            record.problems.append(f'"{said}" stands between two lines; it may belong to either.')


def _doubt_orders(loose: Sequence["Record"]) -> None:
    """Orders between lines, none under the last one, may head what follows as well as close what is above."""
    held = [record for record in loose if record.kind in ("line", "order")]
    orders = [record for record in held if record.kind == "order"]
    lines = len(held) - len(orders)
    if orders and lines > len(orders) and held[-1].kind == "line":
        for record in held:
            if record.kind == "line":
                record.problems.append(
                    f'"{orders[0].rows[0].text}" stands between lines; it may belong to either side.'
                )
                return
