"""Switches set on the pages, such as the kill switch; each change is a line of the history."""

import json
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session

from store.dialect import insert_into, table_of
from store.repositories.history import add_event
from store.tables import Setting

KILL_SWITCH = "kill_switch"
"""True: nothing leaves by itself."""
HOLD_OUTGOING = "hold_outgoing"
"""True: nothing leaves at all, e.g. after a restore from a backup."""

BREAKER_TRIPPED = "breaker_tripped"
"""When the breaker turned the kill switch on last, as ISO 8601."""

SettingValue = bool | int | str | None
_SETTING = table_of(Setting)
# Made once: it is asked for before every step, and building it costs more than running it.
_VALUE = select(_SETTING.c.value).where(_SETTING.c.name == bindparam("wanted"))


def get_setting(session: Session, name: str) -> SettingValue:
    """Return a switch as it was set, None when it never was."""
    kept = session.execute(_VALUE, {"wanted": name}).scalar_one_or_none()
    value: SettingValue = None if kept is None else json.loads(kept)
    return value


def starting_with(session: Session, start: str) -> dict[str, SettingValue]:
    """Return every switch whose name starts so, by name."""
    named_so = _SETTING.c.name.startswith(start, autoescape=True)
    wanted = select(_SETTING.c.name, _SETTING.c.value).where(named_so)
    return {row.name: json.loads(row.value) for row in session.execute(wanted)}


def is_on(session: Session, name: str) -> bool:
    """Tell whether a switch is on."""
    return get_setting(session, name) is True


def set_by(session: Session, name: str) -> str | None:
    """Return who set a switch last, None when nobody ever did."""
    wanted = select(_SETTING.c.changed_by).where(_SETTING.c.name == name)
    who: str | None = session.execute(wanted).scalar_one_or_none()
    return who


def turned_off_at(session: Session, name: str) -> datetime | None:
    """Return when a switch was turned off, None while it is on or when it never was."""
    wanted = select(_SETTING.c.changed_at).where(_SETTING.c.name == name)
    changed: datetime | None = session.execute(wanted).scalar_one_or_none()
    return None if is_on(session, name) else changed


def set_setting(session: Session, name: str, value: SettingValue, who: str, now: datetime) -> None:
    """Set a switch and note who did."""
    fresh = {"value": json.dumps(value), "changed_at": now, "changed_by": who}
    session.execute(
        insert_into(session, Setting)
        .values(name=name, **fresh)
        .on_conflict_do_update(index_elements=["name"], set_=fresh)
    )
    add_event(session, who, "setting_changed", now, detail={"name": name, "value": value})
