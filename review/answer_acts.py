"""What the buttons of an answer do; each returns where to go on, or the page with more on it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from fastapi import Response

from domain.errors import ConflictError
from domain.states import WorkState
from pipeline import clerk, clerk_answers
from pipeline.answer_files import chosen, find_files
from pipeline.answer_words import Words, changed_by, draft_of
from pipeline.records import load_item
from pipeline.written import canned_text
from review.answer_page import EDITABLE, Typed, answer_page, chosen_time
from review.pages.queue import next_waiting
from review.visits import Form, Visit
from store.repositories import outbox, work_items
from store.tables import Outbox

Act = Callable[[Visit, Form, int, str], str | Response]


def _send(visit: Visit, form: Form, answer_id: int, detail: str) -> str:
    answer = _approve(visit, form, answer_id, None)
    if form.text("action") == "send_confirm":
        office = visit.office
        with office.engines.store.read() as session:
            row = work_items.get_item(session, answer.work_item_id)
        if row.state is WorkState.WAITING and "bank_details_change" not in row.flags:
            clerk.confirm(office.engines, row.id, form.whole("item_version"), visit.who)
            return next_waiting(visit, row)
    return f"/items/{answer.work_item_id}"


def _later(visit: Visit, form: Form, answer_id: int, detail: str) -> str:
    moment = chosen_time(visit, form, detail)
    if moment is None:
        raise ConflictError("say on which day and at what time it shall leave.")
    _approve(visit, form, answer_id, moment.astimezone(UTC))
    return f"/answers/{answer_id}"


def _approve(visit: Visit, form: Form, answer_id: int, not_before: datetime | None) -> Outbox:
    office = visit.office
    answer = _answer(visit, answer_id)
    words, (company, outgoing) = _words(answer, form), office.side_of_item(answer.work_item_id)
    clerk_answers.approve(
        office.engines,
        answer_id,
        form.whole("version"),
        company,
        outgoing,
        office.shelf,
        visit.who,
        body=words.body,
        without=words.without,
        subject=words.subject,
        not_before=not_before,
    )
    return answer


def _save(visit: Visit, form: Form, answer_id: int, detail: str) -> str:
    _keep(visit, form, answer_id, ())
    return f"/answers/{answer_id}"


def _add(visit: Visit, form: Form, answer_id: int, detail: str) -> str:
    _keep(visit, form, answer_id, form.several("add"))
    return f"/answers/{answer_id}#documents"


def _keep(visit: Visit, form: Form, answer_id: int, files: tuple[str, ...]) -> None:
    office = visit.office
    answer = _answer(visit, answer_id)
    ledger = office.ledger_of_item(answer.work_item_id)
    carried = changed_by(draft_of(answer), _words(answer, form)).attachments
    more = [file for file in files if file not in {each.file for each in carried}]
    most = office.answering.attachment_bytes
    added = chosen(ledger, _customer(visit, answer), more, most, carried if more else ())
    clerk_answers.keep_draft(
        office.engines,
        answer_id,
        form.whole("version"),
        office.shelf,
        visit.who,
        _words(answer, form),
        added,
    )


def _find(visit: Visit, form: Form, answer_id: int, detail: str) -> Response:
    answer = _answer(visit, answer_id)
    ledger = visit.office.ledger_of_item(answer.work_item_id)
    found = find_files(ledger, _customer(visit, answer), form.text("find"))
    return answer_page(visit, answer_id, Typed(form, found=found))


def _canned(visit: Visit, form: Form, answer_id: int, detail: str) -> Response:
    office, answer = visit.office, _answer(visit, answer_id)
    item = load_item(office.engines.store, office.engines.blobs, answer.work_item_id)
    ledger = office.ledger_of_item(answer.work_item_id)
    with office.engines.store.read() as session:
        row = work_items.get_item(session, answer.work_item_id)
        text = canned_text(
            session, form.whole("canned"), item, row, ledger, office.side_of(row)[0], visit.who
        )
    return answer_page(visit, answer_id, Typed(form, put_in=text))


def _preview(visit: Visit, form: Form, answer_id: int, detail: str) -> str:
    answer = _answer(visit, answer_id)
    draft = draft_of(answer)
    if answer.state in EDITABLE and changed_by(draft, _words(answer, form)) != draft:
        _keep(visit, form, answer_id, ())
    return f"/answers/{answer_id}/preview"


def _drop(visit: Visit, form: Form, answer_id: int, detail: str) -> str:
    clerk_answers.drop(visit.office.engines, answer_id, form.whole("version"), visit.who)
    return f"/items/{_answer(visit, answer_id).work_item_id}"


def _anew(visit: Visit, form: Form, answer_id: int, detail: str) -> str:
    clerk_answers.write_anew(visit.office.engines, answer_id, form.whole("version"), visit.who)
    return f"/items/{_answer(visit, answer_id).work_item_id}"


def _stop(visit: Visit, form: Form, answer_id: int, detail: str) -> str:
    clerk_answers.stop(visit.office.engines, answer_id, form.whole("version"), visit.who)
    return f"/answers/{answer_id}"


def _revoke(visit: Visit, form: Form, answer_id: int, detail: str) -> str:
    clerk_answers.revoke_links(visit.office.engines, answer_id, visit.who)
    return f"/answers/{answer_id}"


def _settle(visit: Visit, form: Form, answer_id: int, detail: str) -> str:
    left = form.text("action") == "left"
    clerk_answers.settle(visit.office.engines, answer_id, form.whole("version"), visit.who, left=left)
    return f"/answers/{answer_id}"


def _words(answer: Outbox, form: Form) -> Words:
    """What was typed; a form without the text, as that of the preview, changes nothing."""
    if not form.has("body"):
        return Words()
    files = {attachment.file for attachment in draft_of(answer).attachments}
    words = Words(body=form.text("body"), without=frozenset(files - set(form.several("attachment"))))
    return replace(words, subject=form.text("subject")) if form.has("subject") else words


def _answer(visit: Visit, answer_id: int) -> Outbox:
    with visit.office.engines.store.read() as session:
        return outbox.get_answer(session, answer_id)


def _customer(visit: Visit, answer: Outbox) -> str | None:
    with visit.office.engines.store.read() as session:
        return work_items.get_item(session, answer.work_item_id).customer_id


ACTS: Mapping[str, Act] = {
    "send": _send,
    "send_confirm": _send,
    "later": _later,
    "save": _save,
    "find": _find,
    "add": _add,
    "canned": _canned,
    "preview": _preview,
    "drop": _drop,
    "anew": _anew,
    "stop": _stop,
    "left": _settle,
    "not_left": _settle,
    "revoke": _revoke,
}
