"""What the health page shows: alarms, accounts, backlog, shelved items, outbox, processes, machine."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from domain.alarms import AlarmName
from domain.states import OutboxState, Step, WorkState
from jobs.inventory import RunningJob, running_jobs
from pipeline.alarms.facts import Facts, Sign, look
from pipeline.alarms.rules import troubles
from review.accounts import AccountView, account_views
from review.office import Office, ReadingState
from store.migrations import head
from store.repositories import alarms as alarm_rows
from store.repositories import figures, work_items
from store.repositories.figures import Standing
from store.session import Session
from store.tables import AlarmRow, WorkItemRow

MOST_SHELVED = 20
MOST_OVER = 10
MOST_RUNNING = 20


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
    """One process, how long ago it gave a sign of life, and what it works on."""

    sign: Sign
    age: timedelta
    missing: bool
    works_on: tuple[RunningJob, ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """What the program stands on."""

    database: str
    """E.g. "sqlite"."""
    revision: str
    free_bytes: int | None
    low: bool
    reading: ReadingState | None


@dataclass(frozen=True, slots=True)
class HouseView:
    """Everything at one moment."""

    alarms: tuple[Shown, ...]
    over: tuple[AlarmRow, ...]
    """Alarms that are over, the newest first."""
    accounts: tuple[AccountView, ...]
    stages: tuple[Stage, ...]
    shelved: tuple[WorkItemRow, ...]
    shelved_in_all: int
    answers: tuple[tuple[OutboxState, Standing, timedelta | None], ...]
    processes: tuple[Process, ...]
    running: tuple[RunningJob, ...]
    """What is worked on by processes that cannot be named."""
    machine: Machine
    now: datetime
    tells: bool
    """True where somebody outside of the pages is told of alarms."""


def standing(office: Office) -> HouseView:
    """Look at everything, by the same rules that raise alarms."""
    facts = look(office.engines, office.house)
    found = troubles(facts, office.house)
    told = frozenset(one.subject for one in found)
    with office.engines.store.read() as session:
        raised = {(alarm.name, alarm.subject): alarm for alarm in alarm_rows.open_alarms(session)}
        over = alarm_rows.cleared_alarms(session, MOST_OVER)
        shelved = work_items.recent(session, WorkState.SHELVED, limit=MOST_SHELVED).rows
        accounts = account_views(session, office, facts, told)
        steps = figures.items_at_work(session)
        running = _running(session)
    known = {(one.name, one.subject): raised.get((one.name, one.subject)) for one in found}
    processes = _processes(facts, office, running)
    named = {job for process in processes for job in process.works_on}
    return HouseView(
        alarms=tuple(
            Shown(one.name, one.sentence, one.mend, alarm.since if alarm else one.since, _told(alarm))
            for one in found
            for alarm in (known[one.name, one.subject],)
        ),
        over=over,
        accounts=accounts,
        stages=_stages(facts, steps),
        shelved=shelved,
        shelved_in_all=facts.shelved.count,
        answers=tuple((state, one, _age(one, facts)) for state, one in facts.answers.items()),
        processes=processes,
        running=tuple(job for job in running if job not in named),
        machine=_machine(office, facts),
        now=facts.now,
        tells=bool(office.alarms.mail.to or office.alarms.webhook.url),
    )


def _told(alarm: AlarmRow | None) -> datetime | None:
    return alarm.told_at if alarm else None


def _running(session: Session) -> tuple[RunningJob, ...]:
    try:
        return running_jobs(session.connection(), MOST_RUNNING)
    except SQLAlchemyError:
        # A database of the other engine may lack its tables; the page shows the rest.
        return ()


def _age(standing: Standing, facts: Facts) -> timedelta | None:
    return facts.now - standing.since if standing.since else None


def _stages(facts: Facts, steps: dict[Step, Standing]) -> tuple[Stage, ...]:
    standings = [(f"step_{step.value}", steps[step]) for step in Step if step in steps]
    standings += [("waiting_for_a_person", facts.waiting), ("shelved", facts.shelved)]
    return tuple(Stage(name, found, _age(found, facts)) for name, found in standings)


def _processes(facts: Facts, office: Office, running: tuple[RunningJob, ...]) -> tuple[Process, ...]:
    limit = timedelta(seconds=office.alarms.heartbeat_seconds)
    return tuple(
        Process(
            sign,
            facts.now - sign.at,
            facts.now - sign.at > limit,
            tuple(job for job in running if job.worker == sign.name.rpartition("/")[2]),
        )
        for sign in facts.signs
    )


def _machine(office: Office, facts: Facts) -> Machine:
    free = facts.free_bytes
    return Machine(
        database=office.engines.store.url.get_backend_name(),
        revision=head(),
        free_bytes=free,
        low=free is not None and free < office.alarms.free_bytes,
        reading=office.reading() if office.reading else None,
    )
