"""What the router would have done alone on past mail, and its models: compared, chosen, taken back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Response

from domain.routing_models import ModelState
from domain.words import Route
from pipeline.routing.choosing import PINNED, activate_model, roll_back_model
from pipeline.routing.library import RoutingLibrary
from pipeline.routing.shadow import shadow, thresholds_now
from review.doors import Door, Role
from review.refusals import RefusedError
from review.rendering import percent
from review.visits import Here, Posted
from store.repositories import routing_models
from store.repositories import settings as switches
from store.tables import RoutingModelRow

MOST_MODELS = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """One model as the page shows it."""

    row: RoutingModelRow
    macro_f1: float | None
    """Of the five routes, on shipped mails that it had not learnt from."""
    own_right: int
    own_before: int
    """Of its own mails, how many the model before it had right."""


def show(visit: Here) -> Response:
    """Show the table over reviewed mail, and the models."""
    engines = visit.office.engines
    with engines.store.read() as session:
        rows = routing_models.listed(session)[:MOST_MODELS]
        digest = routing_models.active_digest(session)
        pinned = switches.is_on(session, PINNED)
    found = shadow(engines.store)
    return visit.page(
        "routing.html",
        shadow=found,
        thresholds=_thresholds(visit, digest) if found.told else {},
        wanted=visit.office.routing.precision,
        models=[_shown(row) for row in rows],
        shipped_active=digest is None,
        pinned=pinned,
        states=ModelState,
        share=lambda value: percent(visit.words, value, 1),
        done=visit.request.query_params.get("done", ""),
    )


def act(visit: Here, posted: Posted) -> Response:
    """Let another model route, or go back to the one before."""
    action, _, detail = posted.text("action").partition(":")
    engines = visit.office.engines
    if action == "activate" and detail.isascii() and detail.isdecimal() and len(detail) < 10:
        activate_model(engines, int(detail), visit.who)
    elif action == "rollback":
        roll_back_model(engines, visit.who)
    else:
        raise RefusedError("Choose one of the buttons.")
    return visit.go(f"/routing?done={action}")


def _thresholds(visit: Here, digest: str | None) -> Mapping[Route, float]:
    from router.learned.files import shipped  # numpy: only this page loads it

    model = RoutingLibrary(visit.office.engines.blobs).model(digest) or shipped()
    return thresholds_now(visit.office.routing, model)


def _shown(row: RoutingModelRow) -> Shown:
    told = json.loads(row.figures)
    figures, own, before = (told.get(name) or {} for name in ("shipped", "own", "own_before"))
    return Shown(row, figures.get("macro_f1"), sum(own.values()), sum(before.values()))


DOORS = (Door("GET", "/routing", show, Role.ADMIN), Door("POST", "/routing", act, Role.ADMIN))
