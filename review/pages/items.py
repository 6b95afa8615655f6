"""One work item: what was read, what waits, and everything a clerk may do with it."""

from fastapi import Response

from domain.errors import ConflictError, NotFoundError
from domain.words import Intent
from pipeline import clerk
from pipeline.clerk_values import lines_total
from pipeline.records import load_item
from review.doors import Door, Role
from review.item_form import LineEdit, edited
from review.item_page import ItemForm, item_page
from review.pages.queue import next_waiting
from review.refusals import RefusedError
from review.typed import differs, typed, values_of
from review.visits import Form, Here, Number, Posted, Visit
from store.repositories import work_items
from store.tables import WorkItemRow

CALLED_BACK = "called_back"
DIFFERENCE = "difference_accepted"


def show(visit: Here, item_id: Number) -> Response:
    """Show the item as it is stored."""
    return item_page(visit, item_id, ItemForm())


def act(visit: Here, form: Posted, item_id: Number) -> Response:
    """Do what the pressed button says; the whole form comes along, so that nothing typed is lost."""
    action, _, detail = form.text("action").partition(":")
    item = load_item(visit.office.engines.store, visit.office.engines.blobs, item_id)
    shown = ItemForm(payments=typed(form, item.remittances), texts=form.texts())
    if LineEdit.knows(action):
        shown.payments = edited(shown.payments or [], action, detail)
        return item_page(visit, item_id, shown)
    actions = {
        "save": _save,
        "confirm": _confirm,
        "route": _route,
        "customer": _customer,
        "close": _close,
        "reopen": _reopen,
        "again": _again,
    }
    if action not in actions:
        raise NotFoundError(f"there is no action {action!r}.")
    try:
        return actions[action](visit, form, item_id, shown)
    except ConflictError as error:
        shown.conflict = str(error)
        return item_page(visit, item_id, shown, 409)
    except RefusedError as error:
        shown.refusal = visit.say(error.message, **error.values)
        return item_page(visit, item_id, shown, 422)


def _save(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    _store(visit, form, item_id, shown)
    return visit.go(f"/items/{item_id}?done=saved")


def _confirm(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Save what was changed, then confirm and go on to the next item."""
    version = _store(visit, form, item_id, shown)
    office = visit.office
    row = _row(visit, item_id)
    attested = _attested(form, row.flags)
    if _unbalanced(visit, item_id):
        if not form.text(DIFFERENCE):
            shown.ask_difference = True
            raise RefusedError("The sums differ; mend the lines, or tick that you accept the difference.")
        attested = (*attested, DIFFERENCE)
    clerk.confirm(office.engines, item_id, version, visit.who, attested)
    return visit.go(next_waiting(visit, row))


def _store(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> int:
    """Save the values where they differ from the stored ones; return the item's version afterwards."""
    office = visit.office
    version = form.whole("version")
    item = load_item(office.engines.store, office.engines.blobs, item_id)
    if not differs(shown.payments, item.remittances):
        return version
    if _row(visit, item_id).version != version:
        raise ConflictError(f"work item {item_id} was changed in the meantime.")
    values, errors = values_of(shown.payments or [], item.remittances, item.documents)
    if errors:
        shown.errors = {key: visit.say(sentence) for key, sentence in errors.items()}
        raise RefusedError("Some fields could not be read; nothing was saved yet.")
    clerk.correct_values(
        office.engines, item_id, version, values, office.shelf.ledger(), office.matching, visit.who
    )
    return version + 1


def _route(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    _refuse_unsaved(visit, item_id, shown)
    text = form.text("intent")
    if text not in list(Intent):
        raise RefusedError("Choose what the mail is about from the list.")
    clerk.correct_route(visit.office.engines, item_id, form.whole("version"), Intent(text), visit.who)
    return visit.go(f"/items/{item_id}?done=again")


def _customer(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    _refuse_unsaved(visit, item_id, shown)
    customer_id = _customer_id(visit, form.text("customer").strip())
    clerk.correct_customer(visit.office.engines, item_id, form.whole("version"), customer_id, visit.who)
    return visit.go(f"/items/{item_id}?done=again")


def _close(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    reason = form.text("reason").strip()[:500]
    if not reason:
        raise RefusedError("Say why the item is closed.")
    row = _row(visit, item_id)
    attested = _attested(form, row.flags)
    clerk.close(visit.office.engines, item_id, form.whole("version"), reason, visit.who, attested)
    return visit.go(next_waiting(visit, row))


def _reopen(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    clerk.reopen(visit.office.engines, item_id, form.whole("version"), visit.who)
    return visit.go(f"/items/{item_id}")


def _again(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    clerk.try_again(visit.office.engines, item_id, visit.who)
    return visit.go(f"/items/{item_id}?done=again")


def _refuse_unsaved(visit: Visit, item_id: int, shown: ItemForm) -> None:
    item = load_item(visit.office.engines.store, visit.office.engines.blobs, item_id)
    if differs(shown.payments, item.remittances):
        raise RefusedError("Save the values that you typed first: this reads the documents again.")


def _customer_id(visit: Visit, text: str) -> str | None:
    """Return the customer that the text names by number or by a name that only one has."""
    if not text:
        return None
    ledger = visit.office.shelf.ledger()
    known = ledger.customer_by_id if ledger else {}
    number = text.rpartition("(")[2].rstrip(")") if text.endswith(")") else text
    if text in known or number in known:
        return text if text in known else number
    named = [
        one.customer_id
        for one in known.values()
        if text.lower() in (one.name.lower(), *map(str.lower, one.aliases))
    ]
    if len(named) != 1:
        raise RefusedError(
            "No single customer is called “%(text)s”; choose one of the list or give its number.", text=text
        )
    return named[0]


def _attested(form: Form, flags: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the clerk vouches for; a change of bank details needs a call back before anything ends."""
    if "bank_details_change" not in flags:
        return ()
    if not form.text(CALLED_BACK):
        raise RefusedError(
            "Call the customer back first, on a number that is not from this mail, and tick that you did."
        )
    return (CALLED_BACK,)


def _unbalanced(visit: Visit, item_id: int) -> bool:
    item = load_item(visit.office.engines.store, visit.office.engines.blobs, item_id)
    return any(
        payment.total_amount is not None and lines_total(payment) != payment.total_amount
        for payment in item.remittances
    )


def _row(visit: Visit, item_id: int) -> WorkItemRow:
    with visit.office.engines.store.read() as session:
        return work_items.get_item(session, item_id)


DOORS = (
    Door("GET", "/items/{item_id}", show, Role.CLERK),
    Door("POST", "/items/{item_id}", act, Role.CLERK),
)
