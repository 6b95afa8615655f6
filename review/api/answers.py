"""Answers by API: the outbox, one answer, and what may be done to it."""

from datetime import UTC
from typing import Annotated

from fastapi import Depends, Query, Response
from fastapi.responses import JSONResponse

from domain.states import OutboxState
from pipeline import clerk_answers
from pipeline.answer_words import draft_of
from review.answer_page import STRANGE_SENDER
from review.api.bodies import Approved, Settled, Versioned, taken
from review.doors import Door, Role, Scope
from review.paging import stamp, timed
from review.private import hidden_from
from review.refusals import RefusedError
from review.visits import Here, Number, Visit
from store.repositories import outbox, work_items
from store.tables import Outbox


def listed(
    visit: Here,
    state: Annotated[str, Query(json_schema_extra={"enum": list(OutboxState)})] = OutboxState.DRAFT.value,
    before: str = "",
) -> Response:
    """Return a page of answers: `state` (draft), `before` (the `next` of the page before)."""
    if state not in list(OutboxState):
        raise RefusedError("state is none of the known words.")
    with visit.office.engines.store.read() as session:
        found = outbox.list_answers(
            session, OutboxState(state), timed(before), hidden=hidden_from(session, visit.visitor)
        )
    last = found.rows[-1] if found.more else None
    following = stamp(last.created_at, last.id) if last else None
    return JSONResponse({"answers": [_summary(row) for row in found.rows], "next": following})


def one(visit: Here, answer_id: Number) -> Response:
    """Return one answer with its words and attachments."""
    answer = _answer(visit, answer_id)
    draft = draft_of(answer)
    words = {"body": draft.body, "attachments": [each.file for each in draft.attachments]}
    return JSONResponse({**_summary(answer), **words})


def approve(visit: Here, answer_id: Number, asked: Annotated[Approved, Depends(taken(Approved))]) -> Response:
    """Send a draft, in other words where `body` says so."""
    office = visit.office
    answer = _answer(visit, answer_id)
    files = {attachment.file for attachment in draft_of(answer).attachments}
    with office.engines.store.read() as session:
        company, outgoing = office.side_of(work_items.get_item(session, answer.work_item_id))
    usual = frozenset() if STRANGE_SENDER & set(answer.blocked_by) else files
    kept = usual if asked.attachments is None else frozenset(asked.attachments)
    clerk_answers.approve(
        office.engines,
        answer_id,
        asked.version,
        company,
        outgoing,
        office.shelf,
        visit.who,
        body=asked.body,
        without=frozenset(files - kept),
        not_before=asked.not_before.astimezone(UTC) if asked.not_before else None,
    )
    return JSONResponse(_summary(_answer(visit, answer_id)))


def stop(visit: Here, answer_id: Number, asked: Annotated[Versioned, Depends(taken(Versioned))]) -> Response:
    """Stop an answer that waits to leave: it is a draft again."""
    clerk_answers.stop(visit.office.engines, answer_id, asked.version, visit.who)
    return JSONResponse(_summary(_answer(visit, answer_id)))


def write_anew(
    visit: Here, answer_id: Number, asked: Annotated[Versioned, Depends(taken(Versioned))]
) -> Response:
    """Have an answer composed once more, with links and documents of now; a person sends it."""
    clerk_answers.write_anew(visit.office.engines, answer_id, asked.version, visit.who)
    return JSONResponse(_summary(_answer(visit, answer_id)))


def drop(visit: Here, answer_id: Number, asked: Annotated[Versioned, Depends(taken(Versioned))]) -> Response:
    """Never send an answer."""
    clerk_answers.drop(visit.office.engines, answer_id, asked.version, visit.who)
    return JSONResponse(_summary(_answer(visit, answer_id)))


def settle(visit: Here, answer_id: Number, asked: Annotated[Settled, Depends(taken(Settled))]) -> Response:
    """Say of an uncertain answer whether it left."""
    clerk_answers.settle(visit.office.engines, answer_id, asked.version, visit.who, left=asked.left)
    return JSONResponse(_summary(_answer(visit, answer_id)))


def revoke(visit: Here, answer_id: Number) -> Response:
    """End every download link of an answer at once."""
    clerk_answers.revoke_links(visit.office.engines, answer_id, visit.who)
    return JSONResponse(_summary(_answer(visit, answer_id)))


def _answer(visit: Visit, answer_id: int) -> Outbox:
    with visit.office.engines.store.read() as session:
        return outbox.get_answer(session, answer_id)


def _summary(row: Outbox) -> dict[str, object]:
    return {
        "id": row.id,
        "item": row.work_item_id,
        "kind": row.kind.value,
        "recipient": row.recipient,
        "subject": row.subject,
        "state": row.state.value,
        "automatic": row.automatic,
        "blocked_by": list(row.blocked_by),
        "version": row.version,
        "created_at": row.created_at.isoformat(),
        "not_before": row.not_before.isoformat() if row.not_before else None,
        "sent_at": row.sent_at.isoformat() if row.sent_at else None,
    }


DOORS = (
    Door("GET", "/api/answers", listed, Role.CLERK),
    Door("GET", "/api/answers/{answer_id}", one, Role.CLERK),
    Door("POST", "/api/answers/{answer_id}/approve", approve, Role.CLERK, 1_000_000, Scope.ANSWERS, Approved),
    Door("POST", "/api/answers/{answer_id}/stop", stop, Role.CLERK, 10_000, Scope.ANSWERS, Versioned),
    Door("POST", "/api/answers/{answer_id}/anew", write_anew, Role.CLERK, 10_000, Scope.ANSWERS, Versioned),
    Door("POST", "/api/answers/{answer_id}/settle", settle, Role.CLERK, 10_000, Scope.ANSWERS, Settled),
    Door("POST", "/api/answers/{answer_id}/revoke", revoke, Role.CLERK, 10_000, Scope.ANSWERS),
    Door("POST", "/api/answers/{answer_id}/drop", drop, Role.CLERK, 10_000, Scope.ANSWERS, Versioned),
)
