"""Teaching by API: a layout from a document of an item and its true values, as `ardoise teach` learns it."""

from typing import Annotated

from fastapi import Depends, Response
from fastapi.responses import JSONResponse
from pydantic import Field, JsonValue

from domain.errors import ConfigurationError, NotFoundError
from domain.layouts import Sample
from domain.taught import CustomerKey
from extractors.electronic.reading import describes_itself
from pipeline.item import WorkItem
from pipeline.records import load_item
from pipeline.teaching import payer_of, truth_of
from pipeline.templates.keeping import keep_proposal, keep_version
from pipeline.templates.trial import Wish
from review.api.bodies import Body, Text, taken
from review.doors import Door, Role, Scope
from review.office import Office
from review.paging import LARGEST
from review.private import hidden_from
from review.refusals import ForbiddenError, RefusedError, UnusableError
from review.teaching.bench import taught_documents
from review.teaching.room import MOST_WORDS, TeachingRoom, words_in
from review.visits import Here
from store.repositories import work_items

MOST_PAYMENTS = 50


class Lesson(Body):
    """Teaches a layout from a document and its true values."""

    item: Annotated[int, Field(ge=0, le=LARGEST)]
    document: Annotated[int, Field(ge=0, le=LARGEST)] | None = None
    """Which of the item's documents, from 0; null: the likeliest."""
    remittances: Annotated[list[dict[str, JsonValue]], Field(min_length=1, max_length=MOST_PAYMENTS)]
    """Its payments as a truth file states them: header values by name, and `lines`."""
    name: Annotated[Text, Field(max_length=80)] = ""
    """How a new layout shall be called; "": by the payer."""
    note: Annotated[Text, Field(max_length=500)] = ""
    apart: bool = False
    """A layout of its own, even where one of the payer's looks the same."""


class TeachingActs:
    """The answer of the route, over one room."""

    def __init__(self, room: TeachingRoom) -> None:
        self.room = room

    def teach(self, visit: Here, asked: Annotated[Lesson, Depends(taken(Lesson))]) -> Response:
        """Learn a layout; it reads from now on where no confirmed document is read worse.

        Where two people are needed it becomes a proposal.
        """
        engines = visit.office.engines
        with engines.store.read() as session:
            row = work_items.get_item(session, asked.item)
            if row.id in hidden_from(session, visit.visitor):
                raise ForbiddenError(
                    "This mail is private; it is shown only to whoever may open private mail."
                )
        item = load_item(engines.store, engines.blobs, asked.item)
        try:
            wish = _wish(asked, item, row.customer)
            trial = self.room.try_out(wish, whole=True)
        except ConfigurationError as error:
            raise UnusableError("This cannot be used: %(names)s", names=str(error)[:500]) from error
        if trial.template is None:
            raise UnusableError("This cannot be used: %(names)s", names=trial.why_not[:500])
        if visit.office.teaching.second_person:
            number = keep_proposal(engines, trial, wish, visit.who, asked.note, asked.item)
            return JSONResponse({"name": trial.template.name, "version": None, "proposal": number})
        kept = keep_version(engines, trial, wish, visit.who, asked.note)
        return JSONResponse({"name": kept.name, "version": kept.version, "proposal": None})


def doors(office: Office) -> tuple[Door, ...]:
    """Return the door, over a room of its own."""
    acts = TeachingActs(TeachingRoom.of(office))
    return (Door("POST", "/api/teach", acts.teach, Role.ADMIN, 2_000_000, Scope.LAYOUTS, Lesson),)


def _wish(asked: Lesson, item: WorkItem, customer: CustomerKey) -> Wish:
    likeliest = [*taught_documents(item)]
    number = asked.document if asked.document is not None else next(iter(likeliest), -1)
    if number not in likeliest:
        raise NotFoundError(f"work item {asked.item} has no document {number} that can be taught.")
    document = item.documents[number]
    if describes_itself(document):
        raise RefusedError("This file describes itself; nothing is to be learnt from it.")
    if words_in(document) > MOST_WORDS:
        raise UnusableError("The document is too large to be tried here; teach it by the command line.")
    truth = truth_of(list(asked.remittances))
    sample = Sample(document, truth, customer.company)
    return Wish(sample, payer_of(truth, item), customer, name=asked.name.strip(), apart=asked.apart)
