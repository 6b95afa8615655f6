"""What of private mail a visitor may see: looked at once, at the door, for every page of an item."""

from fastapi import Request

from domain.errors import NotFoundError
from pipeline.private_mail import may_open, may_open_all, note_opening
from review.office import Office
from review.refusals import ForbiddenError
from review.sessions import Visitor
from store.repositories import outbox, private
from store.session import Session

_PIECES = ("/version", "/claim", "/ahead")
"""What an open page asks for again and again; nothing of the mail stands in it."""


def guard_private(office: Office, visitor: Visitor, request: Request) -> None:
    """Raise ForbiddenError for an item or answer that is hidden from the visitor; note each opening."""
    named = request.path_params
    if "item_id" not in named and "answer_id" not in named:
        return
    with office.engines.store.read() as session:
        item_id = _item_of(session, named)
        mark = private.mark_of(session, item_id) if item_id is not None else None
    if mark is None or item_id is None:
        return
    if not may_open(mark, visitor.name, visitor.roles):
        raise ForbiddenError("This mail is private; it is shown only to whoever may open private mail.")
    path = request.url.path
    if not any(piece in path for piece in _PIECES):
        # What is posted is answered with the page, too, where something is refused or looked at.
        note_opening(office.engines, item_id, visitor.name, path[:200], again=request.method == "GET")


def hidden_from(session: Session, visitor: Visitor | None) -> tuple[int, ...]:
    """Return the numbers of the items that lists do not show to a visitor."""
    if visitor is not None and may_open_all(visitor.roles):
        return ()
    return private.hidden_items(session, visitor.name if visitor else None)


def _item_of(session: Session, named: dict[str, str]) -> int | None:
    """Return the item that a path names. Raises NotFoundError for a number in any other form than 17.

    A route reads "+17" and "17.0" as 17, too: what is not understood here must not pass.
    """
    number = str(named.get("item_id", named.get("answer_id", "")))
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise NotFoundError(f"there is no work item {number[:20]}.")
    if "item_id" in named:
        return int(number)
    try:
        return outbox.get_answer(session, int(number)).work_item_id
    except NotFoundError:
        return None
