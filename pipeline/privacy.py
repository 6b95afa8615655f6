"""Personal data: given out whole, erased everywhere, and ended when its time is over."""

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import IO

from domain.errors import ArdoiseError, ConflictError
from domain.retention_policy import Retention
from domain.states import OutboxState, WorkState
from domain.taught import NO_CUSTOMER, CustomerKey
from pipeline.companies import ALONE
from pipeline.engines import Engines
from pipeline.holds import refuse_held
from pipeline.records import load_item
from pipeline.view import view
from store.repositories import erasing, history, holds, outbox, team, work_items
from store.repositories.history import Detail, add_event
from store.session import Session
from store.tables import LegalHold

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Found:
    """What is kept of a customer or an address: numbers of mails and items."""

    mails: frozenset[int]
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be erased, in numbers; `holds` is what must be kept."""

    mails: int
    items: int
    answers: int
    notes: int
    samples: int
    """Confirmed documents that taught layouts keep."""
    payments: int
    events: int
    holds: tuple[LegalHold, ...]


def find(engines: Engines, *, customer: str = "", address: str = "", company: str = ALONE) -> Found:
    """Find the mails of a customer, or those from and answered to an address, with all their items.

    `company` says whose customer it is; what belongs to nobody yet is of no customer.
    """
    with engines.store.read() as session:
        return _find(session, CustomerKey(customer, company), address)


def preview(engines: Engines, found: Found) -> Preview:
    """Tell what erasing would remove, and what stands against it; nothing is changed."""
    documents = _documents(engines, found.items)
    with engines.store.read() as session:
        doomed = erasing.closure(session, found.mails, found.items)
        rows = erasing.counted(session, doomed, documents)
        return Preview(
            mails=len(found.mails),
            items=len(found.items),
            answers=rows.get("outbox", 0),
            notes=rows.get("note", 0),
            samples=rows.get("template_sample", 0),
            payments=rows.get("remittance", 0),
            events=rows.get("event", 0),
            holds=holds.holds_on(session, found.items),
        )


def disclose(engines: Engines, found: Found, file: IO[bytes], who: str) -> None:
    """Write everything into a ZIP file: raw mails, what was found in them, answers, notes and history."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in found.items:
            item = load_item(engines.store, engines.blobs, number)
            with engines.store.read() as session:
                about = _about(session, number)
            shown = view(item).model_dump(mode="json", by_alias=True)
            archive.writestr(f"items/{number}.json", json.dumps({"found": shown, **about}, indent=1))
            if item.mail is not None:
                archive.writestr(f"mails/{item.mail.raw_sha256}.eml", engines.blobs.get(item.mail.raw_sha256))
    with engines.store.write() as session:
        detail = {"mails": len(found.mails), "items": len(found.items)}
        add_event(session, who, "disclosed", engines.clock.now(), detail=detail)


def erase(
    engines: Engines, who: str, *, customer: str = "", address: str = "", company: str = ALONE
) -> Found:
    """Erase a customer or an address everywhere but in the ledger and in backups; return what was there.

    Raises ConflictError while one of the items is being worked, an answer is being sent, or something must
    be kept.
    """
    found = find(engines, customer=customer, address=address, company=company)
    _erase(engines, found, who, CustomerKey(customer, company), address)
    _scrub(engines)
    return found


def keep_retention(engines: Engines, retention: Retention) -> None:
    """Erase what was kept long enough, without rewriting the whole database."""
    if retention.mails_days is not None:
        end_old(engines, retention.mails_days, "retention", scrub=False)
    if retention.audit_detail_days is not None:
        before = engines.clock.now() - timedelta(days=retention.audit_detail_days)
        with engines.store.write() as session:
            erasing.forget_details(session, before)


def end_old(engines: Engines, days: int, who: str, *, scrub: bool = True) -> int:
    """Erase mails that arrived so many days ago and whose work is done; return how many."""
    ended = 0
    while True:
        with engines.store.read() as session:
            before = engines.clock.now() - timedelta(days=days)
            mails = frozenset(erasing.older_mails(session, before, AT_ONCE))
            found = Found(mails, erasing.items_of(session, mails))
        if not mails:
            if scrub and ended:
                _scrub(engines)
            return ended
        _erase(engines, found, who, NO_CUSTOMER, "")
        ended += len(mails)


def _find(session: Session, customer: CustomerKey, address: str) -> Found:
    mails: set[int] = set()
    bare: set[int] = set()
    if customer.number:
        mails |= erasing.mails_of_customer(session, customer)
        bare |= erasing.bare_items_of_customer(session, customer)
    if address:
        mails |= erasing.mails_from(session, address.lower())
    return Found(frozenset(mails), (*erasing.items_of(session, mails), *sorted(bare)))


def _erase(engines: Engines, found: Found, who: str, customer: CustomerKey, address: str) -> None:
    documents = _documents(engines, found.items)
    with engines.store.write() as session:
        _refuse_busy(session, found.items)
        refuse_held(session, found.items, customer.number or "", address)
        doomed = erasing.closure(session, found.mails, found.items)
        pages, needed = erasing.read_pages(session, doomed.get("work_item", ()))
        documents -= erasing.shared_documents(session, documents, needed)
        blobs = erasing.blobs_of(session, doomed, documents) | pages
        blobs |= erasing.exported_with(session, doomed.get("work_item", ()))
        erasing.remove(session, doomed, documents, address.lower())
        if customer.number:
            erasing.forget_senders(session, customer)
        # Whom it was about stands here as a digest alone.
        of = sha256((f"{customer.number or ''}{address}" or "retention").encode()).hexdigest()[:16]
        detail: Detail = {"of": of, "mails": len(found.mails), "items": len(found.items)}
        add_event(session, who, "erased", engines.clock.now(), detail=detail)
        unnamed = blobs - erasing.still_named(session, blobs) - needed
    for each in sorted(unnamed):
        engines.blobs.erase(each)


def _documents(engines: Engines, items: Iterable[int]) -> set[str]:
    found: set[str] = set()
    for number in items:
        try:
            item = load_item(engines.store, engines.blobs, number)
        except ArdoiseError:
            continue  # its bytes are gone or broken: its rows go all the same
        found |= {document.sha256 for document in item.documents}
        found |= {part.sha256 for part in item.mail.attachments} if item.mail else set()
    return found


def _refuse_busy(session: Session, items: Iterable[int]) -> None:
    for number in items:
        row = work_items.get_item(session, number)
        sending = any(each.state is OutboxState.SENDING for each in outbox.answers_of_item(session, number))
        if row.state is WorkState.WORKING or sending:
            raise ConflictError(
                f"work item {number} is being worked just now; nothing was erased. Try later."
            )


def _about(session: Session, number: int) -> dict[str, object]:
    return {
        "answers": [each.draft_json for each in outbox.answers_of_item(session, number)],
        "notes": [[each.who, each.at.isoformat(), each.body] for each in team.notes_of(session, number)],
        "history": [
            [each.at.isoformat(), each.who, each.action, each.detail]
            for each in history.events_of(session, number)
        ],
    }


def _scrub(engines: Engines) -> None:
    """Let SQLite forget what its freed pages still hold; PostgreSQL's vacuum does so by itself."""
    if engines.store.engine.dialect.name != "sqlite":
        return
    with engines.store.engine.connect() as connection:
        raw = connection.connection
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
