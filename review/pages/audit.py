"""The audit trail: who did what and when, filtered; and the whole of it as a file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from fastapi import Response
from starlette.responses import StreamingResponse

from review.doors import Door, Role
from review.paging import LARGEST
from review.private import hidden_from
from review.visits import Here, Visit
from store.repositories import audit
from store.repositories.audit import Line, Wanted, as_values
from store.session import Session

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry as the page shows it; `changes` are name and value of its detail."""

    line: Line
    changes: tuple[tuple[str, str], ...]

    @property
    def item(self) -> str | None:
        """The number of the work item it was done to."""
        kind, _, number = self.line.subject.partition(":")
        return number if kind == "item" and number.isdecimal() else None


def show(visit: Here) -> Response:
    """Show one page of the trail, the newest first."""
    asked = visit.request.query_params
    filters = {name: asked.get(name, "").strip()[:200] for name in FILTERS}
    before = asked.get("before", "")
    place = int(before) if before.isascii() and before.isdecimal() and len(before) < 11 else None
    with visit.office.engines.store.read() as session:
        found = audit.page(session, _wanted(filters), min(place, LARGEST) if place else None, A_PAGE + 1)
        actions = audit.actions(session)
        head = audit.head(session)
        unseen = _unseen(session, visit)
    shown = [Shown(line, () if line.subject in unseen else _changes(line)) for line in found[:A_PAGE]]
    kept = {name: value for name, value in filters.items() if value}
    further = urlencode({**kept, "before": shown[-1].line.number}) if len(found) > A_PAGE else None
    return visit.page(
        "audit.html", entries=shown, filters=filters, actions=actions, head=head, further=further
    )


def export(visit: Here) -> Response:
    """Send every entry as one line of JSON, the oldest first, with all that its hash is computed from."""
    store = visit.office.engines.store

    def lines() -> Iterator[bytes]:
        with store.read() as session:
            unseen = _unseen(session, visit)
            for line in audit.every(session):
                line = replace(line, salt=None, body=None) if line.subject in unseen else line
                yield (json.dumps(as_values(line)) + "\n").encode("ascii")

    headers = {"Content-Disposition": 'attachment; filename="ardoise-audit.jsonl"'}
    return StreamingResponse(lines(), media_type="application/jsonl", headers=headers)


FILTERS = ("who", "action", "subject", "since", "until")


def _unseen(session: Session, visit: Visit) -> frozenset[str]:
    """Return the subjects whose details are those of private mail that the visitor may not open."""
    return frozenset(f"item:{number}" for number in hidden_from(session, visit.visitor))


def _wanted(filters: dict[str, str]) -> Wanted:
    until = _day(filters["until"])
    return Wanted(
        who=filters["who"],
        action=filters["action"],
        subject=f"item:{filters['subject']}" if filters["subject"].isdecimal() else filters["subject"],
        since=_day(filters["since"]),
        until=until + timedelta(days=1) if until else None,
    )


def _day(text: str) -> datetime | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime.combine(day, time(), UTC) if day < date.max else None


def _changes(line: Line) -> tuple[tuple[str, str], ...]:
    if line.body is None:
        return ()
    detail = json.loads(line.body)
    return tuple((name, _said(value)) for name, value in detail.items())


def _said(value: object) -> str:
    if isinstance(value, list):
        return " → ".join(_said(each) for each in value)
    return "–" if value is None else str(value)


DOORS = (
    Door("GET", "/audit", show, Role.AUDITOR),
    Door("GET", "/audit.jsonl", export, Role.AUDITOR),
)
