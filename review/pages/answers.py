"""Answers: the draft with what holds it back, and the outbox with every state."""

from fastapi import Response

from domain.errors import ArdoiseError, ConflictError, NotFoundError
from domain.states import OutboxState
from pipeline.shadow_answers import shadow_count
from review.answer_acts import ACTS
from review.answer_page import Typed, answer_page
from review.doors import Door, Role
from review.paging import stamp, timed
from review.private import hidden_from
from review.visits import Here, Number, Posted
from store.repositories import outbox
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


def show(visit: Here, answer_id: Number) -> Response:
    """Show one answer beside the mail that it answers."""
    return answer_page(visit, answer_id, Typed())


def act(visit: Here, form: Posted, answer_id: Number) -> Response:
    """Change, send, drop, stop or settle the answer, write it anew, or end its links, as the button says.

    Where it is refused nothing typed is lost.
    """
    action, _, detail = form.text("action").partition(":")
    if action not in ACTS:
        raise NotFoundError(f"there is no action {action!r}.")
    try:
        gone_on = ACTS[action](visit, form, answer_id, detail)
    except ArdoiseError as error:
        status = 409 if isinstance(error, ConflictError) else 422
        return answer_page(visit, answer_id, Typed(form, visit.told(error)), status)
    return visit.go(gone_on) if isinstance(gone_on, str) else gone_on


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


def _further(state: OutboxState, found: Slice[Outbox]) -> str | None:
    if not found.more:
        return None
    last = found.rows[-1]
    return f"/outbox?state={state.value}&before={stamp(last.created_at, last.id)}"


DOORS = (
    Door("GET", "/answers/{answer_id}", show, Role.CLERK),
    Door("POST", "/answers/{answer_id}", act, Role.CLERK, 1_000_000),
    Door("GET", "/outbox", listed, Role.CLERK),
)
