"""Exports confirmed payments: each export has an id of its own, and nothing goes twice unless asked."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from domain.clock import Clock
from domain.errors import NotFoundError
from domain.ports import BlobStore
from pipeline.export_files import export_file
from pipeline.export_rows import ConfirmedPayment, rows_of
from store.engine import Store
from store.repositories import exports, remittances, work_items
from store.repositories.exports import Exportable
from store.repositories.history import add_event
from store.session import Session

PAYMENTS = "payments"
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Export:
    """One written export: its id, its file name and the file's bytes; `payments` may be 0."""

    uid: str
    file_name: str
    content: bytes
    payments: int


def export_payments(
    store: Store,
    clock: Clock,
    form: str,
    who: str,
    *,
    day: date | None = None,
    again: bool = False,
    blobs: BlobStore | None = None,
    company: str | None = None,
) -> Export:
    """Export what was confirmed (on one day (UTC), or ever) and not exported yet; `again`: exported or not.

    With a `company`: of its items alone. `form` is csv, xlsx or json; with `blobs` the file is kept and can
    be fetched again by `fetch_export`.
    Raises ConflictError when somebody else exported the same in the meantime.
    """
    now = clock.now()
    since, until = _bounds(day, now)
    shown = day or now.date()
    uid = f"{shown.isoformat()}-{uuid.uuid4().hex[:8]}"
    with store.write() as session:
        choose = exports.confirmed if again else _not_exported
        chosen = _of_company(session, choose(session, since, until), company)
        payments = [_payment(session, one) for one in chosen]
        content = export_file([row for payment in payments for row in rows_of(payment, uid)], form)
        if chosen:
            kept = blobs.put([content])[0] if blobs is not None else None
            exports.record_export(
                session, uid, PAYMENTS, form, shown, chosen, who, now, again=again, file_sha256=kept
            )
            add_event(session, who, "exported", now, detail={"export": uid, "payments": len(chosen)})
    return Export(uid, _file_name(uid, form), content, len(payments))


def fetch_export(store: Store, blobs: BlobStore, uid: str) -> tuple[Export, str]:
    """Return an earlier export, byte for byte, and its format. Raises NotFoundError."""
    with store.read() as session:
        batch = exports.get_export(session, uid)
    if batch.file_sha256 is None:
        raise NotFoundError(f"the file of export {uid} was not kept; export its day again instead.")
    content = blobs.get(batch.file_sha256)
    return Export(uid, _file_name(uid, batch.format), content, batch.rows), batch.format


def _of_company(
    session: Session, found: tuple[Exportable, ...], company: str | None
) -> tuple[Exportable, ...]:
    if company is None:
        return found
    return tuple(one for one in found if work_items.get_item(session, one.item_id).company == company)


def _file_name(uid: str, form: str) -> str:
    return f"ardoise-payments-{uid}.{form}"


def _not_exported(session: Session, since: datetime, until: datetime) -> tuple[Exportable, ...]:
    return exports.not_exported(session, PAYMENTS, since, until)


def _bounds(day: date | None, now: datetime) -> tuple[datetime, datetime]:
    if day is None:
        return BEGINNING, now + timedelta(seconds=1)
    start = datetime.combine(day, time(), UTC)
    return start, start + timedelta(days=1)


def _payment(session: Session, one: Exportable) -> ConfirmedPayment:
    item = work_items.get_item(session, one.item_id)
    applied = remittances.load_allocations(session, one.item_id)
    return ConfirmedPayment(
        work_item=one.item_id,
        ordinal=one.ordinal,
        remittance=remittances.load_remittances(session, one.item_id)[one.ordinal],
        applied={each.line: each for each in applied if each.remittance == one.ordinal},
        customer_id=item.customer_id,
        confirmed_by=one.confirmed_by,
        confirmed_at=one.confirmed_at,
        source=item.source_name,
    )
