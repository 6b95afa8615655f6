"""What the health page shows: alarms, accounts, backlog, shelved items, outbox and processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.alarms import AlarmName
from domain.words import WorkState
from pipeline.alarms.facts import Facts, Place, Sign, look
from pipeline.alarms.rules import troubles
from review.office import Office
from store.repositories import alarms as alarm_rows
from store.repositories import work_items
from store.repositories.figures import Standing
from store.tables import AlarmRow, WorkItemRow

MOST_SHELVED = 20
MOST_OVER = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that stands still now."""

    name: AlarmName
    sentence: str
    mend: str
    since: datetime
    told_at: datetime | None
    """When people were last told of it; None when they were not yet."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the work: its name as a stored word, and what stands there."""

    name: str
    standing: Standing
    age: timedelta | None


@dataclass(frozen=True, slots=True)
class Process:
    """One process and how long ago it gave a sign of life."""

    sign: Sign
    age: timedelta
    missing: bool


@dataclass(frozen=True, slots=True)
class HouseView:
    """Everything at one moment."""

    alarms: tuple[Shown, ...]
    over: tuple[AlarmRow, ...]
    """Alarms that are over, the newest first."""
    places: tuple[tuple[Place, bool], ...]
    """Each watched folder, and whether it is silent."""
    stages: tuple[Stage, ...]
    shelved: tuple[WorkItemRow, ...]
    processes: tuple[Process, ...]
    free_bytes: int | None
    tells: bool
    """True where somebody outside of the pages is told of alarms."""


def standing(office: Office) -> HouseView:
    """Look at everything, by the same rules that raise alarms."""
    facts = look(office.engines, office.house)
    with office.engines.store.read() as session:
        raised = {(alarm.name, alarm.subject): alarm for alarm in alarm_rows.open_alarms(session)}
        over = alarm_rows.cleared_alarms(session, MOST_OVER)
        shelved = work_items.recent(session, WorkState.SHELVED, limit=MOST_SHELVED).rows
    found = troubles(facts, office.house)
    known = {(one.name, one.subject): raised.get((one.name, one.subject)) for one in found}
    return HouseView(
        alarms=tuple(
            Shown(one.name, one.sentence, one.mend, alarm.since if alarm else one.since, _told(alarm))
            for one in found
            for alarm in (known[one.name, one.subject],)
        ),
        over=over,
        places=tuple((place, _is_silent(place, facts, office)) for place in facts.places),
        stages=_stages(facts),
        shelved=shelved,
        processes=_processes(facts, office),
        free_bytes=facts.free_bytes,
        tells=bool(office.alarms.mail.to or office.alarms.webhook.url),
    )


def _told(alarm: AlarmRow | None) -> datetime | None:
    return alarm.told_at if alarm else None


def _is_silent(place: Place, facts: Facts, office: Office) -> bool:
    since = place.sound_at or place.first_at
    return since is None or facts.now - since > office.house.silent_after


def _stages(facts: Facts) -> tuple[Stage, ...]:
    standings = (
        ("not_begun", facts.not_begun),
        ("under_way", facts.under_way),
        ("waiting_for_a_person", facts.waiting),
        ("shelved", facts.shelved),
    )
    return tuple(
        Stage(name, found, facts.now - found.since if found.since else None) for name, found in standings
    )


def _processes(facts: Facts, office: Office) -> tuple[Process, ...]:
    limit = timedelta(seconds=office.alarms.heartbeat_seconds)
    return tuple(Process(sign, facts.now - sign.at, facts.now - sign.at > limit) for sign in facts.signs)
