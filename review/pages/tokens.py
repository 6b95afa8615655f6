"""Tokens of the API: made for a program, shown once, ended; an admin sees and ends those of all."""

from fastapi import Response

from domain.errors import NotFoundError
from review.api_tokens import LONGEST_DAYS, fresh_token, lifetime
from review.doors import Door, Role, Scope
from review.visits import Here, Posted, Visit
from store.repositories import api_tokens
from store.repositories.history import Detail, add_event


def show(visit: Here) -> Response:
    """List the tokens."""
    return _page(visit)


def make(visit: Here, form: Posted) -> Response:
    """Make a token and show it, this once."""
    name = " ".join(form.text("name").split())[:100]
    scopes = tuple(scope.value for scope in Scope if scope.value in form.several("scope"))
    if not name or not scopes:
        return _page(visit, 422, refusal="Give the token a name, and tick what it may be used for.")
    office, visitor = visit.office, visit.visitor
    assert visitor is not None
    token, hashed = fresh_token()
    now = office.engines.clock.now()
    ends = now + lifetime(form.whole("days", 90))
    with office.engines.store.write() as session:
        number = api_tokens.add(session, visitor.user_id, name, hashed, scopes, now, ends)
        said = {"name": name, "scopes": " ".join(scopes), "until": ends.isoformat()}
        detail: Detail = {"token": number, **said}
        add_event(session, visit.who, "token_made", now, detail=detail)
    return _page(visit, made=token)


def end(visit: Here, form: Posted) -> Response:
    """End a token at once."""
    number, now = form.whole("token"), visit.office.engines.clock.now()
    with visit.office.engines.store.write() as session:
        found = [user for token, user in api_tokens.every(session) if token.id == number]
        if not found or not (visit.is_admin or found[0].name == visit.who):
            raise NotFoundError("there is no such token any more.")
        api_tokens.end(session, number)
        add_event(session, visit.who, "token_ended", now, detail={"token": number, "of": found[0].name})
    return visit.go("/tokens")


def _page(visit: Visit, status: int = 200, refusal: str | None = None, made: str | None = None) -> Response:
    now = visit.office.engines.clock.now()
    with visit.office.engines.store.read() as session:
        found = api_tokens.every(session)
    shown = [(token, user, token.expires_at <= now) for token, user in found if _sees(visit, user.name)]
    return visit.page(
        "tokens.html",
        status,
        tokens=shown,
        scopes=tuple(Scope),
        longest=LONGEST_DAYS,
        refusal=visit.say(refusal) if refusal else None,
        made=made,
    )


def _sees(visit: Visit, owner: str) -> bool:
    return visit.is_admin or owner == visit.who


DOORS = (
    Door("GET", "/tokens", show, Role.CLERK),
    Door("POST", "/tokens", make, Role.CLERK, 10_000),
    Door("POST", "/tokens/end", end, Role.CLERK, 10_000),
)
