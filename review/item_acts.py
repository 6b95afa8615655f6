"""What the buttons of the item page do; each saves what was typed before it moves the item on."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time

from fastapi import Response

from domain.errors import ConflictError
from domain.ledger import Ledger
from domain.words import Intent
from pipeline import clerk, clerk_company, clerk_desk, clerk_parts, clerk_undo
from pipeline.clerk_values import lines_total
from pipeline.records import load_item
from review.item_page import ItemForm
from review.merging import merge
from review.pages.queue import next_waiting
from review.picked import with_places
from review.queue_query import kept_query
from review.refusals import RefusedError
from review.typed import differs, texts_of, values_of
from review.visits import Form, Visit
from store.repositories import history, users, work_items
from store.tables import WorkItemRow

DIFFERENCE = "difference_accepted"
LONGEST_REASON = 500
Act = Callable[[Visit, Form, int, ItemForm], Response]


class ChangedMeanwhileError(ConflictError):
    """Another person changed values that this form changes too; the form holds both now."""


def save(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Save the values and match them again."""
    _store(visit, form, item_id, shown)
    return visit.go(_here(form, item_id, done="saved"))


def confirm(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Save what was changed, then confirm and go on to the next item."""
    version = _store(visit, form, item_id, shown)
    row = row_of(visit, item_id)
    attested: tuple[str, ...] = ()
    if _unbalanced(visit, item_id):
        if not form.text(DIFFERENCE):
            shown.ask_difference = True
            raise RefusedError("The sums differ; mend the lines, or tick that you accept the difference.")
        attested = (DIFFERENCE,)
    clerk.confirm(visit.office.engines, item_id, version, visit.who, attested)
    return _go_on(visit, form, row, "confirmed")


def close(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Reject the item with a reason; what was typed is of no use then."""
    reason = (form.text("reason").strip() or form.text("reason_word").strip())[:LONGEST_REASON]
    if not reason:
        raise RefusedError("Say why the item is closed.")
    row = row_of(visit, item_id)
    clerk.close(visit.office.engines, item_id, form.whole("version"), reason, visit.who)
    return _go_on(visit, form, row, "closed")


def postpone(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Put the item off until a day."""
    until = _day(form.text("until"))
    version = _store(visit, form, item_id, shown)
    row = row_of(visit, item_id)
    clerk_desk.postpone(visit.office.engines, item_id, version, until, visit.who)
    return _go_on(visit, form, row, "postponed")


def resume(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Bring a postponed item back now."""
    version = _store(visit, form, item_id, shown)
    clerk_desk.postpone(visit.office.engines, item_id, version, None, visit.who)
    return visit.go(_here(form, item_id))


def hand(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Give the item to a colleague, to oneself, or to nobody in particular."""
    to = form.text("to").strip()
    with visit.office.engines.store.read() as session:
        known = {user.name for user in users.list_users(session) if user.active}
    if to and to not in known:
        raise RefusedError("There is no colleague of that name; choose one of the list.")
    version = _store(visit, form, item_id, shown)
    row = row_of(visit, item_id)
    clerk_parts.hand(visit.office.engines, item_id, version, to or None, visit.who)
    if to in ("", visit.who):
        return visit.go(_here(form, item_id))
    return _go_on(visit, form, row, "handed")


def split(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Make a further matter of the mail an item of its own."""
    intent = _intent(form.text("part"))
    version = _store(visit, form, item_id, shown)
    clerk_parts.split(visit.office.engines, item_id, version, intent, visit.who)
    return visit.go(_here(form, item_id, done="split"))


def put_back(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Undo a split."""
    first = clerk_parts.put_back(visit.office.engines, item_id, form.whole("version"), visit.who)
    return visit.go(_here(form, first))


def undo(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Take the last change of values back."""
    _refuse_unsaved(visit, item_id, shown)
    office = visit.office
    ledger = office.ledger_of(row_of(visit, item_id))
    clerk_undo.undo(office.engines, item_id, form.whole("version"), ledger, office.matching, visit.who)
    return visit.go(_here(form, item_id, done="undone"))


def redo(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Do again what was undone."""
    _refuse_unsaved(visit, item_id, shown)
    office = visit.office
    ledger = office.ledger_of(row_of(visit, item_id))
    clerk_undo.redo(office.engines, item_id, form.whole("version"), ledger, office.matching, visit.who)
    return visit.go(_here(form, item_id, done="undone"))


def route(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Change what the mail is about; the documents are read again."""
    _refuse_unsaved(visit, item_id, shown)
    intent = _intent(form.text("intent"))
    clerk.correct_route(visit.office.engines, item_id, form.whole("version"), intent, visit.who)
    return visit.go(_here(form, item_id, done="again"))


def customer(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Change whom the mail comes from; the documents are read again."""
    _refuse_unsaved(visit, item_id, shown)
    ledger = visit.office.ledger_of(row_of(visit, item_id))
    customer_id = _customer_id(ledger, form.text("customer").strip())
    clerk.correct_customer(visit.office.engines, item_id, form.whole("version"), customer_id, visit.who)
    return visit.go(_here(form, item_id, done="again"))


def company(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Say which of our companies the mail is for; it is worked with that one's ledger."""
    _refuse_unsaved(visit, item_id, shown)
    chosen = form.text("company")
    if visit.office.engines.companies.named(chosen) is None:
        raise RefusedError("Choose one of our companies from the list.")
    clerk_company.choose_company(visit.office.engines, item_id, form.whole("version"), chosen, visit.who)
    return visit.go(_here(form, item_id, done="again"))


def change_back(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Take one change of the matter or the customer back; the documents are read again."""
    _refuse_unsaved(visit, item_id, shown)
    engines, wanted = visit.office.engines, form.text("action").partition(":")[2]
    with engines.store.read() as session:
        made = [one for one in history.corrections_of(session, item_id) if str(one.id) == wanted]
    before = json.loads(made[0].before) if made and made[0].before else None
    if made and made[0].kind == "customer":
        clerk.correct_customer(engines, item_id, form.whole("version"), before, visit.who)
    elif made and made[0].kind == "route" and before in list(Intent):
        clerk.correct_route(engines, item_id, form.whole("version"), Intent(before), visit.who)
    else:
        raise RefusedError("That change cannot be taken back here.")
    return visit.go(_here(form, item_id, done="again"))


def reopen(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Bring a closed item back."""
    clerk.reopen(visit.office.engines, item_id, form.whole("version"), visit.who)
    return visit.go(_here(form, item_id))


def again(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Work a shelved item again."""
    clerk.try_again(visit.office.engines, item_id, visit.who)
    return visit.go(_here(form, item_id, done="again"))


def called_back(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> Response:
    """Note a call back: every point ticked, the number from our own files, and whom one reached."""
    number, spoke_to = form.text("called_number").strip()[:60], form.text("spoke_to").strip()[:120]
    if not form.text("number_is_ours"):
        raise RefusedError("Tick that the number is from our own files, not from this mail.")
    if not number or not spoke_to:
        raise RefusedError("Write which number you called, and whom you spoke to.")
    item = load_item(visit.office.engines.store, visit.office.engines.blobs, item_id)
    if item.mail is not None and _figures(number) and _figures(number) in _figures(item.mail.text):
        raise RefusedError("That number stands in the mail itself; call one that is in our own files.")
    version = _store(visit, form, item_id, shown)
    clerk_desk.call_back(visit.office.engines, item_id, version, number, spoke_to, visit.who)
    return visit.go(_here(form, item_id, done="called_back"))


ACTS: Mapping[str, Act] = {
    act.__name__: act
    for act in (
        *(save, confirm, close, postpone, resume, hand, split, put_back),
        *(undo, redo, route, customer, company, change_back, reopen, again, called_back),
    )
}


def row_of(visit: Visit, item_id: int) -> WorkItemRow:
    """Return the item's row."""
    with visit.office.engines.store.read() as session:
        return work_items.get_item(session, item_id)


def _store(visit: Visit, form: Form, item_id: int, shown: ItemForm) -> int:
    """Save the values where they differ from the stored ones; return the item's version afterwards."""
    office = visit.office
    version = form.whole("version")
    item = load_item(office.engines.store, office.engines.blobs, item_id)
    if not differs(shown.payments, item.remittances):
        return version
    now = row_of(visit, item_id).version
    if now != version:
        base = clerk_undo.payments_at(office.engines, item_id, version)
        if base is not None:
            shown.merged = merge(texts_of(base), shown.payments or [], texts_of(item.remittances))
            shown.payments = shown.merged.payments
            shown.began = shown.version = None
            raise ChangedMeanwhileError(f"work item {item_id} was changed in the meantime.")
        # Something else happened to the item; its values are still those that the form began from.
        version = now
    values, errors = values_of(shown.payments or [], item.remittances, item.documents)
    if errors:
        shown.errors = {key: visit.say(sentence) for key, sentence in errors.items()}
        raise RefusedError("Some fields could not be read; nothing was saved yet.")
    values = with_places(values, shown.payments or [], item, shown.picked)
    ledger = office.ledger_of(row_of(visit, item_id))
    clerk.correct_values(office.engines, item_id, version, values, ledger, office.matching, visit.who)
    return version + 1


def _go_on(visit: Visit, form: Form, row: WorkItemRow, did: str) -> Response:
    """Go on to the next item of the list that this one was opened from."""
    return visit.go(next_waiting(visit, row, kept_query(form.text("view")), left=str(row.id), did=did))


def _here(form: Form, item_id: int, **more: str) -> str:
    """Return the item's address, opened from the same list as before."""
    return kept_query(form.text("view")).item(item_id, **more)


def _refuse_unsaved(visit: Visit, item_id: int, shown: ItemForm) -> None:
    item = load_item(visit.office.engines.store, visit.office.engines.blobs, item_id)
    if differs(shown.payments, item.remittances):
        raise RefusedError("Save the values that you typed first: this changes the stored ones.")


def _intent(text: str) -> Intent:
    if text not in list(Intent):
        raise RefusedError("Choose what the mail is about from the list.")
    return Intent(text)


def _day(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text.strip()), time(0), UTC)
    except ValueError:
        raise RefusedError("Choose the day until which the item is put off.") from None


def _figures(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit()).lstrip("0")


def _customer_id(ledger: Ledger | None, text: str) -> str | None:
    """Return the customer that the text names by number or by a name that only one has."""
    if not text:
        return None
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


def _unbalanced(visit: Visit, item_id: int) -> bool:
    item = load_item(visit.office.engines.store, visit.office.engines.blobs, item_id)
    return any(
        payment.total_amount is not None and lines_total(payment) != payment.total_amount
        for payment in item.remittances
    )
