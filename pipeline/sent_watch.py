"""Watches the Sent folder of each account, and asks it once more before an answer leaves."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.errors import SourceError
from domain.mail import Mail
from domain.mail_ports import Mark, SentWatch
from pipeline.engines import Engines
from pipeline.replies import UNSENT, note_sent, stop_answer, was_told
from store.repositories import mails, outbox, sent
from store.tables import MailRow

log = logging.getLogger("ardoise.sent")

LOOK_BACK = timedelta(days=2)
"""At the first look, and after a renumbering."""

REMEMBERED = timedelta(minutes=15)
MOST_REMEMBERED = 200

Replies = Callable[[str, str], dict[str, tuple[Mail, ...]]]
"""(Message-ID, the account it came to) -> what answers it in Sent, by account; raises SourceError when that
account's Sent cannot be asked now."""


@dataclass(slots=True)
class Recent:
    """What one process saw in a Sent folder a moment ago: the mail that it answers may not be read yet."""

    mails: list[tuple[datetime, Mail]] = field(default_factory=list)

    def with_new(self, new: Sequence[Mail], now: datetime) -> tuple[Mail, ...]:
        """Remember the new ones, forget the old, and return all."""
        kept = [(seen, mail) for seen, mail in self.mails if now - seen < REMEMBERED]
        self.mails = [*kept, *((now, mail) for mail in new)][-MOST_REMEMBERED:]
        return tuple(mail for _, mail in self.mails)


def watch_sent(engines: Engines, account: str, source: object, recent: Recent | None = None) -> int:
    """Look through what is new in an account's Sent; return how many replies of people were noted.

    `recent` is what this process keeps from look to look. Raises SourceError when Sent cannot be asked now.
    """
    if not isinstance(source, SentWatch):
        return 0
    with engines.store.read() as session:
        mark = sent.mark_of(session, account)
    now = engines.clock.now()
    news = source.sent_since(mark, (now - LOOK_BACK).date())
    if news is None:
        return 0
    seen = recent.with_new(news.mails, now) if recent is not None else news.mails
    if news.mark == mark and not seen:
        return 0
    return _take(engines, account, news.mark, seen)


def answered_meanwhile(engines: Engines, answer_id: int, replies: Replies) -> bool:
    """Ask Sent whether a person has answered the mail; if so the answer is a draft from now on.

    Raises SourceError when Sent, which was looked into before, cannot be asked now. Whoever released the
    answer knowing of the other one is not asked again.
    """
    with engines.store.read() as session:
        answer = outbox.get_answer(session, answer_id)
        row = mails.get_mail(session, answer.mail_id) if answer.mail_id is not None else None
        known = answer.mail_id is not None and sent.replies_to_mail(session, answer.mail_id)
        if was_told(answer) or row is None:
            return False
        watched = sent.mark_of(session, row.account) is not None
    found = _asked(replies, row, watched=watched)
    now = engines.clock.now()
    with engines.store.write() as session:
        noted = sum(
            note_sent(session, engines, account, mail, now)
            for account, each in found.items()
            for mail in each
        )
        answer = outbox.get_answer(session, answer_id)
        if (noted or known) and answer.state in UNSENT:
            stop_answer(session, outbox.change_answer(session, answer_id, None, now), now)
        return answer.state not in UNSENT


def _asked(replies: Replies, row: MailRow, *, watched: bool) -> dict[str, tuple[Mail, ...]]:
    """An account whose Sent was never seen, e.g. one that takes no sign-in, holds no answer back."""
    try:
        return replies(row.message_id, row.account) if row.message_id else {}
    except SourceError:
        if watched:
            raise
        return {}


def _take(engines: Engines, account: str, mark: Mark, mails_sent: tuple[Mail, ...]) -> int:
    now = engines.clock.now()
    with engines.store.write() as session:
        noted = sum(note_sent(session, engines, account, mail, now) for mail in mails_sent)
        sent.set_mark(session, account, mark, now)
    if noted:
        log.info("person_replied", extra={"account": account, "replies": noted})
    return noted
