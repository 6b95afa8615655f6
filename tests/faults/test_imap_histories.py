"""Whatever happens in a mailbox, each mail that came after the first connection is worked once.

A state machine over a scripted server delivers, expunges, moves, copies back, renumbers, numbers out of
order, cuts connections and refuses commands between polls, restarts and comparisons.
"""

import itertools
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.clock import SetClock
from domain.errors import SourceError
from store.engine import open_store
from tests.faults.imap_office import Office
from tests.servers.imap_mailbox import Folder, Mailbox, Message
from tests.servers.imap_script import Action, answer, call, drop, tell
from tests.servers.scripted_imap import ScriptedImap
from tests.servers.stores import sqlite_copy

_START = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
_COMMANDS = ("CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH", "LOGOUT")
_users = (f"history{number}" for number in itertools.count())


@dataclass(frozen=True)
class Place:
    """Where all histories of one test run."""

    office: Office
    server: ScriptedImap
    clock: SetClock


def _machine(place: Place) -> type[RuleBasedStateMachine]:  # noqa: C901 - one class, bound to one place
    class History(RuleBasedStateMachine):
        """One mailbox from its first connection on; `due` is what must be worked once by now."""

        @initialize(before=st.integers(0, 4), gap=st.integers(0, 3))
        def connect(self, before: int, gap: int) -> None:
            place.server.script.clear()
            self.user = next(_users)
            self.mailbox: Mailbox = place.server.mailbox(self.user)
            self.numbers = itertools.count(1)
            self.written = 0
            self.used: set[int] = set()
            self.due: set[str] = set()
            self.seen: set[str] = set()
            self.low: set[str] = set()
            self.away: list[Message] = []
            self.renumbered = False
            self.validity = 1000
            self.backup: tuple[list[Message], int, int] | None = None
            for number in range(before):
                self._add(f"old {number}")
            self._pass(timedelta(minutes=1))
            with self.mailbox:
                self.inbox.uidnext += gap
            self.source = place.office.source(place.server.port, self.user, batch_messages=3)
            place.office.poll(self.source)
            self._pass(timedelta(minutes=1))

        @property
        def inbox(self) -> Folder:
            return self.mailbox.inbox

        @rule(count=st.integers(1, 5), gap=st.integers(0, 3))
        def deliver(self, count: int, gap: int) -> None:
            for _ in range(count):
                self._add(f"mail {next(self.numbers)}")
            with self.mailbox:
                self.inbox.uidnext += gap

        @rule(uid=st.integers(1, 12))
        def deliver_below_the_newest(self, uid: int) -> None:
            if uid < self.inbox.uidnext and uid not in self.used:
                subject = self._add(f"mail {next(self.numbers)}", uid)
                self.low.add(subject)

        @precondition(lambda self: self.inbox.messages)
        @rule(which=st.integers(0, 30))
        def expunge(self, which: int) -> None:
            with self.mailbox:
                self.inbox.take(self._pick(which).uid)

        @precondition(lambda self: self.inbox.messages)
        @rule(which=st.integers(0, 30))
        def move_away(self, which: int) -> None:
            with self.mailbox:
                found = self.inbox.take(self._pick(which).uid)
                self.away += [found] if found is not None else []

        @precondition(lambda self: self.away)
        @rule()
        def move_back(self) -> None:
            self._copy(self.away.pop())

        @precondition(lambda self: self.inbox.messages)
        @rule(which=st.integers(0, 30))
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
                    one.internal_date = place.clock.now()

        @rule()
        def back_up(self) -> None:
            with self.mailbox:
                self.backup = (copied(self.inbox.messages), self.inbox.uidnext, self.inbox.uidvalidity)

        @precondition(lambda self: self.backup)
        @rule()
        def restore_the_backup(self) -> None:
            """The numbers of all that came since will stand for other mail."""
            with self.mailbox:
                messages, self.inbox.uidnext, self.inbox.uidvalidity = self.backup
                self.inbox.messages = copied(messages)
                self.used = {one.uid for one in messages}
                self.renumbered = True
            # Under one number, two arrivals within two seconds are one mail; nobody restores as fast as that.
            self._pass(timedelta(minutes=1))

        @rule(command=st.sampled_from(_COMMANDS), nth=st.integers(1, 3), how=st.sampled_from(_FAULTS))
        def break_a_command(self, command: str, nth: int, how: str) -> None:
            act: dict[str, Action] = {
                "cut": drop(),
                "reset": drop(reset=True),
                "refused": answer("NO not now"),
                "unavailable": answer("NO [UNAVAILABLE] later"),
                "nothing": answer("OK [None]"),
                "told": tell(b"* 1 FETCH (FLAGS (\\Seen))", b"* 99 EXISTS"),
                "expunged": call(self._expunge_first),
            }
            place.server.script.before(command, act[how], nth=nth)

        @rule()
        def cut(self) -> None:
            place.server.cut_all()

        @rule()
        def restart(self) -> None:
            self.source.close()
            self.source = place.office.source(place.server.port, self.user, batch_messages=3)

        @rule()
        def poll(self) -> None:
            self._poll(frozenset())

        @rule()
        def compare(self) -> None:
            self._pass(timedelta(minutes=61))
            self._poll(frozenset())

        @rule()
        def die_within_a_poll(self) -> None:
            """The process ends after the first batch was stored; another one takes over."""
            dying = place.office.source(place.server.port, self.user, batch_messages=1)
            place.office.poll_once_and_die(dying)
            dying.close()

        @rule()
        def another_poller(self) -> None:
            """A second poller works beside one that lost its lease in the middle of a visit."""
            self._quietly(lambda: place.office.poll_beside(self.source, self._twin()))

        def teardown(self) -> None:
            if not hasattr(self, "source"):
                return
            place.server.script.clear()
            self._pass(timedelta(minutes=61))
            present = self._present()
            for _ in range(3):  # a mail that was refused is asked for at the next polls
                self._quietly(lambda: place.office.poll(self.source))
            place.office.poll(self.source)
            self._settled(present, place.office.worked(self.user))
            self.source.close()

        def _poll(self, _nothing: frozenset[str]) -> None:
            self._quietly(lambda: place.office.poll(self.source))
            self._never_twice()

        def _quietly(self, poll: Callable[[], object]) -> None:
            try:
                poll()
            except SourceError:
                self.source.close()
            self._pass(timedelta(minutes=1))

        def _never_twice(self) -> None:
            worked = place.office.worked(self.user)
            assert set(worked.values()) <= {1}, worked

        def _settled(self, present: set[str], worked: dict[str, int]) -> None:
            assert set(worked.values()) <= {1}, worked
            missing = {subject for subject in present if subject.startswith("mail") and not worked[subject]}
            assert not missing, (missing, dict(worked))
            assert not [subject for subject in worked if subject.startswith("old ")], worked
            if not self.renumbered:
                assert not [subject for subject in worked if subject.startswith("older: mail")], worked

        def _present(self) -> set[str]:
            return {one.raw.split(b"Subject: ")[1].split(b"\r\n")[0].decode() for one in self.inbox.messages}

        def _twin(self) -> object:
            return place.office.source(place.server.port, self.user, batch_messages=2)

        def _add(self, subject: str, uid: int | None = None) -> str:
            now = place.clock.now()
            raw = (
                f"From: ap@acme.example\r\nDate: {format_datetime(now)}\r\nSubject: {subject}\r\n"
                f"Message-ID: <{subject.replace(' ', '-')}@acme.example>\r\n\r\n"
                f"{'Text. ' * (self.written % 97)}\r\n"
            )
            self.written += 1
            with self.mailbox:
                self.used.add(self.inbox.add(raw.encode(), uid=uid, internal_date=now).uid)
            self._pass(timedelta(seconds=1))
            return subject

        def _copy(self, message: Message) -> None:
            with self.mailbox:
                fresh = self.inbox.add(message.content, internal_date=message.internal_date)
                self.used.add(fresh.uid)

        def _pick(self, which: int) -> Message:
            return self.inbox.messages[which % len(self.inbox.messages)]

        def _expunge_first(self) -> None:
            with self.mailbox:
                del self.inbox.messages[:1]

        def _pass(self, time: timedelta) -> None:
            place.clock.sleep(time.total_seconds())

    return History


def copied(messages: list[Message]) -> list[Message]:
    """Copy the mails, so that a later renumbering does not reach into a backup."""
    return [replace(one) for one in messages]


_FAULTS = ("cut", "reset", "refused", "unavailable", "nothing", "told", "expunged")


@pytest.mark.parametrize(
    ("number", "examples"),
    [
        (0, 30),
        pytest.param(1, 1000, marks=pytest.mark.long),
        *(pytest.param(round_, 1000, marks=pytest.mark.soak) for round_ in range(1, 11)),
    ],
)
def test_every_mail_still_there_at_a_poll_is_worked_once_whatever_happens(
    sqlite_template: Path, number: int, examples: int
) -> None:
    clock = SetClock(_START)
    with ScriptedImap() as server, tempfile.TemporaryDirectory(prefix="ardoise-", dir=_memory()) as folder:
        store = open_store(sqlite_copy(sqlite_template, Path(folder)))
        place = Place(Office(store, Path(folder), clock, durable=False), server, clock)
        run_state_machine_as_test(
            seed(number)(_machine(place)),
            settings=settings(
                max_examples=examples,
                stateful_step_count=14,
                deadline=None,
                database=None,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
        store.close()


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
