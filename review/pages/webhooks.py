"""Webhooks: how far each was told, what it could not be told; stop, go on, try again."""

from dataclasses import dataclass

from fastapi import Response

from domain.errors import NotFoundError
from domain.hook_policy import Hook
from pipeline.hooks import OFF
from review.doors import Door, Role
from review.visits import Here, Posted
from store.repositories import audit, hooks, settings
from store.repositories.history import add_event
from store.tables import HookDead, HookRow


@dataclass(frozen=True, slots=True)
class Standing:
    """One webhook as the page shows it."""

    hook: Hook
    row: HookRow | None
    off: bool
    behind: int
    """Entries of the trail that it was not asked about yet."""
    dead: tuple[HookDead, ...]


def show(visit: Here) -> Response:
    """Show every webhook of the configuration."""
    office = visit.office
    with office.engines.store.read() as session:
        known, (head, _) = hooks.known(session), audit.head(session)
        shown = [
            Standing(
                hook,
                known.get(hook.name),
                settings.is_on(session, OFF + hook.name),
                head - known[hook.name].position if hook.name in known else 0,
                hooks.given_up(session, hook.name),
            )
            for hook in office.hooks
        ]
    return visit.page("webhooks.html", hooks=shown)


def switch(visit: Here, form: Posted, name: str) -> Response:
    """Stop a webhook or let it go on."""
    office = visit.office
    _refuse_unknown(office.hooks, name)
    off, now = form.text("on") != "yes", office.engines.clock.now()
    with office.engines.store.write() as session:
        settings.set_setting(session, OFF + name, off, visit.who, now)
    return visit.go("/webhooks")


def again(visit: Here, form: Posted, name: str) -> Response:
    """Have what was given up tried once more."""
    office = visit.office
    _refuse_unknown(office.hooks, name)
    with office.engines.store.write() as session:
        for dead in hooks.given_up(session, name):
            dead.problem = ""
            session.add(dead)
        now = office.engines.clock.now()
        add_event(session, visit.who, "webhook_tried_again", now, detail={"webhook": name})
    return visit.go("/webhooks")


def _refuse_unknown(known: tuple[Hook, ...], name: str) -> None:
    if name not in {hook.name for hook in known}:
        raise NotFoundError(f"there is no webhook {name[:60]!r} in the configuration.")


DOORS = (
    Door("GET", "/webhooks", show, Role.ADMIN),
    Door("POST", "/webhooks/{name}", switch, Role.ADMIN, 10_000),
    Door("POST", "/webhooks/{name}/again", again, Role.ADMIN, 10_000),
)
