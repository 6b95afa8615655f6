"""Asks an IMAP server which folders it has and under which prefix a user's own folders lie."""

from collections.abc import Sequence

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from intake import folder_names
from intake.folder_names import Listed
from intake.imap_tokens import Token, answers, tokens


def listed_folders(client: IMAPClient, *, utf8: bool) -> list[Listed]:
    """Return every folder, an answer that makes no sense left out."""
    connection = client._imap
    kind, said = connection._simple_command("LIST", '""', '"*"')
    if kind != "OK":
        raise IMAPClientError(f"list failed: {said[0]!r}")
    _, lines = connection._untagged_response(kind, said, "LIST")
    found = [_folder(read, utf8) for read in _read(lines)]
    return [folder for folder in found if folder is not None]


def personal_prefixes(client: IMAPClient, *, utf8: bool) -> list[str]:
    """Return the prefixes of the user's own folders; [] where the server does not say."""
    if not client.has_capability("NAMESPACE"):
        return []
    kind, lines = client._imap.namespace()
    if kind != "OK":
        return []
    prefixes = []
    for read in _read(lines):
        personal = read[0] if read else None
        for entry in personal if isinstance(personal, list) else []:
            if isinstance(entry, list) and entry and isinstance(entry[0], bytes):
                prefixes.append(_text(entry[0], utf8))
    return prefixes


def _read(lines: Sequence[object]) -> list[list[Token]]:
    found = []
    for pieces in answers(lines):
        try:
            found.append(tokens(pieces))
        except ValueError:
            continue
    return found


def _folder(read: list[Token], utf8: bool) -> Listed | None:
    if len(read) < 3 or not isinstance(read[0], list) or not isinstance(read[2], bytes):
        return None
    attributes = {word.decode("ascii", "replace") for word in read[0] if isinstance(word, bytes)}
    lowered = {word.lower() for word in attributes}
    delimiter = read[1].decode("ascii", "replace") if isinstance(read[1], bytes) and read[1] else None
    selectable = not lowered & {"\\noselect", "\\nonexistent"}
    return Listed(_text(read[2], utf8), delimiter, selectable, frozenset(attributes))


def _text(name: bytes, utf8: bool) -> str:
    text = name.decode("utf-8", "replace")
    return text if utf8 else folder_names.decode(text)
