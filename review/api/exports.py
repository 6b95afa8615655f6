"""Exports by API."""

from typing import Annotated

from fastapi import Query, Response
from fastapi.responses import JSONResponse

from pipeline.export_files import FORMATS
from pipeline.exports import PAYMENTS
from review.doors import Door, Role, Scope
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


def make(
    visit: Here,
    form: Annotated[str, Query(alias="format", json_schema_extra={"enum": list(FORMATS)})] = "csv",
    day: str = "",
    again: str = "",
    company: str = "",
) -> Response:
    """Make an export: `format` (csv), `day`, `again` (yes), `company` where there are several; the file,
    or 204 when nothing is new."""
    made = exported(visit, form, day, again=again == "yes", company=company)
    return as_file(made, form) if made.payments else Response(status_code=204)


DOORS = (
    Door("GET", "/api/exports", listed, Role.CLERK),
    Door("POST", "/api/exports", make, Role.CLERK, 10_000, Scope.EXPORT),
    Door("GET", "/api/exports/{uid}", fetch, Role.CLERK, scope=Scope.EXPORT),
)
