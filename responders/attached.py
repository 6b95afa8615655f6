"""The bytes of an attachment: of a file on file, or those that were made for this answer."""

import base64
from collections.abc import Callable

from domain.decisions import ReplyAttachment


def bytes_of(attachment: ReplyAttachment, read_file: Callable[[str], bytes]) -> bytes:
    """Return the attachment's bytes. Raises OSError for a file that cannot be read."""
    return read_file(attachment.path) if attachment.made is None else base64.b64decode(attachment.made)
