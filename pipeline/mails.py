"""A work item's mail from its raw bytes: MIME as it is, an Outlook file through the fence."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.content_type import CSV, EML, HTML, MSG, TEXT, UNKNOWN, sniff
from domain.errors import ReadingError
from domain.mail import Mail
from domain.ports import BlobStore, Unpack
from intake.mime import parse_mail
from store.engine import Store
from store.repositories.work_items import find_reading, save_reading

UNPACKED = "1:unpacked:"
"""Under this and its type what an Outlook file holds is kept among the readings; counts changes."""
_MAYBE_MAIL = frozenset({TEXT, UNKNOWN, CSV, HTML})
"""What a mail with a broken header may look like; the file's name then settles it."""


def mail_of(raw: bytes, name: str | None, unpack: Unpack | None) -> Mail | None:
    """Return the mail, None for a bare document. Raises ReadingError for an Outlook file that stays closed.

    `name` is the file's, None for what a mailbox delivered: that is a mail whatever its bytes.
    """
    kind = EML if name is None else sniff(raw, name)
    if kind == EML or (
        raw.strip() and name is not None and name.lower().endswith(".eml") and kind in _MAYBE_MAIL
    ):
        return parse_mail(raw, unpack)
    if kind != MSG or unpack is None:
        return None
    mail = parse_mail(unpack(raw, name or "", kind), unpack)
    return replace(mail, raw_sha256=hashlib.sha256(raw).hexdigest(), size=len(raw))


@dataclass(frozen=True, slots=True)
class KeptUnpacking:
    """`domain.ports.Unpack` that opens each content once; `behind` None: only what was opened before."""

    store: Store
    blobs: BlobStore
    behind: Unpack | None = None
    now: Callable[[], datetime] | None = None

    def __call__(self, content: bytes, name: str, content_type: str) -> bytes:
        """Return the MIME bytes. Raises ReadingError."""
        digest = hashlib.sha256(content).hexdigest()
        with self.store.read() as session:
            body = find_reading(session, digest, UNPACKED + content_type)
        if body is not None and self.blobs.has(body):
            return self.blobs.get(body)
        if self.behind is None or self.now is None:
            raise ReadingError("broken", f"{name} could not be opened; look at it by hand.")
        mail = self.behind(content, name, content_type)
        (kept,) = self.blobs.put([mail])
        with self.store.write() as session:
            save_reading(session, digest, UNPACKED + content_type, kept, self.now())
        return mail
