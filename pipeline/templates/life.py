"""Versions of a layout: added, made active, retired, rolled back, deleted; each is a line of the history."""

from dataclasses import replace
from datetime import datetime

from domain.errors import ConflictError
from domain.layouts import LayoutTemplate
from domain.taught import NO_CUSTOMER, CustomerKey, TemplateState, Why
from extractors.layouts.folder import folder_name
from extractors.layouts.yaml_form import from_yaml, to_yaml
from pipeline.engines import Engines
from store.repositories import template_proposals, template_samples, templates
from store.repositories.history import Detail, add_event
from store.session import Session
from store.tables import TemplateRow


def add_version(
    session: Session,
    template: LayoutTemplate,
    why: Why,
    who: str,
    now: datetime,
    *,
    note: str = "",
    customer: CustomerKey = NO_CUSTOMER,
    active: bool = True,
) -> TemplateRow:
    """Add a version of a layout, the layout itself where it is new; `active` lets it read from now on."""
    row = templates.find(session, template.name) or templates.add(session, _row(template, customer, now))
    if row.state is TemplateState.DELETED:
        row.state, row.active_version = TemplateState.DRAFT, None
    number = templates.next_number(session, row.id)
    body = to_yaml(replace(template, version=number))
    templates.add_version(session, row, body, note, who, why, now, number)
    row.payer, row.payer_key = template.payer, folder_name(template.payer)
    if row.customer_id is None and customer.number is not None:
        row.customer_id, row.company = customer.number, customer.company
    row.updated_at = now
    detail: Detail = {"template": row.name, "version": number, "why": why.value}
    add_event(session, who, "template_version_added", now, detail=detail)
    if active:
        make_active(session, row, number, who, now)
    session.add(row)
    return row


def make_active(session: Session, row: TemplateRow, number: int, who: str, now: datetime) -> None:
    """Let one version read from now on; the payer's changed form counts as known."""
    row.state, row.active_version, row.updated_at = TemplateState.ACTIVE, number, now
    session.add(row)
    templates.settle_drift(session, row.payer_key)
    templates.changed(session, who, now)
    add_event(session, who, "template_activated", now, detail={"template": row.name, "version": number})


def activate(engines: Engines, name: str, number: int | None, who: str) -> int:
    """Make a version active, without a number the newest; return it. Raises NotFoundError."""
    now = engines.clock.now()
    with engines.store.write() as session:
        row = templates.get_for_change(session, name)
        newest = templates.next_number(session, row.id) - 1
        chosen = templates.version(session, row, number if number is not None else newest)
        from_yaml(chosen.body, f"{name} version {chosen.number}")
        make_active(session, row, chosen.number, who, now)
        return chosen.number


def retire(engines: Engines, name: str, who: str) -> None:
    """Use a layout no longer; its history and samples stay. Raises NotFoundError."""
    now = engines.clock.now()
    with engines.store.write() as session:
        row = templates.get_for_change(session, name)
        row.state, row.updated_at = TemplateState.RETIRED, now
        templates.settle_drift(session, row.payer_key)
        session.add(row)
        templates.changed(session, who, now)
        add_event(session, who, "template_retired", now, detail={"template": name})


def roll_back(engines: Engines, name: str, number: int, who: str) -> int:
    """Make an earlier version the newest one and active; return its new number. Raises NotFoundError."""
    now = engines.clock.now()
    with engines.store.write() as session:
        row = templates.get_for_change(session, name)
        earlier = from_yaml(templates.version(session, row, number).body, f"{name} version {number}")
        note = f"as version {number}"
        made = add_version(session, earlier, Why.ROLLED_BACK, who, now, note=note)
        if made.active_version is None:
            raise ConflictError(f"{name} could not be rolled back.")
        return made.active_version


def delete(engines: Engines, name: str, who: str) -> int:
    """Remove a layout's versions, samples and uses; the name stays. Returns how many samples went."""
    now = engines.clock.now()
    with engines.store.write() as session:
        row = templates.get_for_change(session, name)
        held = [sample.body_sha256 for sample in template_samples.samples(session, [row.id])]
        template_samples.forget_template(session, row.id)
        template_proposals.forget_template(session, name)
        templates.forget_versions(session, row.id)
        row.state, row.active_version, row.updated_at = TemplateState.DELETED, None, now
        templates.settle_drift(session, row.payer_key)
        session.add(row)
        session.flush()
        unnamed = [body for body in dict.fromkeys(held) if not template_samples.is_named(session, body)]
        templates.changed(session, who, now)
        add_event(session, who, "template_deleted", now, detail={"template": name})
    for body in unnamed:
        engines.blobs.erase(body)
    return len(held)


def _row(template: LayoutTemplate, customer: CustomerKey, now: datetime) -> TemplateRow:
    return TemplateRow(
        name=template.name,
        payer=template.payer,
        payer_key=folder_name(template.payer),
        customer_id=customer.number,
        company=customer.company,
        created_at=now,
        updated_at=now,
    )
