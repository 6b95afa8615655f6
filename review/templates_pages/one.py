"""One layout: its versions compared, put to work, taken back, retired, deleted, taken away as a file."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import Response

from domain.errors import ArdoiseError, NotFoundError
from domain.taught import TemplateState
from pipeline.templates import life
from review.downloads import download
from review.refusals import RefusedError
from review.templates_pages.matrix import FIELDS, SHAPES, Record, first_day, records_of, start_of
from review.visits import Form, Here, Posted, Visit
from store.repositories import teachable, template_samples, templates
from store.session import Session
from store.tables import TemplateRow, TemplateVersion

MOST_USES = 20
OWN_WORK = "You made this version; another administrator lets it read."


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a comparison; `kind` is added, gone, place or same."""

    kind: str
    text: str


def show(visit: Here, name: str) -> Response:
    """Show a layout."""
    return layout_page(visit, name)


def act(visit: Here, posted: Posted, name: str) -> Response:
    """Do what the pressed button says."""
    action, _, detail = posted.text("action").partition(":")
    if action not in ACTS:
        raise NotFoundError(f"there is no action {action!r}.")
    try:
        done = ACTS[action](visit, posted, name, detail)
    except RefusedError as error:
        return layout_page(visit, name, 422, visit.say(error.message, **error.values))
    return visit.go(f"/layouts?done={done}" if action == "delete" else f"/layouts/{name}?done={done}")


def file(visit: Here, name: str) -> Response:
    """Return one version as a file: the active one, else the newest; without any document."""
    with visit.office.engines.store.read() as session:
        row = templates.get(session, name)
        chosen = _chosen(session, row, visit.request.query_params.get("version", ""))
    return download(chosen.body.encode(), f"{row.name}.yaml")


def layout_page(visit: Visit, name: str, status: int = 200, refusal: str = "") -> Response:
    """Return the page of a layout; with two numbers in the address it compares those versions."""
    now = visit.office.engines.clock.now()
    asked = visit.request.query_params
    with visit.office.engines.store.read() as session:
        row = templates.get(session, name)
        versions = templates.versions(session, row.id)
        samples = template_samples.samples(session, [row.id])
        uses = template_samples.uses(session, row.id, MOST_USES)
        used = [one for one in teachable.uses_since(session, start_of(now)) if one.template_id == row.id]
    record = records_of(used, first_day(now)).get(row.id, Record())
    active = row.active_version if row.state is TemplateState.ACTIVE else None
    two = (_numbered(versions, asked.get("one", "")), _numbered(versions, asked.get("two", "")))
    return visit.page(
        "layout.html",
        status,
        row=row,
        versions=versions[::-1],
        active=active,
        samples=samples,
        uses=uses,
        record=record,
        fields=[field for field in FIELDS if record.fields[field].right < record.fields[field].all],
        shapes=SHAPES,
        compared=two if two[0] and two[1] else None,
        diff=compared(two[0].body, two[1].body) if two[0] and two[1] else (),
        done=asked.get("done", ""),
        refusal=refusal,
        second_person=visit.office.teaching.second_person,
    )


def compared(before: str, after: str) -> tuple[DiffLine, ...]:
    """Return what changed between two files, line by line with three lines around."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=3)
    kinds = {"+": "added", "-": "gone", "@": "place"}
    found = [DiffLine(kinds.get(line[:1], "same"), line) for line in lines]
    return tuple(found[2:])


def let_read(visit: Visit, name: str, number: int) -> None:
    """Make a version active. Raises RefusedError for one's own work where two people are needed."""
    if visit.office.teaching.second_person:
        with visit.office.engines.store.read() as session:
            row = templates.get(session, name)
            if templates.version(session, row, number).who == visit.who:
                raise RefusedError(OWN_WORK)
    try:
        life.activate(visit.office.engines, name, number, visit.who)
    except ArdoiseError as error:
        raise RefusedError("It could not be put to work: %(why)s", why=error) from error


def _activate(visit: Visit, posted: Form, name: str, detail: str) -> str:
    let_read(visit, name, _number(detail))
    return "activated"


def _roll_back(visit: Visit, posted: Form, name: str, detail: str) -> str:
    life.roll_back(visit.office.engines, name, _number(detail), visit.who)
    return "rolled_back"


def _retire(visit: Visit, posted: Form, name: str, detail: str) -> str:
    life.retire(visit.office.engines, name, visit.who)
    return "retired"


def _delete(visit: Visit, posted: Form, name: str, detail: str) -> str:
    if posted.text("sure") != "yes":
        raise RefusedError("Tick that it is to be deleted with its versions and documents.")
    life.delete(visit.office.engines, name, visit.who)
    return "deleted"


ACTS: Mapping[str, Callable[[Visit, Form, str, str], str]] = {
    "activate": _activate,
    "roll_back": _roll_back,
    "retire": _retire,
    "delete": _delete,
}


def _chosen(session: Session, row: TemplateRow, number: str) -> TemplateVersion:
    wanted = _number(number) if number else row.active_version or templates.next_number(session, row.id) - 1
    return templates.version(session, row, wanted)


def _numbered(versions: Sequence[TemplateVersion], number: str) -> TemplateVersion | None:
    return next((one for one in versions if str(one.number) == number), None)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise NotFoundError("there is no such version.")
    return int(text)
