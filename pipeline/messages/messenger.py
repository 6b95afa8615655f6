"""Sends what colleagues wished when it is due; a job handler of a worker."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from domain.digest_policy import Digest
from domain.errors import ConfigurationError, DeliveryError
from domain.job_ports import Job
from domain.office_hours import shifts_between
from domain.policy import Company, Outgoing
from domain.ports import Submission
from pipeline.alarms.facts import House, look
from pipeline.alarms.rules import troubles
from pipeline.engines import Engines
from pipeline.messages import texts
from pipeline.messages.wishes import own_domains, refuse_address
from store.repositories import messages, settings, users
from store.repositories.messages import Handed
from store.tables import MessageWish, User

log = logging.getLogger("ardoise.messages")

MAIL = "mail"
AGAIN = timedelta(minutes=15)
TOLD_FOR = timedelta(days=1)
"""A handing over that could not be told for so long is not told any more."""
KEPT = timedelta(days=30)
HELD_FOR = timedelta(minutes=10)
LISTED = 10
_WORKERS = frozenset({"clerk", "admin"})


@dataclass(frozen=True, slots=True)
class Messenger:
    """Knows the way out; `sender` is the address that answers come from, too."""

    worker: str
    engines: Engines
    house: House
    digest: Digest
    company: Company
    outgoing: Outgoing
    sender: str
    open_submission: Callable[[], Submission]

    def work(self, job: Job) -> None:
        """Send what is due; what fails is noted with its person and tried again by a later job."""
        self.run()
        self.engines.jobs.finish(job, self.worker)

    def run(self) -> int:
        """Send what is due and return how many messages left; while outgoing mail is on hold none does."""
        now = self.engines.clock.now()
        with self.engines.store.read() as session:
            held = settings.is_on(session, settings.HOLD_OUTGOING)
            people = {user.name: user for user in users.list_users(session) if _works(user)}
            wishes = {wish.who: wish for wish in messages.wishes(session) if wish.who in people}
        if held:
            return 0
        sent = sum(self._digest(wish, people[who], now) for who, wish in wishes.items() if wish.digest)
        return sent + self._tell_by_mail(wishes, people, now)

    def _digest(self, wish: MessageWish, user: User, now: datetime) -> int:
        try:
            local = now.astimezone(ZoneInfo(wish.time_zone))
        except (OSError, ValueError):
            log.error("time_zone_unknown", extra={"channel": MAIL})
            return 0  # one person's zone that this machine lacks stops nobody else's mail
        if f"{local:%H:%M}" < wish.hour or not shifts_between(self.engines.hours, now, now):
            return 0
        with self.engines.store.write() as session:
            if not messages.claim_digest(session, wish.who, local.date(), now):
                return 0
        found = look(self.engines, self.house)
        with self.engines.store.read() as session:
            waiting = messages.waiting_for(session, wish.who, now)
            listed = messages.first_of(session, wish.who, now, LISTED) if self.digest.details else ()
        alarms = troubles(found, self.house)
        subject, text = texts.digest(
            user.language, wish.who, local.date(), waiting, alarms, listed, self.digest.pages
        )
        key = f"digest-{wish.who}-{local.date().isoformat()}"
        problem = self._mail(wish.address, key, subject, text, now)
        with self.engines.store.write() as session:
            if problem is None:
                messages.note_sent(session, wish.who)
            else:
                messages.give_back_digest(session, wish.who, problem, now + AGAIN)
        return int(problem is None)

    def _tell_by_mail(self, wishes: dict[str, MessageWish], people: dict[str, User], now: datetime) -> int:
        """Tell each person in one mail of everything that was handed to them."""
        given: dict[str, list[Handed]] = {}
        for one in self._claimed(now, {who for who, wish in wishes.items() if wish.assigned}):
            given.setdefault(one.to, []).append(one)
        for who, several in given.items():
            subject, text = texts.handed(people[who].language, several, self.digest.pages)
            key = f"handed-{several[0].event}-{len(several)}"
            self._settle(several, self._mail(wishes[who].address, key, subject, text, now), now)
        return len(given)

    def _claimed(self, now: datetime, people: set[str]) -> Sequence[Handed]:
        with self.engines.store.write() as session:
            messages.forget_notices_before(session, now - KEPT)
            found = messages.untold(session, MAIL, now - TOLD_FOR, now)
            events = [one.event for one in found]
            taken = messages.claim_notices(session, events, MAIL, now, now + HELD_FOR) if events else set()
            told = tuple(one for one in found if one.event in taken and _concerns(one, people))
            # What concerns nobody is settled, too: it must not stand before what does.
            idle = taken - {one.event for one in told}
            if idle:
                messages.end_notices(session, idle, MAIL, now)
        return told

    def _settle(self, several: Sequence[Handed], problem: str | None, now: datetime) -> None:
        events = [one.event for one in several]
        with self.engines.store.write() as session:
            if problem is None:
                messages.end_notices(session, events, MAIL, now)
            else:
                messages.put_off_notices(session, events, MAIL, problem, now + AGAIN)

    def _mail(self, to: str, key: str, subject: str, text: str, now: datetime) -> str | None:
        """Mail one colleague; return why that failed, None when it did not or may not have."""
        submission: Submission | None = None
        if not self.sender:
            return "outgoing.sender is not set; mails to colleagues come from there, too."
        try:
            # The address was good when it was wished; the configuration may have changed since.
            domains = own_domains(self.company, self.outgoing, self.digest)
            refuse_address(to, domains, self.company, self.outgoing)
            submission = self.open_submission()
            submission.open(self.sender, to)
            submission.data(message(self.sender, to, key, subject, text, now))
        except DeliveryError as error:
            if error.uncertain:
                return None
            log.warning("message_failed", extra={"channel": MAIL})
            return str(error)
        except ConfigurationError as error:
            return str(error)
        finally:
            if submission is not None:
                submission.close()
        return None


def message(sender: str, to: str, key: str, subject: str, text: str, now: datetime) -> bytes:
    """Return the bytes of one mail to a colleague, marked as made by a program (RFC 3834)."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = f"Ardoise: {' '.join(subject.split())}"
    mail["Date"] = format_datetime(now)
    unique = hashlib.sha256(f"{key}\n{to}\n{now.isoformat()}".encode()).hexdigest()[:32]
    mail["Message-ID"] = f"<{unique}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(text, cte="quoted-printable")
    return mail.as_bytes()


def _concerns(one: Handed, people: set[str]) -> bool:
    """Tell whether somebody is to hear of it: not of what they took themselves."""
    return bool(one.to) and one.to != one.by and one.to in people


def _works(user: User) -> bool:
    """Tell whether somebody may see the queue; only they are told of it."""
    return user.active and any(role in _WORKERS for role in user.roles)
