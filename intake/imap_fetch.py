"""The bytes of mails, asked for so that one bad mail costs only itself."""

import imaplib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from domain.folder_history import Placed
from domain.mail import Spooled
from intake.imap_answers import PART, ask_bodies, ask_header
from intake.imap_listing import is_there
from intake.imap_spool import Spool, TooLargeError
from intake.throttling import asks_for_patience

TRIES = 3
"""So often a mail that the server does not give is asked for before it is recorded without its content."""
_BODY = b"BODY[]"
_HEADER_MOST = 262_144
_MANY = 5
"""So many refusals in one group, and nothing else, are trouble of the server and not of the mails."""
_FOR_A_TIME = re.compile(r"\[(UNAVAILABLE|LIMIT|INUSE|OVERQUOTA|SERVERBUG|EXPIRED|THROTTLED)\b", re.I)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail's bytes, in `spooled` when it is huge; `incomplete` says why they are not all of it."""

    uid: int
    raw: bytes
    internal_date: datetime
    incomplete: str | None = None
    spooled: Spooled | None = None
    refused: bool = False


class Refusals:
    """Counts per mail how often it was not given, for as long as the process lives."""

    def __init__(self) -> None:
        self._counts: dict[int, float] = {}

    def count(self, uid: int) -> float:
        """Return how often so far."""
        return self._counts.get(uid, 0)

    def add(self, uid: int, weight: float = 1) -> float:
        """Count one more and return how many now."""
        self._counts[uid] = self._counts.get(uid, 0) + weight
        return self._counts[uid]

    def settle(self, uid: int) -> None:
        """Forget a mail that was taken, recorded or is gone."""
        self._counts.pop(uid, None)

    def owed(self) -> list[int]:
        """Return the mails that are still to be asked for."""
        return sorted(self._counts)


class Fetcher:
    """Fetches one group; what went wrong with single mails is collected in `problems`."""

    def __init__(
        self, client: IMAPClient, largest: int, now: datetime, refusals: Refusals, spool: Spool
    ) -> None:
        self._client = client
        self._largest = largest
        self._now = now
        self._refusals = refusals
        self._spool = spool
        self.problems: list[str] = []

    def take(self, group: Sequence[Placed]) -> list[Fetched]:
        """Return the mails of the group that are still there, in order.

        A mail above the size limit, or one that the server will not give, comes with its header
        alone and says so. Raises only when the connection is lost or the server is in trouble.
        """
        whole = [mail for mail in group if mail.size < min(PART, self._largest + 1) and self._asked(mail)]
        answers = self._ask(whole)
        fetched = [self._fetched(mail, answers.get(mail.uid)) for mail in group]
        return [mail for mail in fetched if mail is not None]

    def _asked(self, mail: Placed) -> bool:
        return self._refusals.count(mail.uid) < TRIES

    def _ask(self, mails: Sequence[Placed]) -> Mapping[int, Mapping[bytes, object]]:
        """Ask for all at once; for what is missing then, for each alone."""
        if not mails:
            return {}
        given = dict(self._answer(mails) or {})
        missing = [mail for mail in mails if not isinstance(given.get(mail.uid, {}).get(_BODY), bytes)]
        refused = 0
        for mail in missing:
            alone = self._answer([mail])
            refused += alone is None
            given.update(alone or {})
        if refused >= _MANY and refused == len(mails) and self._refusals.count(mails[0].uid) < TRIES:
            for mail in mails:
                self._refusals.add(mail.uid)
            raise IMAPClientError("fetch failed: the server refuses every mail")
        return given

    def _answer(self, mails: Sequence[Placed]) -> Mapping[int, Mapping[bytes, object]] | None:
        """Return what was said of the mails, None when the command was refused."""
        try:
            return ask_bodies(self._client, ",".join(str(mail.uid) for mail in mails))
        except imaplib.IMAP4.abort:
            raise
        except IMAPClientError as error:
            if _for_a_time(error):
                raise
            return None

    def _fetched(self, mail: Placed, answer: Mapping[bytes, object] | None) -> Fetched | None:
        if mail.size > self._largest:
            return self._header_only(mail, self._too_large(f"{mail.size}"))
        if not self._asked(mail):
            return self._given_up(mail)
        raw = answer.get(_BODY) if answer is not None else None
        if isinstance(raw, bytes) and len(raw) != PART and (raw or not mail.size):
            self._refusals.settle(mail.uid)
            return Fetched(mail.uid, raw, mail.internal_date or self._now)
        if mail.size >= PART or isinstance(raw, bytes):
            return self._spooled(mail)
        return self._not_given(mail)

    def _spooled(self, mail: Placed) -> Fetched | None:
        try:
            spooled = self._spool.take(self._client, mail.uid, self._largest)
        except TooLargeError:
            return self._header_only(mail, self._too_large(f"more than the {mail.size} announced"))
        except imaplib.IMAP4.abort:
            raise
        except IMAPClientError as error:
            if _for_a_time(error):
                raise
            spooled = None
        if spooled is None:
            return self._not_given(mail)
        if spooled.size < mail.size and not is_there(self._client, mail.uid):
            spooled.path.unlink(missing_ok=True)
            return self._not_given(mail)
        self._refusals.settle(mail.uid)
        return Fetched(mail.uid, b"", mail.internal_date or self._now, None, spooled)

    def _not_given(self, mail: Placed) -> Fetched | None:
        if not is_there(self._client, mail.uid):
            self._refusals.settle(mail.uid)
            self.problems.append(f"uid {mail.uid} vanished before it was fetched.")
            return None
        tried = self._refusals.add(mail.uid)
        if tried >= TRIES:
            return self._given_up(mail)
        self.problems.append(
            f"uid {mail.uid} is there but the server did not give it ({tried:g} of {TRIES} tries); "
            "it is asked for again at the next poll."
        )
        return None

    def _given_up(self, mail: Placed) -> Fetched:
        """Record it; a mail at whose very header the connection ends is not even asked for that."""
        fetched = self._header_only(
            mail, "the server does not give its content", self._refusals.count(mail.uid) <= TRIES
        )
        self._refusals.settle(mail.uid)
        return replace(fetched, refused=True)

    def _too_large(self, size: str) -> str:
        return f"it has {size} bytes, more than `largest_mail_bytes` ({self._largest})"

    def _header_only(self, mail: Placed, why: str, ask: bool = True) -> Fetched:
        sentence = f"uid {mail.uid}: {why}; only its header was taken. Open it in the mailbox."
        self.problems.append(sentence)
        try:
            raw = ask_header(self._client, mail.uid, _HEADER_MOST) if ask else b""
        except imaplib.IMAP4.abort:
            raise
        except IMAPClientError as error:
            if _for_a_time(error):
                raise
            raw = b""
        raw = raw or f"Subject: mail that could not be read\r\n\r\n{sentence}\r\n".encode()
        return Fetched(mail.uid, raw, mail.internal_date or self._now, sentence)


def _for_a_time(error: IMAPClientError) -> bool:
    """True for a refusal that says nothing of the mail: the server has trouble, or asks for patience."""
    return _FOR_A_TIME.search(str(error)) is not None or asks_for_patience(str(error))
