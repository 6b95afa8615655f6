"""Documents that answers offer for download: signed links with an end, for whoever holds one."""

from datetime import datetime

from fastapi import Response
from starlette.concurrency import run_in_threadpool

from domain.errors import NotFoundError
from responders.links import is_signed, token_parts
from responders.paragraphs import DOWNLOAD_PATH
from review import throttle
from review.doors import Door, Role
from review.downloads import download
from review.refusals import TooManyError
from review.visits import Here, Visit, address_of
from store.repositories import promises
from store.tables import DownloadLink

_NOTHING = "0" * 64
"""Stands in for the hash of a document that is not there, so that its link is checked all the same."""


async def offered(visit: Here, token: str) -> Response:
    """Return the document of a link; made-up, ended and revoked links look the same."""
    return await run_in_threadpool(_document, visit, token)


def _document(visit: Visit, token: str) -> Response:
    engines, address = visit.office.engines, address_of(visit.request)
    now = engines.clock.now()
    with engines.store.read() as session:
        if throttle.wait(session, throttle.Kind.LINK, address, now):
            raise TooManyError("Too many links that do not exist were tried; try again later.")
        parts = token_parts(token)
        found = promises.find_link(session, parts[0]) if parts is not None else None
    if not _holds(visit, token, found, now) or found is None:
        with engines.store.write() as session:
            throttle.count(session, throttle.Kind.LINK, address, now)
        raise NotFoundError("There is no document under this link any more; ask for it again.")
    content = engines.blobs.get(found.sha256)
    with engines.store.write() as session:
        promises.count_download(session, found.link_id, now)
    return download(content, found.name)


def _holds(visit: Visit, token: str, found: DownloadLink | None, now: datetime) -> bool:
    key = visit.office.link_key
    signed = is_signed(token, key, found.sha256 if found is not None else _NOTHING)
    parts = token_parts(token)
    if not key or found is None or parts is None or not signed:
        return False
    return found.revoked_at is None and now < min(parts[1], found.expires_at)


DOORS = (Door("GET", f"{DOWNLOAD_PATH}{{token}}", offered, Role.ANYBODY, 1_000),)
