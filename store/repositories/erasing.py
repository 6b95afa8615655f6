"""Finds and removes everything that hangs on mails and items, by the references between the tables."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, String, Table, cast, delete, func, literal, select, update
from sqlmodel import Session

from domain.states import Step
from domain.taught import CustomerKey
from store.dialect import table_of
from store.repositories.holds import held_items, held_mails
from store.tables import (
    METADATA,
    AuditDetail,
    AuditEntry,
    Delivery,
    ExportBatch,
    ExportRow,
    KnownSender,
    LegalHold,
    MailRow,
    Outbox,
    Reading,
    ReminderStop,
    TemplateProposal,
    TemplateSample,
    TemplateUse,
    WorkItemRow,
    WorkResult,
)

_MAIL, _ITEM, _DELIVERY, _OUTBOX = (table_of(each) for each in (MailRow, WorkItemRow, Delivery, Outbox))
_ENTRY, _DETAIL = table_of(AuditEntry), table_of(AuditDetail)
_RESULT = table_of(WorkResult)
_HASH = re.compile(r"[0-9a-f]{64}")
Doomed = dict[str, set[object]]
"""Keys of the rows that go, by table."""
AT_ONCE = 500


def mails_from(session: Session, address: str) -> set[int]:
    """Return the mails that an address sent, or that were answered to it."""
    # No pattern: "_" is a sign of many addresses and would mean any sign, those of other people.
    sent = select(_MAIL.c.id).where((func.lower(_MAIL.c.sender) == address) | (_MAIL.c.sender == address))
    answered = select(_OUTBOX.c.mail_id).where(_OUTBOX.c.recipient == address, _OUTBOX.c.mail_id.is_not(None))
    return {*session.execute(sent).scalars(), *session.execute(answered).scalars()}


def mails_of_customer(session: Session, customer: CustomerKey) -> set[int]:
    """Return the mails with an item of a customer."""
    wanted = select(_ITEM.c.mail_id).where(*_is(customer), _ITEM.c.mail_id.is_not(None))
    return set(session.execute(wanted).scalars())


def bare_items_of_customer(session: Session, customer: CustomerKey) -> set[int]:
    """Return the items of a customer that began with a document alone."""
    wanted = select(_ITEM.c.id).where(*_is(customer), _ITEM.c.mail_id.is_(None))
    return set(session.execute(wanted).scalars())


def older_mails(session: Session, before: datetime, limit: int) -> set[int]:
    """Return mails that arrived before a moment, whose items are all closed and that nothing holds."""
    open_mails = select(_ITEM.c.mail_id).where(_ITEM.c.state != "closed", _ITEM.c.mail_id.is_not(None))
    wanted = select(_MAIL.c.id).where(_MAIL.c.received_at < before, _MAIL.c.id.not_in(open_mails))
    wanted = wanted.where(_MAIL.c.id.not_in(held_mails()))
    return set(session.execute(wanted.order_by(_MAIL.c.id).limit(limit)).scalars())


def items_of(session: Session, mail_ids: Iterable[int]) -> tuple[int, ...]:
    """Return every item of the mails."""
    wanted = select(_ITEM.c.id).where(_ITEM.c.mail_id.in_(list(mail_ids))).order_by(_ITEM.c.id)
    return tuple(session.execute(wanted).scalars())


def closure(session: Session, mail_ids: Iterable[int], item_ids: Iterable[int]) -> Doomed:
    """Return every row that refers to the mails or items, whatever lies between.

    Deliveries stay: without them the mailbox would bring the same mail again.
    """
    doomed: Doomed = {_MAIL.name: set(mail_ids), _ITEM.name: set(item_ids)}
    grown = True
    while grown:
        before = {name: len(keys) for name, keys in doomed.items()}
        for table in METADATA.sorted_tables:
            if table.name != _DELIVERY.name:
                _grow(session, table, doomed)
        grown = {name: len(keys) for name, keys in doomed.items()} != before
    return {name: keys for name, keys in doomed.items() if keys}


def blobs_of(session: Session, doomed: Mapping[str, set[object]], documents: Iterable[str]) -> set[str]:
    """Return the hashes that the doomed rows name, with what was read of the documents."""
    found: set[str] = set(documents)
    for name, keys in doomed.items():
        table = METADATA.tables[name]
        for column in _hashes(table):
            found |= _chosen(session, column, _key(table), keys)
    deliveries = select(_DELIVERY.c.raw_sha256).where(
        _DELIVERY.c.mail_id.in_(list(doomed.get(_MAIL.name, ())))
    )
    found |= set(session.execute(deliveries).scalars())
    reading, sample, proposal = (table_of(each) for each in (Reading, TemplateSample, TemplateProposal))
    found |= _chosen(session, reading.c.body_sha256, reading.c.sha256, found)
    found |= _chosen(session, sample.c.body_sha256, sample.c.document_sha256, found)
    found |= _chosen(session, proposal.c.sample_sha256, proposal.c.document_sha256, found)
    found |= _chosen(session, proposal.c.body_sha256, proposal.c.document_sha256, found)
    return {each for each in found if each}


def read_pages(session: Session, item_ids: Iterable[object]) -> tuple[set[str], set[str]]:
    """Return the hashes of the pages that were read for the items, and of those that other items need."""
    wanted = select(_RESULT.c.work_item_id, _RESULT.c.body).where(_RESULT.c.step == Step.READ)
    gone, own, others = set(item_ids), set[str](), set[str]()
    # No column names them: each result is looked through.
    for item_id, body in session.execute(wanted.execution_options(yield_per=AT_ONCE)):
        (own if item_id in gone else others).update(_HASH.findall(body))
    return own, others


def shared_documents(session: Session, documents: Iterable[str], pages: set[str]) -> set[str]:
    """Return which of the documents were read into pages that others need."""
    reading = table_of(Reading)
    wanted = select(reading.c.sha256, reading.c.body_sha256)
    found: set[str] = set()
    for group in _groups(documents):
        rows = session.execute(wanted.where(reading.c.sha256.in_(group)))
        found |= {document for document, body in rows if body in pages}
    return found


def exported_with(session: Session, item_ids: Iterable[object]) -> set[str]:
    """Forget the kept files of exports in which the items stand, and return their hashes."""
    batch, row = table_of(ExportBatch), table_of(ExportRow)
    batches = _chosen(session, row.c.batch_id, row.c.work_item_id, item_ids)
    found = _chosen(session, batch.c.file_sha256, batch.c.id, batches)
    for group in _groups(batches):
        session.execute(update(batch).where(batch.c.id.in_(group)).values(file_sha256=None))
    return {each for each in found if each}


def remove(session: Session, doomed: Mapping[str, set[object]], documents: set[str], address: str) -> int:
    """Remove the rows, with samples, uses and readings of their documents; return how many."""
    mails, items = doomed.get(_MAIL.name, set()), doomed.get(_ITEM.name, set())
    blank = {"mail_id": None, "raw_sha256": None, "name": None, "problem": "erased"}
    begun = _chosen(session, _ITEM.c.delivery_id, _ITEM.c.id, items) - {None}
    for group in _groups(mails):
        session.execute(update(_DELIVERY).where(_DELIVERY.c.mail_id.in_(group)).values(blank))
    for group in _groups(begun):
        session.execute(update(_DELIVERY).where(_DELIVERY.c.id.in_(group)).values(blank))
    removed = 0
    for kind in (TemplateUse, TemplateProposal):
        removed += _delete(session, table_of(kind), "work_item_id", items)
    removed += _delete(session, table_of(TemplateSample), "document_sha256", documents)
    removed += _delete(session, table_of(Reading), "sha256", documents)
    for subject in _groups({f"item:{number}" for number in items}):
        entries = select(_ENTRY.c.id).where(_ENTRY.c.subject.in_(subject))
        session.execute(delete(_DETAIL).where(_DETAIL.c.entry_id.in_(entries)))
    for table in reversed(METADATA.sorted_tables):
        if table.name in doomed:
            removed += _delete(session, table, _key(table).name, doomed[table.name])
    _forget_person(session, address)
    stop = table_of(ReminderStop)
    session.execute(delete(stop).where(stop.c.email == address, stop.c.email != ""))
    return removed


def forget_details(session: Session, before: datetime) -> None:
    """Forget the details of entries of the audit trail that are older."""
    kept = select(literal("item:").concat(cast(_ITEM.c.id, String))).where(held_items())
    old = select(_ENTRY.c.id).where(_ENTRY.c.at < before, _ENTRY.c.subject.not_in(kept))
    session.execute(delete(_DETAIL).where(_DETAIL.c.entry_id.in_(old)))


def counted(session: Session, doomed: Mapping[str, set[object]], documents: Iterable[str]) -> dict[str, int]:
    """Return how many rows go, by table, with the samples of layouts."""
    sample = table_of(TemplateSample)
    samples = _chosen(session, sample.c.id, sample.c.document_sha256, documents)
    found = {name: len(keys) for name, keys in doomed.items()}
    return {**found, sample.name: len(samples)}


def _forget_person(session: Session, address: str) -> None:
    """Forget what was registered or once held under an address."""
    if not address:
        return
    known, hold = table_of(KnownSender), table_of(LegalHold)
    session.execute(delete(known).where(known.c.value == address))
    session.execute(delete(hold).where(hold.c.address == address, hold.c.ended_at.is_not(None)))


def forget_senders(session: Session, customer: CustomerKey) -> None:
    """Forget the contacts, domains and names that people added to a customer."""
    known = table_of(KnownSender)
    of = (known.c.customer_id == customer.number, known.c.company == customer.company)
    session.execute(delete(known).where(*of))


def _is(customer: CustomerKey) -> tuple[ColumnElement[bool], ...]:
    return _ITEM.c.customer_id == customer.number, _ITEM.c.company == customer.company


def still_named(session: Session, hashes: Iterable[str]) -> set[str]:
    """Return which of the hashes some row still names: the same file may have come from others."""
    found: set[str] = set()
    for table in METADATA.sorted_tables:
        for column in _hashes(table):
            found |= _chosen(session, column, column, hashes)
    return found


def _grow(session: Session, table: Table, doomed: Doomed) -> None:
    """Add the rows of one table that refer to what goes."""
    for column in table.columns:
        for reference in column.foreign_keys:
            parents = doomed.get(reference.column.table.name)
            if parents:
                found = _chosen(session, _key(table), column, parents)
                doomed.setdefault(table.name, set()).update(found)


def _key(table: Table) -> Column[object]:
    """Return what names a row: its id, or the reference that it hangs on."""
    if "id" in table.columns:
        return table.columns["id"]
    return next((each for each in table.columns if each.foreign_keys), next(iter(table.primary_key.columns)))


def _hashes(table: Table) -> list[Column[object]]:
    return [column for column in table.columns if column.name.endswith("sha256")]


def _chosen(
    session: Session, wanted: Column[object], by: Column[object], values: Iterable[object]
) -> set[Any]:
    found: set[Any] = set()
    for group in _groups(values):
        found |= set(session.execute(select(wanted).where(by.in_(group))).scalars())
    return found


def _delete(session: Session, table: Table, name: str, values: Iterable[object]) -> int:
    removed = 0
    for group in _groups(values):
        removed += session.execute(delete(table).where(table.columns[name].in_(group))).rowcount  # type: ignore[attr-defined]
    return removed


def _groups(values: Iterable[object]) -> list[list[object]]:
    every = list(values)
    return [every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE)]
