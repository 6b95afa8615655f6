"""What an entry of a history says besides its act, as label and value that people read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LABELS: Mapping[str, str] = {
    "account": "Mailbox",
    "answer": "Answer",
    "asked_by": "Asked by",
    "before": "Before",
    "by": "By",
    "calls": "Calls",
    "company": "Own company",
    "customer": "Customer",
    "delivery": "Delivery",
    "difference_accepted": "The difference of the sums was accepted",
    "error": "Because",
    "field": "Changed",
    "fields": "Values changed",
    "folder": "Into the folder",
    "from": "Taken from",
    "hard": "Not deliverable for good",
    "hold": "Hold",
    "holds": "Passed on all documents",
    "item": "Item",
    "kind": "Added as",
    "matter": "About",
    "number": "Number called",
    "of": "Of item",
    "outcome": "Outcome",
    "page": "Page",
    "payer": "Payer",
    "proposal": "Proposal",
    "reason": "Because",
    "sender": "Sender",
    "since": "Since",
    "spoke_to": "Spoke to",
    "status": "Status",
    "template": "Layout",
    "to": "To",
    "until": "Until",
    "value": "Value",
}
"""Of each name that an item's entries hold, what people read before the value."""


class Shape(StrEnum):
    """How a value is to be read."""

    TEXT = "text"
    WORD = "word"
    SENTENCE = "sentence"
    MOMENT = "moment"
    SWITCH = "switch"
    """Nothing but that it is so."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that an entry says: an English label, and a value as it is stored."""

    label: str
    value: str
    shape: Shape

    @property
    def when(self) -> datetime | None:
        """The value as a moment, None where it is none."""
        try:
            return datetime.fromisoformat(self.value)
        except ValueError:
            return None


def pieces(detail: str) -> Iterator[Piece]:
    """Yield what an entry's detail (JSON of one object) says; what is empty or not so is left out."""
    for name, value in json.loads(detail).items():
        if value not in (None, "", False):
            shape = Shape.SWITCH if value is True else SHAPES.get(name, Shape.TEXT)
            yield Piece(LABELS.get(name) or name.replace("_", " ").capitalize(), str(value), shape)


SHAPES: Mapping[str, Shape] = {
    **dict.fromkeys(("field", "kind", "matter", "outcome"), Shape.WORD),
    **dict.fromkeys(("error", "reason", "sentence"), Shape.SENTENCE),
    **dict.fromkeys(("since", "until"), Shape.MOMENT),
}
"""Of each name whose value is more than a text."""
