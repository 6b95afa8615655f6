"""Who is on an item just now: a lease that ends by itself, renewed by activity, taken over with notice."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.engines import Engines
from store.repositories import team, work_items
from store.repositories.history import add_event

LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an item, until when, and from whom it was taken over (None: it was free)."""

    who: str
    since: datetime
    until: datetime
    taken_from: str | None


def claim(engines: Engines, item_id: int, who: str, *, take_over: bool = False) -> Holder:
    """Take an item or renew one's claim; return who holds it then, perhaps somebody else.

    Raises NotFoundError.
    """
    now = engines.clock.now()
    with engines.store.write() as session:
        work_items.get_item(session, item_id)
        row = team.claim(session, item_id, who, now, now + LEASE, take_over=take_over)
        if take_over and row.taken_at == now and row.taken_from is not None:
            add_event(session, who, "taken_over", now, item_id, {"from": row.taken_from})
        return Holder(row.who, row.taken_at, row.expires_at, row.taken_from)


def release(engines: Engines, item_id: int, who: str) -> None:
    """Give one's own claim back."""
    with engines.store.write() as session:
        team.release(session, item_id, who)
