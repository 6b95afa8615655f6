"""Taking uploaded files: within the size that is allowed, each its own work item."""

from dataclasses import dataclass

from starlette.datastructures import UploadFile

from intake.sources.upload import uploaded
from pipeline.companies import ALONE
from pipeline.uploads import HandedOver, hand_over
from review.office import Office
from review.refusals import RefusedError
from store.repositories import work_items

ENVELOPE = 100_000
"""Bytes that a form adds to its files."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One uploaded file and its work item; not `new` where it was there before."""

    name: str
    item_id: int | None
    new: bool
    other: str = ""
    """Another company than the chosen one, whose it was before and stays."""


def choices(office: Office) -> tuple[str, ...]:
    """Return the companies among which whoever uploads chooses; () where there is nothing to choose."""
    names = office.engines.companies.names
    return names if len(names) > 1 else ()


def chosen(office: Office, name: str) -> str:
    """Return the company that was chosen on a page. Raises RefusedError where one of several must be."""
    return _known(office, name) if name or choices(office) else ALONE


def wished(office: Office, name: str) -> str:
    """Return the company that a program names; "" leaves it to the addresses of the mail.

    Raises RefusedError for one that is none.
    """
    return _known(office, name) if name else ALONE


def take(office: Office, content: bytes, name: str, by: str, company: str = ALONE) -> Taken:
    """Put a file of the person `by` into the queue. Raises RefusedError for an empty or too large one."""
    if not content:
        raise RefusedError("The file is empty; choose one with content.")
    if len(content) > office.largest_upload:
        raise RefusedError("The file is too large; %(size)s bytes at most.", size=office.largest_upload)
    delivered = uploaded(content, name, office.engines.clock)
    taken = hand_over(office.engines, delivered, by=by, company=company)
    return Taken(name, taken.item_id, taken.new, _other(office, taken, company))


def take_file(office: Office, file: UploadFile, by: str, company: str = ALONE) -> Taken:
    """Put one file of a form into the queue; it was spooled to disk while it arrived."""
    if (file.size or 0) > office.largest_upload:
        raise RefusedError("The file is too large; %(size)s bytes at most.", size=office.largest_upload)
    return take(office, file.file.read(), file.filename or "upload", by, company)


def _known(office: Office, name: str) -> str:
    if office.engines.companies.named(name) is None:
        raise RefusedError("Choose one of our companies from the list.")
    return name


def _other(office: Office, taken: HandedOver, company: str) -> str:
    if taken.new or taken.item_id is None or not company:
        return ""
    with office.engines.store.read() as session:
        whose = work_items.get_item(session, taken.item_id).company
    return whose if whose != company else ""
