"""Imports of the ledger: what was loaded, with its warnings; what was refused, and why."""

import json

from fastapi import Response

from review.doors import Door, Role
from review.visits import Here
from store.repositories import history
from store.repositories import ledger as ledgers

SHOWN = 30


def show(visit: Here) -> Response:
    """Show the newest imports and refusals."""
    with visit.office.engines.store.read() as session:
        loaded = ledgers.imports(session, SHOWN)
        refused = history.events_named(session, "ledger_refused", SHOWN)
    faults = [(event, str(json.loads(event.detail).get("error", ""))) for event in refused]
    return visit.page("ledgers.html", loaded=loaded, refused=faults)


DOORS = (Door("GET", "/ledger", show, Role.ADMIN),)
