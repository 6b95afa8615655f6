"""The teaching page: shown, tried while it is typed, proposed by clerks, put to work by admins."""

from fastapi import Response

from domain.errors import ConflictError, NotFoundError
from pipeline.templates.keeping import keep_proposal, keep_version
from review.doors import Door, Role
from review.item_form import LineEdit, edited
from review.office import Office
from review.refusals import RefusedError
from review.teaching import choosing
from review.teaching.bench import Desk, bench, desk_of, live, try_form
from review.teaching.form import TeachForm, begun, sent
from review.teaching.grid import Marked, from_header, lines_of
from review.teaching.room import TeachingRoom
from review.typed import TypedLine, TypedPayment, dialect_of, texts_of, values_of
from review.uploads import ENVELOPE
from review.visits import Form, Here, Number, Posted, Visit


class TeachingPages:
    """The answers of the teaching page, over one room."""

    def __init__(self, room: TeachingRoom) -> None:
        self.room = room

    def show(self, visit: Here, item_id: Number, document: Number) -> Response:
        """Show a document with everything that the program read from it."""
        desk = desk_of(visit, self.room, item_id, document)
        return bench(visit, self.room, desk, begun(desk.document, desk.read))

    def act(self, visit: Here, posted: Posted, item_id: Number, document: Number) -> Response:
        """Do what the pressed button says; nothing is kept but a proposal."""
        desk = desk_of(visit, self.room, item_id, document)
        form = sent(posted, desk.read)
        action, _, detail = posted.text("action").partition(":")
        if action == "live":
            return live(visit, self.room, desk, form, whole=detail == "others")
        if action == "propose":
            return self._keep(visit, desk, form, active=False)
        if LineEdit.knows(action):
            pasted = posted.text(f"pasted:{detail.partition(':')[0]}")
            form.payments = edited(form.payments, action, detail, pasted, dialect_of((desk.document,)))
        elif action.startswith("grid_"):
            _edit_grid(form, desk, posted, action, detail)
        elif action not in ("check", "others"):
            raise NotFoundError(f"there is no action {action!r}.")
        return bench(visit, self.room, desk, form, whole=action in ("check", "others"))

    def activate(self, visit: Here, posted: Posted, item_id: Number, document: Number) -> Response:
        """Let the layout read from now on, or keep it as a draft; with two people it becomes a proposal."""
        desk = desk_of(visit, self.room, item_id, document)
        form = sent(posted, desk.read)
        return self._keep(visit, desk, form, active=not visit.office.teaching.second_person)

    def _keep(self, visit: Visit, desk: Desk, form: TeachForm, *, active: bool) -> Response:
        tried = try_form(self.room, desk, form, whole=True)
        engines, trial, wish = visit.office.engines, tried.trial, tried.wish
        try:
            if trial is None or wish is None:
                raise RefusedError(tried.trouble)
            if active:
                kept = keep_version(engines, trial, wish, visit.who, form.note)
                return visit.go(f"/layouts/{kept.name}?done={'known' if trial.known else 'taught'}")
            number = keep_proposal(engines, trial, wish, visit.who, form.note, desk.row.id)
            if number is None:
                raise RefusedError("Just this was proposed and decided before; see the proposals.")
        except ConflictError as error:
            form.refusal = visit.told(error)
        except RefusedError as error:
            form.refusal = visit.say(error.message, **error.values)
        else:
            return visit.go(f"/layout-proposals/{number}?done=proposed")
        return bench(visit, self.room, desk, form, 422)


def doors(office: Office) -> tuple[Door, ...]:
    """Return the doors of the teaching pages."""
    pages = TeachingPages(TeachingRoom.of(office))
    one = "/teach/{item_id}/{document}"
    largest = office.largest_upload + ENVELOPE
    return (
        Door("GET", "/teach", choosing.show, Role.CLERK),
        Door("POST", "/teach", choosing.receive, Role.CLERK, largest),
        Door("GET", "/teach/{item_id}", choosing.open_item, Role.CLERK),
        Door("GET", one, pages.show, Role.CLERK),
        Door("POST", one, pages.act, Role.CLERK),
        Door("POST", f"{one}/activate", pages.activate, Role.ADMIN),
    )


def _edit_grid(form: TeachForm, desk: Desk, posted: Form, action: str, detail: str) -> None:
    """Change the marked table, or the lines by it; an edit that makes no sense changes nothing."""
    parts = detail.split(":")
    index = int(parts[0]) if parts[0].isascii() and parts[0].isdigit() else -1
    marked = form.marked
    if action in ("grid_header", "grid_table"):
        form.marked = from_header(desk.document, marked.header, marked.last)
        if action == "grid_table":
            _fill(form, desk, form.marked)
    elif action == "grid_part":
        form.marked = marked.parted(index)
    elif action == "grid_join":
        form.marked = marked.joined(index)
    elif action == "grid_left":
        form.marked = marked.moved(index, -2)
    elif action == "grid_right":
        form.marked = marked.moved(index, 2)
    elif action == "grid_fill":
        _fill(form, desk, form.marked)


def _fill(form: TeachForm, desk: Desk, marked: Marked) -> None:
    """Write the lines that stand in the marked table over those of the first payment."""
    known = form.payments[0].lines if form.payments else []
    lines = lines_of(desk.document, marked, known)
    if form.payments and lines:
        form.payments[0].lines[:] = [_as_stored(line, desk) for line in lines]


def _as_stored(line: TypedLine, desk: Desk) -> TypedLine:
    """Write amounts and days of a line as forms show them; what is none stays as it is printed."""
    blank = TypedPayment(None, {}, [TypedLine(None, line.texts)])
    values, errors = values_of([blank], (), (desk.document,))
    fresh = texts_of(values)[0].lines[0].texts
    bad = {key.rpartition(".")[2] for key in errors}
    return TypedLine(
        line.was, {name: text if name in bad else fresh[name] for name, text in line.texts.items()}
    )
