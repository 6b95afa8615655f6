"""Puts the item page together: the stored item under what was typed, with errors and conflicts beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import Response

from domain.ledger import Customer, Ledger, OpenItem
from domain.remittance import Remittance
from domain.states import WorkState
from domain.words import Intent
from pipeline.clerk_desk import called_back_by
from pipeline.explanation import explain
from pipeline.item import WorkItem
from pipeline.known_senders import offered
from pipeline.records import load_item
from review.doubts import SHAPES
from review.explaining import explanations
from review.item_form import SHOWN
from review.item_team import teamwork
from review.item_writing import writing
from review.mail_view import mail_view
from review.merging import Merged
from review.places import places
from review.private import hidden_from
from review.queue_query import kept_query
from review.teaching.bench import BODY, taught_documents
from review.typed import TypedPayment, texts_of, too_long
from review.values import PaymentView, payment_views
from review.viewer import document_views, part_of
from review.visits import Visit
from review.windows import seen_in, turn_to
from store.repositories import history, outbox, private, revisions, threads, users, work_items
from store.repositories.revisions import Stacks
from store.session import Session
from store.tables import Correction, Event, Outbox, PrivateMark, WorkItemRow

MOST_CUSTOMERS = 2000
"""Offered as a list; with more, the number must be typed."""
MOST_OPEN = 400
"""Open items of the customer that are offered while a number is typed."""


@dataclass(slots=True)
class ItemForm:
    """What the form holds beyond the stored item; `payments` None shows the stored values."""

    payments: list[TypedPayment] | None = None
    texts: dict[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    merged: Merged | None = None
    """Set when another person changed values meanwhile: what both want."""
    picked: dict[str, str] = field(default_factory=dict)
    """Where typed values were picked on a page, by the name of their input."""
    refusal: str | None = None
    conflict: str | None = None
    ask_difference: bool = False
    began: tuple[Remittance, ...] | None = None
    """The payments that the form's lines are counted in, None where that are the stored ones."""
    version: int | None = None
    """The version of the item that the form began from, None for the stored one."""
    moved: int | None = None
    """The payment whose other lines somebody wants to see."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the store says of an item besides its results."""

    row: WorkItemRow
    events: tuple[Event, ...]
    corrections: tuple[Correction, ...]
    answers: tuple[Outbox, ...]
    linked: tuple[WorkItemRow, ...]
    thread: tuple[threads.ThreadMail, ...]
    stacks: Stacks
    private: PrivateMark | None
    called_back: tuple[str, ...]
    colleagues: tuple[str, ...]
    left: WorkItemRow | None
    """The item that was closed just before this one was opened, which can be brought back."""


def item_page(visit: Visit, item_id: int, form: ItemForm, status: int = 200) -> Response:
    """Return the page of one item."""
    engines = visit.office.engines
    with engines.store.read() as session:
        stored = _stored(session, visit, item_id)
    item = load_item(engines.store, engines.blobs, item_id)
    views = _views(item, form)
    ledger = visit.office.ledger_of(stored.row)
    open_items = _open_items(ledger, stored.row.customer_id)
    read = item.remittances if form.began is None else form.began
    documents = document_views(item.documents, read, views)
    named = {document.name for document in documents if document.name != "body"}
    return visit.page(
        "item.html",
        status,
        row=stored.row,
        stored=stored,
        team=teamwork(visit, item_id),
        writing=writing(visit, stored.row, item),
        item=item,
        mail=mail_view(item.mail, visit.office.answering.authentication) if item.mail else None,
        payments=views,
        places=places(item.documents, read, views),
        hints={view.key: explanations(view, open_items) for view in views},
        columns=SHOWN,
        version=stored.row.version if form.version is None else form.version,
        shapes=SHAPES,
        too_long=too_long(item.remittances),
        documents=documents,
        part=part_of(documents),
        papers_first=any(payment.document in named for payment in item.remittances),
        form=form,
        focus=_focus(views, form),
        doubts=sum(view.stops for view in views),
        away=sum(view.away.stops for view in views),
        customers=ledger.customers[:MOST_CUSTOMERS] if ledger else (),
        customer=_named(ledger, stored.row.customer_id),
        open_items=open_items[:MOST_OPEN],
        senders=offered(item, ledger, stored.row.customer_id, visit.office.side_of(stored.row)[0]),
        companies=engines.companies.names if engines.companies.several else (),
        teachable=_teachable(item, stored.row),
        came_from=kept_query(form.texts.get("view") or visit.request.query_params.get("view", "")),
        intents=tuple(Intent),
        wishes=visit.visitor.preferences if visit.visitor else None,
        now=engines.clock.now(),
        explanation=explain(item),
        done=visit.request.query_params.get("done", ""),
    )


def open_items_of(visit: Visit, item_id: int) -> tuple[OpenItem, ...]:
    """Return what the item's customer owes."""
    with visit.office.engines.store.read() as session:
        row = work_items.get_item(session, item_id)
    return _open_items(visit.office.ledger_of(row), row.customer_id)


def _views(item: WorkItem, form: ItemForm) -> tuple[PaymentView, ...]:
    read = item.remittances if form.began is None else form.began
    typed = texts_of(read) if form.payments is None else form.payments
    if form.errors:
        turn_to(typed, form.errors)
    elif form.merged is not None:
        turn_to(typed, form.merged.clashes)
    seen = seen_in(form.texts.get("seen", ""))
    return payment_views(typed, read, item.match, form.errors, form.merged, seen)


def _focus(views: Sequence[PaymentView], form: ItemForm) -> str:
    """Return the input to go to where other lines are shown now: the first that is to be looked at."""
    if form.moved is None or form.moved >= len(views) or not views[form.moved].lines:
        return ""
    lines = views[form.moved].lines
    stops = (value.key for line in lines for value in line.fields if value.stop)
    return next(stops, f"{lines[0].key}.document_number")


def _stored(session: Session, visit: Visit, item_id: int) -> _Stored:
    row = work_items.get_item(session, item_id)
    linked = work_items.items_of_mail(session, row.mail_id) if row.mail_id is not None else ()
    people = [user.name for user in users.list_users(session) if user.active and user.name != visit.who]
    return _Stored(
        row=row,
        events=history.events_of(session, item_id),
        corrections=history.corrections_of(session, item_id),
        answers=outbox.answers_of_item(session, item_id),
        linked=linked if len(linked) > 1 else (),
        thread=_thread(session, visit, row.mail_id) if row.mail_id is not None else (),
        stacks=revisions.stacks(session, item_id),
        private=private.mark_of(session, item_id),
        called_back=called_back_by(session, item_id),
        colleagues=tuple(people),
        left=_left(session, visit.request.query_params.get("left", "")),
    )


def _thread(session: Session, visit: Visit, mail_id: int) -> tuple[threads.ThreadMail, ...]:
    unseen = frozenset(hidden_from(session, visit.visitor))
    return tuple(each for each in threads.thread_of(session, mail_id) if each.item_id not in unseen)


def _left(session: Session, number: str) -> WorkItemRow | None:
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        return None
    row = session.get(WorkItemRow, int(number))
    return row if row is not None and row.state.value in ("closed", "waiting") else None


def _open_items(ledger: Ledger | None, customer_id: str | None) -> tuple[OpenItem, ...]:
    if ledger is None or customer_id is None:
        return ()
    return tuple(one for one in ledger.items_by_customer.get(customer_id, ()) if one.open_amount)


def _teachable(item: WorkItem, row: WorkItemRow) -> tuple[int, ...]:
    """Return which documents lead to the teaching page: papers, and a mail's text that tells payments."""
    if row.state is WorkState.WORKING:
        return ()
    read = {payment.document for payment in item.remittances}
    names = [document.name for document in item.documents]
    return tuple(n for n in taught_documents(item) if names[n] != BODY or BODY in read)


def _named(ledger: Ledger | None, customer_id: str | None) -> str:
    known: Customer | None = ledger.customer_by_id.get(customer_id or "") if ledger else None
    return f"{known.name} ({known.customer_id})" if known else customer_id or ""
