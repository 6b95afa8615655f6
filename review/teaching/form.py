"""What a teaching form holds, and what it says is true of the document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.layouts import Sample, TruePayment
from domain.pages import Document
from domain.remittance import Remittance
from domain.taught import CustomerKey
from pipeline.item import WorkItem
from pipeline.teaching import payer_of
from pipeline.templates.lessons import Edit, true_payment
from pipeline.templates.trial import Wish
from review.item_form import edited
from review.posted_values import typed
from review.teaching.grid import Marked, marked_in, proposed
from review.typed import HEADER, TypedPayment, texts_of, values_of
from review.visits import Form

LONGEST_NOTE = 500


@dataclass(slots=True)
class TeachForm:
    """One teaching form as it stands."""

    payments: list[TypedPayment]
    marked: Marked
    name: str = ""
    note: str = ""
    body: str = ""
    """The YAML as it was edited, "" where the layout is learnt."""
    apart: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""


def begun(document: Document, read: Sequence[Remittance]) -> TeachForm:
    """Return the form as it opens: everything that the program read, so that teaching is confirming."""
    payments = texts_of(read) or edited([], "add_payment", "")
    numbers = [line.document_number for payment in read for line in payment.lines if line.document_number]
    return TeachForm(payments, proposed(document, numbers))


def sent(form: Form, read: Sequence[Remittance]) -> TeachForm:
    """Return the form as it was sent."""
    payments = typed(form, read)
    return TeachForm(
        payments if payments is not None else texts_of(read),
        marked_in(form),
        name=form.text("name").strip(),
        note=form.text("note").strip()[:LONGEST_NOTE],
        body=form.text("body") if form.text("by_hand") else "",
        apart=bool(form.text("apart")),
    )


def wish_of(
    form: TeachForm,
    item: WorkItem,
    document: Document,
    read: Sequence[Remittance],
    customer: CustomerKey,
) -> Wish:
    """Return what the form teaches; values that say nothing usable are named in its `errors`."""
    values, form.errors = values_of(form.payments, read, (document,))
    truth = tuple(_true(number, value, form.payments[number], read) for number, value in enumerate(values))
    return Wish(
        Sample(document, truth, customer.company),
        payer_of(truth, item),
        customer,
        name=form.name,
        body=form.body,
        apart=form.apart,
    )


def _true(number: int, value: Remittance, shown: TypedPayment, read: Sequence[Remittance]) -> TruePayment:
    """Return one payment as true; a header value that was read and that the person emptied is not stated."""
    known = read[shown.was] if shown.was is not None and shown.was < len(read) else None
    emptied = [
        Edit(number, name, line=False, emptied=True)
        for name in HEADER
        if known is not None and getattr(known, name) is not None and not shown.texts[name]
    ]
    payment = true_payment(value, emptied)
    lines = [line for line in payment.lines if line.get("document_number") or line.get("net_amount")]
    return TruePayment(payment.fields, tuple(lines))
