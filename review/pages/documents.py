"""Pictures of pages, drawn on the server from the original bytes; no PDF ever runs in the browser."""

from collections import OrderedDict
from dataclasses import dataclass, field

from fastapi import Response

from domain.content_type import sniff
from domain.errors import NotFoundError
from pipeline.item import WorkItem
from pipeline.records import load_item
from pipeline.steps.read import bare_parts
from review.doors import Door, Role
from review.office import Office
from review.pictures import DPI, SHARP_DPI, Pictures
from review.visits import Here, Number, Visit
from store.repositories import work_items

MOST_KNOWN = 2000
_KEPT = {"Cache-Control": "private, max-age=900"}
"""Browsers may keep a page for a quarter of an hour: it was fetched by somebody who was signed in."""


@dataclass(frozen=True, slots=True)
class Pages:
    """What must be known of a document to find its pictures: its content, and how its pages were turned."""

    sha256: str
    turns: dict[int, float]


@dataclass(slots=True)
class Gallery:
    """Answers with pictures; what an item holds is looked up once for each of its versions."""

    pictures: Pictures = field(default_factory=Pictures)
    _known: OrderedDict[tuple[int, int, int], Pages] = field(default_factory=OrderedDict)

    def picture(self, visit: Here, item_id: Number, document: Number, page: Number) -> Response:
        """Return one page (from 1) of one document (from 0) as PNG; `sharp=1` asks for a large one."""
        dpi = SHARP_DPI if visit.request.query_params.get("sharp") else DPI
        pages, content = self._pages(visit, item_id, document)
        turn = pages.turns.get(page, 0.0)
        key = (pages.sha256, page, dpi, turn)
        found = self.pictures.find(key)
        if found is None:
            drawn = content if content is not None else content_of(_item(visit, item_id), document)
            found = self.pictures.draw(
                key, lambda: visit.office.picture(drawn, page, dpi, sniff(drawn), turn)
            )
        return Response(found, media_type="image/png", headers=_KEPT)

    def _pages(self, visit: Visit, item_id: int, document: int) -> tuple[Pages, bytes | None]:
        """Return what is known of a document, and its bytes where they had to be looked at for that."""
        with visit.office.engines.store.read() as session:
            key = (item_id, work_items.version_of(session, item_id), document)
        known, content = self._known.get(key), None
        if known is None:
            item = _item(visit, item_id)
            content = content_of(item, document)
            shown = item.documents[document]
            known = Pages(shown.sha256, {page.number: page.turn for page in shown.pages})
            self._known[key] = known
            if len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        return known, content


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


def doors(office: Office) -> tuple[Door, ...]:
    """Return the one door, with a gallery of its own."""
    path = "/items/{item_id}/documents/{document}/{page}.png"
    return (Door("GET", path, Gallery().picture, Role.CLERK, 0),)


def _item(visit: Visit, item_id: int) -> WorkItem:
    return load_item(visit.office.engines.store, visit.office.engines.blobs, item_id)
