"""Looks into the account's Sent folder: for one mail, for answers to a mail, and for what is new there."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from imapclient import SEEN, IMAPClient

from domain.errors import SourceError
from domain.mail import Mail
from domain.mail_ports import Mark, SentNews
from domain.mailbox_policy import Mailbox
from domain.sign_in import Credential
from intake import imap_session
from intake.imap_listing import uids_since
from intake.mime import parse_mail

T = TypeVar("T")

_SENT_FLAG = b"\\Sent"
_MOST_HITS = 50
_AT_ONCE = 100
_MOST_NEW = 2000
"""Looked at in one visit; the rest comes with the next."""
_OWN = ("Message-ID",)
_ANSWERED = ("In-Reply-To", "References")
_FIELDS = "MESSAGE-ID IN-REPLY-TO REFERENCES FROM TO CC SUBJECT DATE AUTO-SUBMITTED"
_HEADER = f"BODY.PEEK[HEADER.FIELDS ({_FIELDS})]"


class SentLookup:
    """The `SentWatch` port over a connection of its own, so that it never disturbs a fetch."""

    def __init__(self, mailbox: Mailbox, credential: Credential) -> None:
        self._mailbox = mailbox
        self._credential = credential
        self._client: IMAPClient | None = None
        self._folder, self._uidvalidity = "", 0

    def has_sent(self, message_id: str) -> bool | None:
        """Tell whether Sent holds that Message-ID; None when the account has no Sent folder.

        A connection that died since the last question is replaced once. Raises SourceError.
        """
        return self._asked(_OWN, message_id)

    def has_answered(self, message_id: str) -> bool | None:
        """Tell whether Sent holds a mail that answers that Message-ID; otherwise as `has_sent`."""
        return self._asked(_ANSWERED, message_id)

    def replies_to(self, message_id: str) -> tuple[Mail, ...] | None:
        """Return the mails in Sent that answer that Message-ID, see `domain.mail_ports.SentWatch`."""
        wanted = "".join(message_id.split())
        if not wanted or not wanted.isascii():
            return None
        return self._in_sent(lambda client: _replies(client, wanted))

    def sent_since(self, mark: Mark | None, since: date) -> SentNews | None:
        """Return what was sent since the mark, see `domain.mail_ports.SentWatch`."""
        return self._in_sent(lambda client: _news(client, self._uidvalidity, mark, since))

    def keep_copy(self, message_id: str, content: bytes) -> bool | None:
        """Put a copy into Sent unless that Message-ID lies there, see `domain.mail_ports.SentWatch`."""
        wanted = "".join(message_id.split())

        def keep(client: IMAPClient) -> bool:
            if any(_holds_in(client, field, wanted) for field in _OWN):
                return False
            client.append(self._folder, content, (SEEN,))
            return True

        return self._in_sent(keep)

    def _asked(self, fields: tuple[str, ...], message_id: str) -> bool | None:
        wanted = "".join(message_id.split())
        if not wanted or not wanted.isascii():
            return False if fields == _OWN else None
        return self._in_sent(lambda client: any(_holds_in(client, field, wanted) for field in fields))

    def close(self) -> None:
        """Give back the connection."""
        if self._client is not None:
            imap_session.sign_out(self._client)
            self._client = None

    def _in_sent(self, act: Callable[[IMAPClient], T]) -> T | None:
        """Act with Sent opened for reading; None without one. A dead connection is replaced once."""
        try:
            return self._once(act)
        except SourceError as error:
            if not imap_session.is_broken(error.__cause__):
                raise
        return self._once(act)

    def _once(self, act: Callable[[IMAPClient], T]) -> T | None:
        if self._client is None:
            self._client = imap_session.connect(self._mailbox, self._credential)
        try:
            with imap_session.named_errors(self._mailbox, "looking into the Sent folder"):
                name = self._mailbox.sent_folder or self._client.find_special_folder(_SENT_FLAG)
                if name is None:
                    return None
                opened = self._client.select_folder(name, readonly=True)
                self._folder, self._uidvalidity = name, int(opened.get(b"UIDVALIDITY") or 0)
                return act(self._client)
        except SourceError:
            imap_session.drop(self._client)
            self._client = None
            raise


def _news(client: IMAPClient, uidvalidity: int, mark: Mark | None, since: date) -> SentNews:
    known = mark.last_uid if mark is not None and mark.uidvalidity == uidvalidity else None
    if known is None:
        uids = uids_since(client, since)
    else:
        # "n:*" always names the newest mail, also one that is known.
        uids = [uid for uid in client.search(["UID", f"{known + 1}:*"]) if uid > known]
    uids = sorted(uids)[:_MOST_NEW]
    if known is None and not uids:
        known = max(uids_since(client, None), default=0)
    return SentNews(Mark(uidvalidity, uids[-1] if uids else known or 0), _headers(client, uids))


def _replies(client: IMAPClient, wanted: str) -> tuple[Mail, ...]:
    hits = {uid for field in _ANSWERED for uid in client.search(["HEADER", field, wanted])[-_MOST_HITS:]}
    found = _headers(client, sorted(hits))
    # SEARCH finds parts of words too.
    return tuple(mail for mail in found if wanted in (*mail.in_reply_to, *mail.references))


def _headers(client: IMAPClient, uids: Sequence[int]) -> tuple[Mail, ...]:
    mails = []
    for start in range(0, len(uids), _AT_ONCE):
        answers = client.fetch(uids[start : start + _AT_ONCE], [_HEADER])
        mails += [parse_mail(_body(answers[uid])) for uid in sorted(answers)]
    return tuple(mails)


def _holds_in(client: IMAPClient, field: str, wanted: str) -> bool:
    hits = client.search(["HEADER", field, wanted])
    asked = [f"BODY.PEEK[HEADER.FIELDS ({field.upper()})]"]
    found = client.fetch(hits[-_MOST_HITS:], asked) if hits else {}
    return any(wanted in _identifiers(answer, field) for answer in found.values())


def _identifiers(answer: dict[bytes, object], field: str) -> tuple[str, ...]:
    """Return the identifiers of a header field, each without space: SEARCH finds parts of words too."""
    words = "".join(re.sub(rf"(?i)^\s*{field}\s*:", "", _body(answer).decode("ascii", "replace")).split())
    return (words, *re.findall(r"<[^<>]*>", words))


def _body(answer: dict[bytes, object]) -> bytes:
    value = next((value for key, value in answer.items() if key.startswith(b"BODY[")), b"")
    return value if isinstance(value, bytes) else b""
