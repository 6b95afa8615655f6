"""Signing in and out: opaque tokens in a cookie, only their hashes in the store, idle and absolute end."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from review import throttle
from review.office import Office
from review.passwords import LONGEST, fits, hash_password, is_outdated
from review.preferences import Preferences
from review.throttle import Kind
from store.repositories import users
from store.repositories.history import add_event

SEEN_EVERY = timedelta(minutes=1)
"""How often a click is noted: each is a write."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person who is signed in; `csrf` is the token that each of their forms carries."""

    user_id: int
    name: str
    roles: tuple[str, ...]
    language: str
    csrf: str
    token_hash: str
    preferences: Preferences = field(default_factory=Preferences)
    scopes: tuple[str, ...] | None = None
    """What a token of the API may be used for; None: whatever the person may do."""


def cookie_name(office: Office) -> str:
    """Return the name of the session cookie; `__Host-` binds it to this host where there is HTTPS."""
    return "__Host-ardoise" if office.encrypted else "ardoise"


def known_user(office: Office, name: str, password: str, address: str) -> Visitor | None:
    """Return the user whose name and password these are, None otherwise or while tries are throttled.

    A try counts against the name before it is judged, so that parallel guesses gain nothing.
    """
    store, now = office.engines.store, office.engines.clock.now()
    with store.write() as session:
        held = throttle.wait(session, Kind.NAME, name, now) or throttle.wait(
            session, Kind.ADDRESS, address, now
        )
        if held:
            return None
        throttle.count(session, Kind.NAME, name, now)
        user = users.find_user(session, name)
    active = user is not None and user.active
    good = fits(user.password_hash if user is not None and active else None, password)
    with store.write() as session:
        if not good or user is None:
            throttle.count(session, Kind.ADDRESS, address, now)
            # What is typed for a name may be a password: only known names are kept.
            add_event(session, user.name if user else "", "sign_in_refused", now, detail={"from": address})
            return None
        throttle.forget(session, Kind.NAME, name)
        if is_outdated(user.password_hash) and len(password) <= LONGEST:
            users.set_password(session, user.id, hash_password(password))
    if (
        office.sign_on is not None
        and office.sign_on.policy.passwords == "admins"
        and "admin" not in user.roles
    ):
        return None
    return Visitor(user.id, user.name, user.roles, user.language, "", "")


def begin(office: Office, user_id: int, name: str, response: Response) -> None:
    """Begin a session under a new token and put it into the cookie."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    now = office.engines.clock.now()
    ends = now + timedelta(hours=office.web.session_hours)
    with office.engines.store.write() as session:
        users.forget_expired(session, now)
        users.begin_session(session, user_id, _hash(token), csrf, now, ends)
        add_event(session, name, "signed_in", now)
    set_cookie(office, response, cookie_name(office), token)


def visitor_of(office: Office, request: Request) -> Visitor | None:
    """Return who is signed in by the cookie; an idle session is ended, a click is noted."""
    token = request.cookies.get(cookie_name(office))
    if not token:
        return None
    hashed, now = _hash(token), office.engines.clock.now()
    with office.engines.store.read() as session:
        found = users.find_session(session, hashed, now)
    if found is None:
        return None
    row, user = found
    quiet = now - row.last_seen_at
    if quiet > timedelta(minutes=office.web.idle_minutes):
        end(office, hashed)
        return None
    if quiet > SEEN_EVERY and not _asks_by_itself(request):
        with office.engines.store.write() as session:
            users.note_seen(session, hashed, now)
    wishes = Preferences.from_text(user.preferences)
    return Visitor(user.id, user.name, user.roles, user.language, row.csrf, hashed, wishes)


def _asks_by_itself(request: Request) -> bool:
    """Tell whether a page that stays open asks what is new: that keeps nobody signed in."""
    return request.method == "GET" and request.headers.get("sec-fetch-dest") == "empty"


def end(office: Office, token_hash: str, who: str | None = None) -> None:
    """End one session; `who` names somebody who signed out themselves."""
    with office.engines.store.write() as session:
        users.end_session(session, token_hash)
        if who is not None:
            add_event(session, who, "signed_out", office.engines.clock.now())


def set_cookie(office: Office, response: Response, name: str, value: str) -> None:
    """Set a cookie that scripts cannot read and other sites cannot send along with forms."""
    response.set_cookie(name, value, path="/", secure=office.encrypted, httponly=True, samesite="lax")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
