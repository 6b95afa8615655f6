"""What a program may do to an item: the same acts as the buttons of its page, over the same rules."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Depends, Response
from fastapi.responses import JSONResponse

from pipeline import clerk, clerk_company, clerk_parts
from pipeline.clerk_values import lines_total
from pipeline.records import load_item
from review.api.bodies import (
    Body,
    Chosen,
    Closed,
    Confirmed,
    Corrected,
    Customer,
    Handed,
    Routed,
    Versioned,
    taken,
)
from review.api.items import summary
from review.doors import Door, Role, Scope
from review.refusals import UnusableError
from review.typed import TypedPayment, texts_of, values_of
from review.visits import Here, Number, Visit
from store.repositories import users, work_items

Each = TypeVar("Each")


def confirm(visit: Here, item_id: Number, asked: Annotated[Confirmed, Depends(taken(Confirmed))]) -> Response:
    """Say that an item is right as it stands; its payments may be exported."""
    item = load_item(visit.office.engines.store, visit.office.engines.blobs, item_id)
    differing = any(
        payment.total_amount is not None and lines_total(payment) != payment.total_amount
        for payment in item.remittances
    )
    if differing and not asked.accept_difference:
        raise UnusableError("The sums differ; mend the lines, or say that you accept the difference.")
    attested = ("difference_accepted",) if differing else ()
    clerk.confirm(visit.office.engines, item_id, asked.version, visit.who, attested)
    return _standing(visit, item_id)


def correct(visit: Here, item_id: Number, asked: Annotated[Corrected, Depends(taken(Corrected))]) -> Response:
    """Say what single values are; the payments are matched anew."""
    office = visit.office
    item = load_item(office.engines.store, office.engines.blobs, item_id)
    changed = texts_of(item.remittances)
    unknown = [name for name, text in asked.values.items() if not _put(changed, name, text)]
    if unknown:
        raise UnusableError("This cannot be used: %(names)s", names=", ".join(unknown)[:200])
    values, errors = values_of(changed, item.remittances, item.documents)
    if errors:
        said = "; ".join(f"{name}: {visit.say(sentence)}" for name, sentence in errors.items())
        raise UnusableError("This cannot be used: %(names)s", names=said[:500])
    ledger = office.ledger_of_item(item_id)
    clerk.correct_values(office.engines, item_id, asked.version, values, ledger, office.matching, visit.who)
    return _standing(visit, item_id)


def route(visit: Here, item_id: Number, asked: Annotated[Routed, Depends(taken(Routed))]) -> Response:
    """Change what the mail is about; the documents are read again."""
    clerk.correct_route(visit.office.engines, item_id, asked.version, asked.intent, visit.who)
    return _standing(visit, item_id)


def customer(visit: Here, item_id: Number, asked: Annotated[Customer, Depends(taken(Customer))]) -> Response:
    """Change whom the mail comes from; the documents are read again."""
    ledger = visit.office.ledger_of_item(item_id)
    known = ledger.customer_by_id if ledger else {}
    if asked.customer_id is not None and asked.customer_id not in known:
        raise UnusableError("There is no customer of that number in the ledger.")
    clerk.correct_customer(visit.office.engines, item_id, asked.version, asked.customer_id, visit.who)
    return _standing(visit, item_id)


def company(visit: Here, item_id: Number, asked: Annotated[Chosen, Depends(taken(Chosen))]) -> Response:
    """Say which of several own companies the mail is for; its documents are matched anew."""
    clerk_company.choose_company(visit.office.engines, item_id, asked.version, asked.company, visit.who)
    return _standing(visit, item_id)


def close(visit: Here, item_id: Number, asked: Annotated[Closed, Depends(taken(Closed))]) -> Response:
    """Close an item without confirming anything, with a reason."""
    clerk.close(visit.office.engines, item_id, asked.version, asked.reason.strip(), visit.who)
    return _standing(visit, item_id)


def hand(visit: Here, item_id: Number, asked: Annotated[Handed, Depends(taken(Handed))]) -> Response:
    """Give an item to a colleague, or to nobody in particular."""
    with visit.office.engines.store.read() as session:
        active = {user.name for user in users.list_users(session) if user.active}
    if asked.to is not None and asked.to not in active:
        raise UnusableError("There is no colleague of that name; choose one of the list.")
    clerk_parts.hand(visit.office.engines, item_id, asked.version, asked.to, visit.who)
    return _standing(visit, item_id)


def reopen(visit: Here, item_id: Number, asked: Annotated[Versioned, Depends(taken(Versioned))]) -> Response:
    """Bring a closed item back."""
    clerk.reopen(visit.office.engines, item_id, asked.version, visit.who)
    return _standing(visit, item_id)


def again(visit: Here, item_id: Number) -> Response:
    """Work a shelved item again."""
    clerk.try_again(visit.office.engines, item_id, visit.who)
    return _standing(visit, item_id)


def _standing(visit: Visit, item_id: int) -> Response:
    with visit.office.engines.store.read() as session:
        return JSONResponse(summary(work_items.get_item(session, item_id)))


def _put(payments: list[TypedPayment], name: str, text: str) -> bool:
    """Put a text where its name says, e.g. "p0.l2.net_amount"; False where there is no such value."""
    parts = name.split(".")
    payment = _counted(payments, parts[0], "p")
    if payment is None or len(parts) not in (2, 3):
        return False
    line = _counted(payment.lines, parts[1], "l") if len(parts) == 3 else payment
    if line is None or parts[-1] not in line.texts:
        return False
    line.texts[parts[-1]] = text
    return True


def _counted(kept: list[Each], word: str, letter: str) -> Each | None:
    figures = word.removeprefix(letter)
    usable = word.startswith(letter) and figures.isascii() and figures.isdecimal() and len(figures) < 6
    return kept[int(figures)] if usable and int(figures) < len(kept) else None


def _door(name: str, act: Callable[..., Response], takes: type[Body] | None) -> Door:
    return Door("POST", f"/api/items/{{item_id}}/{name}", act, Role.CLERK, 1_000_000, Scope.WORK, takes)


DOORS = (
    _door("confirm", confirm, Confirmed),
    _door("values", correct, Corrected),
    _door("route", route, Routed),
    _door("customer", customer, Customer),
    _door("company", company, Chosen),
    _door("close", close, Closed),
    _door("hand", hand, Handed),
    _door("reopen", reopen, Versioned),
    _door("again", again, None),
)
