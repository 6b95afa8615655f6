"""Names the lock of a work item's jobs: one thread of mail, or one item, is never worked side by side."""

import hashlib

from store.repositories import mails, work_items
from store.session import Session


def lock_of(session: Session, item_id: int) -> str:
    """Return the lock of an item's jobs: its mail's thread once that is known, before that the item."""
    row = work_items.get_item(session, item_id)
    mail = mails.get_mail(session, row.mail_id) if row.mail_id is not None else None
    if mail is None or mail.thread_key is None:
        return f"item:{item_id}"
    # A Message-ID may be as long as its writer likes; a lock stands in an index.
    return f"thread:{hashlib.sha256(mail.thread_key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
