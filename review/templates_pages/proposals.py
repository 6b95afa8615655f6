"""Proposed changes of layouts: what they read before and after, accepted or declined."""

from fastapi import Response

from domain.codec import from_json
from domain.errors import ConfigurationError, ConflictError, NotFoundError
from domain.taught import ProposalState
from extractors.layouts.yaml_form import from_yaml
from pipeline.templates.again import read_again
from pipeline.templates.deciding import accept, decline
from pipeline.templates.gate import SampleResult
from review.refusals import RefusedError
from review.teaching.room import Others, TeachingRoom
from review.templates_pages.one import compared
from review.visits import Here, Number, Posted, Visit
from store.repositories import template_proposals, templates
from store.session import Session
from store.tables import TemplateProposal


class ProposalPages:
    """The answers of the pages of proposals, over one room."""

    def __init__(self, room: TeachingRoom) -> None:
        self.room = room

    def queue(self, visit: Here) -> Response:
        """Show the open proposals, or all of them."""
        every = visit.request.query_params.get("every") == "yes"
        with visit.office.engines.store.read() as session:
            listed = template_proposals.listed(session, None if every else ProposalState.OPEN)
        shown = [(one, _results(one)) for one in listed[::-1][:200]]
        done = visit.request.query_params.get("done", "")
        return visit.page("layout_proposals.html", proposals=shown, every=every, done=done)

    def show(self, visit: Here, number: Number) -> Response:
        """Show one proposal: what changes, and every affected document before and after."""
        return self._page(visit, number)

    def act(self, visit: Here, posted: Posted, number: Number) -> Response:
        """Accept or decline it; the gate is held once more before anything goes live."""
        action, engines = posted.text("action"), visit.office.engines
        with engines.store.read() as session:
            proposal = template_proposals.get(session, number)
        try:
            if action == "accept":
                if visit.office.teaching.second_person and proposal.confirmed_by == visit.who:
                    raise RefusedError("You taught this yourself; another administrator accepts it.")
                template = accept(engines, self.room.library, number, visit.who, self.room.aids)
                read_again(engines, template, proposal.customer)
                return visit.go(f"/layouts/{template.name}?done=taught")
            if action != "decline":
                raise NotFoundError(f"there is no action {action!r}.")
            decline(engines, number, visit.who)
        except ConflictError as error:
            return self._page(visit, number, 409, visit.told(error))
        except RefusedError as error:
            return self._page(visit, number, 422, visit.say(error.message))
        return visit.go("/layout-proposals?done=declined")

    def _page(self, visit: Visit, number: int, status: int = 200, refusal: str = "") -> Response:
        with visit.office.engines.store.read() as session:
            proposal = template_proposals.get(session, number)
            before = _before(session, proposal)
        return visit.page(
            "layout_proposal.html",
            status,
            proposal=proposal,
            samples=_results(proposal),
            diff=compared(before, proposal.body) if before else (),
            others=self._others(proposal),
            done=visit.request.query_params.get("done", ""),
            refusal=refusal,
            own=visit.office.teaching.second_person and proposal.confirmed_by == visit.who,
        )

    def _others(self, proposal: TemplateProposal) -> Others | None:
        if proposal.state is not ProposalState.OPEN:
            return None
        try:
            template = from_yaml(proposal.body, f"proposal {proposal.id}")
        except ConfigurationError:
            return None
        read = self.room.documents.read_by(template, proposal.customer, "", self.room.aids)
        return Others(read)


def _before(session: Session, proposal: TemplateProposal) -> str:
    row = templates.find(session, proposal.name)
    if row is None or proposal.base_version is None:
        return ""
    known = {one.number: one.body for one in templates.versions(session, row.id)}
    return known.get(proposal.base_version, "")


def _results(proposal: TemplateProposal) -> tuple[SampleResult, ...]:
    found: tuple[SampleResult, ...] = from_json(tuple[SampleResult, ...], proposal.gate.encode())
    return found
