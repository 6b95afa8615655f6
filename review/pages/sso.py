"""Signing in by single sign-on: to the provider, and back."""

import logging

from fastapi import Response

from review.doors import Door, Role
from review.office import Office
from review.pages.sign_in import home, own_path, refused
from review.sessions import Visitor, begin, cookie_name, end, set_cookie
from review.single_sign_on import Journey, Person, SignOnError
from review.visits import Here, Visit
from store.repositories import users
from store.repositories.history import add_event
from store.tables import User

log = logging.getLogger("ardoise.sign_on")

NO_PASSWORD = "!"  # noqa: S105 - no hash, so that no password fits
PROGRAM = frozenset({"ardoise", "timetable", "command line", "restore", "learner", "breaker"})
"""Who acts in the history besides people."""


def leave(visit: Here) -> Response:
    """Send the browser to the provider."""
    office = visit.office
    if office.sign_on is None:
        return visit.go("/sign-in")
    try:
        address, journey = office.sign_on.begin()
    except SignOnError as error:
        log.error("sign_on_failed", extra={"reason": str(error)})
        return refused(visit, "Single sign-on does not answer just now; try again, or use your password.")
    answer = visit.go(address)
    wanted = own_path(visit.request.query_params.get("next", ""))
    kept = " ".join((journey.state, journey.nonce, journey.verifier, wanted))
    set_cookie(office, answer, _cookie(office), kept.encode().hex())
    return answer


def back(visit: Here) -> Response:
    """Take who comes back from the provider, under a new session."""
    office, asked = visit.office, visit.request.query_params
    kept = _kept(visit)
    if office.sign_on is None or kept is None:
        return refused(visit, "Single sign-on did not work; begin again.")
    journey, wanted = kept
    try:
        person = office.sign_on.end(journey, asked.get("state", ""), asked.get("code", ""))
    except SignOnError as error:
        log.error("sign_on_failed", extra={"reason": str(error)})
        return refused(visit, "Single sign-on did not work; begin again.")
    user = _user(office, person)
    if user is None:
        return refused(visit, "Your account may not use Ardoise; ask one of its admins.")
    if visit.visitor is not None:
        end(office, visit.visitor.token_hash)
    known = Visitor(user.id, user.name, user.roles, user.language, "", "")
    answer = visit.go(home(known) if wanted == "/" else wanted)
    begin(office, user.id, user.name, answer)
    answer.delete_cookie(_cookie(office), secure=office.encrypted, httponly=True)
    return answer


def _user(office: Office, person: Person) -> User | None:
    """Return the account of a person, made or changed as the provider says; None for who may not come in.

    A name that somebody else has already is theirs: nobody becomes them by the provider's word.
    """
    now = office.engines.clock.now()
    with office.engines.store.write() as session:
        user = users.by_subject(session, person.subject)
        taken = person.name in PROGRAM or users.find_user(session, person.name) is not None
        if user is None:
            if taken or not person.roles:
                add_event(session, "", "sign_in_refused", now, detail={"by": "single sign-on"})
                return None
            user = users.add_user(session, person.name, NO_PASSWORD, person.roles, "en", now)
            user.subject = person.subject
            roles = " ".join(person.roles)
            add_event(session, person.name, "user_added", now, detail={"user": person.name, "roles": roles})
        elif user.roles != person.roles:
            detail = {"user": user.name, "before": " ".join(user.roles), "after": " ".join(person.roles)}
            add_event(session, user.name, "user_changed", now, detail=detail)
            user.roles = person.roles
        session.add(user)
        if not user.active or not person.roles:
            add_event(session, user.name, "sign_in_refused", now, detail={"by": "single sign-on"})
            users.end_sessions_of(session, user.id)
            return None
        return user


def _kept(visit: Visit) -> tuple[Journey, str] | None:
    """Return the journey that this browser began."""
    try:
        parts = bytes.fromhex(visit.request.cookies.get(_cookie(visit.office), "")).decode().split(" ", 3)
    except ValueError:
        return None
    return (Journey(*parts[:3]), own_path(parts[3])) if len(parts) == 4 else None


def _cookie(office: Office) -> str:
    return f"{cookie_name(office)}-sso"


DOORS = (
    Door("GET", "/sign-in/sso", leave, Role.ANYBODY, 10_000),
    Door("GET", "/sign-in/sso/back", back, Role.ANYBODY, 10_000),
)
