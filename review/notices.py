"""What everybody who works the queue must know: switches that are on, an old ledger, dead mailboxes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from review.office import Office
from store.repositories import deliveries, settings
from store.repositories import ledger as ledgers


@dataclass(frozen=True, slots=True)
class Notices:
    """The state of the house at this moment."""

    kill_switch: bool
    """Nothing leaves by itself."""
    kill_switch_configured: bool
    """It is on in the configuration and cannot be turned off here."""
    hold: bool
    """Nothing leaves at all."""
    ledger_at: datetime | None
    ledger_age: timedelta | None
    ledger_old: bool
    problems: tuple[tuple[str, str], ...]
    """(account and folder, why it cannot be read)."""


def notices(office: Office) -> Notices:
    """Look at switches, ledger and mailboxes."""
    now = office.engines.clock.now()
    with office.engines.store.read() as session:
        killed = settings.is_on(session, settings.KILL_SWITCH)
        held = settings.is_on(session, settings.HOLD_OUTGOING)
        imported = ledgers.stalest_import(session, office.engines.companies.names)
        states = deliveries.folder_states(session)
    age = now - imported.imported_at if imported else None
    limit = timedelta(days=office.ledger_settings.max_age_days)
    return Notices(
        kill_switch=killed or office.answering.kill_switch,
        kill_switch_configured=office.answering.kill_switch,
        hold=held,
        ledger_at=imported.imported_at if imported else None,
        ledger_age=age,
        ledger_old=age is not None and age > limit,
        problems=tuple(
            (f"{state.account}/{state.folder}", state.problem) for state in states if state.problem
        ),
    )
