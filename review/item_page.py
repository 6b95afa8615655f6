"""Puts the item page together: the stored item under what was typed, with errors and conflicts beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import Response

from domain.ledger import Customer, Ledger
from domain.words import Intent
from pipeline.explanation import explain
from pipeline.records import load_item
from review.mail_view import mail_view
from review.typed import TypedPayment, texts_of, too_long
from review.values import SHAPES, PaymentView, State, payment_views
from review.viewer import document_views
from review.visits import Visit
from store.repositories import history, outbox, work_items

MOST_SHOWN = 300
"""Lines of a payment whose values are too many to be edited."""
MOST_CUSTOMERS = 2000
"""Offered as a list; with more, the number must be typed."""


@dataclass(slots=True)
class ItemForm:
    """What the form holds beyond the stored item; `payments` None shows the stored values."""

    payments: list[TypedPayment] | None = None
    texts: dict[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    refusal: str | None = None
    conflict: str | None = None
    ask_difference: bool = False


def item_page(visit: Visit, item_id: int, form: ItemForm, status: int = 200) -> Response:
    """Return the page of one item."""
    engines = visit.office.engines
    with engines.store.read() as session:
        row = work_items.get_item(session, item_id)
        events = history.events_of(session, item_id)
        corrections = history.corrections_of(session, item_id)
        answers = outbox.answers_of_item(session, item_id)
        linked = work_items.items_of_mail(session, row.mail_id) if row.mail_id is not None else ()
    item = load_item(engines.store, engines.blobs, item_id)
    stored = texts_of(item.remittances)
    typed = stored if form.payments is None else form.payments
    views = payment_views(typed, item.remittances, item.match, form.errors, stored if form.conflict else ())
    return visit.page(
        "item.html",
        status,
        row=row,
        item=item,
        mail=mail_view(item.mail, visit.office.answering.authentication) if item.mail else None,
        payments=views,
        shapes=SHAPES,
        too_long=too_long(item.remittances),
        most_shown=MOST_SHOWN,
        documents=document_views(item.documents, item.remittances, views),
        form=form,
        doubts=_doubts(views),
        customers=_customers(visit.office.shelf.ledger()),
        customer=_named(visit.office.shelf.ledger(), row.customer_id),
        intents=tuple(Intent),
        events=events,
        corrections=corrections,
        answers=answers,
        linked=linked if len(linked) > 1 else (),
        explanation=explain(item),
        done=visit.request.query_params.get("done", ""),
    )


def _doubts(views: tuple[PaymentView, ...]) -> int:
    states = [value.state for view in views for value in view.fields]
    states += [line.state for view in views for line in view.lines]
    return states.count(State.DOUBTFUL)


def _customers(ledger: Ledger | None) -> tuple[Customer, ...]:
    return ledger.customers[:MOST_CUSTOMERS] if ledger else ()


def _named(ledger: Ledger | None, customer_id: str | None) -> str:
    known = ledger.customer_by_id.get(customer_id or "") if ledger else None
    return f"{known.name} ({known.customer_id})" if known else customer_id or ""
