"""A person chooses the routing model: another one, or the one before."""

from pipeline.engines import Engines
from store.repositories import routing_models
from store.repositories import settings as switches

PINNED = "routing_model_pinned"
"""True after a rollback: new models are made and judged, but a person chooses."""


def activate_model(engines: Engines, number: int, who: str) -> None:
    """Let every worker route by a model; newer ones that are no worse may follow by themselves.

    Raises NotFoundError, and ConflictError for a model that was refused.
    """
    _choose(engines, number, who, pinned=False)


def roll_back_model(engines: Engines, who: str) -> int:
    """Go back to the model before the active one and stay there; return its number.

    Raises ConflictError where the shipped one is active.
    """
    with engines.store.read() as session:
        number = routing_models.earlier(session)
    _choose(engines, number, who, pinned=True)
    return number


def _choose(engines: Engines, number: int, who: str, *, pinned: bool) -> None:
    now = engines.clock.now()
    with engines.store.write() as session:
        routing_models.activate(session, number, who, now)
        if switches.is_on(session, PINNED) is not pinned:
            switches.set_setting(session, PINNED, pinned, who, now)
