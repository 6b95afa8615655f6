"""One's own account: language and password."""

from fastapi import Response

from domain.errors import ConfigurationError
from review.catalogues import LANGUAGES
from review.doors import Door, Role
from review.passwords import LONGEST, SHORTEST, hash_password
from review.sessions import begin, known_user
from review.visits import Here, Posted, Visit, address_of
from store.repositories import users
from store.repositories.history import add_event


def show(visit: Here) -> Response:
    """Show the account."""
    return _page(visit)


def set_language(visit: Here, form: Posted) -> Response:
    """Change the language of the pages."""
    language = form.text("language")
    if language in LANGUAGES and visit.visitor is not None:
        with visit.office.engines.store.write() as session:
            users.set_language(session, visit.visitor.user_id, language)
            add_event(session, visit.who, "language_changed", visit.office.engines.clock.now())
    return visit.go("/account?done=language")


def set_password(visit: Here, form: Posted) -> Response:
    """Change the password; every other browser is signed out, this one goes on under a new session."""
    office, visitor = visit.office, visit.visitor
    if (
        visitor is None
        or known_user(office, visitor.name, form.text("old"), address_of(visit.request)) is None
    ):
        return _page(visit, 422, "The present password is not right.")
    if form.text("new") != form.text("again"):
        return _page(visit, 422, "The two new passwords differ.")
    try:
        hashed = hash_password(form.text("new"))
    except ConfigurationError:
        return _page(visit, 422, "The new password needs 12 to 128 characters.")
    with office.engines.store.write() as session:
        users.set_password(session, visitor.user_id, hashed)
        users.end_sessions_of(session, visitor.user_id)
        add_event(session, visitor.name, "password_changed", office.engines.clock.now())
    answer = visit.go("/account?done=password")
    begin(office, visitor.user_id, visitor.name, answer)
    return answer


def _page(visit: Visit, status: int = 200, refusal: str | None = None) -> Response:
    return visit.page(
        "account.html",
        status,
        refusal=visit.say(refusal) if refusal else None,
        done=visit.request.query_params.get("done", ""),
        languages=LANGUAGES,
        shortest=SHORTEST,
        longest=LONGEST,
    )


DOORS = (
    Door("GET", "/account", show, Role.MEMBER),
    Door("POST", "/account/language", set_language, Role.MEMBER, 10_000),
    Door("POST", "/account/password", set_password, Role.MEMBER, 10_000),
)
