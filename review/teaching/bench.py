"""Puts the teaching page together: the document, the form, and what the layout learnt from it reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Response

from domain.errors import ConfigurationError, NotFoundError
from domain.pages import Document
from domain.remittance import Remittance
from extractors.electronic.reading import describes_itself
from extractors.layouts.yaml_form import to_yaml
from pipeline.item import WorkItem
from pipeline.records import load_item
from pipeline.templates.trial import Trial, Wish
from review.item_form import SHOWN
from review.sentences import reason
from review.teaching.form import TeachForm, wish_of
from review.teaching.grid import rows_of
from review.teaching.room import AT_ONCE, MOST_WORDS, Others, TeachingRoom, words_in
from review.teaching.views import SHAPES, marks_of, views_of
from review.typed import LINE, too_long
from review.viewer import document_views
from review.visits import Visit
from store.repositories import work_items
from store.tables import WorkItemRow

BODY = "body"
MOST_LINES = 1500
"""Of a document that is taught on a page: all of them stand in one form."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One document on the desk: its item, and what the program read from it before it is taught."""

    row: WorkItemRow
    item: WorkItem
    number: int
    """Which of the item's documents."""
    read: tuple[Remittance, ...]

    @property
    def document(self) -> Document:
        """The document."""
        return self.item.documents[self.number]


@dataclass(slots=True)
class Tried:
    """What came of the form: a wish that may be tried, its trial, and the payer's other documents."""

    wish: Wish | None = None
    trial: Trial | None = None
    others: Others | None = None
    trouble: str = ""
    """Why nothing was tried, in English words of the catalogue or of the program."""
    late: bool = False
    """True for a long document, which is tried only when somebody asks for it."""


def desk_of(visit: Visit, room: TeachingRoom, item_id: int, number: int) -> Desk:
    """Return a document with what was read from it. Raises NotFoundError."""
    engines = visit.office.engines
    with engines.store.read() as session:
        row = work_items.get_item(session, item_id)
    item = load_item(engines.store, engines.blobs, item_id)
    if not 0 <= number < len(item.documents) or not item.documents[number].pages:
        raise NotFoundError(f"work item {item_id} has no document {number} that can be taught.")
    document = item.documents[number]
    read = tuple(payment for payment in item.remittances if payment.document == document.name)
    return Desk(row, item, number, read or room.at_first_sight(document, row.company))


def try_form(room: TeachingRoom, desk: Desk, form: TeachForm, *, whole: bool = False) -> Tried:
    """Learn from the form as it stands; nothing is kept. `whole`: held against all other documents, too."""
    if describes_itself(desk.document):
        return Tried(trouble="This file describes itself; nothing is to be learnt from it.")
    if too_long(desk.read, MOST_LINES):
        return Tried(trouble="There are too many lines to be taught on a page; teach it by the command line.")
    wish = wish_of(form, desk.item, desk.document, desk.read, desk.row.customer)
    if form.errors:
        return Tried(wish, trouble="Mend the values that are marked; then it is tried again.")
    if words_in(desk.document) > MOST_WORDS:
        return Tried(
            wish, trouble="The document is too large to be tried here; teach it by the command line."
        )
    if words_in(desk.document) > AT_ONCE and not whole:
        return Tried(
            wish, trouble="A long document is tried only when you ask for it: press Check below.", late=True
        )
    try:
        trial = room.try_out(wish, whole=whole)
    except ConfigurationError as error:
        return Tried(wish, trouble=str(error))
    return Tried(wish, trial, room.others(trial, wish) if whole else None)


def bench(
    visit: Visit, room: TeachingRoom, desk: Desk, form: TeachForm, status: int = 200, *, whole: bool = False
) -> Response:
    """Return the whole page."""
    tried = try_form(room, desk, form, whole=whole)
    return visit.page("teach.html", status, **_shown(visit, desk, form, tried))


def live(visit: Visit, room: TeachingRoom, desk: Desk, form: TeachForm, *, whole: bool) -> Response:
    """Return what changes while somebody types: the result, the verdicts, the boxes, the YAML."""
    tried = try_form(room, desk, form, whole=whole)
    return visit.page("teach_live.html", 200, **_shown(visit, desk, form, tried))


def taught_documents(item: WorkItem) -> Sequence[int]:
    """Return which documents of an item may be taught, the likeliest first."""
    read = {payment.document for payment in item.remittances}
    found = [
        n for n, one in enumerate(item.documents) if one.pages and any(page.tokens for page in one.pages)
    ]
    looks = ("advice", "unknown")
    return sorted(
        found,
        key=lambda n: (
            item.documents[n].name not in read,
            item.documents[n].name == BODY,
            item.documents[n].look.value not in looks,
            n,
        ),
    )


def _shown(visit: Visit, desk: Desk, form: TeachForm, tried: Tried) -> dict[str, object]:
    trial = tried.trial
    learnt = trial.read if trial else ()
    truth = tried.wish.sample.payments if tried.wish else ()
    form.errors = {key: visit.say(message) for key, message in form.errors.items()}
    views = views_of(form, truth, learnt)
    template, rows = trial.template if trial else None, rows_of(desk.document)
    return {
        "row": desk.row,
        "item": desk.item,
        "number": desk.number,
        "shown": document_views((desk.document,), (), ())[0],
        "choices": [(n, desk.item.documents[n].name) for n in taught_documents(desk.item)],
        "form": form,
        "payments": views,
        "marks": marks_of(views, learnt, desk.read),
        "columns": SHOWN,
        "line_fields": LINE,
        "shapes": SHAPES,
        "rows": rows,
        "band": {at: rows[at] for at in (form.marked.header, form.marked.last) if 0 <= at < len(rows)},
        "tried": tried,
        "trouble": reason(visit.words, visit.say(tried.trouble)),
        "late": words_in(desk.document) > AT_ONCE,
        "trial": trial,
        "layout": template,
        "yaml": form.body or (to_yaml(template) if template else ""),
        "payer": tried.wish.payer if tried.wish else "",
        "second_person": visit.office.teaching.second_person,
        "wishes": visit.visitor.preferences if visit.visitor else None,
    }
