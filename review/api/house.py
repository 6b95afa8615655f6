"""The house by API: its health, its switches, and the import of its ledger."""

from typing import Annotated

from fastapi import Depends, Response
from fastapi.responses import JSONResponse

from domain.errors import LedgerError, NotFoundError
from pipeline.books import import_ledger
from pipeline.companies import ledger_settings_of
from review.api.bodies import Turned, taken
from review.doors import Door, Role, Scope
from review.house import standing
from review.pages.queue import SWITCHES
from review.refusals import UnusableError
from review.visits import Here
from store.repositories import ledger as ledgers
from store.repositories import settings
from store.tables import LedgerImport

SHOWN = 30
ROWS_NAMED = 50


def health(visit: Here) -> Response:
    """Return what stands still and what would mend it, the accounts, the backlog and the answers by state."""
    found = standing(visit.office)
    alarms = [
        {
            "name": each.name.value,
            "sentence": each.sentence,
            "mend": each.mend,
            "since": each.since.isoformat(),
        }
        for each in found.alarms
    ]
    accounts = [
        {
            "name": each.name,
            "read_at": each.read_at.isoformat() if each.read_at else None,
            "problem": each.problem,
        }
        for each in found.accounts
    ]
    stages = {each.name: each.standing.count for each in found.stages}
    answers = {state.value: each.count for state, each, _ in found.answers}
    return JSONResponse(
        {
            "alarms": alarms,
            "accounts": accounts,
            "stages": stages,
            "answers": answers,
            "shelved": found.shelved_in_all,
        }
    )


def switch(visit: Here, name: str, asked: Annotated[Turned, Depends(taken(Turned))]) -> Response:
    """Turn a switch of the whole house: `kill_switch` or `hold_outgoing`."""
    if name not in SWITCHES:
        raise NotFoundError(f"there is no switch {name}.")
    engines = visit.office.engines
    with engines.store.write() as session:
        settings.set_setting(session, name, asked.on, visit.who, engines.clock.now())
    return JSONResponse({"name": name, "on": asked.on})


def imports(visit: Here) -> Response:
    """Return the newest imports of the ledger."""
    with visit.office.engines.store.read() as session:
        found = ledgers.imports(session, SHOWN)
    return JSONResponse({"imports": [_import(each) for each in found]})


def import_now(visit: Here) -> Response:
    """Import the ledger from its drop folder now, all or nothing; bad rows are named."""
    office = visit.office
    engines = office.engines
    wanted = {
        name: ledger_settings_of(engines.companies, name, office.ledger_settings)
        for name in engines.companies.names
    }
    if all(each.folder is None for each in wanted.values()):
        raise UnusableError("No drop folder of the ledger is configured (ledger.folder).")
    try:
        for name, chosen in wanted.items():
            if chosen.folder is not None:
                import_ledger(engines.store, engines.clock, chosen.folder, chosen, visit.who, name)
    except LedgerError as error:
        said = {"error": str(error), "rows": list(error.rows[:ROWS_NAMED])}
        return JSONResponse(said, 422)
    with engines.store.read() as session:
        return JSONResponse(_import(ledgers.imports(session, 1)[0]))


def _import(row: LedgerImport) -> dict[str, object]:
    return {
        "id": row.id,
        "imported_at": row.imported_at.isoformat(),
        "source": row.source,
        "company": row.company or None,
        "customers": row.customers,
        "contacts": row.contacts,
        "open_items": row.open_items,
        "purchase_orders": row.purchase_orders,
        "supporting_documents": row.supporting_documents,
        "warnings": list(row.warnings[:ROWS_NAMED]),
    }


DOORS = (
    Door("GET", "/api/health", health, Role.ADMIN, scope=Scope.HOUSE),
    Door("POST", "/api/switches/{name}", switch, Role.ADMIN, 10_000, Scope.HOUSE, Turned),
    Door("GET", "/api/ledger", imports, Role.ADMIN, scope=Scope.LEDGER),
    Door("POST", "/api/ledger", import_now, Role.ADMIN, 10_000, Scope.LEDGER),
)
