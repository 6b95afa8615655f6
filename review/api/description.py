"""The description of the API by OpenAPI: made of the routes themselves, so that both say the same."""

from typing import Any

from fastapi import Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from review.doors import Door, Role
from review.visits import Here

_ERROR = {
    "type": "object",
    "properties": {"error": {"type": "string"}},
    "required": ["error"],
}
_STATUSES = {
    "400": "What was asked for cannot be done.",
    "401": "Nobody is signed in.",
    "403": "The user, or the token's scopes, may not do that.",
    "404": "There is no such thing.",
    "409": "Somebody changed it in the meantime; read it again.",
    "413": "What was sent is too large.",
    "422": "What was sent is not as described.",
    "503": "The database or the disk cannot be used just now.",
}
_ABOUT = (
    "Everything that the pages do with items, answers, exports and uploads. Programs show a token "
    "(`Authorization: Bearer ard_…`, made on the page of tokens) or name and password (HTTP Basic). "
    "Changes name the version that was seen: after a change by somebody else they are refused with 409."
)


def show(visit: Here) -> Response:
    """Return the description of every route of the API."""
    routes = [each for each in visit.request.app.routes if getattr(each, "path", "").startswith("/api/")]
    described = get_openapi(title="Ardoise", version="1", description=_ABOUT, routes=routes)
    described.setdefault("components", {})["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer"},
        "password": {"type": "http", "scheme": "basic"},
    }
    described["security"] = [{"token": []}, {"password": []}]
    return JSONResponse(described)


def body_of(door: Door) -> dict[str, Any]:
    """Return what a door adds to its description: the body it takes, its scope and its answers."""
    problems = {
        status: {"description": said, "content": {"application/json": {"schema": _ERROR}}}
        for status, said in _STATUSES.items()
    }
    good: dict[str, Any] = {"200": {"description": "Done.", "content": _CONTENTS.get(door.path, _JSON)}}
    if (door.method, door.path) == ("POST", "/api/exports"):
        good["204"] = {"description": "Nothing new was confirmed."}
    if door.path == "/api/upload":
        good["201"] = {"description": "Taken.", "content": _JSON}
    added: dict[str, Any] = {"responses": good | problems, "x-scope": door.scope.value}
    if door.takes is not None:
        schema = door.takes.model_json_schema(ref_template="#/components/schemas/{model}")
        for name, known in schema.pop("$defs", {}).items():
            schema = _inlined(schema, f"#/components/schemas/{name}", known)
        added["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    elif door.path == "/api/upload":
        files = {"type": "array", "items": {"type": "string", "format": "binary"}}
        form = {"type": "object", "properties": {"files": files}}
        added["requestBody"] = {
            "content": {
                "multipart/form-data": {"schema": form},
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            }
        }
        text = {"in": "query", "required": False, "schema": {"type": "string"}}
        added["parameters"] = [{"name": name, **text} for name in ("name", "company")]
    return added


def _inlined(schema: Any, reference: str, known: object) -> Any:
    if isinstance(schema, dict):
        if schema.get("$ref") == reference:
            return known
        return {name: _inlined(value, reference, known) for name, value in schema.items()}
    return [_inlined(each, reference, known) for each in schema] if isinstance(schema, list) else schema


_JSON = {"application/json": {"schema": {"type": "object"}}}
_FILE = {
    kind: {"schema": {"type": "string", "format": "binary"}}
    for kind in (
        "text/csv",
        "application/json",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
}
_CONTENTS = {"/api/exports/{uid}": _FILE}

DOORS = (Door("GET", "/api/openapi.json", show, Role.CLERK),)
