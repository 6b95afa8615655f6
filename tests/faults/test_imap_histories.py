"""Whatever happens in a mailbox, each mail that came after the first connection is worked once.

A state machine over a scripted server delivers, expunges, moves, copies back, renumbers, numbers out of
order, cuts connections and refuses commands between polls, restarts and comparisons.
"""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from domain.clock import SetClock
from domain.errors import SourceError
from intake.sources.imap import ImapSource
from store.engine import open_store
from tests.faults.imap_moves import InboxMoves, Place
from tests.faults.imap_office import Office
from tests.servers.imap_script import Action, answer, call, drop, tell
from tests.servers.scripted_imap import ScriptedImap
from tests.servers.stores import sqlite_copy

_START = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
_COMMANDS = ("CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH", "LOGOUT")
_FAULTS: dict[str, Callable[[InboxMoves], Action]] = {
    "cut": lambda history: drop(),
    "reset": lambda history: drop(reset=True),
    "refused": lambda history: answer("NO not now"),
    "unavailable": lambda history: answer("NO [UNAVAILABLE] later"),
    "nothing": lambda history: answer("OK [None]"),
    "told": lambda history: tell(b"* 1 FETCH (FLAGS (\\Seen))", b"* 99 EXISTS"),
    "expunged": lambda history: call(history.expunge_first),
}
"""What a server may do instead of a command, or beside it."""


class History(InboxMoves):
    """One mailbox from its first connection on, polled while it changes and while its server fails."""

    source: ImapSource

    @initialize(before=st.integers(0, 4), gap=st.integers(0, 3))
    def connect(self, before: int, gap: int) -> None:
        self.place.server.script.clear()
        self.begin()
        for number in range(before):
            self.add(f"old {number}")
        self.pass_time(timedelta(minutes=1))
        self.skip_numbers(gap)
        self.source = self._opened(3)
        self.place.office.poll(self.source)
        self.pass_time(timedelta(minutes=1))

    @rule(command=st.sampled_from(_COMMANDS), nth=st.integers(1, 3), how=st.sampled_from(tuple(_FAULTS)))
    def break_a_command(self, command: str, nth: int, how: str) -> None:
        self.place.server.script.before(command, _FAULTS[how](self), nth=nth)

    @rule()
    def cut(self) -> None:
        self.place.server.cut_all()

    @rule()
    def restart(self) -> None:
        self.source.close()
        self.source = self._opened(3)

    @rule()
    def poll(self) -> None:
        self._quietly(lambda: self.place.office.poll(self.source))
        self._never_twice()

    @rule()
    def compare(self) -> None:
        self.pass_time(timedelta(minutes=61))
        self.poll()

    @rule()
    def die_within_a_poll(self) -> None:
        """The process ends after the first batch was stored; another one takes over."""
        dying = self._opened(1)
        self.place.office.poll_once_and_die(dying)
        dying.close()

    @rule()
    def another_poller(self) -> None:
        """A second poller works beside one that lost its lease in the middle of a visit."""
        self._quietly(lambda: self.place.office.poll_beside(self.source, self._opened(2)))

    def teardown(self) -> None:
        """Poll until nothing is held back any more, and judge."""
        if not hasattr(self, "source"):
            return
        self.place.server.script.clear()
        self.pass_time(timedelta(minutes=61))
        present = self.present()
        for _ in range(3):  # a mail that was refused is asked for at the next polls
            self._quietly(lambda: self.place.office.poll(self.source))
        self.place.office.poll(self.source)
        self._settled(present, self.place.office.worked(self.user))
        self.source.close()

    def _opened(self, batch_messages: int) -> ImapSource:
        return self.place.office.source(self.place.server.port, self.user, batch_messages=batch_messages)

    def _quietly(self, poll: Callable[[], object]) -> None:
        try:
            poll()
        except SourceError:
            self.source.close()
        self.pass_time(timedelta(minutes=1))

    def _never_twice(self) -> None:
        worked = self.place.office.worked(self.user)
        assert set(worked.values()) <= {1}, worked

    def _settled(self, present: set[str], worked: dict[str, int]) -> None:
        assert set(worked.values()) <= {1}, worked
        missing = {subject for subject in present if subject.startswith("mail") and not worked[subject]}
        assert not missing, (missing, dict(worked))
        assert not [subject for subject in worked if subject.startswith("old ")], worked
        if not self.renumbered:
            assert not [subject for subject in worked if subject.startswith("older: mail")], worked


def history_at(place: Place) -> type[History]:
    """Bind the histories to one place."""
    return type("HistoryAtPlace", (History,), {"place": place})


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
            seed(number)(history_at(place)),
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
