"""Exports of confirmed payments: made, listed, fetched again; and who wants no more reminders."""

import csv
import io
from datetime import date

from fastapi import Response

from pipeline.export_files import FORMATS, MEDIA_TYPES, harmless
from pipeline.exports import PAYMENTS, Export, export_payments, fetch_export
from review.doors import Door, Role
from review.downloads import download
from review.refusals import RefusedError
from review.visits import Here, Posted, Visit
from store.repositories import exports, promises


def show(visit: Here) -> Response:
    """Show the form and the earlier exports."""
    return _page(visit)


def make(visit: Here, form: Posted) -> Response:
    """Export and send the file; where nothing is new, say so."""
    again, company = form.text("again") == "yes", form.text("company")
    made = exported(visit, form.text("format"), form.text("day"), again=again, company=company)
    if not made.payments:
        return _page(visit, nothing=True)
    return as_file(made, form.text("format"))


def fetch(visit: Here, uid: str) -> Response:
    """Send the file of an earlier export again, unchanged."""
    engines = visit.office.engines
    made, form = fetch_export(engines.store, engines.blobs, uid)
    return as_file(made, form)


def no_reminders(visit: Here) -> Response:
    """Send the addresses that want no more reminders, for whatever sends them."""
    with visit.office.engines.store.read() as session:
        stops = promises.list_reminder_stops(session)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(("email", "asked_at", "confirmed_by"))
    for stop in stops:
        cells = (stop.email, stop.asked_at.isoformat(), stop.confirmed_by)
        rows.writerow([harmless(cell) for cell in cells])
    return download(text.getvalue().encode("utf-8-sig"), "no-reminders.csv", MEDIA_TYPES["csv"])


def exported(visit: Visit, form: str, day: str, *, again: bool, company: str) -> Export:
    """Make an export. Raises RefusedError for a format, day or company that is none."""
    if form not in FORMATS:
        raise RefusedError("Choose csv, xlsx or json.")
    try:
        chosen = date.fromisoformat(day) if day else None
    except ValueError:
        raise RefusedError("This is no day for certain; write it like 2026-03-31.") from None
    engines = visit.office.engines
    whose = company if engines.companies.several else None
    if whose is not None and whose not in engines.companies.names:
        raise RefusedError("Choose one of our companies from the list.")
    return export_payments(
        engines.store,
        engines.clock,
        form,
        visit.who,
        day=chosen,
        again=again,
        blobs=engines.blobs,
        company=whose,
    )


def as_file(made: Export, form: str) -> Response:
    """Return the file of an export as a download that carries its id."""
    answer = download(made.content, made.file_name, MEDIA_TYPES[form])
    answer.headers["X-Export-Id"] = made.uid
    return answer


def _page(visit: Visit, *, nothing: bool = False) -> Response:
    engines = visit.office.engines
    with engines.store.read() as session:
        earlier = exports.list_exports(session, PAYMENTS)
    return visit.page(
        "exports.html",
        earlier=earlier,
        formats=FORMATS,
        companies=engines.companies.names if engines.companies.several else (),
        nothing=nothing,
        today=engines.clock.now().date(),
    )


DOORS = (
    Door("GET", "/exports", show, Role.CLERK),
    Door("GET", "/no-reminders.csv", no_reminders, Role.CLERK),
    Door("POST", "/exports", make, Role.CLERK, 10_000),
    Door("GET", "/exports/{uid}", fetch, Role.CLERK),
)
