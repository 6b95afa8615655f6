"""What the owner of a mailbox and its server may do to the mails of an INBOX, as rules of a state machine."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import format_datetime
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from domain.clock import SetClock
from tests.faults.imap_office import Office
from tests.servers.imap_mailbox import Folder, Mailbox, Message
from tests.servers.scripted_imap import ScriptedImap

_users = (f"history{number}" for number in itertools.count())
_WHICH = st.integers(0, 30)


@dataclass(frozen=True)
class Place:
    """Where all histories of one test run."""

    office: Office
    server: ScriptedImap
    clock: SetClock


class InboxMoves(RuleBasedStateMachine):
    """One mailbox of a place: mails come, go, are copied, put back and numbered anew."""

    place: ClassVar[Place]
    user: str
    mailbox: Mailbox
    numbers: Iterator[int]
    written: int
    used: set[int]
    away: list[Message]
    renumbered: bool
    validity: int
    backup: tuple[list[Message], int, int] | None

    def begin(self) -> None:
        """Take a mailbox that nothing was done to."""
        self.user = next(_users)
        self.mailbox = self.place.server.mailbox(self.user)
        self.numbers = itertools.count(1)
        self.written, self.validity, self.renumbered = 0, 1000, False
        self.used, self.away, self.backup = set(), [], None

    @property
    def inbox(self) -> Folder:
        """Return the folder that is polled."""
        return self.mailbox.inbox

    @rule(count=st.integers(1, 5), gap=st.integers(0, 3))
    def deliver(self, count: int, gap: int) -> None:
        for _ in range(count):
            self.add(f"mail {next(self.numbers)}")
        self.skip_numbers(gap)

    @rule(uid=st.integers(1, 12))
    def deliver_below_the_newest(self, uid: int) -> None:
        if uid < self.inbox.uidnext and uid not in self.used:
            self.add(f"mail {next(self.numbers)}", uid)

    @precondition(lambda self: self.inbox.messages)
    @rule(which=_WHICH)
    def expunge(self, which: int) -> None:
        with self.mailbox:
            self.inbox.take(self._pick(which).uid)

    @precondition(lambda self: self.inbox.messages)
    @rule(which=_WHICH)
    def move_away(self, which: int) -> None:
        with self.mailbox:
            found = self.inbox.take(self._pick(which).uid)
            self.away += [found] if found is not None else []

    @precondition(lambda self: self.away)
    @rule()
    def move_back(self) -> None:
        self._copy(self.away.pop())

    @precondition(lambda self: self.inbox.messages)
    @rule(which=_WHICH)
    def copy(self, which: int) -> None:
        self._copy(self._pick(which))

    @rule(lost=st.integers(0, 1), arrivals_kept=st.booleans(), turned=st.booleans())
    def renumber(self, lost: int, arrivals_kept: bool, turned: bool) -> None:
        with self.mailbox:
            if turned:
                self.inbox.messages.reverse()
            del self.inbox.messages[:lost]
            self.validity += 1
            self.inbox.renumber(self.validity)
            self.used = {one.uid for one in self.inbox.messages}
            self.renumbered = True
            for one in [] if arrivals_kept else self.inbox.messages:
                one.internal_date = self.place.clock.now()

    @rule()
    def back_up(self) -> None:
        with self.mailbox:
            self.backup = (_copied(self.inbox.messages), self.inbox.uidnext, self.inbox.uidvalidity)

    @precondition(lambda self: self.backup)
    @rule()
    def restore_the_backup(self) -> None:
        """The numbers of all that came since will stand for other mail."""
        assert self.backup is not None
        with self.mailbox:
            messages, self.inbox.uidnext, self.inbox.uidvalidity = self.backup
            self.inbox.messages = _copied(messages)
            self.used = {one.uid for one in messages}
            self.renumbered = True
        # Under one number, two arrivals within two seconds are one mail; nobody restores as fast as that.
        self.pass_time(timedelta(minutes=1))

    def add(self, subject: str, uid: int | None = None) -> None:
        """Deliver one mail, under the next number or this one."""
        now = self.place.clock.now()
        raw = (
            f"From: ap@acme.example\r\nDate: {format_datetime(now)}\r\nSubject: {subject}\r\n"
            f"Message-ID: <{subject.replace(' ', '-')}@acme.example>\r\n\r\n"
            f"{'Text. ' * (self.written % 97)}\r\n"
        )
        self.written += 1
        with self.mailbox:
            self.used.add(self.inbox.add(raw.encode(), uid=uid, internal_date=now).uid)
        self.pass_time(timedelta(seconds=1))

    def skip_numbers(self, gap: int) -> None:
        """Let the server leave out so many numbers."""
        with self.mailbox:
            self.inbox.uidnext += gap

    def expunge_first(self) -> None:
        """Take away the oldest mail, if there is one."""
        with self.mailbox:
            del self.inbox.messages[:1]

    def present(self) -> set[str]:
        """Return the subjects of the mails that are there."""
        return {one.raw.split(b"Subject: ")[1].split(b"\r\n")[0].decode() for one in self.inbox.messages}

    def pass_time(self, time: timedelta) -> None:
        """Move the clock of the place."""
        self.place.clock.sleep(time.total_seconds())

    def _copy(self, message: Message) -> None:
        with self.mailbox:
            fresh = self.inbox.add(message.content, internal_date=message.internal_date)
            self.used.add(fresh.uid)

    def _pick(self, which: int) -> Message:
        return self.inbox.messages[which % len(self.inbox.messages)]


def _copied(messages: list[Message]) -> list[Message]:
    """Copy the mails, so that a later renumbering does not reach into a backup."""
    return [replace(one) for one in messages]
