"""Answers: the draft with what holds it back, and the outbox with every state."""

from collections.abc import Callable, Mapping

from fastapi import Response

from domain.errors import ArdoiseError, ConflictError, NotFoundError
from domain.words import OutboxState, WorkState
from pipeline import clerk, clerk_answers
from pipeline.records import load_item
from pipeline.shadow_answers import shadow_count
from review.doors import Door, Role
from review.mail_view import mail_view
from review.pages.queue import next_waiting
from review.paging import stamp, timed
from review.private import hidden_from
from review.visits import Form, Here, Number, Posted, Visit
from store.repositories import outbox, promises, work_items
from store.repositories.paging import Slice
from store.tables import Outbox

ORDER = (
    OutboxState.DRAFT,
    OutboxState.UNCERTAIN,
    OutboxState.FAILED,
    OutboxState.HELD,
    OutboxState.DELAYED,
    OutboxState.QUEUED,
    OutboxState.SENDING,
    OutboxState.SENT,
    OutboxState.DROPPED,
)

STRANGE_SENDER = frozenset(
    {
        "sender_unknown",
        "several_from",
        "customer_unclear",
        "flag_lookalike_sender",
        "flag_authentication_failed",
    }
)
"""Rules after which no document goes along unless a clerk ticks it."""


def show(visit: Here, answer_id: Number) -> Response:
    """Show one answer beside the mail that it answers."""
    return _page(visit, answer_id)


def act(visit: Here, form: Posted, answer_id: Number) -> Response:
    """Send, drop, stop or settle the answer, write it anew, or end its links, as the button says.

    Where it is refused nothing typed is lost.
    """
    action = form.text("action")
    if action not in ACTS:
        raise NotFoundError(f"there is no action {action!r}.")
    try:
        answer = ACTS[action](visit, form, answer_id)
    except ArdoiseError as error:
        status = 409 if isinstance(error, ConflictError) else 422
        return _page(visit, answer_id, status, form, visit.told(error))
    return visit.go(answer)


def listed(visit: Here) -> Response:
    """Show the outbox, one state at a time."""
    asked = visit.request.query_params
    state = OutboxState(asked["state"]) if asked.get("state") in list(OutboxState) else OutboxState.DRAFT
    with visit.office.engines.store.read() as session:
        found = outbox.list_answers(
            session, state, timed(asked.get("before", "")), hidden=hidden_from(session, visit.visitor)
        )
        counts = outbox.counts_by_state(session)
        shadow = shadow_count(session, visit.office.answering, visit.office.engines.clock.now())
    states = [(each, counts.get(each, 0)) for each in ORDER]
    return visit.page(
        "outbox.html",
        answers=found.rows,
        further=_further(state, found),
        state=state,
        states=states,
        shadow=shadow,
    )


def _send(visit: Visit, form: Form, answer_id: int) -> str:
    office = visit.office
    answer = _answer(visit, answer_id)
    files = {attachment.file for attachment in clerk_answers.draft_of(answer).attachments}
    clerk_answers.approve(
        office.engines,
        answer_id,
        form.whole("version"),
        office.company,
        office.outgoing,
        office.shelf,
        visit.who,
        body=form.text("body"),
        without=frozenset(files - set(form.several("attachment"))),
    )
    if form.text("action") == "send_confirm":
        with office.engines.store.read() as session:
            row = work_items.get_item(session, answer.work_item_id)
        if row.state is WorkState.WAITING and "bank_details_change" not in row.flags:
            clerk.confirm(office.engines, row.id, form.whole("item_version"), visit.who)
            return next_waiting(visit, row)
    return f"/items/{answer.work_item_id}"


def _drop(visit: Visit, form: Form, answer_id: int) -> str:
    clerk_answers.drop(visit.office.engines, answer_id, form.whole("version"), visit.who)
    return f"/items/{_answer(visit, answer_id).work_item_id}"


def _anew(visit: Visit, form: Form, answer_id: int) -> str:
    clerk_answers.write_anew(visit.office.engines, answer_id, form.whole("version"), visit.who)
    return f"/items/{_answer(visit, answer_id).work_item_id}"


def _stop(visit: Visit, form: Form, answer_id: int) -> str:
    clerk_answers.stop(visit.office.engines, answer_id, form.whole("version"), visit.who)
    return f"/answers/{answer_id}"


def _revoke(visit: Visit, form: Form, answer_id: int) -> str:
    clerk_answers.revoke_links(visit.office.engines, answer_id, visit.who)
    return f"/answers/{answer_id}"


def _settle(visit: Visit, form: Form, answer_id: int) -> str:
    left = form.text("action") == "left"
    clerk_answers.settle(visit.office.engines, answer_id, form.whole("version"), visit.who, left=left)
    return f"/answers/{answer_id}"


def _page(
    visit: Visit, answer_id: int, status: int = 200, form: Form | None = None, refusal: str | None = None
) -> Response:
    engines = visit.office.engines
    with engines.store.read() as session:
        answer = outbox.get_answer(session, answer_id)
        row = work_items.get_item(session, answer.work_item_id)
        attempts = outbox.attempts_of(session, answer_id)
        links = promises.links_of(session, answer_id)
    draft = clerk_answers.draft_of(answer)
    item = load_item(engines.store, engines.blobs, answer.work_item_id)
    strange = STRANGE_SENDER & set(answer.blocked_by)
    files = () if strange else tuple(attachment.file for attachment in draft.attachments)
    return visit.page(
        "answer.html",
        status,
        answer=answer,
        row=row,
        draft=draft,
        body=draft.body if form is None else form.text("body"),
        kept=files if form is None else form.several("attachment"),
        refusal=refusal,
        attempts=attempts,
        links=links,
        changeable=answer.state in clerk_answers.CHANGEABLE,
        mail=mail_view(item.mail, visit.office.answering.authentication) if item.mail else None,
    )


def _answer(visit: Visit, answer_id: int) -> Outbox:
    with visit.office.engines.store.read() as session:
        return outbox.get_answer(session, answer_id)


def _further(state: OutboxState, found: Slice[Outbox]) -> str | None:
    if not found.more:
        return None
    last = found.rows[-1]
    return f"/outbox?state={state.value}&before={stamp(last.created_at, last.id)}"


ACTS: Mapping[str, Callable[[Visit, Form, int], str]] = {
    "send": _send,
    "send_confirm": _send,
    "drop": _drop,
    "anew": _anew,
    "stop": _stop,
    "left": _settle,
    "not_left": _settle,
    "revoke": _revoke,
}
"""What the buttons do; each returns where to go on."""

DOORS = (
    Door("GET", "/answers/{answer_id}", show, Role.CLERK),
    Door("POST", "/answers/{answer_id}", act, Role.CLERK, 1_000_000),
    Door("GET", "/outbox", listed, Role.CLERK),
)
