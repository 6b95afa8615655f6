"""Taking uploaded files: within the size that is allowed, each its own work item."""

from dataclasses import dataclass

from starlette.datastructures import UploadFile

from intake.sources.upload import uploaded
from pipeline.uploads import hand_over
from review.office import Office
from review.refusals import RefusedError

ENVELOPE = 100_000
"""Bytes that a form adds to its files."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One uploaded file and its work item; not `new` where it was there before."""

    name: str
    item_id: int | None
    new: bool


def take(office: Office, content: bytes, name: str, by: str) -> Taken:
    """Put a file of the person `by` into the queue. Raises RefusedError for an empty or too large one."""
    if not content:
        raise RefusedError("The file is empty; choose one with content.")
    if len(content) > office.largest_upload:
        raise RefusedError("The file is too large; %(size)s bytes at most.", size=office.largest_upload)
    delivered = uploaded(content, name, office.engines.clock)
    taken = hand_over(office.engines, delivered, by=by)
    return Taken(name, taken.item_id, taken.new)


def take_file(office: Office, file: UploadFile, by: str) -> Taken:
    """Put one file of a form into the queue; it was spooled to disk while it arrived."""
    if (file.size or 0) > office.largest_upload:
        raise RefusedError("The file is too large; %(size)s bytes at most.", size=office.largest_upload)
    return take(office, file.file.read(), file.filename or "upload", by)
