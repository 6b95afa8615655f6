"""The installation's own models of the router: their versions, which one is active, and why not."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.errors import ConflictError, NotFoundError
from domain.routing_models import ModelState
from store.dialect import table_of
from store.repositories.history import add_event
from store.tables import RoutingModelRow

SHIPPED = 0
"""The number of the model that ships with the program."""
_MODEL = table_of(RoutingModelRow)
# Made once: it is asked for before every step.
_ACTIVE = (
    select(_MODEL.c.id, _MODEL.c.digest)
    .where(_MODEL.c.state == bindparam("wanted"))
    .order_by(_MODEL.c.id.desc())  # two that were chosen at one moment: every worker takes the same
    .limit(1)
)


def active_digest(session: Session) -> str | None:
    """Return what names the active model's bytes among the blobs; None: the shipped one is active."""
    found = session.execute(_ACTIVE, {"wanted": ModelState.ACTIVE}).first()
    return None if found is None else str(found[1])


def active(session: Session) -> RoutingModelRow | None:
    """Return the active model, None where the shipped one is."""
    wanted = rows_of(RoutingModelRow).where(col(RoutingModelRow.state) == ModelState.ACTIVE)
    return session.exec(wanted.order_by(col(RoutingModelRow.id).desc())).first()


def listed(session: Session) -> tuple[RoutingModelRow, ...]:
    """Return every model, the newest first."""
    return tuple(session.exec(rows_of(RoutingModelRow).order_by(col(RoutingModelRow.id).desc())))


def get(session: Session, number: int) -> RoutingModelRow:
    """Return one model. Raises NotFoundError that says which there are."""
    found = session.get(RoutingModelRow, number)
    if found is None:
        raise NotFoundError(
            f"there is no routing model {number}; `ardoise router list` names them, 0 is the shipped one."
        )
    return found


def of_version(session: Session, version: str) -> RoutingModelRow | None:
    """Return the newest model that was made of exactly those mails."""
    wanted = rows_of(RoutingModelRow).where(col(RoutingModelRow.version) == version)
    return session.exec(wanted.order_by(col(RoutingModelRow.id).desc())).first()


def add(session: Session, row: RoutingModelRow) -> int:
    """Keep a model and return its number."""
    session.add(row)
    session.flush()
    add_event(session, row.who, "routing_model_made", row.made_at, detail=_told(row))
    return row.id


def activate(session: Session, number: int, who: str, now: datetime) -> None:
    """Let every worker route by a model from now on.

    Raises NotFoundError, and ConflictError for one that was refused.
    """
    chosen = None if number == SHIPPED else get(session, number)
    if chosen is not None and chosen.state is ModelState.REFUSED:
        raise ConflictError(f"routing model {number} was refused: {' '.join(chosen.reasons)}")
    _rest(session)
    if chosen is not None:
        chosen.state, chosen.activated_at = ModelState.ACTIVE, now
        session.add(chosen)
    session.flush()
    add_event(session, who, "routing_model_activated", now, detail={"model": number})


def earlier(session: Session) -> int:
    """Return the number of the model to go back to: the last one before the active one that was active.

    Raises ConflictError where the shipped one is active.
    """
    here = active(session)
    if here is None:
        raise ConflictError("the shipped routing model is active; there is none before it.")
    return next((row.id for row in listed(session) if row.id < here.id and row.activated_at), SHIPPED)


def _rest(session: Session) -> None:
    for row in session.exec(
        rows_of(RoutingModelRow).where(col(RoutingModelRow.state) == ModelState.ACTIVE).with_for_update()
    ):
        row.state = ModelState.KEPT
        session.add(row)


def _told(row: RoutingModelRow) -> dict[str, str | int | bool | None]:
    return {"model": row.id, "version": row.version, "digest": row.digest, "state": row.state.value}
