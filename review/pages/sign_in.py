"""Signing in and out."""

import secrets
from urllib.parse import urlsplit

from fastapi import Response

from review.doors import Door, Role
from review.office import Office
from review.origin import refuse_wrong_token
from review.sessions import Visitor, begin, cookie_name, end, known_user, set_cookie
from review.visits import Here, Posted, Visit, address_of

FORGOTTEN = '"cache", "storage"'
"""What a browser drops at signing out; "cookies" would end other programs of the same domain, too."""


def show(visit: Here) -> Response:
    """Show the form; somebody who is signed in goes on to the queue."""
    if visit.visitor is not None:
        return visit.go(home(visit.visitor))
    return _form(visit, next=own_path(visit.request.query_params.get("next", "")))


def sign_in(visit: Here, form: Posted) -> Response:
    """Sign in under a new session, or say that it did not work without saying why."""
    if visit.visitor is None:
        expected = visit.request.cookies.get(_form_cookie(visit.office), secrets.token_hex(8))
        refuse_wrong_token(form.text("token"), expected)
    name = form.text("name").strip()
    user = known_user(visit.office, name, form.text("password"), address_of(visit.request))
    if user is None:
        return _form(visit, 401, refused=True, name=name, next=own_path(form.text("next")))
    wanted = own_path(form.text("next"))
    answer = visit.go(home(user) if wanted == "/" else wanted)
    if visit.visitor is not None:
        end(visit.office, visit.visitor.token_hash)
    begin(visit.office, user.user_id, user.name, answer)
    answer.delete_cookie(_form_cookie(visit.office), secure=visit.office.encrypted, httponly=True)
    return answer


def sign_out(visit: Here, form: Posted) -> Response:
    """End this session."""
    answer = visit.go("/sign-in?out" if visit.office.sign_on else "/sign-in")
    if visit.visitor is not None:
        end(visit.office, visit.visitor.token_hash, visit.who)
    answer.delete_cookie(cookie_name(visit.office), secure=visit.office.encrypted, httponly=True)
    answer.headers["Clear-Site-Data"] = FORGOTTEN
    return answer


def refused(visit: Visit, sentence: str) -> Response:
    """Show the form with a sentence of the catalogue that says why somebody did not get in."""
    return _form(visit, 401, refusal=visit.say(sentence))


def home(visitor: Visitor) -> str:
    """Return where somebody begins: who works no mail has no queue."""
    return "/" if Role.CLERK.admits(visitor.roles) else "/audit"


def _form(
    visit: Visit,
    status: int = 200,
    *,
    refused: bool = False,
    name: str = "",
    next: str = "/",
    refusal: str | None = None,
) -> Response:
    token = secrets.token_urlsafe(32)
    sign_on = visit.office.sign_on
    out = sign_on.way_out() if sign_on and "out" in visit.request.query_params else None
    page = visit.page(
        "sign_in.html",
        status,
        refused=refused,
        name=name,
        next=next,
        token=token,
        sign_on=sign_on is not None,
        refusal=refusal,
        out=out,
    )
    set_cookie(visit.office, page, _form_cookie(visit.office), token)
    return page


def _form_cookie(office: Office) -> str:
    """The token of a form that is posted before there is a session stands in a cookie, too."""
    return f"{cookie_name(office)}-form"


def own_path(given: str) -> str:
    """Return where to go after signing in: only a path of ours."""
    parts = urlsplit(given)
    own = not parts.scheme and not parts.netloc and given.startswith("/") and not given.startswith("//")
    return given if own and "\\" not in given and given.isprintable() else "/"


DOORS = (
    Door("GET", "/sign-in", show, Role.ANYBODY, 10_000),
    Door("POST", "/sign-in", sign_in, Role.ANYBODY, 10_000),
    Door("POST", "/sign-out", sign_out, Role.MEMBER, 10_000),
)
