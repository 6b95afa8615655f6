"""The way a mail took, by its Received fields, as mail-parser reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from mailparser.utils import receiveds_parsing

from intake.fields import MOST_FIELD_CHARACTERS, read_header

MOST_HOPS = 100


@dataclass(frozen=True, slots=True)
class Hop:
    """One server that handled the mail; texts as the server wrote them, "" where it said nothing."""

    by: str
    from_: str
    moment: datetime | None
    """In UTC."""


def hops(fields: Iterable[tuple[str, str]]) -> tuple[Hop, ...]:
    """Return the servers that handled the mail, the last one (the receiver's own) first."""
    received = [value[:2000] for name, value in fields if name.lower() == "received"][:MOST_HOPS]
    chain = [_hop(clauses) for clauses in receiveds_parsing(received)]
    return tuple(reversed(chain))


def received_at(raw: bytes) -> datetime | None:
    """Return when the topmost Received field says that the mail arrived, in UTC; None when it says nothing.

    For files that carry a mail: their own time is only when they were copied.
    """
    header = read_header(raw[: 4 * MOST_FIELD_CHARACTERS], 0, min(len(raw), 4 * MOST_FIELD_CHARACTERS))
    top = header.first("received")
    found = hops((("received", top),)) if top else ()
    return found[0].moment if found else None


def _hop(clauses: dict[str, object]) -> Hop:
    moment = clauses.get("date_utc")
    return Hop(
        by=str(clauses.get("by", "")),
        from_=str(clauses.get("from", "")),
        moment=datetime.fromisoformat(moment).astimezone(UTC) if isinstance(moment, str) else None,
    )
