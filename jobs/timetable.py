"""The timetable: due times counted from the epoch, each submitted once however many schedulers run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session

from domain.clock import Clock, aware_utc
from domain.errors import ConfigurationError
from domain.job_ports import JobQueue
from store.dialect import insert_into, table_of
from store.engine import Store
from store.tables import TimetableRun

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_KEPT = timedelta(days=30)
_SKEW = timedelta(minutes=1)
_RUN = table_of(TimetableRun)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happens again and again: every so many seconds, or daily at a time of day (UTC).

    `key` is the job's key; the default, the entry's name, keeps one such job active at a time.
    """

    name: str
    kind: str
    every_seconds: int | None = None
    daily: str | None = None
    """"HH:MM" in UTC."""
    key: str | None = None
    payload: Mapping[str, str] = field(default_factory=dict)
    lock: str | None = None

    def __post_init__(self) -> None:
        """Refuse an entry that has no due times."""
        if (self.every_seconds is None) == (self.daily is None):
            raise ConfigurationError(f"timetable entry {self.name}: give either every_seconds or daily.")
        if self.every_seconds is not None and self.every_seconds < 1:
            raise ConfigurationError(f"timetable entry {self.name}: every_seconds must be at least 1.")
        if self.daily is not None:
            time_of_day(self.daily)

    def due_at(self, now: datetime) -> datetime:
        """Return the latest due time that is not after `now`."""
        return due_at(now, every_seconds=self.every_seconds, daily=self.daily)


def due_at(now: datetime, *, every_seconds: int | None = None, daily: str | None = None) -> datetime:
    """Return the latest due time that is not after `now`: aware, UTC, whole seconds.

    Intervals are counted from the epoch, so every process finds the same moments.
    """
    moment = aware_utc(now)
    if every_seconds is not None:
        return EPOCH + (moment - EPOCH) // timedelta(seconds=every_seconds) * timedelta(seconds=every_seconds)
    if daily is None:
        raise ValueError("either every_seconds or daily is needed")
    hour, minute = time_of_day(daily)
    today = moment.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today if today <= moment else today - _DAY


def time_of_day(text: str) -> tuple[int, int]:
    """Return hour and minute of "HH:MM". Raises ConfigurationError for anything else."""
    hour, colon, minute = text.partition(":")
    sound = colon and hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit()
    if not sound or len(minute) != 2 or int(hour) > 23 or int(minute) > 59:
        raise ConfigurationError(f'the time of day {text!r} is not one; write it as "02:30" (UTC).')
    return int(hour), int(minute)


class Timetable:
    """Submits the job of each entry once a due time; any number of them may run side by side."""

    def __init__(self, store: Store, queue: JobQueue, clock: Clock, entries: Sequence[Entry]) -> None:
        self.store = store
        self.queue = queue
        self.clock = clock
        self.entries = tuple(entries)
        self._settled: dict[str, datetime] = {}
        """The due time of each entry that is known to be done."""

    def submit_all_due(self) -> int:
        """Submit what is due of every entry and return how many jobs were submitted.

        Meant to be called every second or so: a due time that is known to be done costs nothing, one that
        failed is taken up by the next call, however late.
        """
        return sum(self.submit_due(entry) for entry in self.entries)

    def submit_due(self, entry: Entry) -> bool:
        """Submit the job of the latest due time; False when that was done, here or elsewhere.

        The due time counts as done even when the job of an earlier one still waits or runs.
        """
        now = self.clock.now()
        due = entry.due_at(now)
        if self._settled.get(entry.name) == due:
            return False
        with self.store.write() as session:
            submitted = self._submit(session, entry, due, now)
        self._settled[entry.name] = due
        return submitted

    def _submit(self, session: Session, entry: Entry, due: datetime, now: datetime) -> bool:
        _forget_set_back(session, entry, due, now)
        written = session.execute(
            insert_into(session, TimetableRun)
            .values(entry=entry.name, due_at=due)
            .on_conflict_do_nothing()
            .returning(_RUN.c.entry)
        ).scalar_one_or_none()
        if written is None:
            return False
        session.execute(_RUN.delete().where(_RUN.c.entry == entry.name, _RUN.c.due_at < due - _KEPT))
        payload = {**entry.payload, "due_at": due.isoformat()}
        return self.queue.submit(
            entry.kind, entry.key or entry.name, payload, lock=entry.lock, transaction=session
        )


def _forget_set_back(session: Session, entry: Entry, due: datetime, now: datetime) -> None:
    """Forget what was done in an hour that comes again since the clock was set back.

    Clocks of several machines may differ by `_SKEW`: a due time no further ahead is somebody's own now.
    """
    ahead = select(_RUN.c.due_at).where(_RUN.c.entry == entry.name, _RUN.c.due_at > now + _SKEW).limit(1)
    if session.execute(ahead).first() is not None:
        session.execute(_RUN.delete().where(_RUN.c.entry == entry.name, _RUN.c.due_at >= due))
