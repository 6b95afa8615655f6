"""Looks an answer of ours up in the account's Sent folder."""

import re

from imapclient import IMAPClient

from domain.errors import SourceError
from domain.policy import Mailbox
from domain.sign_in import Credential
from intake import imap_session

_SENT_FLAG = b"\\Sent"
_MOST_HITS = 50
_OWN = ("Message-ID",)
_ANSWERED = ("In-Reply-To", "References")


class SentLookup:
    """The `SentFolder` port over a connection of its own, so that it never disturbs a fetch."""

    def __init__(self, mailbox: Mailbox, credential: Credential) -> None:
        self._mailbox = mailbox
        self._credential = credential
        self._client: IMAPClient | None = None

    def has_sent(self, message_id: str) -> bool | None:
        """Tell whether Sent holds that Message-ID; None when the account has no Sent folder.

        A connection that died since the last question is replaced once. Raises SourceError.
        """
        return self._asked(_OWN, message_id)

    def has_answered(self, message_id: str) -> bool | None:
        """Tell whether Sent holds a mail that answers that Message-ID; otherwise as `has_sent`."""
        return self._asked(_ANSWERED, message_id)

    def _asked(self, fields: tuple[str, ...], message_id: str) -> bool | None:
        wanted = "".join(message_id.split())
        if not wanted or not wanted.isascii():
            return False if fields == _OWN else None
        try:
            return self._ask(fields, wanted)
        except SourceError as error:
            if not imap_session.is_broken(error.__cause__):
                raise
        return self._ask(fields, wanted)

    def close(self) -> None:
        """Give back the connection."""
        if self._client is not None:
            imap_session.sign_out(self._client)
            self._client = None

    def _ask(self, fields: tuple[str, ...], wanted: str) -> bool | None:
        if self._client is None:
            self._client = imap_session.connect(self._mailbox, self._credential)
        try:
            with imap_session.named_errors(self._mailbox, "looking into the Sent folder"):
                return _holds(self._client, self._mailbox.sent_folder, fields, wanted)
        except SourceError:
            imap_session.drop(self._client)
            self._client = None
            raise


def _holds(client: IMAPClient, folder: str | None, fields: tuple[str, ...], wanted: str) -> bool | None:
    name = folder or client.find_special_folder(_SENT_FLAG)
    if name is None:
        return None
    client.select_folder(name, readonly=True)
    return any(_holds_in(client, field, wanted) for field in fields)


def _holds_in(client: IMAPClient, field: str, wanted: str) -> bool:
    hits = client.search(["HEADER", field, wanted])
    asked = [f"BODY.PEEK[HEADER.FIELDS ({field.upper()})]"]
    found = client.fetch(hits[-_MOST_HITS:], asked) if hits else {}
    return any(wanted in _identifiers(answer, field) for answer in found.values())


def _identifiers(answer: dict[bytes, object], field: str) -> tuple[str, ...]:
    """Return the identifiers of a header field, each without space: SEARCH finds parts of words too."""
    value = next((value for key, value in answer.items() if key.startswith(b"BODY[")), b"")
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else ""
    words = "".join(re.sub(rf"(?i)^\s*{field}\s*:", "", text).split())
    return (words, *re.findall(r"<[^<>]*>", words))
