"""Taught layouts by API: taken as files, let read, rolled back, retired; proposals decided."""

from typing import Annotated

from fastapi import Depends, Response
from fastapi.responses import JSONResponse

from domain.errors import ConfigurationError
from domain.taught import ProposalState
from pipeline.templates import life
from pipeline.templates.again import read_again
from pipeline.templates.deciding import accept, decline
from review.api.bodies import Decided, LayoutFile, LayoutVersion, taken
from review.doors import Door, Role, Scope
from review.office import Office
from review.refusals import RefusedError, UnusableError
from review.teaching.room import TeachingRoom
from review.templates_pages.by_hand import take_file
from review.templates_pages.one import file, let_read
from review.visits import Here, Number, Visit
from store.repositories import template_proposals, templates


class LayoutActs:
    """The answers of the routes of layouts, over one room."""

    def __init__(self, room: TeachingRoom) -> None:
        self.room = room

    def listed(self, visit: Here) -> Response:
        """Return every layout with the version that reads."""
        with visit.office.engines.store.read() as session:
            rows = templates.all_rows(session)
        shown = [
            {
                "name": row.name,
                "payer": row.payer,
                "customer_id": row.customer_id,
                "state": row.state.value,
                "active_version": row.active_version,
                "updated_at": row.updated_at.isoformat(),
            }
            for row in rows
        ]
        return JSONResponse({"layouts": shown})

    def take(self, visit: Here, asked: Annotated[LayoutFile, Depends(taken(LayoutFile))]) -> Response:
        """Take a layout's file: it reads where no confirmed document is read worse."""
        try:
            name = take_file(visit, self.room, asked.yaml)
        except ConfigurationError as error:
            raise UnusableError("This cannot be used: %(names)s", names=str(error)[:500]) from error
        return _standing(visit, name)

    def activate(
        self, visit: Here, name: str, asked: Annotated[LayoutVersion, Depends(taken(LayoutVersion))]
    ) -> Response:
        """Let a version read from now on."""
        let_read(visit, name, asked.number)
        return _standing(visit, name)

    def roll_back(
        self, visit: Here, name: str, asked: Annotated[LayoutVersion, Depends(taken(LayoutVersion))]
    ) -> Response:
        """Make an earlier version the newest one, which reads."""
        life.roll_back(visit.office.engines, name, asked.number, visit.who)
        return _standing(visit, name)

    def retire(self, visit: Here, name: str) -> Response:
        """Use a layout no longer; its history and documents stay."""
        life.retire(visit.office.engines, name, visit.who)
        return _standing(visit, name)

    def proposals(self, visit: Here) -> Response:
        """Return the open proposals."""
        with visit.office.engines.store.read() as session:
            found = template_proposals.listed(session, ProposalState.OPEN)
        shown = [{"number": one.id, "name": one.name, "yaml": one.body} for one in found[:200]]
        return JSONResponse({"proposals": shown})

    def decide(
        self, visit: Here, number: Number, asked: Annotated[Decided, Depends(taken(Decided))]
    ) -> Response:
        """Accept or decline a proposal; the gate is held once more before anything goes live."""
        engines = visit.office.engines
        with engines.store.read() as session:
            proposal = template_proposals.get(session, number)
        if not asked.accept:
            decline(engines, number, visit.who)
            return _standing(visit, proposal.name)
        if visit.office.teaching.second_person and proposal.confirmed_by == visit.who:
            raise RefusedError("You taught this yourself; another administrator accepts it.")
        try:
            template = accept(engines, self.room.library, number, visit.who, self.room.aids)
        except ConfigurationError as error:
            raise UnusableError("This cannot be used: %(names)s", names=str(error)[:500]) from error
        read_again(engines, template, proposal.customer)
        return _standing(visit, template.name)


def doors(office: Office) -> tuple[Door, ...]:
    """Return the doors, over a room of their own."""
    acts = LayoutActs(TeachingRoom.of(office))
    admin, scope = Role.ADMIN, Scope.LAYOUTS
    return (
        Door("GET", "/api/layouts", acts.listed, Role.CLERK),
        Door("POST", "/api/layouts", acts.take, admin, 2_000_000, scope, LayoutFile),
        Door("GET", "/api/layouts/{name}/file", file, Role.CLERK),
        Door("POST", "/api/layouts/{name}/activate", acts.activate, admin, 10_000, scope, LayoutVersion),
        Door("POST", "/api/layouts/{name}/roll-back", acts.roll_back, admin, 10_000, scope, LayoutVersion),
        Door("POST", "/api/layouts/{name}/retire", acts.retire, admin, 10_000, scope),
        Door("GET", "/api/layout-proposals", acts.proposals, Role.CLERK),
        Door("POST", "/api/layout-proposals/{number}", acts.decide, admin, 10_000, scope, Decided),
    )


def _standing(visit: Visit, name: str) -> Response:
    with visit.office.engines.store.read() as session:
        row = templates.find(session, name)
    state = row.state.value if row else None
    version = row.active_version if row else None
    return JSONResponse({"name": name, "state": state, "active_version": version})
