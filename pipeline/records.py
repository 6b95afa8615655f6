"""Work items out of the store and back: what a step needs, and what it leaves."""

import zlib
from dataclasses import replace
from datetime import datetime

from domain.codec import from_json, to_json
from domain.pages import Document
from domain.ports import BlobStore
from domain.states import Step
from pipeline.item import Share, WorkItem
from pipeline.linked import share_of
from pipeline.mails import KeptUnpacking, mail_of
from pipeline.results import KEPT, with_result
from store.engine import Store
from store.repositories import deliveries, work_items
from store.session import Session
from store.tables import Delivery, WorkItemRow

READING_VERSION = "1"
"""Counts changes of the page model or the readers; older readings are then made anew."""

Readings = tuple[tuple[str, str], ...]
"""(name, SHA-256 of the stored JSON) of each document of an item."""


def load_item(store: Store, blobs: BlobStore, item_id: int) -> WorkItem:
    """Return a work item with everything that its finished steps found.

    Raises NotFoundError when it, or the bytes it came from, are not there.
    """
    with store.read() as session:
        row = work_items.get_item(session, item_id)
        delivery = deliveries.get_delivery(session, row.delivery_id) if row.delivery_id else None
        found = work_items.results(session, item_id)
        if row.parent_id is not None and Step.READ not in found:
            # What was read belongs to the mail; its first item keeps it.
            first = work_items.results(session, row.parent_id)
            found |= {step: body for step, body in first.items() if step is Step.READ}
        share = share_of(session, row)
    item = replace(_begun(row, delivery, blobs), share=share, number=item_id)
    if row.step is not Step.PARSE and (item.name is None or row.mail_id is not None):
        item = replace(item, mail=mail_of(item.raw, item.name, KeptUnpacking(store, blobs)))
    if Step.READ in found:
        item = replace(item, documents=_documents(from_json(Readings, found[Step.READ]), blobs))
    for step in KEPT:
        if step in found:
            item = with_result(step, item, found[step])
    return item


def load_share(store: Store, item_id: int) -> Share:
    """Return which part of its mail a work item holds now."""
    with store.read() as session:
        return share_of(session, work_items.get_item(session, item_id))


def store_readings(blobs: BlobStore, documents: tuple[Document, ...]) -> Readings:
    """Store the pages of documents among the blobs; return what finds them again."""
    bodies = [zlib.compress(to_json(document), 1) for document in documents]
    return tuple((document.name, body) for document, body in zip(documents, blobs.put(bodies), strict=True))


def keep_readings(
    session: Session, documents: tuple[Document, ...], readings: Readings, now: datetime
) -> None:
    """Note under each content's hash what was read from it, so that the same bytes are never read twice.

    Problems are not kept: a reader that failed may do better next time.
    """
    for document, (_, body) in zip(documents, readings, strict=True):
        if not document.problems:
            work_items.save_reading(session, document.sha256, reading_key(document.content_type), body, now)


def reading_key(content_type: str) -> str:
    """Return what a reading depends on besides the bytes."""
    return f"{READING_VERSION}:{content_type}"


def load_reading(blobs: BlobStore, body_sha256: str) -> Document:
    """Return a stored document."""
    document: Document = from_json(Document, zlib.decompress(blobs.get(body_sha256)))
    return document


def _begun(row: WorkItemRow, delivery: Delivery | None, blobs: BlobStore) -> WorkItem:
    if delivery is None or delivery.raw_sha256 is None:
        problem = delivery.problem if delivery else None
        return WorkItem(
            row.source_name,
            b"",
            row.created_at,
            error=problem or "its bytes were not fetched.",
            account=row.account,
            company=row.company,
        )
    return WorkItem(
        source=row.source_name,
        raw=blobs.get(delivery.raw_sha256),
        internal_date=delivery.internal_date,
        backfill=delivery.backfill,
        name=delivery.name,
        incomplete=delivery.problem,
        account=row.account,
        company=row.company,
    )


def _documents(readings: Readings, blobs: BlobStore) -> tuple[Document, ...]:
    return tuple(replace(load_reading(blobs, body), name=name) for name, body in readings)
