"""Looks an answer of ours up in the account's Sent folder."""

import re

from imapclient import IMAPClient

from domain.errors import SourceError
from domain.policy import Mailbox
from intake import imap_session

_SENT_FLAG = b"\\Sent"
_MOST_HITS = 50


class SentLookup:
    """The `SentFolder` port over a connection of its own, so that it never disturbs a fetch."""

    def __init__(self, mailbox: Mailbox, password: str | None) -> None:
        self._mailbox = mailbox
        self._password = password
        self._client: IMAPClient | None = None

    def has_sent(self, message_id: str) -> bool | None:
        """Tell whether Sent holds that Message-ID; None when the account has no Sent folder.

        A connection that died since the last question is replaced once. Raises SourceError.
        """
        wanted = "".join(message_id.split())
        if not wanted or not wanted.isascii():
            return False
        try:
            return self._ask(wanted)
        except SourceError as error:
            if not imap_session.is_broken(error.__cause__):
                raise
        return self._ask(wanted)

    def close(self) -> None:
        """Give back the connection."""
        if self._client is not None:
            imap_session.sign_out(self._client)
            self._client = None

    def _ask(self, wanted: str) -> bool | None:
        if self._client is None:
            self._client = imap_session.connect(self._mailbox, self._password)
        try:
            with imap_session.named_errors(self._mailbox, "looking into the Sent folder"):
                return _holds(self._client, self._mailbox.sent_folder, wanted)
        except SourceError:
            imap_session.drop(self._client)
            self._client = None
            raise


def _holds(client: IMAPClient, folder: str | None, wanted: str) -> bool | None:
    name = folder or client.find_special_folder(_SENT_FLAG)
    if name is None:
        return None
    client.select_folder(name, readonly=True)
    hits = client.search(["HEADER", "Message-ID", wanted])
    found = client.fetch(hits[-_MOST_HITS:], ["BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"]) if hits else {}
    return any(_identifier(answer) == wanted for answer in found.values())


def _identifier(answer: dict[bytes, object]) -> str:
    """Return the whole Message-ID field without space: SEARCH finds parts of words too."""
    field = next((value for key, value in answer.items() if key.startswith(b"BODY[")), b"")
    text = field.decode("ascii", "replace") if isinstance(field, bytes) else ""
    return "".join(re.sub(r"(?i)^\s*message-id\s*:", "", text).split())
