"""Alarms are raised once, told again after a while and cleared; a dead channel stops nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.alarm_policy import Alarms
from domain.alarms import AlarmName
from domain.clock import SetClock
from domain.errors import DeliveryError, SignInError, SourceError
from domain.mailbox_policy import Mailbox
from domain.policy import Service
from domain.states import Step, WorkState
from jobs.table import LeasedJobs
from pipeline.alarms.facts import House, look
from pipeline.alarms.notices import Channel, Told
from pipeline.alarms.rules import troubles
from pipeline.alarms.watch import Watch
from pipeline.collect import note_unreached
from pipeline.engines import Engines
from store.blobs import BlobFolder
from store.engine import Store
from store.repositories import alarms as alarm_rows
from store.repositories import signs
from store.tables import WorkItemRow
from tests.servers.store_fixtures import any_store, postgres_server, postgres_template, sqlite_template, store

__all__ = ["any_store", "postgres_server", "postgres_template", "sqlite_template", "store"]

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
BOX = Mailbox(name="desk", host="imap.tarvenne.example")
POLL = 60.0


class Ears:
    """Keeps what it is told; fails while it is told to."""

    def __init__(self, name: str = "webhook") -> None:
        self.heard: list[Told] = []
        self.failing = False
        self.channel = Channel(name, self._send)

    def _send(self, told: Sequence[Told], now: datetime) -> None:
        if self.failing:
            raise DeliveryError("nobody listens there.")
        self.heard.extend(told)

    def words(self) -> list[tuple[str, str]]:
        """What was heard: (event, name)."""
        return [(one.event.value, one.name) for one in self.heard]


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
def engines(store: Store, tmp_path: Path, clock: SetClock) -> Engines:
    return _engines(store, tmp_path, clock)


def _engines(store: Store, folder: Path, clock: SetClock) -> Engines:
    lease = timedelta(minutes=2)
    return Engines(
        store,
        BlobFolder(folder / "blobs"),
        LeasedJobs(store, clock, lease),
        LeasedJobs(store, clock, lease),
        clock,
    )


def house(**changes: object) -> House:
    return House(
        Alarms.model_validate(changes), mailboxes=(BOX,), service=Service(poll_seconds=POLL), folder=None
    )


def read_mailbox(engines: Engines, problem: str | None = None) -> None:
    with engines.store.write() as session:
        signs.note_visit(session, "desk", "INBOX", engines.clock.now(), problem)


def names(engines: Engines, watched: House) -> list[AlarmName]:
    return [trouble.name for trouble in troubles(look(engines, watched), watched)]


def test_silence_is_told_within_three_polls_and_one_look(engines: Engines, clock: SetClock) -> None:
    ears = Ears()
    watch = Watch(engines, house(), (ears.channel,))
    read_mailbox(engines)
    fell_silent = clock.now()
    while not ears.heard:
        clock.sleep(10)
        watch.run()
        assert clock.now() - fell_silent <= timedelta(seconds=3 * POLL + 60)
    assert ears.words() == [("raised", "mailbox_silent")]
    assert ears.heard[0].since == fell_silent and ears.heard[0].subject == "desk/INBOX"


def test_an_alarm_is_told_once_again_after_a_day_and_when_it_is_over(
    engines: Engines, clock: SetClock
) -> None:
    ears = Ears()
    watch = Watch(engines, house(), (ears.channel,))
    read_mailbox(engines)
    clock.sleep(600)
    for _ in range(26):
        watch.run()
        clock.sleep(3600)
    assert ears.words() == [("raised", "mailbox_silent"), ("repeated", "mailbox_silent")]
    for _ in range(4):
        read_mailbox(engines)
        watch.run()
        clock.sleep(120)
    assert ears.words()[2:] == [("cleared", "mailbox_silent")]


def test_an_alarm_that_comes_and_goes_within_the_calm_is_one_alarm(engines: Engines, clock: SetClock) -> None:
    ears = Ears()
    watch = Watch(engines, house(silent_minutes=1), (ears.channel,))
    for _ in range(10):
        read_mailbox(engines)
        watch.run()
        clock.sleep(120)
        watch.run()
    assert ears.words() == [("raised", "mailbox_silent")]


def test_two_watchers_tell_once(any_store: Store, tmp_path: Path, clock: SetClock) -> None:
    engines = _engines(any_store, tmp_path, clock)
    ears = Ears()
    watches = [Watch(engines, house(), (ears.channel,)) for _ in range(2)]
    read_mailbox(engines)
    turns = 0
    for _ in range(10):
        clock.sleep(60)
        turns += sum(watch.run() for watch in watches)
    assert turns == 10
    assert ears.words() == [("raised", "mailbox_silent")]


def test_a_clock_that_is_set_back_stops_neither_looking_nor_telling(
    engines: Engines, clock: SetClock
) -> None:
    ears = Ears()
    ears.failing = True
    watch = Watch(engines, house(), (ears.channel,))
    read_mailbox(engines)
    clock.sleep(600)
    assert watch.run()
    clock.moment -= timedelta(hours=6)
    ears.failing = False
    assert watch.run()
    assert ears.words() == [("raised", "mailbox_silent")]


def test_a_refused_sign_in_has_a_name_of_its_own(engines: Engines, clock: SetClock) -> None:
    note_unreached(engines, "desk", SignInError("desk: the server refuses the token."))
    clock.sleep(200)
    assert names(engines, house()) == [AlarmName.SIGN_IN_FAILING]
    note_unreached(engines, "desk", SourceError("desk: it does not answer."))
    assert names(engines, house()) == [AlarmName.MAILBOX_SILENT]
    read_mailbox(engines)
    assert names(engines, house()) == []


def test_a_mailbox_that_was_never_visited_is_missed_once_a_poller_had_time(
    engines: Engines, clock: SetClock
) -> None:
    assert names(engines, house()) == []
    with engines.store.write() as session:
        signs.beat(session, "node/poller-1", "poller", clock.now(), fresh=True)
    clock.sleep(200)
    with engines.store.write() as session:
        signs.beat(session, "node/poller-1", "poller", clock.now())
    assert AlarmName.MAILBOX_SILENT in names(engines, house())


def test_no_new_mail_counts_business_hours_alone(engines: Engines, clock: SetClock) -> None:
    friday = datetime(2026, 11, 13, 16, 0, tzinfo=UTC)
    watched = house(quiet_hours=4)
    facts = replace(look(engines, watched), last_mail={"desk": friday}, places=())
    for moment, quiet in ((datetime(2026, 11, 16, 9, 59, tzinfo=UTC), False), (NOON, True)):
        found = [trouble.name for trouble in troubles(replace(facts, now=moment), watched)]
        assert (AlarmName.NO_NEW_MAIL in found) is quiet


def test_a_stuck_step_an_old_backlog_and_a_shelved_mail_are_seen(engines: Engines, clock: SetClock) -> None:
    watched = replace(house(), mailboxes=())
    for step, state in (
        (Step.READ, WorkState.WORKING),
        (Step.PARSE, WorkState.WORKING),
        (Step.READ, WorkState.SHELVED),
    ):
        with engines.store.write() as session:
            row = WorkItemRow(step=step, state=state, created_at=NOON, updated_at=NOON)
            session.add(row)
    assert names(engines, watched) == [AlarmName.ITEMS_SHELVED]
    clock.sleep(31 * 60)
    assert names(engines, watched) == [AlarmName.ITEM_STUCK, AlarmName.ITEMS_SHELVED]
    clock.sleep(31 * 60)
    assert names(engines, watched) == [AlarmName.ITEM_STUCK, AlarmName.BACKLOG_OLD, AlarmName.ITEMS_SHELVED]


def test_a_process_that_dies_is_missed_and_forgotten_after_a_day(engines: Engines, clock: SetClock) -> None:
    watched = replace(house(), mailboxes=())
    watch = Watch(engines, watched)
    with engines.store.write() as session:
        for name, role in (("node/worker-1", "worker"), ("node/poller-2", "poller")):
            signs.beat(session, name, role, clock.now(), fresh=True)
    clock.sleep(100)
    with engines.store.write() as session:
        signs.beat(session, "node/poller-2", "poller", clock.now())
    assert names(engines, watched) == [AlarmName.PROCESS_MISSING, AlarmName.NOBODY_WORKS]
    clock.sleep(25 * 3600)
    with engines.store.write() as session:
        signs.beat(session, "node/poller-2", "poller", clock.now())
    watch.run()
    assert names(engines, watched) == [AlarmName.NOBODY_WORKS]


def test_little_space_is_an_alarm(engines: Engines, tmp_path: Path) -> None:
    full = replace(house(free_bytes=2**62), mailboxes=(), folder=tmp_path)
    assert names(engines, full) == [AlarmName.SPACE_LOW]
    assert names(engines, replace(full, folder=tmp_path / "gone")) == []


def test_a_failing_channel_is_tried_again_shown_and_told_by_the_other(
    engines: Engines, clock: SetClock
) -> None:
    deaf, ears = Ears("mail"), Ears("webhook")
    deaf.failing = True
    watch = Watch(engines, house(), (deaf.channel, ears.channel))
    read_mailbox(engines)
    for _ in range(8):
        clock.sleep(60)
        watch.run()
    assert ears.words() == [("raised", "mailbox_silent"), ("raised", "notices_failing")]
    deaf.failing = False
    for _ in range(12):
        clock.sleep(170)
        read_mailbox(engines)
        watch.run()
    assert deaf.words() == [("raised", "mailbox_silent"), ("cleared", "mailbox_silent")]
    assert ears.words()[2:] == [("cleared", "mailbox_silent"), ("cleared", "notices_failing")]
    with engines.store.read() as session:
        assert alarm_rows.notices_in_vain(session) == {}


def away(engines: Engines, clock: SetClock, watch: Watch, looks: int) -> None:
    """Take the database away for some looks, a minute each."""
    with engines.store.engine.begin() as connection:
        connection.exec_driver_sql("alter table timetable_run rename to away")
    for _ in range(looks):
        assert watch.run() is False
        clock.sleep(60)
    with engines.store.engine.begin() as connection:
        connection.exec_driver_sql("alter table away rename to timetable_run")


def test_a_database_that_is_away_is_told_by_each_watcher_once(engines: Engines, clock: SetClock) -> None:
    ears = Ears()
    watch = Watch(engines, house(), (ears.channel,))
    away(engines, clock, watch, looks=5)
    assert ears.words() == [("raised", "database_unreachable")]
    assert watch.run() is True and watch.unreachable_since is None
    assert ears.words()[1:] == [("cleared", "database_unreachable")]
    clock.sleep(60)
    watch.run()
    assert ("raised", "database_unreachable") not in ears.words()[1:]


def test_after_an_outage_a_mailbox_has_one_look_of_time_before_it_counts_as_silent(
    engines: Engines, clock: SetClock
) -> None:
    ears = Ears()
    watch = Watch(engines, house(), (ears.channel,))
    read_mailbox(engines)
    away(engines, clock, watch, looks=30)
    watch.run()
    assert "mailbox_silent" not in {name for _, name in ears.words()}
    clock.sleep(60)
    watch.run()
    assert ears.words()[-1] == ("raised", "mailbox_silent")
