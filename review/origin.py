"""Tells requests of our own pages from those that another site made a browser send."""

import secrets
from urllib.parse import urlsplit

from starlette.requests import Request

from review.refusals import ForbiddenError

FOREIGN = "This request did not come from Ardoise's own pages; open the page again and repeat it there."


def refuse_foreign(request: Request, *, without_browser: bool) -> None:
    """Raise ForbiddenError unless a changing request comes from our own origin.

    Fetch Metadata decides; browsers without it must send an Origin of ours. `without_browser`: a request
    that carries neither is a program's and let through (it brought its own password).
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site != "same-origin":
            raise ForbiddenError(FOREIGN)
        return
    origin = request.headers.get("origin")
    if origin is None and without_browser:
        return
    if origin is None or not _is_ours(origin, request.headers.get("host", "")):
        raise ForbiddenError(FOREIGN)


def refuse_wrong_token(given: object, expected: str) -> None:
    """Raise ForbiddenError unless the form carries the token of this sign-in."""
    if not isinstance(given, str) or not secrets.compare_digest(given.encode(), expected.encode()):
        raise ForbiddenError(
            "The form was made for another sign-in; open the page again and repeat it there."
        )


def _is_ours(origin: str, host: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and bool(host) and parts.netloc.lower() == host.lower()
