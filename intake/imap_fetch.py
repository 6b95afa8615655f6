"""Which mails a folder holds and their bytes, asked for so that one bad mail costs only itself."""

import imaplib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from intake.imap_answers import ask_bodies, ask_listing

_BODY = b"BODY[]"
_HEADER = b"BODY[HEADER]"
_AT_ONCE = 500
"""So many numbers make a command of about 4 KB, which every server takes."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail as the server announces it."""

    uid: int
    size: int
    """RFC822.SIZE in bytes; a hint, servers are sometimes wrong."""
    internal_date: datetime | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail's bytes; `incomplete` says why they are not all of it."""

    uid: int
    raw: bytes
    internal_date: datetime
    incomplete: str | None = None


def list_from(client: IMAPClient, first_uid: int) -> list[Listed]:
    """Return the mails with that uid or a higher one, in order.

    "n:*" names the last mail even when its uid is below n, so lower ones are left out here.
    """
    found = client.search(["UID", f"{first_uid}:*"])
    return _list(client, [uid for uid in found if uid >= first_uid])


def list_since(client: IMAPClient, since: date, last_uid: int) -> list[Listed]:
    """Return the mails up to that uid that arrived on or after the day (UTC), in order.

    SEARCH SINCE counts days in the server's own zone: a day more is asked for and filtered here.
    """
    found = [uid for uid in client.search(["SINCE", since - timedelta(days=1)]) if uid <= last_uid]
    start = datetime(since.year, since.month, since.day, tzinfo=UTC)
    listed = _list(client, found)
    return [mail for mail in listed if mail.internal_date is None or mail.internal_date >= start]


def batches(listed: Sequence[Listed], most_bytes: int, most_mails: int) -> Iterator[list[Listed]]:
    """Group mails in order, each group within both bounds; a mail above the bound stands alone."""
    group: list[Listed] = []
    size = 0
    for mail in listed:
        if group and (size + mail.size > most_bytes or len(group) >= most_mails):
            yield group
            group, size = [], 0
        group.append(mail)
        size += mail.size
    if group:
        yield group


class Fetcher:
    """Fetches one group; what went wrong with single mails is collected in `problems`."""

    def __init__(self, client: IMAPClient, largest: int, now: datetime) -> None:
        self._client = client
        self._largest = largest
        self._now = now
        self.problems: list[str] = []

    def take(self, group: Sequence[Listed]) -> list[Fetched]:
        """Return the mails of the group that are still there, in order.

        A mail above the size limit, or one that the server will not give, comes with its header
        alone and says so. Raises only when the connection is lost.
        """
        whole = [mail for mail in group if mail.size <= self._largest]
        answers = self._ask(whole)
        fetched = (self._fetched(mail, answers.get(mail.uid)) for mail in group)
        return [mail for mail in fetched if mail is not None]

    def _ask(self, mails: Sequence[Listed]) -> Mapping[int, Mapping[bytes, object]]:
        """Ask for all at once; when the server refuses that, for each alone."""
        if not mails:
            return {}
        try:
            return ask_bodies(self._client, [mail.uid for mail in mails])
        except imaplib.IMAP4.abort:
            raise
        except IMAPClientError:
            if len(mails) == 1:
                return {mails[0].uid: {b"REFUSED": True}}
        alone: dict[int, Mapping[bytes, object]] = {}
        for mail in mails:
            alone.update(self._ask([mail]))
        return alone

    def _fetched(self, mail: Listed, answer: Mapping[bytes, object] | None) -> Fetched | None:
        if mail.size > self._largest:
            return self._header_only(
                mail,
                f"it has {mail.size} bytes, more than `largest_mail_bytes` ({self._largest})",
            )
        if answer is not None and b"REFUSED" in answer:
            return self._header_only(mail, "the server does not give its content")
        raw = answer.get(_BODY) if answer is not None else None
        if not isinstance(raw, bytes):
            self.problems.append(f"uid {mail.uid} vanished before it was fetched.")
            return None
        return Fetched(mail.uid, raw, mail.internal_date or self._now)

    def _header_only(self, mail: Listed, why: str) -> Fetched:
        sentence = f"uid {mail.uid}: {why}; only its header was taken. Open it in the mailbox."
        self.problems.append(sentence)
        try:
            answer = self._client.fetch([mail.uid], ["BODY.PEEK[HEADER]"]).get(mail.uid, {})
        except imaplib.IMAP4.abort:
            raise
        except IMAPClientError:
            answer = {}
        raw = answer.get(_HEADER)
        return Fetched(
            mail.uid, raw if isinstance(raw, bytes) else b"", mail.internal_date or self._now, sentence
        )


def _list(client: IMAPClient, uids: Sequence[int]) -> list[Listed]:
    """Ask for sizes and dates. A mail without an answer is listed all the same: its fetch tells why."""
    mails: list[Listed] = []
    for at in range(0, len(uids), _AT_ONCE):
        group = uids[at : at + _AT_ONCE]
        answer = ask_listing(client, group)
        for uid in group:
            said = answer.get(uid, {})
            size = said.get(b"RFC822.SIZE")
            mails.append(Listed(uid, size if isinstance(size, int) else 0, _aware(said.get(b"INTERNALDATE"))))
    return sorted(mails, key=lambda mail: mail.uid)


def _aware(moment: object) -> datetime | None:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return None
    return moment.astimezone(UTC)
