"""Taught layouts and their versions; a counter tells every worker that something changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, and_, bindparam, cast, delete, or_, select
from sqlalchemy import String as Text
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.errors import NotFoundError
from domain.taught import NO_CUSTOMER, CustomerKey, TemplateState, Why
from store.dialect import insert_into, table_of
from store.tables import (
    Setting,
    TemplateDrift,
    TemplateRow,
    TemplateVersion,
)

_TEMPLATE = table_of(TemplateRow)
_VERSION = table_of(TemplateVersion)
_SETTING = table_of(Setting)
_REVISION = "template_revision"
# Made once: it is asked for before every step.
_COUNT = select(_SETTING.c.value).where(_SETTING.c.name == bindparam("wanted"))


@dataclass(frozen=True, slots=True)
class Active:
    """One active layout: its row's key, its version, and the YAML of that version."""

    id: int
    name: str
    version: int
    customer: CustomerKey = NO_CUSTOMER
    body: str = ""


def revision(session: Session) -> int:
    """Return a number that grows with every change of what is active."""
    kept = session.execute(_COUNT, {"wanted": _REVISION}).scalar_one_or_none()
    return 0 if kept is None else int(json.loads(kept))


def changed(session: Session, who: str, now: datetime) -> None:
    """Let every worker load the active layouts anew; counted in the database, so that none is missed."""
    fresh = {"changed_at": now, "changed_by": who}
    grown = cast(cast(_SETTING.c.value, Integer) + 1, Text)
    session.execute(
        insert_into(session, Setting)
        .values(name=_REVISION, value="1", **fresh)
        .on_conflict_do_update(index_elements=["name"], set_={"value": grown, **fresh})
    )


def add(session: Session, template: TemplateRow) -> TemplateRow:
    """Add a layout and return it with its key."""
    session.add(template)
    session.flush()
    return template


def find(session: Session, name: str) -> TemplateRow | None:
    """Return the layout of that name, deleted ones included; None where there was never one."""
    return session.exec(rows_of(TemplateRow).where(col(TemplateRow.name) == name)).one_or_none()


def get(session: Session, name: str) -> TemplateRow:
    """Return the layout of that name. Raises NotFoundError, for a deleted one too."""
    found = find(session, name)
    if found is None or found.state is TemplateState.DELETED:
        raise NotFoundError(f"there is no taught layout {name}; `ardoise templates list` names them.")
    return found


def get_for_change(session: Session, name: str) -> TemplateRow:
    """Return the layout, held until the transaction ends. Raises NotFoundError."""
    get(session, name)
    wanted = rows_of(TemplateRow).where(col(TemplateRow.name) == name).with_for_update()
    return session.exec(wanted.execution_options(populate_existing=True)).one()


def all_rows(session: Session) -> tuple[TemplateRow, ...]:
    """Return every layout but deleted ones, by name."""
    wanted = rows_of(TemplateRow).where(col(TemplateRow.state) != TemplateState.DELETED)
    return tuple(session.exec(wanted.order_by(col(TemplateRow.name))))


def named(session: Session, names: Sequence[str]) -> tuple[TemplateRow, ...]:
    """Return the layouts of those names."""
    return tuple(session.exec(rows_of(TemplateRow).where(col(TemplateRow.name).in_(names))))


def known_names(session: Session) -> frozenset[str]:
    """Return every name that was ever given, deleted ones included."""
    return frozenset(session.execute(select(_TEMPLATE.c.name)).scalars())


def of_payer(session: Session, payer_key: str, customer: CustomerKey) -> tuple[TemplateRow, ...]:
    """Return the layouts of a payer by name or customer, deleted ones left out."""
    same: list[ColumnElement[bool]] = [col(TemplateRow.payer_key) == payer_key]
    if customer.number:
        owned = col(TemplateRow.company) == customer.company
        same.append(and_(col(TemplateRow.customer_id) == customer.number, owned))
    wanted = rows_of(TemplateRow).where(or_(*same), col(TemplateRow.state) != TemplateState.DELETED)
    return tuple(session.exec(wanted.order_by(col(TemplateRow.name))))


def active(session: Session) -> tuple[Active, ...]:
    """Return every active layout without its YAML, by name."""
    columns = (_TEMPLATE.c.id, _TEMPLATE.c.name, _TEMPLATE.c.active_version)
    wanted = select(*columns, _TEMPLATE.c.customer_id, _TEMPLATE.c.company)
    rows = session.execute(
        wanted.where(_TEMPLATE.c.state == TemplateState.ACTIVE, _TEMPLATE.c.active_version.is_not(None))
    )
    found = (Active(row[0], row[1], row[2], CustomerKey(row[3], row[4])) for row in rows)
    return tuple(sorted(found, key=lambda one: one.name))


def bodies(session: Session, wanted: Sequence[Active]) -> Mapping[tuple[int, int], str]:
    """Return the YAML of those versions by (layout, version), a few hundred at a time."""
    found: dict[tuple[int, int], str] = {}
    pairs = {(one.id, one.version) for one in wanted}
    keys = sorted({one.id for one in wanted})
    for first in range(0, len(keys), 500):
        statement = select(_VERSION.c.template_id, _VERSION.c.number, _VERSION.c.body).where(
            _VERSION.c.template_id.in_(keys[first : first + 500])
        )
        for template_id, number, body in session.execute(statement):
            if (template_id, number) in pairs:
                found[template_id, number] = body
    return found


def versions(session: Session, template_id: int) -> tuple[TemplateVersion, ...]:
    """Return the versions of a layout, oldest first."""
    wanted = rows_of(TemplateVersion).where(col(TemplateVersion.template_id) == template_id)
    return tuple(session.exec(wanted.order_by(col(TemplateVersion.number))))


def version(session: Session, template: TemplateRow, number: int) -> TemplateVersion:
    """Return one version. Raises NotFoundError that names those there are."""
    known = versions(session, template.id)
    found = next((one for one in known if one.number == number), None)
    if found is None:
        numbers = ", ".join(str(one.number) for one in known) or "none"
        raise NotFoundError(f"{template.name} has no version {number}; it has {numbers}.")
    return found


def add_version(
    session: Session,
    template: TemplateRow,
    body: str,
    note: str,
    who: str,
    why: Why,
    now: datetime,
    number: int,
) -> None:
    """Add a version to a layout."""
    session.add(
        TemplateVersion(
            template_id=template.id, number=number, body=body, note=note, who=who, why=why, at=now
        )
    )
    session.flush()


def next_number(session: Session, template_id: int) -> int:
    """Return the number that the next version of a layout gets."""
    known = versions(session, template_id)
    return known[-1].number + 1 if known else 1


def forget_versions(session: Session, template_id: int) -> None:
    """Remove every version of a layout."""
    session.execute(delete(_VERSION).where(_VERSION.c.template_id == template_id))


def drifts(session: Session) -> tuple[TemplateDrift, ...]:
    """Return the payers that use a form which is none of their taught ones."""
    return tuple(session.exec(rows_of(TemplateDrift).order_by(col(TemplateDrift.payer_key))))


def note_drift(session: Session, payer_key: str, payer: str, since: datetime, item_id: int) -> bool:
    """Note that a payer changed its form; an earlier day counts. True when it was not known before."""
    row = session.exec(
        rows_of(TemplateDrift).where(col(TemplateDrift.payer_key) == payer_key).with_for_update()
    ).one_or_none()
    if row is not None:
        row.since = min(row.since, since)
        session.add(row)
        return False
    added = (
        insert_into(session, TemplateDrift)
        .values(payer_key=payer_key, payer=payer, since=since, work_item_id=item_id)
        .on_conflict_do_nothing()
        .returning(table_of(TemplateDrift).c.id)
    )
    return session.execute(added).scalar_one_or_none() is not None


def settle_drift(session: Session, payer_key: str) -> None:
    """Forget that a payer changed its form: the new one is taught."""
    drift = table_of(TemplateDrift)
    session.execute(delete(drift).where(drift.c.payer_key == payer_key))
