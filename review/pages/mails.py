"""The mail's harmless HTML in a frame of its own, its attachments and its raw bytes as downloads."""

from fastapi import Response

from domain.errors import NotFoundError
from pipeline.item import WorkItem
from pipeline.records import load_item
from review.doors import Door, Role
from review.downloads import download
from review.safe_html import safe_html
from review.visits import Here, Number, Visit

FRAMED = "sandbox; default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"


def html(visit: Here, item_id: Number) -> Response:
    """Return the harmless copy of the HTML body."""
    item = _item(visit, item_id)
    if item.mail is None or not item.mail.html:
        raise NotFoundError(f"{item.source} has no HTML.")
    language = (item.understanding.language if item.understanding else None) or visit.words.language
    head = f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>-</title>'
    body = head + safe_html(item.mail.html)
    headers = {"Content-Security-Policy": FRAMED, "X-Frame-Options": "SAMEORIGIN"}
    return Response(body, media_type="text/html; charset=utf-8", headers=headers)


def attachment(visit: Here, item_id: Number, number: Number) -> Response:
    """Return one attachment (counted from 0) as a download."""
    item = _item(visit, item_id)
    if item.mail is None or not 0 <= number < len(item.mail.attachments):
        raise NotFoundError(f"{item.source} has no attachment {number}.")
    found = item.mail.attachments[number]
    return download(found.content, found.name or found.path)


def original(visit: Here, item_id: Number) -> Response:
    """Return the raw bytes of the mail or document as a download."""
    item = _item(visit, item_id)
    return download(item.raw, item.name or f"mail-{item_id}.eml")


def _item(visit: Visit, item_id: int) -> WorkItem:
    return load_item(visit.office.engines.store, visit.office.engines.blobs, item_id)


DOORS = (
    Door("GET", "/items/{item_id}/mail.html", html, Role.CLERK),
    Door("GET", "/items/{item_id}/attachments/{number}", attachment, Role.CLERK),
    Door("GET", "/items/{item_id}/original", original, Role.CLERK),
)
