"""Pictures of pages, drawn on the server from the original bytes; no PDF ever runs in the browser."""

import threading

from fastapi import Response

from domain.content_type import sniff
from domain.errors import NotFoundError
from pipeline.item import WorkItem
from pipeline.records import load_item
from pipeline.steps.read import bare_parts
from review.doors import Door, Role
from review.visits import Here, Number

DPI = 120
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each picture keeps a child process busy; a long document must not take all of them."""


def picture(visit: Here, item_id: Number, document: Number, page: Number) -> Response:
    """Return one page (counted from 1) of one document (counted from 0) as PNG."""
    item = load_item(visit.office.engines.store, visit.office.engines.blobs, item_id)
    content = content_of(item, document)
    pages = item.documents[document].pages
    turn = next((one.turn for one in pages if one.number == page), 0.0)
    with _AT_ONCE:
        drawn = visit.office.picture(content, page, DPI, sniff(content), turn)
    return Response(drawn, media_type="image/png")


def content_of(item: WorkItem, document: int) -> bytes:
    """Return the original bytes of one document. Raises NotFoundError."""
    if not 0 <= document < len(item.documents):
        raise NotFoundError(f"work item {item.source} has no document {document}.")
    name = item.documents[document].name
    parts = item.mail.attachments if item.mail else bare_parts(item)[0]
    found = next((each.content for each in parts if each.path == name), None)
    if found is None:
        raise NotFoundError(f"{name} is the mail's own text; it has no picture.")
    return found


DOORS = (Door("GET", "/items/{item_id}/documents/{document}/{page}.png", picture, Role.CLERK, 0),)
