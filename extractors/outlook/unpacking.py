"""The mail inside an Outlook file as MIME bytes."""

from collections.abc import Callable, Mapping

from domain.content_type import MSG, TNEF
from domain.errors import ReadingError
from extractors.outlook.compose import OutlookMail, as_mime
from extractors.outlook.message import read_msg
from extractors.outlook.tnef import read_tnef

_READERS: Mapping[str, Callable[[bytes, str], OutlookMail]] = {MSG: read_msg, TNEF: read_tnef}


def unpacked(content: bytes, name: str, content_type: str) -> bytes:
    """Return the mail as MIME bytes. Raises ReadingError, and what a broken file makes a library raise."""
    reader = _READERS.get(content_type)
    if reader is None:
        raise ReadingError("unsupported", f"{name} is of the type {content_type}, which is no Outlook file.")
    return as_mime(reader(content, name))
