"""Confirmed documents of taught layouts, what layouts read, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.taught import UseOutcome
from store.dialect import insert_into, table_of
from store.tables import TemplateProposal, TemplateRow, TemplateSample, TemplateUse

_SAMPLE = table_of(TemplateSample)
_USE = table_of(TemplateUse)
_PROPOSAL = table_of(TemplateProposal)


def samples(session: Session, template_ids: Sequence[int]) -> tuple[TemplateSample, ...]:
    """Return the samples of layouts, oldest first."""
    wanted = rows_of(TemplateSample).where(col(TemplateSample.template_id).in_(template_ids))
    return tuple(session.exec(wanted.order_by(col(TemplateSample.id))))


def keep_sample(session: Session, sample: TemplateSample) -> None:
    """Keep a sample; the same document taught again replaces what was true before."""
    session.execute(
        delete(_SAMPLE).where(
            _SAMPLE.c.template_id == sample.template_id,
            _SAMPLE.c.document_sha256 == sample.document_sha256,
        )
    )
    session.add(sample)
    session.flush()


def remove_samples(session: Session, sample_ids: Sequence[int]) -> None:
    """Remove samples."""
    session.execute(delete(_SAMPLE).where(_SAMPLE.c.id.in_(sample_ids)))


def erase_customer(session: Session, customer_id: str) -> tuple[str, ...]:
    """Remove the samples and proposals of a customer; return the blobs that nothing names any more."""
    held_names = select(_SAMPLE.c.template_id).where(_SAMPLE.c.customer_id == customer_id)
    _forget_judgements(session, held_names)
    held = select(_SAMPLE.c.body_sha256).where(_SAMPLE.c.customer_id == customer_id)
    proposed = select(_PROPOSAL.c.sample_sha256).where(_PROPOSAL.c.customer_id == customer_id)
    names = {*session.execute(held).scalars(), *session.execute(proposed).scalars()}
    session.execute(delete(_SAMPLE).where(_SAMPLE.c.customer_id == customer_id))
    session.execute(delete(_PROPOSAL).where(_PROPOSAL.c.customer_id == customer_id))
    return tuple(sorted(name for name in names if not is_named(session, name)))


def _forget_judgements(session: Session, template_ids: Any) -> None:
    """Empty what the gate said of these layouts: its words quote values of samples."""
    template = table_of(TemplateRow)
    names = select(template.c.name).where(template.c.id.in_(template_ids))
    session.execute(update(_PROPOSAL).where(_PROPOSAL.c.name.in_(names)).values(gate="[]"))


def is_named(session: Session, body_sha256: str) -> bool:
    """Tell whether a sample or a proposal still names these bytes."""
    counts = (
        select(func.count()).select_from(_SAMPLE).where(_SAMPLE.c.body_sha256 == body_sha256),
        select(func.count()).select_from(_PROPOSAL).where(_PROPOSAL.c.sample_sha256 == body_sha256),
    )
    return any(session.execute(count).scalar_one() for count in counts)


def note_use(
    session: Session,
    item_id: int,
    document: str,
    document_sha256: str,
    template_id: int,
    version: int,
    now: datetime,
) -> None:
    """Note that a layout read a document; a step that runs again counts once."""
    fresh = {
        "document_sha256": document_sha256,
        "version": version,
        "outcome": UseOutcome.READ,
        "fields": (),
        "at": now,
    }
    session.execute(
        insert_into(session, TemplateUse)
        .values(work_item_id=item_id, document=document, template_id=template_id, **fresh)
        .on_conflict_do_update(index_elements=["work_item_id", "document", "template_id"], set_=fresh)
    )


def forget_uses(session: Session, item_id: int) -> None:
    """Forget which layouts read an item that is read anew."""
    session.execute(delete(_USE).where(_USE.c.work_item_id == item_id))


def settle_use(
    session: Session,
    item_id: int,
    document: str | None,
    outcome: UseOutcome,
    fields: Sequence[str],
    now: datetime,
) -> None:
    """Say what became of what layouts read in an item; `document` None: in all of its documents."""
    own = [_USE.c.work_item_id == item_id]
    own += [_USE.c.document == document] if document is not None else []
    session.execute(update(_USE).where(*own).values(outcome=outcome, fields=tuple(fields), at=now))


def uses_of_item(session: Session, item_id: int) -> tuple[TemplateUse, ...]:
    """Return which layouts read an item's documents."""
    return tuple(session.exec(rows_of(TemplateUse).where(col(TemplateUse.work_item_id) == item_id)))


def uses(session: Session, template_id: int, limit: int = 200) -> tuple[TemplateUse, ...]:
    """Return the last documents that a layout read, the newest first."""
    wanted = rows_of(TemplateUse).where(col(TemplateUse.template_id) == template_id)
    return tuple(session.exec(wanted.order_by(col(TemplateUse.id).desc()).limit(limit)))


def counts_by_template(session: Session) -> dict[int, dict[UseOutcome, int]]:
    """Return how often each thing became of what each layout read, all versions together."""
    wanted = select(_USE.c.template_id, _USE.c.outcome, func.count())
    found: dict[int, dict[UseOutcome, int]] = {}
    for template_id, outcome, number in session.execute(wanted.group_by(_USE.c.template_id, _USE.c.outcome)):
        found.setdefault(template_id, {})[outcome] = number
    return found


def judged(session: Session) -> tuple[tuple[int, int, UseOutcome, datetime, int], ...]:
    """Return (layout, version, confirmed or corrected, when last, how often) of what people judged."""
    people = (UseOutcome.CONFIRMED, UseOutcome.CORRECTED)
    wanted = select(
        _USE.c.template_id, _USE.c.version, _USE.c.outcome, func.max(_USE.c.at), func.count()
    ).where(_USE.c.outcome.in_(people))
    rows = session.execute(wanted.group_by(_USE.c.template_id, _USE.c.version, _USE.c.outcome))
    return tuple((row[0], row[1], row[2], row[3], row[4]) for row in rows)


def forget_template(session: Session, template_id: int) -> None:
    """Remove samples and uses of a layout."""
    for kept in (_SAMPLE, _USE):
        session.execute(delete(kept).where(kept.c.template_id == template_id))
