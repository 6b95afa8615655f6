"""What a program may ask of the list of items: the same choices as the page of the queue."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.words import DisputeReason, Intent, Route
from review.queue_query import LONGEST, NOBODY, Query, query_of
from review.refusals import UnusableError
from store.repositories.paging import PAGE
from store.repositories.queue import Tray
from store.repositories.queue_order import Order

LARGEST_PAGE = 200
Text = Annotated[str, Field(max_length=LONGEST)]


class Chosen(BaseModel):
    """Chooses items; a name that is none is refused, so that no wish is overlooked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    state: Annotated[Tray, Field(description="the tray that is looked at")] = Tray.WAITING
    q: Annotated[Text | None, Field(description="words of mails, customers, documents, amounts")] = None
    route: Route | None = None
    intent: Intent | None = None
    reason: Annotated[DisputeReason | None, Field(description="of a dispute")] = None
    customer: Annotated[Text | None, Field(description="number or a part of the name")] = None
    assignee: Annotated[Text | None, Field(description=f"a user's name, me, or {NOBODY} for nobody")] = None
    mailbox: Text | None = None
    company: Annotated[Text | None, Field(description="of several own companies; - for nobody yet")] = None
    language: Annotated[Text | None, Field(description="en, fr …; - for not known")] = None
    min: Annotated[Text | None, Field(description="least amount, e.g. 1234.50")] = None
    max: Annotated[Text | None, Field(description="largest amount")] = None
    age: Annotated[Literal["1", "2", "5", "10", "30"] | None, Field(description="older than days")] = None
    due: Annotated[Literal["over", "today"] | None, Field(description="overdue, or due until tonight")] = None
    flagged: Annotated[Literal["yes"] | None, Field(description="with a warning")] = None
    green: Annotated[Literal["yes"] | None, Field(description="wholly green")] = None

    @property
    def query(self) -> Query:
        """What is asked for, as the page understands it. Raises UnusableError that names what is unsound."""
        asked = self.model_dump(mode="json", exclude_none=True, exclude={"limit"})
        asked = {name: value for name, value in asked.items() if value != ""}
        query = query_of(asked)
        unsound = [name for name, value in asked.items() if name not in query.given and value.strip()]
        if unsound:
            raise UnusableError("This cannot be used: %(names)s", names=", ".join(unsound))
        return query


class Listing(Chosen):
    """Chooses items, their order, and where a page of them begins."""

    order: Annotated[Order | None, Field(description="risk, where nothing else is said")] = None
    after: Annotated[Text | None, Field(description="the `next` of the page before")] = None
    limit: Annotated[int, Field(ge=1, le=LARGEST_PAGE, description="items of a page")] = PAGE
