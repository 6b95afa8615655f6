"""The JSON bodies that the API takes: checked against their model before anything is done."""

from collections.abc import Awaitable, Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import Request
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from domain.words import Intent
from pipeline.bulk import MOST
from review.paging import LARGEST
from review.refusals import UnusableError

Model = TypeVar("Model", bound=BaseModel)
# PostgreSQL keeps no NUL.
Text = Annotated[str, AfterValidator(lambda text: text.replace("\0", ""))]
Version = Annotated[int, Field(ge=0, le=LARGEST)]


class BulkDeed(StrEnum):
    """What can be done to many items."""

    CONFIRM = "confirm"
    ARCHIVE = "archive"
    ASSIGN = "assign"
    SNOOZE = "snooze"


class Body(BaseModel):
    """A body; unknown names are errors, so that no wish is overlooked."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Versioned(Body):
    """Names the version of the item or answer that was seen, so that no change of others is lost."""

    version: Version


class Confirmed(Versioned):
    """Says that an item is right as it stands."""

    accept_difference: bool = False
    """Needed where the lines and the total differ."""


class Routed(Versioned):
    """Says what the mail is about."""

    intent: Intent


class Customer(Versioned):
    """Says whom the mail comes from; null: nobody known."""

    customer_id: Annotated[Text, Field(max_length=200)] | None


class Chosen(Versioned):
    """Names one of several own companies."""

    company: Annotated[Text, Field(max_length=200)]


class Corrected(Versioned):
    """Says what single values are: {"p0.payment_reference": "TR-7", "p0.l2.net_amount": "12.50"}."""

    values: Annotated[
        dict[Annotated[str, Field(max_length=60)], Annotated[Text, Field(max_length=1000)]],
        Field(min_length=1, max_length=5000),
    ]
    """Payment and line are counted from 0; amounts with a dot, days as 2026-03-31; "" blanks a value."""


class Closed(Versioned):
    """Closes an item without confirming it."""

    reason: Annotated[Text, Field(min_length=1, max_length=500, pattern=r"\S")]


class Handed(Versioned):
    """Gives an item to somebody; null: to nobody in particular."""

    to: Annotated[Text, Field(max_length=100)] | None


class Snoozed(Versioned):
    """Puts an item off until the morning of a day; null: brings it back now."""

    until: Annotated[date, Field(strict=False)] | None


class Matter(Versioned):
    """Names the further matter that is split off."""

    intent: Intent


class Noted(Body):
    """Keeps a note; @name calls a colleague."""

    text: Annotated[Text, Field(min_length=1, max_length=4000, pattern=r"\S")]


class Claimed(Body):
    """Takes an item for five minutes, or renews one's claim."""

    take_over: bool = False
    """Take it from a colleague who is on it."""


class Together(Body):
    """Does one thing to many items, each as [number, version]."""

    action: BulkDeed
    items: Annotated[
        tuple[tuple[Annotated[int, Field(ge=0, le=LARGEST)], Version], ...],
        Field(min_length=1, max_length=MOST, strict=False),
    ]
    reason: Annotated[Text, Field(max_length=500)] = ""
    """Why they are archived."""
    to: Annotated[Text, Field(max_length=100)] | None = None
    """Whom they are assigned to; null: nobody in particular."""
    until: Annotated[date, Field(strict=False)] | None = None
    """Until the morning of which day they are put off."""


class Settled(Versioned):
    """Says of an uncertain answer whether it left; if not, the same bytes are sent again."""

    left: bool


class LayoutFile(Body):
    """Takes a layout as its YAML says."""

    yaml: Annotated[str, Field(min_length=1, max_length=500_000)]


class LayoutVersion(Body):
    """Names a version of a layout."""

    number: Annotated[int, Field(ge=1, le=LARGEST)]


class Decided(Body):
    """Decides a proposal."""

    accept: bool


class Turned(Body):
    """Turns a switch."""

    on: bool


class Approved(Versioned):
    """Sends a draft."""

    body: Annotated[Text, Field(max_length=200_000)] | None = None
    """Other words than the draft's."""
    attachments: (
        Annotated[tuple[Annotated[Text, Field(max_length=500)], ...], Field(max_length=100)] | None
    ) = None
    """Names of the draft's attachments that go along; null: all, but none to a sender who is not known."""
    not_before: AwareDatetime | None = None
    """When it shall leave, within 60 days; null: now."""


def taken(model: type[Model]) -> Callable[[Request], Awaitable[Model]]:
    """Return what reads a request's body as that model. It raises UnusableError that says what is wrong.

    It runs after the guard: who may not pass learns nothing about bodies.
    """

    async def read(request: Request) -> Model:
        try:
            return model.model_validate_json(await request.body())
        except ValidationError as error:
            raise UnusableError(
                "The body is not as the description of the API says: %(problem)s", problem=_said(error)
            ) from None

    return read


def _said(error: ValidationError) -> str:
    """Say what is wrong without repeating what was sent."""
    problems = error.errors(include_input=False, include_context=False, include_url=False)
    said = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in problems[:5]]
    return "; ".join(said)[:500]
