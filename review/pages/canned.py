"""Canned texts, one a name and language: admins keep them, clerks put them into their letters."""

from fastapi import Response

from domain.errors import ConfigurationError
from responders.canned import PLACEHOLDERS, refuse_text
from responders.wording.texts import LANGUAGES
from review.doors import Door, Role
from review.visits import Form, Here, Posted, Visit
from store.repositories import canned
from store.repositories.history import add_event
from store.tables import CannedText


def show(visit: Here) -> Response:
    """List the texts, and one to be changed."""
    return _shown(visit)


def change(visit: Here, form: Posted) -> Response:
    """Keep a text, or remove one; what cannot be kept is said and nothing is lost."""
    engines, now = visit.office.engines, visit.office.engines.clock.now()
    name, language = " ".join(form.text("name").split()), form.text("language")
    body = "\n".join(form.text("body").splitlines())
    if form.text("action") == "remove":
        with engines.store.write() as session:
            gone = canned.get_text(session, form.whole("text"))
            detail = {"name": gone.name, "language": gone.language}
            canned.remove_text(session, gone.id)
            add_event(session, visit.who, "canned_text_removed", now, detail=detail)
        return visit.go("/canned")
    try:
        refuse_text(name, language, body)
    except ConfigurationError as error:
        return _shown(visit, form, visit.told(error), 422)
    with engines.store.write() as session:
        text = CannedText(name=name, language=language, body=body, changed_by=visit.who, changed_at=now)
        canned.keep_text(session, text)
        add_event(session, visit.who, "canned_text_kept", now, detail={"name": name, "language": language})
    return visit.go("/canned?done=1")


def _shown(visit: Visit, form: Form | None = None, refusal: str | None = None, status: int = 200) -> Response:
    with visit.office.engines.store.read() as session:
        texts = canned.texts(session)
    wanted = visit.request.query_params.get("text", "")
    one = next((each for each in texts if str(each.id) == wanted), None)
    typed = {
        name: form.text(name) if form is not None else getattr(one, name) if one is not None else ""
        for name in ("name", "language", "body")
    }
    return visit.page(
        "canned.html",
        status,
        texts=texts,
        typed=typed,
        languages=LANGUAGES,
        places=sorted(PLACEHOLDERS),
        refusal=refusal,
        done=visit.request.query_params.get("done", ""),
    )


DOORS = (
    Door("GET", "/canned", show, Role.ADMIN),
    Door("POST", "/canned", change, Role.ADMIN, 200_000),
)
