"""One request as a page sees it: who asks, in which language, what was posted; and the guard at each door."""

import base64
import binascii
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData, UploadFile

from review.api_tokens import visitor_by_token
from review.catalogues import LANGUAGES, Catalogue, catalogue
from review.doors import Door, Role
from review.meters import may_measure
from review.office import Office
from review.origin import refuse_foreign, refuse_wrong_token
from review.paging import LARGEST
from review.private import guard_private
from review.refusals import ForbiddenError, SignInNeededError
from review.rendering import render
from review.sentences import reason
from review.sessions import Visitor, known_user, visitor_of

MOST_FIELDS = 20_000
"""Of one form: a long advice has a dozen fields a line."""


@dataclass(frozen=True, slots=True)
class Form:
    """What was posted."""

    fields: FormData

    def text(self, name: str) -> str:
        """Return one field, "" where it was not sent."""
        value = self.fields.get(name)
        # PostgreSQL keeps no NUL, and nobody types one.
        return value.replace("\0", "") if isinstance(value, str) else ""

    def has(self, name: str) -> bool:
        """Tell whether a field was sent."""
        return name in self.fields

    def whole(self, name: str, default: int = -1) -> int:
        """Return one field as a whole number, the default where it is none."""
        value = self.text(name)
        return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else default

    def several(self, name: str) -> tuple[str, ...]:
        """Return every field of that name."""
        return tuple(value for value in self.fields.getlist(name) if isinstance(value, str))

    def files(self, name: str) -> tuple[UploadFile, ...]:
        """Return every file that was sent under that name."""
        return tuple(value for value in self.fields.getlist(name) if isinstance(value, UploadFile))

    def texts(self) -> dict[str, str]:
        """Return every text field by name."""
        return {name: self.text(name) for name in self.fields}


@dataclass(frozen=True, slots=True)
class Visit:
    """One request and everything that answers it."""

    request: Request
    office: Office
    visitor: Visitor | None
    words: Catalogue

    @property
    def who(self) -> str:
        """The name of the person who is signed in."""
        return self.visitor.name if self.visitor else ""

    @property
    def is_admin(self) -> bool:
        """True for an admin."""
        return self.visitor is not None and Role.ADMIN.admits(self.visitor.roles)

    def page(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """Return a page; the values are what its template names."""
        html = render(self.words, template, visit=self, **values)
        return HTMLResponse(html, status_code=status)

    def go(self, address: str) -> RedirectResponse:
        """Send the browser on to another of our pages, after a change or to sign in."""
        return RedirectResponse(address, status_code=303)

    def say(self, message: str, **values: object) -> str:
        """Return a text in the visitor's language."""
        return self.words.say(message, **values)

    def told(self, error: Exception) -> str:
        """Return what the program refused, in the visitor's language."""
        return reason(self.words, self.say(str(error)))


def visit_of(request: Request) -> Visit:
    """Return the visit that the guard let in."""
    visit: Visit = request.state.visit
    return visit


def form_of(request: Request) -> Form:
    """Return the form that the guard checked."""
    form: Form = request.state.form
    return form


Number = Annotated[int, Path(ge=0, le=LARGEST)]
"""A whole number in an address that some database can hold."""
Here = Annotated[Visit, Depends(visit_of)]
Posted = Annotated[Form, Depends(form_of)]


def guard(office: Office, door: Door) -> Callable[[Request], None]:
    """Return the check that runs before a route answers: origin, sign-in, role."""

    def check(request: Request) -> None:
        shown = request.headers.get("authorization", "").partition(" ")[0].lower() if door.machine else ""
        basic = shown in _PROGRAMS
        if door.changes:
            refuse_foreign(request, without_browser=basic)
        visitor = _PROGRAMS[shown](office, request) if basic else visitor_of(office, request)
        request.state.visit = Visit(request, office, visitor, catalogue(language_of(request, visitor)))
        if door.role is Role.ANYBODY or (door.role is Role.METER and may_measure(office, request)):
            return
        if visitor is None:
            raise SignInNeededError("Sign in first.")
        if not door.role.admits(visitor.roles):
            raise ForbiddenError("This page is for administrators.")
        if visitor.scopes is not None and door.scope.value not in visitor.scopes:
            raise ForbiddenError(
                "This token is not made for that; it needs the scope %(scope)s.", scope=door.scope.value
            )
        guard_private(office, visitor, request)
        if door.changes and door.machine and not basic:
            refuse_wrong_token(request.headers.get("x-csrf-token"), visitor.csrf)

    return check


def form_guard(door: Door) -> Callable[[Request], Awaitable[None]]:
    """Return the check that reads a posted form and holds its token against the sign-in's."""

    async def check(request: Request) -> None:
        fields = await request.form(max_fields=MOST_FIELDS, max_files=100, max_part_size=door.body_bytes)
        form = Form(fields)
        visitor = visit_of(request).visitor
        if visitor is not None:
            refuse_wrong_token(form.text("csrf"), visitor.csrf)
        elif door.role is not Role.ANYBODY:
            raise SignInNeededError("Sign in first.")
        request.state.form = form

    return check


def language_of(request: Request, visitor: Visitor | None) -> str:
    """Return the visitor's language, before sign-in the browser's first that is spoken here."""
    if visitor is not None:
        return visitor.language
    for wish in request.headers.get("accept-language", "").split(",")[:10]:
        if wish.strip()[:2].lower() in LANGUAGES:
            return wish.strip()[:2].lower()
    return LANGUAGES[0]


def address_of(request: Request) -> str:
    """Return the address that a request comes from, "" where it is not known."""
    return request.client.host if request.client else ""


def _by_password(office: Office, request: Request) -> Visitor | None:
    """HTTP Basic over the same accounts, for programs."""
    try:
        pair = base64.b64decode(request.headers["authorization"][6:], validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    name, _, password = pair.partition(":")
    return known_user(office, name, password, address_of(request))


def _by_token(office: Office, request: Request) -> Visitor | None:
    """A token of the API, made on the page of tokens."""
    return visitor_by_token(office, request.headers["authorization"].partition(" ")[2].strip())


_PROGRAMS = {"basic": _by_password, "bearer": _by_token}
"""How programs say who they are; browsers send none of this by themselves."""
