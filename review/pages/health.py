"""Whether the service does its work: a page for admins, JSON and figures for what watches it."""

from datetime import timedelta

from fastapi import Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST

from domain.errors import ConflictError
from domain.states import WorkState
from pipeline import clerk
from pipeline.health import Health, health
from pipeline.metrics import metrics_text
from review.doors import Door, Role
from review.house import standing
from review.meters import may_measure
from review.notices import notices
from review.visits import Here, Posted, Visit
from store.repositories import work_items

MOST_AT_ONCE = 500
"""Shelved items that one click puts back to work."""
_SHOWN_ELSEWHERE = frozenset(
    {"mailbox_not_polled", "mailbox_unreadable", "items_shelved", "outgoing_on_hold", "disk_full"}
)
"""Faults and warnings that the page tells where they belong."""


def show(visit: Here) -> Response:
    """Show everything."""
    office = visit.office
    found = _look(visit)
    if not found.database:
        return visit.page("health.html", health=found, house=None)
    house = standing(office)
    named = {alarm.name.value for alarm in house.alarms}
    further = [word for word in (*found.faults, *found.warnings) if word not in named | _SHOWN_ELSEWHERE]
    return visit.page(
        "health.html",
        health=found,
        house=house,
        further=further,
        notices=notices(office),
        done=visit.request.query_params.get("done", ""),
    )


def retry(visit: Here, form: Posted) -> Response:
    """Work one shelved item again, or (no number) all of them that are there."""
    engines = visit.office.engines
    number = form.whole("item")
    if number >= 0:
        clerk.try_again(engines, number, visit.who)
        return visit.go("/health?done=1#shelved")
    tried = 0
    with engines.store.read() as session:
        numbers = [row.id for row in work_items.recent(session, WorkState.SHELVED, limit=MOST_AT_ONCE).rows]
    for each in numbers:
        try:
            clerk.try_again(engines, each, visit.who)
        except ConflictError:
            continue  # somebody else was quicker
        tried += 1
    return visit.go(f"/health?done={tried}#shelved")


def healthz(visit: Here) -> Response:
    """Return 200, or 503 with the reasons in fixed words; volumes only to who may read the figures."""
    found = _look(visit)
    body: dict[str, object] = {
        "status": "failing" if found.faults else "warning" if found.warnings else "ok",
        "faults": list(found.faults),
        "warnings": list(found.warnings),
        "folders": len(found.folders),
        "folders_late": sum(folder.late for folder in found.folders),
    }
    if may_measure(visit.office, visit.request):
        body |= _volumes(found)
    return JSONResponse(body, 503 if found.faults else 200)


def metrics(visit: Here) -> Response:
    """Return every figure in the text format of Prometheus."""
    office = visit.office
    return Response(metrics_text(office.engines, office.house), media_type=CONTENT_TYPE_LATEST)


def _volumes(found: Health) -> dict[str, object]:
    age = found.ledger_age / timedelta(hours=1) if found.ledger_age is not None else None
    return {
        "jobs": dict(found.jobs or {}),
        "items": {state.value: number for state, number in (found.items or {}).items()},
        "answers": {state.value: number for state, number in (found.answers or {}).items()},
        "ledger_age_hours": None if age is None else round(age, 1),
    }


def _look(visit: Visit) -> Health:
    office = visit.office
    return health(
        office.engines,
        office.mailboxes,
        office.service.poll_seconds,
        office.ledger_settings.max_age_days,
    )


DOORS = (
    Door("GET", "/health", show, Role.ADMIN),
    Door("POST", "/health/retry", retry, Role.ADMIN, 10_000),
    Door("GET", "/healthz", healthz, Role.ANYBODY),
    Door("GET", "/metrics", metrics, Role.METER),
)
