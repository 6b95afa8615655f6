"""Tables of the learned router: the installation's own models, and what was said of each mail at first."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from domain.routing_models import ModelState
from domain.words import Route
from store.tables.base import Row, key, later, long_text, moment, texts, word


class RoutingModelRow(Row, table=True):
    """One model; `id` is the number that commands name, 0 stands for the one that ships with the program."""

    __tablename__ = "routing_model"
    __table_args__ = (Index("ix_routing_model_state", "state", "id"), {"sqlite_autoincrement": True})

    id: int = key()
    version: str = Field(max_length=80)
    """Says which mails it was made of."""
    digest: str = Field(max_length=64)
    """Names its bytes among the blobs."""
    shipped: str = Field(max_length=80)
    """The version of the repository's mails that it was made with."""
    state: ModelState = word(ModelState, ModelState.KEPT)
    own_mails: int = 0
    """How many of the installation's confirmed mails it learnt from."""
    figures: str = long_text("{}")
    """JSON: its figures on mails that it had not learnt from, beside those of the model before it."""
    reasons: tuple[str, ...] = texts()
    """Why it was refused, one sentence each."""
    who: str
    made_at: datetime = moment()
    activated_at: datetime | None = later()


class RouteSaid(Row, table=True):
    """What the router said of a mail when it came, whatever people say of it later."""

    __tablename__ = "route_said"

    # No foreign key: it is known also after the item was put back into another.
    work_item_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    route: Route = word(Route)
    confidence_permille: int
    auto: bool
    at: datetime = moment()
