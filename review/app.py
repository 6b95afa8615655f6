"""Makes the web application: every route from the tables of doors, each behind its guard."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from domain.errors import ArdoiseError, ConfigurationError, ConflictError, NotFoundError
from review.api import doors as api_doors
from review.api.description import body_of
from review.catalogues import catalogue
from review.doors import Door
from review.headers import DEFAULTS, Guarded
from review.office import Office
from review.pages import doors as page_doors
from review.refusals import RefusedError, SignInNeededError
from review.sessions import visitor_of
from review.visits import Visit, form_guard, guard, language_of
from store.outage import OUTAGES, outage_of

STATIC = "/static"
_FOLDER = Path(__file__).parent / "static"


def make_app(office: Office) -> FastAPI:
    """Return the application. Raises ConfigurationError when a route has no declared role."""
    app = FastAPI(title="Ardoise", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    doors = (*page_doors(office), *api_doors(office))
    for door in doors:
        _open(app, office, door)
    app.mount(STATIC, StaticFiles(directory=_FOLDER), "static")
    refuse_undeclared(app.routes, doors)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(ArdoiseError, _named)
    app.add_exception_handler(RequestValidationError, _no_page)
    app.add_exception_handler(HTTPException, _failed)
    app.add_exception_handler(ClientDisconnect, _gone)
    for outage in OUTAGES:
        app.add_exception_handler(outage, _away)
    app.add_exception_handler(Exception, _broken)
    app.state.office = office
    app.add_middleware(Guarded, hosts=office.allowed_hosts, encrypted=office.encrypted)
    return app


def refuse_undeclared(routes: Iterable[BaseRoute], doors: Iterable[Door]) -> None:
    """Raise ConfigurationError for a route that no door declares: nobody decided who may pass."""
    declared = {(door.method, door.path) for door in doors}
    for route in routes:
        if isinstance(route, Mount) and route.path == STATIC:
            continue
        path, methods = getattr(route, "path", "?"), getattr(route, "methods", None) or {"?"}
        for method in methods:
            if (method, path) not in declared:
                raise ConfigurationError(f"the route {method} {path} declares no role; add it to a table.")


def _open(app: FastAPI, office: Office, door: Door) -> None:
    checks = [Depends(guard(office, door))]
    if door.changes and not door.machine:
        checks.append(Depends(form_guard(door)))
    app.add_api_route(
        door.path,
        door.answer,
        methods=[door.method],
        dependencies=checks,
        response_model=None,
        max_body_size=door.body_bytes,
        openapi_extra=body_of(door) if door.machine else None,
    )


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    if isinstance(error, SignInNeededError) and not _wants_json(request):
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        back = f"?next={quote(asked)}" if request.method == "GET" else ""
        return _visit(request).go(f"/sign-in{back}")
    return _answer(request, error.status, _visit(request).say(error.message, **error.values))


def _named(request: Request, error: Exception) -> Response:
    if outage_of(error) is not None:
        return _away(request, error)
    status = 404 if isinstance(error, NotFoundError) else 409 if isinstance(error, ConflictError) else 400
    return _answer(request, status, _visit(request).told(error))


def _no_page(request: Request, error: Exception) -> Response:
    if request.url.path.startswith("/api/") and isinstance(error, RequestValidationError):
        named = ", ".join(str(part) for problem in error.errors()[:5] for part in problem["loc"][1:])
        return _answer(request, 422, _visit(request).say("This cannot be used: %(names)s", names=named[:200]))
    return _answer(request, 404, _recognised(request).say("There is no such page."))


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = {
        404: "There is no such page.",
        405: "This page cannot be used that way.",
        413: "What was sent is too large.",
    }
    message = known.get(error.status_code, "The request could not be understood.")
    return _answer(request, error.status_code, _recognised(request).say(message))


def _gone(request: Request, error: Exception) -> Response:
    """Answer nobody: the browser left in the middle of what it sent, and nothing was done."""
    return Response(status_code=400)


def _away(request: Request, error: Exception) -> Response:
    """Answer during an outage. Raises the error where it is none: then something of ours broke."""
    if outage_of(error) is None:
        if isinstance(error, ArdoiseError):
            return _named(request, error)
        raise error
    message = "The database or the disk cannot be used just now; nothing was changed. Try again in a minute."
    answer = _answer(request, 503, _visit(request).say(message))
    answer.headers["Retry-After"] = "60"
    return answer


def _broken(request: Request, error: Exception) -> Response:
    message = "Something broke on our side; nothing was changed. The service's log says what."
    answer = _answer(request, 500, _visit(request).say(message))
    # This answer is made outside of every middleware.
    answer.headers.update(DEFAULTS)
    return answer


def _answer(request: Request, status: int, sentence: str) -> Response:
    if _wants_json(request):
        headers = {"WWW-Authenticate": _ASKED} if status == 401 else None
        return JSONResponse({"error": sentence}, status, headers)
    return _visit(request).page("message.html", status, sentence=sentence)


_ASKED = 'Basic realm="Ardoise", charset="UTF-8", Bearer realm="Ardoise"'


def _visit(request: Request) -> Visit:
    known: Visit | None = getattr(request.state, "visit", None)
    return known or Visit(request, request.app.state.office, None, catalogue(language_of(request, None)))


def _recognised(request: Request) -> Visit:
    """Return the visit, with whoever is signed in also where no guard looked: no route was found."""
    if not hasattr(request.state, "visit") and not _wants_json(request):
        office: Office = request.app.state.office
        visitor = visitor_of(office, request)
        request.state.visit = Visit(request, office, visitor, catalogue(language_of(request, visitor)))
    return _visit(request)


def _wants_json(request: Request) -> bool:
    return request.url.path.startswith("/api/") or request.url.path in ("/healthz", "/metrics")
