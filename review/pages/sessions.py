"""Signed-in browsers: everybody sees and ends their own, an admin everybody's."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import Response

from domain.errors import NotFoundError
from review.doors import Door, Role
from review.visits import Here, Posted, Visit
from store.repositories import users
from store.repositories.history import add_event
from store.tables import User, WebSession


@dataclass(frozen=True, slots=True)
class Browser:
    """One signed-in browser."""

    number: int
    who: str
    began: datetime
    seen: datetime
    ends: datetime
    this: bool
    """True for the one that looks."""


def show(visit: Here) -> Response:
    """List one's own browsers, and for an admin those of others."""
    now = visit.office.engines.clock.now()
    with visit.office.engines.store.read() as session:
        found = users.live_sessions(session, now)
    browsers = [_browser(visit, row, user) for row, user in found]
    own = [each for each in browsers if each.who == visit.who]
    others = [each for each in browsers if each.who != visit.who] if visit.is_admin else []
    return visit.page("sessions.html", own=own, others=others)


def end(visit: Here, form: Posted) -> Response:
    """End one browser's session, or all of one's own but this one."""
    office, visitor = visit.office, visit.visitor
    now = office.engines.clock.now()
    number, everywhere = form.whole("session"), form.text("session") == "others"
    with office.engines.store.write() as session:
        found = [
            (row, user)
            for row, user in users.live_sessions(session, now)
            if user.name == visit.who or visit.is_admin
        ]
        this = visitor.token_hash if visitor else ""
        chosen = [
            (row, user)
            for row, user in found
            if (row.id == number and not everywhere)
            or (everywhere and user.name == visit.who and row.token_hash != this)
        ]
        if not chosen and not everywhere:
            raise NotFoundError("that session has ended already.")
        for row, user in chosen:
            users.end_session(session, row.token_hash)
            add_event(session, visit.who, "session_ended", now, detail={"of": user.name})
    return visit.go("/account/sessions")


def _browser(visit: Visit, row: WebSession, user: User) -> Browser:
    this = visit.visitor is not None and visit.visitor.token_hash == row.token_hash
    return Browser(row.id, user.name, row.created_at, row.last_seen_at, row.expires_at, this)


DOORS = (
    Door("GET", "/account/sessions", show, Role.MEMBER),
    Door("POST", "/account/sessions", end, Role.MEMBER, 10_000),
)
