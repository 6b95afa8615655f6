"""What a reading by a layout says of the layout: uses are noted, doubts and changed forms are said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.layouts import LayoutTemplate
from domain.pages import Document
from domain.remittance import Remittance
from domain.taught import CustomerKey
from domain.words import Medium
from extractors.layouts.as_seen import dialect_of
from extractors.layouts.changed import changes_in, says_changed
from extractors.layouts.folder import folder_name
from extractors.layouts.landmarks import fit_of
from extractors.layouts.sight import sight_of
from extractors.layouts.spelling import spelt_like
from pipeline.item import ChangedForm, WorkItem
from pipeline.templates.library import LiveShelf
from store.repositories import template_samples, templates
from store.repositories.history import add_event
from store.session import Session

BODY = "body"


def judged_by_history(
    item: WorkItem, remittances: Sequence[Remittance], live: LiveShelf, customer: CustomerKey
) -> tuple[tuple[Remittance, ...], tuple[ChangedForm, ...]]:
    """Return the payments with what the history of layouts says of them, and who changed a form.

    A layout that was corrected since it was last confirmed asks for a person; so does a reading of a changed
    form that is not proved. One that first-time recognition proved is only told.
    """
    changed: dict[str, ChangedForm] = {}
    told = []
    for payment in remittances:
        doubted = _doubted(payment, live)
        form = _changed_form(item, payment, live, customer)
        if form is not None:
            changed[folder_name(form.payer)] = form
            doubted = _told(doubted, form)
        told.append(doubted)
    return tuple(told), tuple(changed.values())


def note_reading(
    session: Session, item_id: int, item: WorkItem, changed: Sequence[ChangedForm], now: datetime
) -> None:
    """Note which layouts read an item, and who changed a form; a step that runs again counts once."""
    template_samples.forget_uses(session, item_id)
    read = {(p.document, p.template) for p in item.remittances if p.template is not None}
    if read:
        known = {
            one.name: one for one in templates.named(session, sorted({name for _, name in read if name}))
        }
        digests = {document.name: document.sha256 for document in item.documents}
        for document, name in sorted(read):
            if (used := known.get(name)) and used.active_version is not None:
                template_samples.note_use(
                    session, item_id, document, digests.get(document, ""), used.id, used.active_version, now
                )
    for form in changed:
        key = folder_name(form.payer)
        if templates.note_drift(session, key, form.payer, form.since, item_id):
            day = form.since.date().isoformat()
            add_event(session, "ardoise", "form_changed", now, item_id, {"payer": key, "since": day})
            templates.changed(session, "ardoise", now)


def day_in_words(moment: datetime) -> str:
    """Return a day as a sentence says it: "3 May 2026"."""
    return f"{moment.day} {moment:%B} {moment.year}"


def _doubted(payment: Remittance, live: LiveShelf) -> Remittance:
    corrected = live.doubts.get(payment.template or "")
    if corrected is None:
        return payment
    return _asked(
        payment,
        f"The layout {payment.template} was corrected on {day_in_words(corrected)} "
        "and no reading of it was confirmed since.",
    )


def _asked(payment: Remittance, reason: str) -> Remittance:
    if reason in payment.problems:
        return payment
    return replace(
        payment,
        needs_review=True,
        confidence=min(payment.confidence, 0.8),
        problems=(*payment.problems, reason),
    )


def _changed_form(
    item: WorkItem, payment: Remittance, live: LiveShelf, customer: CustomerKey
) -> ChangedForm | None:
    document = next((one for one in item.documents if one.name == payment.document), None)
    if document is None or document.name == BODY or document.medium is Medium.EDI:
        return None
    fitting = [one.template for one in live.candidates(document)]
    layouts = live.of(payment.payer_name, customer)
    if payment.template is not None:
        layouts = tuple(one for one in fitting if one.name == payment.template)
    if not layouts or not (says_changed(payment) or _follows_none(payment, document, layouts, fitting)):
        return None
    payer = _payer(layouts)
    known = live.drifts.get(folder_name(payer))
    return ChangedForm(payer, min(known, item.internal_date) if known else item.internal_date)


def _payer(layouts: Sequence[LayoutTemplate]) -> str:
    return layouts[0].payer


def _follows_none(
    payment: Remittance,
    document: Document,
    layouts: Sequence[LayoutTemplate],
    fitting: Sequence[LayoutTemplate],
) -> bool:
    """Tell whether a document that first sight read follows none of its payer's layouts."""
    return payment.template is None and not any(one in fitting and _follows(document, one) for one in layouts)


def _follows(document: Document, template: LayoutTemplate) -> bool:
    spelt = spelt_like(template, document)
    return not changes_in(template, sight_of(spelt), fit_of(template, spelt), dialect_of(template))


def _told(payment: Remittance, form: ChangedForm) -> Remittance:
    sentence = f"{form.payer} changed its form on {day_in_words(form.since)}."
    if payment.needs_review:
        return _asked(payment, sentence)
    return replace(payment, notes=(*payment.notes, sentence))
