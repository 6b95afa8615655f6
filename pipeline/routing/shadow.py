"""What the router would have done alone on the installation's own past mail, at each threshold."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.policy import Routing
from domain.words import Route
from pipeline.evaluation.coverage import Coverage, Decision, coverage
from store.engine import Store
from store.repositories.reviewed_routes import reviewed, said_of

MOST = 20_000
"""The newest mails with a word by a person."""


@dataclass(frozen=True, slots=True)
class Shadow:
    """What is known of past mail: each was judged when it came, by the model of that day."""

    reviewed: int
    """Mails whose route a person confirmed or corrected."""
    told: int
    """Those of them of which is known what the router had said."""
    corrected: int
    acted: int
    """Those that acted without anyone checking, as the thresholds stood that day."""
    table: Coverage


def shadow(store: Store) -> Shadow:
    """Return the table over the installation's reviewed mails."""
    with store.read() as session:
        known = reviewed(session, MOST)
        said = said_of(session, [one.item_id for one in known])
    told = [(one, said[one.item_id]) for one in known if one.item_id in said]
    decisions = [Decision(then.route, then.confidence, then.route is one.intent.route) for one, then in told]
    return Shadow(
        reviewed=len(known),
        told=len(told),
        corrected=sum(one.corrected for one in known),
        acted=sum(then.auto for _, then in told),
        table=coverage(decisions),
    )


def thresholds_now(routing: Routing, model: object) -> Mapping[Route, float]:
    """Return the thresholds that hold today; `model` is a `router.learned.model.Model`, None without one."""
    from router.learned.deciding import threshold  # numpy: only what asks for it loads it
    from router.learned.model import Model

    if not isinstance(model, Model):
        return dict(routing.thresholds)
    return {route: threshold(routing, model, route) for route in Route}
