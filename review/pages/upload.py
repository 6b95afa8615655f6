"""Uploading mails and documents by hand."""

from fastapi import Response

from review.doors import Door, Role
from review.refusals import RefusedError
from review.uploads import ENVELOPE, choices, chosen, take_file
from review.visits import Here, Posted, Visit


def show(visit: Here) -> Response:
    """Show the form."""
    return _page(visit)


def receive(visit: Here, form: Posted) -> Response:
    """Put each file into the queue and say what became of it."""
    files = [file for file in form.files("files") if file.filename]
    try:
        company = chosen(visit.office, form.text("company"))
        if not files:
            raise RefusedError("Choose a file first.")
    except RefusedError as error:
        return _page(visit, 422, refusals=[("", visit.say(error.message))], company=form.text("company"))
    taken, refusals = [], []
    for file in files:
        try:
            taken.append(take_file(visit.office, file, visit.who, company))
        except RefusedError as error:
            refusals.append((file.filename, visit.say(error.message, **error.values)))
    return _page(visit, 422 if refusals else 200, taken=taken, refusals=refusals)


def doors(largest: int) -> tuple[Door, ...]:
    """Return the doors; a body may be as large as the largest file and its form."""
    return (
        Door("GET", "/upload", show, Role.CLERK),
        Door("POST", "/upload", receive, Role.CLERK, largest + ENVELOPE),
    )


def _page(visit: Visit, status: int = 200, **values: object) -> Response:
    shown = {"taken": [], "refusals": [], "company": "", "companies": choices(visit.office)}
    return visit.page("upload.html", status, **{**shown, **values})
