"""What admins set on the pages over the configuration: modes, thresholds, mailboxes that stand still."""

import json
from datetime import datetime

from domain.errors import ConfigurationError, ConflictError
from domain.policy import Answering, ModeRule, Routing
from domain.words import Mode, Route
from store.repositories import asked_changes, settings
from store.repositories.history import add_event
from store.repositories.settings import SettingValue
from store.session import Session
from store.tables import AskedChange

MODE, THRESHOLD, MAILBOX_OFF = "mode", "threshold:", "mailbox_off:"
"""Names of settings: "mode", "mode:ROUTE", "threshold:ROUTE", "mailbox_off:ACCOUNT"."""


def answering_in(session: Session, answering: Answering) -> Answering:
    """Return the policy with the modes that were set on the pages; a route's mode replaces its own rule."""
    kept = settings.starting_with(session, MODE)
    general = kept.get(MODE)
    routes = {route: kept[f"{MODE}:{route}"] for route in Route if kept.get(f"{MODE}:{route}")}
    if not routes and not general:
        return answering
    rules = [rule for rule in answering.modes if not (rule.route in routes and _names_route_alone(rule))]
    rules += [ModeRule(mode=Mode(str(mode)), route=route) for route, mode in routes.items()]
    mode = Mode(str(general)) if general else answering.mode
    return answering.model_copy(update={"mode": mode, "modes": tuple(rules)})


def routing_in(session: Session, routing: Routing) -> Routing:
    """Return the policy with the thresholds that were set on the pages."""
    kept = settings.starting_with(session, THRESHOLD)
    changed = {route: float(str(kept[THRESHOLD + route])) for route in Route if kept.get(THRESHOLD + route)}
    return (
        routing.model_copy(update={"thresholds": {**routing.thresholds, **changed}}) if changed else routing
    )


def is_off(session: Session, account: str) -> bool:
    """Tell whether a mailbox was made to stand still on the pages."""
    return settings.is_on(session, MAILBOX_OFF + account)


def change(
    session: Session, name: str, value: SettingValue, who: str, now: datetime, *, second_person: bool
) -> bool:
    """Set an override, None takes it back; with `second_person` it waits for another. True when it is set.

    Raises ConfigurationError for a name or value that is none.
    """
    refuse_unusable(name, value)
    if not second_person:
        settings.set_setting(session, name, value, who, now)
        return True
    asked_changes.ask(session, name, json.dumps(value), who, now)
    add_event(session, who, "change_asked", now, detail={"name": name, "value": value})
    return False


def decide(session: Session, number: int, who: str, now: datetime, *, agreed: bool) -> None:
    """Agree to a change that another person asked for, or decline it.

    Raises ConflictError for one's own, and for one that was decided already.
    """
    asked: AskedChange | None = asked_changes.open_one(session, number)
    if asked is None:
        raise ConflictError("that change was decided already.")
    if agreed and asked.asked_by == who:
        raise ConflictError("a second person must agree to what you asked for.")
    asked_changes.decided(session, asked, who, now, agreed=agreed)
    word = "change_agreed" if agreed else "change_declined"
    add_event(session, who, word, now, detail={"name": asked.name, "asked_by": asked.asked_by})
    if agreed:
        settings.set_setting(session, asked.name, json.loads(asked.value), who, now)


def refuse_unusable(name: str, value: SettingValue) -> None:
    """Raise ConfigurationError for an override that is none."""
    head, _, tail = name.partition(":")
    known = name == MODE or (head in (MODE, THRESHOLD[:-1]) and tail in list(Route))
    if not known:
        raise ConfigurationError(f"{name[:60]} cannot be set here.")
    if value is None:
        return
    if head == MODE and value not in list(Mode):
        raise ConfigurationError(f"{str(value)[:40]!r} is no mode; choose one of {', '.join(Mode)}.")
    if head != MODE and not 0 <= _number(value) <= 1:
        raise ConfigurationError("a threshold is a number from 0 to 1.")


def _names_route_alone(rule: ModeRule) -> bool:
    return rule.kind is None and rule.customer_id is None and rule.amount_from is None


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return -1
