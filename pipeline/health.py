"""How the house stands: database, mailboxes, backlog, outbox and ledger, in numbers and fixed words."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from domain.mailbox_policy import Mailbox
from domain.states import OutboxState, WorkState
from pipeline.engines import Engines
from store.blobs import BlobFolder
from store.outage import Outage
from store.repositories import deliveries, mailbox_marks, outbox, settings, work_items
from store.repositories import ledger as ledgers
from store.tables import FolderState

LEAST_ROOM = 16_000_000
"""Bytes; with less than this a batch of mail may not fit."""
MISSED_POLLS = 3
"""So many polls may fail to come before a mailbox counts as not watched."""


@dataclass(frozen=True, slots=True)
class FolderHealth:
    """One watched folder; `polled_at` None: never yet."""

    account: str
    folder: str
    polled_at: datetime | None
    problem: str | None
    late: bool


@dataclass(frozen=True, slots=True)
class Health:
    """`faults` are reasons why the service does not do its work; `warnings` want a look."""

    database: bool
    folders: tuple[FolderHealth, ...] = ()
    jobs: Mapping[str, int] | None = None
    items: Mapping[WorkState, int] | None = None
    answers: Mapping[OutboxState, int] | None = None
    ledger_at: datetime | None = None
    ledger_age: timedelta | None = None
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def health(
    engines: Engines, mailboxes: Sequence[Mailbox], poll_seconds: float, ledger_max_age_days: float
) -> Health:
    """Look at everything; never raises, an unreachable database is a fault."""
    now = engines.clock.now()
    try:
        with engines.store.read() as session:
            states = deliveries.folder_states(session)
            imported = ledgers.stalest_import(session, engines.companies.names)
            items = work_items.counts_by_state(session)
            answers = outbox.counts_by_state(session)
            put_off = outbox.put_off(session)
            held = settings.is_on(session, settings.HOLD_OUTGOING)
            unmarked = mailbox_marks.hindered(session)
        jobs = engines.jobs.counts()
    except SQLAlchemyError:
        return Health(False, faults=(Outage.DATABASE_UNREACHABLE.value,))
    folders = tuple(_folders(states, mailboxes, now - timedelta(seconds=poll_seconds * MISSED_POLLS)))
    age = now - imported.imported_at if imported else None
    on_hold = ("outgoing_on_hold",) if held else ()
    return Health(
        database=True,
        folders=folders,
        jobs=jobs,
        items=items,
        answers=answers,
        ledger_at=imported.imported_at if imported else None,
        ledger_age=age,
        faults=_faults(folders, _disk_is_full(engines)),
        warnings=on_hold
        + _warnings(items, answers, put_off, unmarked, age, timedelta(days=ledger_max_age_days)),
    )


def _folders(
    states: Sequence[FolderState], mailboxes: Sequence[Mailbox], latest: datetime
) -> list[FolderHealth]:
    known = {(state.account, state.folder): state for state in states}
    wanted = {(box.name, folder) for box in mailboxes for folder in box.folders if box.kind == "imap"}
    others = {box.name for box in mailboxes if box.kind != "imap"}
    wanted |= {place for place in known if place[0] in others}
    found = []
    for account, folder in sorted(wanted):
        state = known.get((account, folder))
        polled = state.polled_at if state else None
        late = polled is None or polled < latest
        found.append(FolderHealth(account, folder, polled, state.problem if state else None, late))
    return found


def _disk_is_full(engines: Engines) -> bool:
    """Tell whether a file system that takes what comes in has no room left."""
    places = [engines.blobs.root] if isinstance(engines.blobs, BlobFolder) else []
    url = engines.store.url
    if url.get_backend_name() == "sqlite" and url.database:
        places.append(Path(url.database).parent)
    return any(shutil.disk_usage(place).free < LEAST_ROOM for place in places if place.exists())


def _faults(folders: Sequence[FolderHealth], full: bool) -> tuple[str, ...]:
    faults = [Outage.DISK_FULL.value] if full else []
    if any(folder.late for folder in folders):
        faults.append("mailbox_not_polled")
    if any(folder.problem for folder in folders):
        faults.append("mailbox_unreadable")
    return tuple(faults)


def _warnings(
    items: Mapping[WorkState, int],
    answers: Mapping[OutboxState, int],
    put_off: int,
    unmarked: int,
    age: timedelta | None,
    limit: timedelta,
) -> tuple[str, ...]:
    warnings = []
    if items.get(WorkState.SHELVED):
        warnings.append("items_shelved")
    if put_off:
        warnings.append("answers_put_off")
    if unmarked:
        warnings.append("mails_not_marked")
    if answers.get(OutboxState.UNCERTAIN):
        warnings.append("answers_uncertain")
    if answers.get(OutboxState.FAILED):
        warnings.append("answers_failed")
    if age is None:
        warnings.append("ledger_missing")
    elif age > limit:
        warnings.append("ledger_old")
    return tuple(warnings)
