"""From what the rules find to alarms that are raised once, told again after a while, and cleared."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from domain.alarms import AlarmEvent, AlarmName, Trouble
from jobs.timetable import due_at
from pipeline.alarms.facts import House, look
from pipeline.alarms.notices import Channel, deliver
from pipeline.alarms.rules import troubles
from pipeline.engines import Engines
from store.outage import outage_of
from store.repositories import alarms as alarm_rows
from store.repositories import signs
from store.session import Session
from store.tables import AlarmRow

log = logging.getLogger("ardoise.alarms")

ENTRY = "alarms"
KEPT_TURNS = timedelta(days=1)
KEPT_ALARMS = timedelta(days=90)


@dataclass(slots=True)
class Watch:
    """Looks at the house at its due times; any number of processes may, and one of them does."""

    engines: Engines
    house: House
    channels: tuple[Channel, ...] = ()
    unreachable_since: datetime | None = None
    """Since when this process cannot reach the database; None while it can."""
    _told: Trouble | None = None

    def run(self) -> bool:
        """Take the turn of this moment if nobody did, raise and clear alarms, and tell people.

        False when another process had the turn. Never raises for a database that cannot be reached: that is
        an alarm itself, told by each process that sees it.
        """
        try:
            mine = self._take_turn()
            # Just after an outage nobody had time to work yet: the next look tells what stands still.
            if mine and self.unreachable_since is None:
                found = troubles(look(self.engines, self.house), self.house)
                self._settle(found)
            for channel in self.channels:
                deliver(self.engines, channel)
        except SQLAlchemyError as error:
            self._unreachable(error)
            return False
        self._reachable()
        return mine

    def _take_turn(self) -> bool:
        due = due_at(self.engines.clock.now(), every_seconds=max(1, int(self.house.alarms.every_seconds)))
        with self.engines.store.write() as session:
            return alarm_rows.take_turn(session, ENTRY, due, KEPT_TURNS)

    def _settle(self, found: Sequence[Trouble]) -> None:
        now = self.engines.clock.now()
        names = tuple(channel.name for channel in self.channels)
        with self.engines.store.write() as session:
            settle(session, found, names, self.house, now)
            alarm_rows.forget_cleared_before(session, now - KEPT_ALARMS)
            signs.forget_beats_before(session, now - timedelta(hours=self.house.alarms.forget_hours))

    def _reachable(self) -> None:
        if self._told is not None:
            for channel in self.channels:
                channel.tell_at_once(self._told, AlarmEvent.CLEARED, self.engines.clock.now())
        self.unreachable_since, self._told = None, None

    def _unreachable(self, error: SQLAlchemyError) -> None:
        now = self.engines.clock.now()
        self.unreachable_since = self.unreachable_since or now
        log.error("database_unreachable", extra={"error": type(error).__name__})
        # A database that restarts is away for a moment; one look more tells it from one that is down.
        if self._told is not None or now - self.unreachable_since < timedelta(
            seconds=self.house.alarms.every_seconds
        ):
            return
        self._told = Trouble(
            AlarmName.DATABASE_UNREACHABLE,
            f"The database cannot be used ({outage_of(error) or type(error).__name__}); no mail is worked.",
            "Start the database, or make room on its disk; work goes on by itself.",
            self.unreachable_since,
        )
        for channel in self.channels:
            channel.tell_at_once(self._told, AlarmEvent.RAISED, now)


def settle(
    session: Session, found: Sequence[Trouble], channels: Sequence[str], house: House, now: datetime
) -> None:
    """Raise what is new, tell again what lasts, clear what was gone long enough; each is told once."""
    known = {(alarm.name, alarm.subject): alarm for alarm in alarm_rows.open_alarms(session, to_change=True)}
    for trouble in found:
        alarm = known.pop((trouble.name, trouble.subject), None)
        if alarm is None:
            _raise(session, trouble, channels, now)
        else:
            _lasts(session, alarm, trouble, channels, house, now)
    for alarm in known.values():
        if now - alarm.seen_at >= timedelta(minutes=house.alarms.calm_minutes):
            alarm.cleared_at = now
            _tell(session, alarm.id, alarm.name, alarm.subject, AlarmEvent.CLEARED, channels, now)
            log.info("alarm_cleared", extra={"alarm": alarm.name.value})


def _raise(session: Session, trouble: Trouble, channels: Sequence[str], now: datetime) -> None:
    alarm_id = alarm_rows.raise_alarm(session, trouble, now)
    if alarm_id is not None:
        _tell(session, alarm_id, trouble.name, trouble.subject, AlarmEvent.RAISED, channels, now)
        log.warning("alarm_raised", extra={"alarm": trouble.name.value})


def _lasts(
    session: Session,
    alarm: AlarmRow,
    trouble: Trouble,
    channels: Sequence[str],
    house: House,
    now: datetime,
) -> None:
    alarm.sentence, alarm.mend, alarm.seen_at = trouble.sentence, trouble.mend, now
    if now - alarm.told_at >= timedelta(hours=house.alarms.repeat_hours):
        alarm.told_at = now
        _tell(session, alarm.id, alarm.name, alarm.subject, AlarmEvent.REPEATED, channels, now)


def _tell(
    session: Session,
    alarm_id: int,
    name: AlarmName,
    subject: str,
    event: AlarmEvent,
    channels: Sequence[str],
    now: datetime,
) -> None:
    """Queue a message on every channel; that a channel fails is told by the others alone."""
    for channel in channels:
        if name is not AlarmName.NOTICES_FAILING or subject != channel:
            alarm_rows.add_notice(session, alarm_id, event, channel, now)
