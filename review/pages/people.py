"""Users and roles: made, changed and shut by admins; the last admin stays."""

from fastapi import Response

from domain.errors import ConfigurationError, ConflictError
from pipeline.private_mail import PERMISSION
from review.catalogues import LANGUAGES
from review.doors import Door, Role
from review.pages.sso import PROGRAM
from review.passwords import LONGEST, SHORTEST, hash_password
from review.refusals import UnusableError
from review.visits import Form, Here, Posted, Visit
from store.repositories import api_tokens, users
from store.repositories.history import Detail, add_event
from store.session import Session
from store.tables import User

ROLES = ("clerk", "admin", "auditor")


def show(visit: Here) -> Response:
    """List the accounts."""
    return _page(visit)


def add(visit: Here, form: Posted) -> Response:
    """Make an account."""
    name, engines = form.text("name").strip(), visit.office.engines
    try:
        roles = _roles(form)
        if not name or len(name) > 100 or not name.isprintable():
            raise UnusableError("A name to sign in with has letters and no spaces around it.")
        if name in PROGRAM:
            raise UnusableError("This name stands for the program in the history; choose another one.")
        hashed = _hashed(form.text("password"))
        with engines.store.write() as session:
            now = engines.clock.now()
            language = form.text("language") if form.text("language") in LANGUAGES else LANGUAGES[0]
            users.add_user(session, name, hashed, roles, language, now)
            detail = {"user": name, "roles": " ".join(roles)}
            add_event(session, visit.who, "user_added", now, detail=detail)
    except (UnusableError, ConflictError) as error:
        return _page(visit, 422, _said(visit, error))
    return visit.go("/people")


def change(visit: Here, form: Posted) -> Response:
    """Change roles, shut or open an account, give it a new password; it is signed out everywhere then."""
    try:
        roles = _roles(form)
        hashed = _hashed(form.text("password")) if form.text("password") else None
        with visit.office.engines.store.write() as session:
            _change(visit, session, form, roles, hashed)
    except (UnusableError, ConflictError) as error:
        return _page(visit, 422, _said(visit, error))
    return visit.go("/people")


def _change(visit: Visit, session: Session, form: Form, roles: tuple[str, ...], hashed: str | None) -> None:
    user = users.get_user(session, form.text("name"))
    active, now = form.text("active") == "yes", visit.office.engines.clock.now()
    before = f"{' '.join(user.roles)}{'' if user.active else ' shut'}"
    user.roles, user.active = roles, active
    session.add(user)
    session.flush()
    if not any(each.active and "admin" in each.roles for each in users.list_users(session)):
        raise UnusableError("Nobody would be admin any more; make somebody else one first.")
    after = f"{' '.join(roles)}{'' if active else ' shut'}"
    if hashed is not None:
        users.set_password(session, user.id, hashed)
    if before != after or hashed is not None:
        users.end_sessions_of(session, user.id)
        said = {"user": user.name, "before": before, "after": after}
        detail: Detail = {**said, "new_password": hashed is not None}
        add_event(session, visit.who, "user_changed", now, detail=detail)
    if not active:
        api_tokens.end_of(session, user.id)


def _roles(form: Form) -> tuple[str, ...]:
    role = form.text("role")
    if role not in ROLES:
        raise UnusableError("Choose a role.")
    return (role, PERMISSION) if form.text("private") == "yes" and role == "clerk" else (role,)


def _hashed(password: str) -> str:
    try:
        return hash_password(password)
    except ConfigurationError:
        raise UnusableError("The new password needs 12 to 128 characters.") from None


def _said(visit: Visit, error: Exception) -> str:
    return visit.say(error.message, **error.values) if isinstance(error, UnusableError) else visit.told(error)


def _page(visit: Visit, status: int = 200, refusal: str | None = None) -> Response:
    with visit.office.engines.store.read() as session:
        people: tuple[User, ...] = users.list_users(session)
    limits = {"shortest": SHORTEST, "longest": LONGEST}
    return visit.page(
        "people.html", status, people=people, roles=ROLES, languages=LANGUAGES, refusal=refusal, **limits
    )


DOORS = (
    Door("GET", "/people", show, Role.ADMIN),
    Door("POST", "/people", add, Role.ADMIN, 10_000),
    Door("POST", "/people/change", change, Role.ADMIN, 10_000),
)
