"""How far folders were read: first connections, comparisons with what lies there, renumberings."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain.folder_history import FolderHistory
from domain.mail_ports import Batch, CountedSource, MailSource, Mark
from pipeline.engines import Engines
from pipeline.folder_ledger import StoredFolderLedger
from store.repositories import deliveries, recounts
from store.session import Session

RENUMBERED_FRESH = timedelta(days=3)
"""In a renumbered folder, unknown mail older than this and than the last reading is shown, never answered."""
_READ_SLACK = timedelta(days=1)
"""Clocks of servers differ, and mail is on its way for a while."""


def first_mark(engines: Engines, source: MailSource, folder: str) -> Mark:
    """Return the folder's mark; at the first connection set it behind everything that lies there."""
    mark = _stored_mark(engines, source.name, folder)
    if mark is not None:
        return mark
    history: FolderHistory | None = None
    if isinstance(source, CountedSource):
        mark, history = source.first_state(folder)
    else:
        mark = source.first_mark(folder)
    now = engines.clock.now()
    with engines.store.write() as session:
        deliveries.move_mark(session, source.name, folder, mark, now)
        if history is not None:
            recounts.add_history(session, source.name, folder, mark.uidvalidity, history)
    return mark


def counted_batches(engines: Engines, source: CountedSource, folder: str) -> Iterator[Batch]:
    """Yield what is new in a folder and, when it is time, what is missing of older mail."""
    mark = _mark_with_history(engines, source, folder)
    since = _compare_since(engines, source, folder)
    ledger = StoredFolderLedger(engines.store, source.name, folder)
    yield from source.take(folder, mark, ledger, since)
    if since is not None:
        with engines.store.write() as session:
            recounts.note_comparison(session, source.name, folder, engines.clock.now())


def begin_recount(session: Session, batch: Batch, now: datetime) -> None:
    """Note that a folder was renumbered, and from when on its unknown mail counts as new."""
    state = deliveries.folder_state(session, batch.account, batch.folder)
    if state is None or batch.recount is None:
        return
    read_at = state.read_at or state.first_seen_at
    fresh_from = max(state.first_seen_at, min(now - RENUMBERED_FRESH, read_at - _READ_SLACK))
    recounts.renumber(
        session,
        batch.account,
        batch.folder,
        batch.mark,
        batch.recount,
        fresh_from.replace(microsecond=0),
        now,
    )


def _mark_with_history(engines: Engines, source: CountedSource, folder: str) -> Mark:
    """Return the mark; a folder that was read before histories were kept gets one now."""
    mark = first_mark(engines, source, folder)
    with engines.store.read() as session:
        noted = recounts.history_row(session, source.name, folder) is not None
    if not noted:
        _, history = source.first_state(folder, mark)
        with engines.store.write() as session:
            recounts.add_history(session, source.name, folder, mark.uidvalidity, history)
    return mark


def _stored_mark(engines: Engines, account: str, folder: str) -> Mark | None:
    with engines.store.read() as session:
        return recounts.current_mark(session, account, folder)


def _compare_since(engines: Engines, source: CountedSource, folder: str) -> date | None:
    """Return from which day on the folder is compared now, None when it is not yet time."""
    now = engines.clock.now()
    with engines.store.read() as session:
        state = deliveries.folder_state(session, source.name, folder)
    last = state.reconciled_at if state is not None else None
    due = last is None or not last <= now < last + source.compare_every
    if not due and not source.wants_comparison(folder):
        return None
    return date.min if source.compare_back is None else (now - source.compare_back).date()
