"""Proposals: kept with what the gate says of them, accepted where it holds, declined by a person."""

import hashlib
from dataclasses import dataclass

from domain.codec import to_json
from domain.errors import ConflictError
from domain.layouts import LayoutTemplate, Sample
from domain.ports import ReadingAids
from domain.taught import CustomerKey, ProposalState, TemplateState, Why
from extractors.layouts.yaml_form import from_yaml, to_yaml
from pipeline.engines import Engines
from pipeline.templates.comparing import hold_against
from pipeline.templates.gate import GateResult, SampleResult
from pipeline.templates.library import TemplateLibrary
from pipeline.templates.life import add_version
from pipeline.templates.proposing import Change
from pipeline.templates.samples import keep_sample, thin_out, unpacked
from store.repositories import template_proposals, templates
from store.repositories.history import Detail, add_event
from store.session import Session
from store.tables import TemplateProposal


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a proposal comes from."""

    work_item_id: int
    customer: CustomerKey
    confirmed_by: str
    reason: str


def propose(
    engines: Engines, change: Change, sample: Sample, body_sha256: str, verdict: GateResult, origin: Origin
) -> int | None:
    """Keep a proposal and return its number; None for one that was made and decided before."""
    body = to_yaml(change.template)
    now = engines.clock.now()
    with engines.store.write() as session:
        number = template_proposals.add(
            session,
            TemplateProposal(
                name=change.template.name,
                payer=change.template.payer,
                customer_id=origin.customer.number,
                company=origin.customer.company,
                base_version=change.base.version if change.base else None,
                body=body,
                body_sha256=hashlib.sha256(body.encode()).hexdigest(),
                reason=origin.reason,
                work_item_id=origin.work_item_id,
                document_sha256=sample.document.sha256,
                sample_sha256=body_sha256,
                confirmed_by=origin.confirmed_by,
                gate=to_json(verdict.samples, tuple[SampleResult, ...]).decode(),
                holds=goes_live(verdict, sample),
                created_at=now,
            ),
        )
        if number is not None:
            detail: Detail = {
                "proposal": number,
                "template": change.template.name,
                "holds": goes_live(verdict, sample),
            }
            add_event(session, "ardoise", "template_proposed", now, origin.work_item_id, detail)
    return number


def goes_live(verdict: GateResult, sample: Sample) -> bool:
    """Tell whether a change may go live: nothing is read worse, and what taught it is read right."""
    taught = [one for one in verdict.samples if one.sha256 == sample.document.sha256]
    return verdict.holds and bool(taught) and not any(one.after.faults for one in taught)


def accept(
    engines: Engines, library: TemplateLibrary, number: int, who: str, aids: ReadingAids
) -> LayoutTemplate:
    """Let a proposal read from now on, after the gate held once more, and keep the document that taught it.

    Raises NotFoundError, and ConflictError for one that was decided, rests on an older version, or reads a
    confirmed document worse.
    """
    with engines.store.read() as session:
        known = template_proposals.get(session, number)
    sample = unpacked(engines.blobs, known.sample_sha256)
    template = from_yaml(known.body, f"proposal {number}")
    active = library.live().shelf.templates
    verdict = hold_against(engines, template, active, known.customer, aids, [sample])
    if not goes_live(verdict, sample):
        raise ConflictError(f"proposal {number} stays open: {refusal(verdict, sample)}")
    now = engines.clock.now()
    with engines.store.write() as session:
        proposal = template_proposals.get_open(session, number)
        _refuse_stale(session, proposal)
        why = Why.TAUGHT if proposal.base_version is None else Why.CORRECTED
        row = add_version(session, template, why, who, now, note=proposal.reason, customer=proposal.customer)
        template_proposals.decide(session, proposal, ProposalState.ACCEPTED, who, now)
        others = template_proposals.decline_others(session, proposal.name, number, "ardoise", now)
        for one in (*(other for other in others if other.holds), proposal):
            # What was confirmed of the same layout meanwhile was learnt from, too.
            keep_sample(
                session,
                row.id,
                one.document_sha256,
                one.sample_sha256,
                one.customer,
                one.confirmed_by,
                now,
            )
        detail: Detail = {"proposal": number, "template": proposal.name}
        add_event(session, who, "template_proposal_accepted", now, proposal.work_item_id, detail)
        row_id = row.id
    thin_out(engines, row_id)
    return template


def decline(engines: Engines, number: int, who: str) -> None:
    """Close a proposal without using it. Raises NotFoundError or ConflictError."""
    now = engines.clock.now()
    with engines.store.write() as session:
        proposal = template_proposals.get_open(session, number)
        template_proposals.decide(session, proposal, ProposalState.DECLINED, who, now)
        detail: Detail = {"proposal": number, "template": proposal.name}
        add_event(session, who, "template_proposal_declined", now, proposal.work_item_id, detail)


def refusal(verdict: GateResult, sample: Sample) -> str:
    """Say in one sentence why a change may not go live."""
    if verdict.worse:
        first = verdict.worse[0]
        why = first.after.faults[0] if first.after.faults else "A person would be asked about it in vain."
        return f"{len(verdict.worse)} confirmed documents would be read worse, {first.document}: {why}"
    return f"{sample.document.name}, which taught it, would not be read right."


def _refuse_stale(session: Session, proposal: TemplateProposal) -> None:
    row = templates.find(session, proposal.name)
    held = row is not None and row.state is not TemplateState.DELETED
    now = row.active_version if row is not None and held else None
    if now != proposal.base_version or (proposal.base_version is None and held):
        raise ConflictError(
            f"proposal {proposal.id} rests on a version of {proposal.name} that is no longer the active one; "
            "decline it, the next correction proposes anew."
        )
