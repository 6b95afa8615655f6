"""Begins what a person writes from an item: a reply, a new mail, or the mail passed on to a colleague."""

from fastapi import Response

from domain.errors import ConfigurationError, ConflictError, NotFoundError
from domain.words import WRITTEN_KINDS, ReplyKind
from pipeline.written import Asked, begin
from review.doors import Door, Role
from review.item_page import ItemForm, item_page
from review.item_writing import domains_of
from review.visits import Here, Number, Posted


def write(visit: Here, form: Posted, item_id: Number) -> Response:
    """Make the draft and open it; nothing leaves before it is sent there."""
    kind = next((each for each in WRITTEN_KINDS if each.value == form.text("kind")), None)
    if kind is None:
        raise NotFoundError(f"there is no kind {form.text('kind')!r}.")
    text = form.whole("canned")
    asked = Asked(
        kind,
        form.text("to"),
        form.text("colleague") if kind is ReplyKind.FORWARD else "",
        form.text("note")[:4000],
        text if text >= 0 else None,
        frozenset(form.several("part")),
    )
    office = visit.office
    company, outgoing = office.side_of_item(item_id)
    try:
        number = begin(
            office.engines,
            item_id,
            asked,
            office.ledger_of_item(item_id),
            company,
            outgoing,
            domains_of(visit),
            visit.who,
        )
    except (ConflictError, ConfigurationError) as error:
        shown = ItemForm(texts=form.texts(), refusal=visit.told(error))
        return item_page(visit, item_id, shown, 409 if isinstance(error, ConflictError) else 422)
    return visit.go(f"/answers/{number}")


DOORS = (Door("POST", "/items/{item_id}/write", write, Role.CLERK, 100_000),)
