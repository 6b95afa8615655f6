"""Exports by API."""

from fastapi import Response
from fastapi.responses import JSONResponse

from pipeline.exports import PAYMENTS
from review.doors import Door, Role
from review.pages.exports import as_file, exported, fetch
from review.visits import Here
from store.repositories import exports


def listed(visit: Here) -> Response:
    """Return the earlier exports, the newest first."""
    with visit.office.engines.store.read() as session:
        found = exports.list_exports(session, PAYMENTS)
    shown = [
        {
            "id": each.uid,
            "format": each.format,
            "day": each.day.isoformat(),
            "made_at": each.created_at.isoformat(),
            "by": each.who,
            "payments": each.rows,
        }
        for each in found
    ]
    return JSONResponse({"exports": shown})


def make(visit: Here) -> Response:
    """Make an export: `format` (csv), `day`, `again` (yes); the file, or 204 when nothing is new."""
    asked = visit.request.query_params
    form = asked.get("format", "csv")
    made = exported(visit, form, asked.get("day", ""), again=asked.get("again") == "yes")
    return as_file(made, form) if made.payments else Response(status_code=204)


DOORS = (
    Door("GET", "/api/exports", listed, Role.CLERK),
    Door("POST", "/api/exports", make, Role.CLERK, 10_000),
    Door("GET", "/api/exports/{uid}", fetch, Role.CLERK),
)
