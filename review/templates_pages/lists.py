"""The list of layouts with their alarms, and the matrix of layouts, fields and weeks."""

from datetime import datetime

from fastapi import Response

from domain.taught import TemplateState
from review.teaching.choosing import LOOK_BACK, MOST_PAYERS
from review.teaching.room import TeachingRoom
from review.templates_pages.matrix import (
    FIELDS,
    SHAPES,
    Record,
    first_day,
    records_of,
    shown_fields,
    start_of,
    weeks_from,
)
from review.visits import Here, Visit
from store.repositories import teachable, template_proposals, templates


class ListPages:
    """The answers of both pages, over one room."""

    def __init__(self, room: TeachingRoom) -> None:
        self.room = room

    def show(self, visit: Here) -> Response:
        """Show every layout, what is wrong with any, and what has none."""
        return self.page(visit)

    def page(self, visit: Visit, status: int = 200, refusal: str = "", told: str = "") -> Response:
        """Return the list, after an import with what became of it."""
        now = visit.office.engines.clock.now()
        doubts = self.doubts()
        with visit.office.engines.store.read() as session:
            rows = templates.all_rows(session)
            used = teachable.uses_since(session, start_of(now))
            drifts = templates.drifts(session)
            waiting = template_proposals.listed(session)
            costly = teachable.untaught_payers(session, now - LOOK_BACK, MOST_PAYERS)
        records = records_of(used, first_day(now))
        return visit.page(
            "layouts.html",
            status,
            rows=rows,
            records=records,
            nothing=Record(),
            never=[row for row in rows if row.state is TemplateState.ACTIVE and row.id not in records],
            drifts=drifts,
            doubts=doubts,
            waiting=len(waiting),
            costly=costly,
            shapes=SHAPES,
            refusal=refusal,
            told=told,
            weeks=len(weeks_from(first_day(now))),
        )

    def matrix(self, visit: Here) -> Response:
        """Show all layouts by field and by week."""
        now = visit.office.engines.clock.now()
        wanted = visit.request.query_params.get("field", "")
        only = wanted if wanted in FIELDS else ""
        with visit.office.engines.store.read() as session:
            rows = templates.all_rows(session)
            used = teachable.uses_since(session, start_of(now))
        records = records_of(used, first_day(now), only)
        told = [row for row in rows if row.id in records]
        every = visit.request.query_params.get("every") == "yes"
        return visit.page(
            "layout_matrix.html",
            rows=told,
            unused=len(rows) - len(told),
            records=records,
            fields=FIELDS if every else shown_fields([records[row.id] for row in told]),
            every=every,
            all_fields=FIELDS,
            only=only,
            weeks=weeks_from(first_day(now)),
            shapes=SHAPES,
        )

    def doubts(self) -> dict[str, datetime]:
        """Return the layouts that were corrected since they were last confirmed, and when."""
        self.room.active()
        return dict(self.room.library.live().doubts)
