"""Legal holds: what a law or a dispute wants kept is erased neither by timetable nor by hand."""

from collections.abc import Iterable

from domain.errors import ConflictError, NotFoundError
from pipeline.engines import Engines
from store.repositories import holds, work_items
from store.repositories.history import Detail, add_event
from store.session import Session
from store.tables import LegalHold

LONGEST_REASON = 500


def hold(
    engines: Engines, who: str, reason: str, *, customer: str = "", address: str = "", item: int | None = None
) -> int:
    """Hold everything of a customer or an address, or one work item with its mail; return the hold's number.

    Raises ConflictError without a reason or without exactly one thing to hold.
    """
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise ConflictError("say in 1 to 500 characters why it must be kept; nothing was changed.")
    if sum((bool(customer), bool(address), item is not None)) != 1:
        raise ConflictError("name one customer, one address or one work item to hold.")
    now = engines.clock.now()
    with engines.store.write() as session:
        if item is not None:
            work_items.get_item(session, item)
        made = LegalHold(
            customer_id=customer or None,
            address=address.lower() or None,
            work_item_id=item,
            reason=reason.strip(),
            who=who,
            at=now,
        )
        number = holds.add_hold(session, made)
        detail: Detail = {"hold": number, "reason": reason.strip()}
        add_event(session, who, "hold_set", now, item, detail)
    return number


def end_hold(engines: Engines, number: int, who: str) -> None:
    """Let what was held be erased again. Raises NotFoundError."""
    now = engines.clock.now()
    with engines.store.write() as session:
        if not holds.end_hold(session, number, who, now):
            raise NotFoundError(f"there is no open hold {number}.")
        add_event(session, who, "hold_ended", now, detail={"hold": number})


def refuse_held(session: Session, items: Iterable[int], customer: str = "", address: str = "") -> None:
    """Raise ConflictError that names the reason where some item, or the customer or address, must be kept."""
    found = holds.holds_on(session, items, customer=customer, address=address)
    if found:
        reasons = "; ".join(f"hold {each.id}: {each.reason}" for each in found[:5])
        raise ConflictError(f"part of it must be kept ({reasons}); nothing was erased. End the hold first.")
