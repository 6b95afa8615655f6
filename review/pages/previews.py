"""An answer as its recipient gets it: headers, text, HTML in a frame of its own, attachments."""

from fastapi import Response

from domain.errors import ArdoiseError, ConflictError, NotFoundError
from pipeline.answer_preview import preview
from review.answer_page import EDITABLE, Typed, answer_page, is_strange
from review.doors import Door, Role
from review.pages.mails import FRAMED
from review.safe_html import safe_html
from review.visits import Here, Number, Visit
from store.repositories import outbox, work_items
from store.tables import Outbox


def show(visit: Here, answer_id: Number) -> Response:
    """Show the message that would be frozen now, or the one that was."""
    office, answer = visit.office, _answer(visit, answer_id)
    try:
        message = preview(office.engines, answer, *office.side_of_item(answer.work_item_id))
    except ArdoiseError as error:
        status = 409 if isinstance(error, ConflictError) else 422
        return answer_page(visit, answer_id, Typed(refusal=visit.told(error)), status)
    with office.engines.store.read() as session:
        row = work_items.get_item(session, answer.work_item_id)
    return visit.page(
        "preview.html",
        answer=answer,
        row=row,
        message=message,
        sendable=answer.state in EDITABLE and not is_strange(answer),
    )


def html(visit: Here, answer_id: Number) -> Response:
    """Return the HTML of the message, made harmless as that of any mail is."""
    office, answer = visit.office, _answer(visit, answer_id)
    message = preview(office.engines, answer, *office.side_of_item(answer.work_item_id))
    if not message.html:
        raise NotFoundError(f"answer {answer_id} has no HTML.")
    head = f'<!doctype html><html lang="{visit.words.language}"><meta charset="utf-8"><title>-</title>'
    headers = {"Content-Security-Policy": FRAMED, "X-Frame-Options": "SAMEORIGIN"}
    body = head + safe_html(message.html)
    return Response(body, media_type="text/html; charset=utf-8", headers=headers)


def _answer(visit: Visit, answer_id: int) -> Outbox:
    with visit.office.engines.store.read() as session:
        return outbox.get_answer(session, answer_id)


DOORS = (
    Door("GET", "/answers/{answer_id}/preview", show, Role.CLERK),
    Door("GET", "/answers/{answer_id}/preview.html", html, Role.CLERK),
)
