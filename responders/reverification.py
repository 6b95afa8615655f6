"""Checks once more, when an answer is frozen, that each document is still what it was and whose it was."""

import hashlib
from collections.abc import Callable

from domain.decisions import Reply, ReplyAttachment
from domain.ledger import Ledger
from responders.attached import bytes_of


def reverify(reply: Reply, ledger: Ledger | None, read_file: Callable[[str], bytes]) -> tuple[str, ...]:
    """Return one sentence per attachment whose owner, number, kind, path or bytes changed."""
    checked = (_changed(attachment, ledger, read_file) for attachment in reply.attachments)
    return tuple(sentence for sentence in checked if sentence is not None)


def still_listed(attachment: ReplyAttachment, ledger: Ledger) -> bool:
    """Tell whether the ledger lists an attachment as the same document of the same customer."""
    if attachment.made is not None:
        return attachment.customer_id in ledger.customer_by_id
    rows = ledger.documents_by_customer.get(attachment.customer_id, ())
    same_row = any(
        (row.file, row.path, row.document_number, row.kind)
        == (attachment.file, attachment.path, attachment.document_number, attachment.kind)
        for row in rows
    )
    return same_row and not _taken_over(attachment, ledger)


def _changed(
    attachment: ReplyAttachment, ledger: Ledger | None, read_file: Callable[[str], bytes]
) -> str | None:
    if ledger is None or not still_listed(attachment, ledger):
        return (
            f"{attachment.file} is no longer listed in the ledger as the same document of the same customer."
        )
    try:
        content = bytes_of(attachment, read_file)
    except OSError:
        return f"{attachment.file} can no longer be read."
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        return f"{attachment.file} has other content than when the answer was written."
    return None


def _taken_over(attachment: ReplyAttachment, ledger: Ledger) -> bool:
    """Tell whether the number now belongs to other customers only."""
    items = ledger.items_by_number.get(attachment.document_number or "", ())
    return bool(items) and attachment.customer_id not in {item.customer_id for item in items}
