"""Mailboxes: how each folder stands; pause, go on, try."""

from fastapi import Response

from domain.errors import NotFoundError
from pipeline import overrides
from review.doors import Door, Role
from review.visits import Here, Posted, Visit
from store.repositories import deliveries, settings


def show(visit: Here) -> Response:
    """Show every account of the configuration."""
    return _page(visit)


def switch(visit: Here, form: Posted, name: str) -> Response:
    """Let an account stand still or go on; what arrives meanwhile is fetched afterwards."""
    _refuse_unknown(visit, name)
    engines, off = visit.office.engines, form.text("on") != "yes"
    with engines.store.write() as session:
        settings.set_setting(session, overrides.MAILBOX_OFF + name, off, visit.who, engines.clock.now())
    return visit.go("/mailboxes")


def attempt(visit: Here, form: Posted, name: str) -> Response:
    """Sign in and look at the folders, as `ardoise check` does; nothing is fetched or changed."""
    _refuse_unknown(visit, name)
    attempt_of = visit.office.try_mailbox
    found = attempt_of(name) if attempt_of is not None else ()
    return _page(visit, tried=name, found=found)


def _page(visit: Visit, tried: str = "", found: tuple[tuple[bool, str], ...] = ()) -> Response:
    office = visit.office
    with office.engines.store.read() as session:
        states = deliveries.folder_states(session)
        off = {box.name for box in office.mailboxes if overrides.is_off(session, box.name)}
    shown = [(box, [each for each in states if each.account == box.name]) for box in office.mailboxes]
    return visit.page("mailboxes.html", boxes=shown, off=off, tried=tried, found=found)


def _refuse_unknown(visit: Visit, name: str) -> None:
    if name not in {box.name for box in visit.office.mailboxes}:
        raise NotFoundError(f"there is no mailbox {name[:60]!r} in the configuration.")


DOORS = (
    Door("GET", "/mailboxes", show, Role.ADMIN),
    Door("POST", "/mailboxes/{name}", switch, Role.ADMIN, 10_000),
    Door("POST", "/mailboxes/{name}/try", attempt, Role.ADMIN, 10_000),
)
