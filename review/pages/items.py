"""One work item: the page, its buttons, and the sums of a form while it is being typed."""

from fastapi import Response

from domain.errors import ConflictError, NotFoundError
from pipeline.clerk_undo import payments_at
from pipeline.item import WorkItem
from pipeline.records import load_item
from review.doors import Door, Role
from review.item_acts import ACTS, row_of
from review.item_form import LineEdit, edited
from review.item_page import ItemForm, item_page
from review.picked import picked
from review.posted_values import typed
from review.refusals import RefusedError
from review.sums import sums_page
from review.typed import dialect_of, texts_of
from review.visits import Form, Here, Number, Posted, Visit


def show(visit: Here, item_id: Number) -> Response:
    """Show the item as it is stored."""
    return item_page(visit, item_id, ItemForm())


def act(visit: Here, form: Posted, item_id: Number) -> Response:
    """Do what the pressed button says; the whole form comes along, so that nothing typed is lost."""
    action, _, detail = form.text("action").partition(":")
    item = load_item(visit.office.engines.store, visit.office.engines.blobs, item_id)
    # Lines are counted as in the values that the form began from, whatever happened to them since.
    began = payments_at(visit.office.engines, item_id, form.whole("version"))
    stored = item.remittances if began is None else began
    shown = ItemForm(typed(form, stored), form.texts(), picked=picked(form), began=began)
    shown.version = None if began is None else form.whole("version")
    if action == LineEdit.TAKE and not detail.partition("=")[2].strip():
        shown.refusal = visit.say("Choose one of the open items that are offered; nothing was changed.")
        return item_page(visit, item_id, shown, 422)
    if LineEdit.knows(action):
        return _edit(visit, form, item, item_id, shown)
    if action == "sums":
        return sums_page(visit, item_id, shown, item.documents)
    if action not in ACTS:
        raise NotFoundError(f"there is no action {action!r}.")
    try:
        return ACTS[action](visit, form, item_id, shown)
    except ConflictError as error:
        shown.conflict = visit.told(error)
        return item_page(visit, item_id, shown, 409)
    except RefusedError as error:
        shown.refusal = visit.say(error.message, **error.values)
        return item_page(visit, item_id, shown, 422)


def _edit(visit: Visit, form: Form, item: WorkItem, item_id: int, shown: ItemForm) -> Response:
    """Change the form alone; or show other lines of it, of an item that is shown alone, too."""
    action, _, detail = form.text("action").partition(":")
    number, _, line = detail.partition(":")
    dialect = dialect_of(item.documents) if action == LineEdit.MERGE_LINE else None
    pasted = form.text(f"pasted:{number}")
    if action == LineEdit.WINDOW:
        shown.payments = texts_of(item.remittances) if shown.payments is None else shown.payments
        detail = f"{number}:{line or form.text(f'window:{number}')}"
        shown.moved = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else None
    shown.payments = edited(shown.payments or [], action, detail, pasted, dialect)
    return item_page(visit, item_id, shown)


def stored_version(visit: Here, item_id: Number) -> Response:
    """Return the item's version alone, so that an open page can tell that somebody changed it."""
    row = row_of(visit, item_id)
    return Response(f"{row.version} {row.updated_at.isoformat()}", media_type="text/plain")


DOORS = (
    Door("GET", "/items/{item_id}", show, Role.CLERK),
    Door("POST", "/items/{item_id}", act, Role.CLERK),
    Door("GET", "/items/{item_id}/version", stored_version, Role.CLERK),
)
