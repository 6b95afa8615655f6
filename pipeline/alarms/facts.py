"""What alarms and metrics look at: one reading of the database and of the disk."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from domain.alarm_policy import Alarms
from domain.mailbox_policy import Mailbox
from domain.policy import Answering, LedgerSettings, Service
from domain.states import OutboxState, WorkState
from domain.words import Route
from pipeline.breaker import tripped_since
from pipeline.engines import Engines
from store.repositories import alarms as alarm_rows
from store.repositories import figures, outbox, signs
from store.repositories import ledger as ledgers
from store.repositories.alarms import Backlog
from store.repositories.figures import Standing
from store.tables import MailboxVisit

HOUR = timedelta(hours=1)
POLLS = 3
"""A mailbox that was not read for the time of so many polls is silent, unless another time is set."""


@dataclass(frozen=True, slots=True)
class House:
    """What there is to watch, and the settings that say when it stands still."""

    alarms: Alarms
    mailboxes: tuple[Mailbox, ...] = ()
    service: Service = field(default_factory=Service)
    answering: Answering = field(default_factory=Answering)
    ledger: LedgerSettings = field(default_factory=LedgerSettings)
    folder: Path | None = None
    """Where mails and documents are kept, to look at the space that is left."""

    @property
    def silent_after(self) -> timedelta:
        """How long a mailbox may be without a successful visit."""
        if self.alarms.silent_minutes is not None:
            return timedelta(minutes=self.alarms.silent_minutes)
        return timedelta(seconds=POLLS * self.service.poll_seconds)


@dataclass(frozen=True, slots=True)
class Place:
    """One folder of one account as its visits say; `folder` "" where no folder was reached yet."""

    account: str
    folder: str
    first_at: datetime | None = None
    """When it was visited first; None: never."""
    sound_at: datetime | None = None
    """When it was read last without a problem; None: never."""
    problem: str | None = None
    sign_in: bool = False
    """True when it was the password or token that was refused."""

    @property
    def name(self) -> str:
        """Account and folder as people write them."""
        return f"{self.account}/{self.folder}" if self.folder else self.account


@dataclass(frozen=True, slots=True)
class Sign:
    """The latest sign of life of one process."""

    name: str
    role: str
    started_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """How the house stands at one moment."""

    now: datetime
    places: tuple[Place, ...] = ()
    last_mail: Mapping[str, datetime] = field(default_factory=dict)
    """When each account brought its latest mail; only where `alarms.quiet_hours` asks."""
    items: Mapping[tuple[WorkState, Route | None], int] = field(default_factory=dict)
    mails: tuple[int, int] = (0, 0)
    """Mails with an item that is not closed, and all; documents count as mails."""
    not_begun: Standing = field(default_factory=Standing)
    under_way: Standing = field(default_factory=Standing)
    stuck: Standing = field(default_factory=Standing)
    waiting: Standing = field(default_factory=Standing)
    shelved: Standing = field(default_factory=Standing)
    answers: Mapping[OutboxState, Standing] = field(default_factory=dict)
    late_answers: Standing = field(default_factory=Standing)
    sent: Mapping[bool, int] = field(default_factory=dict)
    """Answers that were sent: by themselves (True), by a person (False)."""
    released: int = 0
    """Answers released by themselves in the last hour."""
    breaker_since: datetime | None = None
    """Since when the breaker holds answers back; None while it does not."""
    ledger_at: datetime | None = None
    signs: tuple[Sign, ...] = ()
    free_bytes: int | None = None
    in_vain: Mapping[str, Backlog] = field(default_factory=dict)
    """Messages about alarms that could not be handed over, by channel."""


def look(engines: Engines, house: House) -> Facts:
    """Look at everything. Raises SQLAlchemyError when the database cannot be reached."""
    now = engines.clock.now()
    told = house.alarms
    accounts = [box.name for box in house.mailboxes] if told.quiet_hours is not None else []
    with engines.store.read() as session:
        imported = ledgers.stalest_import(session, engines.companies.names)
        return Facts(
            now=now,
            places=_places(house, [_place(visit) for visit in signs.visits(session)]),
            last_mail=figures.last_deliveries(session, accounts),
            items=figures.items_by_state_and_route(session),
            mails=figures.mails_open_and_all(session),
            not_begun=figures.items_not_begun(session),
            under_way=figures.items_under_way(session),
            stuck=figures.items_under_way(session, now - timedelta(minutes=told.stuck_minutes)),
            waiting=figures.waiting_items(session),
            shelved=figures.shelved_items(session),
            answers=figures.answers_by_state(session),
            late_answers=figures.answers_overdue(session, now - timedelta(minutes=told.unsent_minutes)),
            sent=figures.answers_sent(session),
            released=outbox.released_since(session, now - HOUR).answers,
            breaker_since=tripped_since(session),
            ledger_at=imported.imported_at if imported else None,
            signs=tuple(Sign(one.name, one.role, one.started_at, one.at) for one in signs.beats(session)),
            free_bytes=free_bytes(house.folder),
            in_vain=alarm_rows.notices_in_vain(session),
        )


def free_bytes(folder: Path | None) -> int | None:
    """Return the space that an unprivileged process may still use there, None where that cannot be told."""
    if folder is None:
        return None
    try:
        found = os.statvfs(folder)
    except OSError:
        return None
    return found.f_bavail * found.f_frsize


def _places(house: House, visited: list[Place]) -> tuple[Place, ...]:
    """The visited folders of the accounts that are watched now, and every account that was never reached."""
    places = []
    for box in house.mailboxes:
        known = [place for place in visited if place.account == box.name and _is_watched(place, box)]
        places.extend(known or [Place(box.name, "")])
    return tuple(places)


def _is_watched(place: Place, box: Mailbox) -> bool:
    """A folder that is no longer configured is not missed; files have whatever folders they have."""
    return not place.folder or box.kind != "imap" or place.folder in box.folders


def _place(visit: MailboxVisit) -> Place:
    return Place(visit.account, visit.folder, visit.first_at, visit.sound_at, visit.problem, visit.sign_in)
