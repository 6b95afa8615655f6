"""Proposed changes of taught layouts, waiting for the gate or a person."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.errors import ConflictError, NotFoundError
from domain.taught import ProposalState
from store.dialect import table_of
from store.tables import TemplateProposal


def add(session: Session, proposal: TemplateProposal) -> int | None:
    """Add a proposal and return its number; of one that was made before and waits, its number; else None."""
    known = rows_of(TemplateProposal).where(
        col(TemplateProposal.work_item_id) == proposal.work_item_id,
        col(TemplateProposal.document_sha256) == proposal.document_sha256,
        col(TemplateProposal.body_sha256) == proposal.body_sha256,
    )
    before = session.exec(known).first()
    if before is not None:
        # A worker that died before it was decided makes it once more.
        return before.id if before.state is ProposalState.OPEN else None
    session.add(proposal)
    session.flush()
    return proposal.id


def get(session: Session, number: int) -> TemplateProposal:
    """Return one proposal. Raises NotFoundError."""
    found = session.get(TemplateProposal, number)
    if found is None:
        raise NotFoundError(f"there is no proposal {number}; `ardoise templates proposals` lists them.")
    return found


def get_open(session: Session, number: int) -> TemplateProposal:
    """Return an open proposal, held until the transaction ends. Raises NotFoundError or ConflictError."""
    get(session, number)
    wanted = rows_of(TemplateProposal).where(col(TemplateProposal.id) == number).with_for_update()
    found = session.exec(wanted.execution_options(populate_existing=True)).one()
    if found.state is not ProposalState.OPEN:
        raise ConflictError(f"proposal {number} was {found.state.value} already.")
    return found


def listed(
    session: Session, state: ProposalState | None = ProposalState.OPEN
) -> tuple[TemplateProposal, ...]:
    """Return the proposals in a state, oldest first; None: in any."""
    wanted = rows_of(TemplateProposal)
    if state is not None:
        wanted = wanted.where(col(TemplateProposal.state) == state)
    return tuple(session.exec(wanted.order_by(col(TemplateProposal.id))))


def decide(
    session: Session, proposal: TemplateProposal, state: ProposalState, who: str, now: datetime
) -> None:
    """Close a proposal."""
    proposal.state, proposal.decided_by, proposal.decided_at = state, who, now
    session.add(proposal)


def decline_others(
    session: Session, name: str, kept: int, who: str, now: datetime
) -> tuple[TemplateProposal, ...]:
    """Decline and return the other open proposals of a layout: they rest on a version that is past."""
    others = tuple(other for other in open_of(session, name) if other.id != kept)
    for other in others:
        decide(session, other, ProposalState.DECLINED, who, now)
    return others


def open_of(session: Session, name: str) -> tuple[TemplateProposal, ...]:
    """Return the open proposals of a layout, oldest first."""
    wanted = rows_of(TemplateProposal).where(
        col(TemplateProposal.state) == ProposalState.OPEN, col(TemplateProposal.name) == name
    )
    return tuple(session.exec(wanted.order_by(col(TemplateProposal.id))))


def forget_template(session: Session, name: str) -> None:
    """Remove every proposal of a layout."""
    proposal = table_of(TemplateProposal)
    session.execute(delete(proposal).where(proposal.c.name == name))
