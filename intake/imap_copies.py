"""Finds the copy that a server made of a mail: by what the server told, else by the copy's bytes."""

import hashlib
import re
from collections.abc import Callable

from imapclient import IMAPClient

from domain.mailbox_marks import CopyPlace

_PIECE = 1_000_000
_MOST_CANDIDATES = 200
"""Mails that came into the target folder since the step began, looked at one by one."""


def told(client: IMAPClient, act: Callable[[], object], uid: int) -> CopyPlace | None:
    """Do it and return what COPYUID says of this one mail."""
    client._imap.response("COPYUID")  # what an earlier command left
    act()
    _, said = client._imap.response("COPYUID")
    line = said[-1] if said else None
    found = re.fullmatch(rb"(\d+) (\d+) (\d+)", line) if isinstance(line, bytes) else None
    return CopyPlace(int(found[1]), int(found[3])) if found and int(found[2]) == uid else None


def candidates(client: IMAPClient, first: int, message_id: str | None, *, named_only: bool) -> list[int]:
    """Return mails from that uid on, the newest first: those with the Message-ID, else all.

    With `named_only` those with the Message-ID alone.
    """
    since = ["UID", f"{first}:*"]
    found = client.search([*since, "HEADER", "Message-ID", message_id]) if message_id else []
    if not found and not named_only:
        found = client.search(since)
    # "n:*" names the last mail even when its uid is below n.
    uids = [uid for uid in found if uid >= first]
    return sorted(uids, reverse=True)[:_MOST_CANDIDATES]


def fingerprint(client: IMAPClient, uid: int) -> str | None:
    """Return the SHA-256 of a mail's bytes, fetched piece by piece; None when it is not given."""
    digest, at = hashlib.sha256(), 0
    while True:
        answer = client.fetch([uid], [f"BODY.PEEK[]<{at}.{_PIECE}>"]).get(uid, {})
        piece = answer.get(f"BODY[]<{at}>".encode())
        if not isinstance(piece, bytes):
            return None
        digest.update(piece)
        at += len(piece)
        if len(piece) < _PIECE:
            return digest.hexdigest()
