"""Says where values lie on a page as it was sent: pages that were scanned askew are read upright."""

import math
from collections.abc import Sequence
from dataclasses import replace

from domain.pages import Box, Document, Page
from domain.remittance import Remittance


def as_sent(remittance: Remittance, documents: Sequence[Document]) -> Remittance:
    """Return the remittance with its boxes on the pages as sent; itself where nothing was turned."""
    document = next((one for one in documents if one.name == remittance.document), None)
    turned = {page.number: page for page in document.pages if page.turn} if document else {}
    if not turned:
        return remittance
    lines = tuple(
        replace(line, box=box_as_sent(line.box, turned[line.page]))
        if line.box and line.page in turned
        else line
        for line in remittance.lines
    )
    fields = {
        name: replace(found, box=box_as_sent(found.box, turned[found.page]))
        if found.box and found.page in turned
        else found
        for name, found in remittance.fields.items()
    }
    return replace(remittance, lines=lines, fields=fields)


def box_as_sent(box: Box, page: Page) -> Box:
    """Return the box around a box of a turned page, in points of the page before it was turned."""
    if not page.turn or page.width is None or page.height is None:
        return box
    angle = math.radians(page.turn)
    along, across = math.cos(angle), math.sin(angle)
    wide, high = (page.height, page.width) if round(page.turn / 90) % 2 else (page.width, page.height)
    corners = [
        (
            wide / 2 + (x - page.width / 2) * along - (y - page.height / 2) * across,
            high / 2 + (x - page.width / 2) * across + (y - page.height / 2) * along,
        )
        for x in (box[0], box[2])
        for y in (box[1], box[3])
    ]
    return (
        max(0.0, round(min(x for x, _ in corners), 2)),
        max(0.0, round(min(y for _, y in corners), 2)),
        round(max(x for x, _ in corners), 2),
        round(max(y for _, y in corners), 2),
    )
