"""Modes and thresholds by route, over the configuration; chosen changes wait for a second person."""

from dataclasses import dataclass

from fastapi import Response

from domain.words import Mode, Route
from pipeline import overrides
from review.doors import Door, Role
from review.visits import Here, Posted, Visit
from store.repositories import asked_changes, settings


@dataclass(frozen=True, slots=True)
class Line:
    """One route: what was set here; blank: what the configuration says."""

    route: Route | None
    mode: str
    threshold: str

    @property
    def suffix(self) -> str:
        """What its settings end in."""
        return f":{self.route.value}" if self.route else ""


def show(visit: Here) -> Response:
    """Show what is set, and what waits for a second person."""
    office = visit.office
    with office.engines.store.read() as session:
        modes = settings.starting_with(session, overrides.MODE)
        thresholds = settings.starting_with(session, overrides.THRESHOLD)
        waiting = asked_changes.open_ones(session)
    lines = [Line(None, str(modes.get(overrides.MODE) or ""), "")] + [
        Line(
            route,
            str(modes.get(f"{overrides.MODE}:{route}") or ""),
            str(thresholds.get(overrides.THRESHOLD + route) or ""),
        )
        for route in Route
    ]
    return visit.page(
        "modes.html",
        lines=lines,
        modes=tuple(Mode),
        configured=office.answering.mode,
        rules=office.answering.modes,
        waiting=waiting,
        second=office.web.second_person,
        done=visit.request.query_params.get("done", ""),
    )


def change(visit: Here, form: Posted) -> Response:
    """Change what differs from what is set."""
    office, now = visit.office, visit.office.engines.clock.now()
    asked = False
    with office.engines.store.write() as session:
        for name in (overrides.MODE, *(f"{overrides.MODE}:{each}" for each in Route), *_THRESHOLDS):
            if not form.has(name):
                continue
            wanted = form.text(name).strip() or None
            if wanted != (settings.get_setting(session, name) or None):
                second = office.web.second_person
                asked |= not overrides.change(session, name, wanted, visit.who, now, second_person=second)
    return visit.go(f"/modes?done={'asked' if asked else 'set'}")


def decide(visit: Here, form: Posted) -> Response:
    """Agree to a change or decline it."""
    _decide(visit, form.whole("change"), agreed=form.text("agreed") == "yes")
    return visit.go("/modes")


def _decide(visit: Visit, number: int, *, agreed: bool) -> None:
    engines = visit.office.engines
    with engines.store.write() as session:
        overrides.decide(session, number, visit.who, engines.clock.now(), agreed=agreed)


_THRESHOLDS = tuple(overrides.THRESHOLD + each for each in Route)
DOORS = (
    Door("GET", "/modes", show, Role.ADMIN),
    Door("POST", "/modes", change, Role.ADMIN, 100_000),
    Door("POST", "/modes/decide", decide, Role.ADMIN, 10_000),
)
