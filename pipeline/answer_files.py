"""Which documents a person may add to an answer: those on file of the item's own customer, and no others."""

from collections.abc import Iterable
from hashlib import sha256

from domain.decisions import ReplyAttachment
from domain.errors import ConflictError
from domain.ledger import Ledger, SupportingDocument
from domain.numbers import number_key
from domain.words import DocumentKind
from responders.attached import bytes_of
from responders.request import read_path

MOST_FOUND = 50
_OWN_FIRM = frozenset({DocumentKind.W9, DocumentKind.TAX_CERTIFICATE})


def find_files(ledger: Ledger | None, customer_id: str | None, wanted: str) -> tuple[SupportingDocument, ...]:
    """Return the customer's documents on file whose number, name or kind holds the words; "" finds all."""
    asked, key = wanted.strip().casefold(), number_key(wanted)
    return tuple(row for row in _choosable(ledger, customer_id) if _fits(row, asked, key))[:MOST_FOUND]


def chosen(
    ledger: Ledger | None,
    customer_id: str | None,
    files: Iterable[str],
    most_bytes: int,
    beside: Iterable[ReplyAttachment] = (),
) -> tuple[ReplyAttachment, ...]:
    """Return the named documents as attachments. Raises ConflictError for one that is not the customer's.

    An unknown name and another customer's look the same. `most_bytes` bounds them
    together with what the answer carries already (`beside`; what it offers as a link weighs nothing).
    """
    known = {row.file: row for row in _choosable(ledger, customer_id)}
    found, size = [], sum(_size(each) for each in beside)
    for file in dict.fromkeys(files):
        row = known.get(file)
        if row is None or row.path is None:
            raise ConflictError(f"{file} is not on file for this customer.")
        try:
            content = read_path(row.path)
        except OSError as error:
            raise ConflictError(f"{file} can no longer be read.") from error
        size += len(content)
        if size > most_bytes:
            raise ConflictError("these documents are too large for one mail; take some of them out.")
        digest = sha256(content).hexdigest()
        found.append(
            ReplyAttachment(row.file, row.path, row.customer_id, row.document_number, row.kind, digest)
        )
    return tuple(found)


def _size(attachment: ReplyAttachment) -> int:
    if attachment.link is not None:
        return 0
    try:
        return len(bytes_of(attachment, read_path))
    except OSError:
        return 0  # said as the draft is kept: it can no longer be read


def _choosable(ledger: Ledger | None, customer_id: str | None) -> Iterable[SupportingDocument]:
    if ledger is None or customer_id is None or customer_id not in ledger.customer_by_id:
        return
    for row in ledger.documents_by_customer.get(customer_id, ()):
        owners = {item.customer_id for item in ledger.items_by_number.get(row.document_number or "", ())}
        if row.path is not None and (not owners or customer_id in owners):
            yield row
    for row in ledger.documents_by_customer.get(None, ()):
        if row.path is not None and row.kind in _OWN_FIRM:
            yield row


def _fits(row: SupportingDocument, asked: str, key: str) -> bool:
    number = row.document_number or ""
    texts = (row.file, number, row.kind.value.replace("_", " "))
    return (
        not asked
        or any(asked in text.casefold() for text in texts)
        or (bool(key) and key == number_key(number))
    )
