"""Reads a document once: the same bytes under the same type come from the store the next time."""

import hashlib
from dataclasses import dataclass, replace

from domain.pages import Document
from domain.ports import BlobStore
from pipeline.desk import ReadDocument
from pipeline.records import load_reading, reading_key
from store.engine import Store
from store.repositories.work_items import find_reading


@dataclass(frozen=True, slots=True)
class CachedReader:
    """`pipeline.desk.ReadDocument` that asks the store first."""

    read: ReadDocument
    store: Store
    blobs: BlobStore

    def __call__(self, content: bytes, name: str, content_type: str) -> Document:
        """Return the document, from the store when these bytes were read before."""
        digest = hashlib.sha256(content).hexdigest()
        with self.store.read() as session:
            body = find_reading(session, digest, reading_key(content_type))
        if body is not None and self.blobs.has(body):
            return replace(load_reading(self.blobs, body), name=name)
        return self.read(content, name, content_type)
