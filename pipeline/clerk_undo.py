"""Takes changes of values back and does them again, days later too; knows the state a form began from."""

from domain.codec import from_json
from domain.errors import ConflictError
from domain.ledger import Ledger
from domain.policy import Matching
from domain.remittance import Remittance
from domain.states import Step
from pipeline.clerk import store_values
from pipeline.engines import Engines
from pipeline.item import WorkItem
from pipeline.records import load_item
from pipeline.results import KEPT
from store.repositories import revisions


def undo(
    engines: Engines, item_id: int, version: int, ledger: Ledger | None, matching: Matching, who: str
) -> WorkItem:
    """Bring back the payments as they stood before the last change. Raises ConflictError without one."""
    return _step(engines, item_id, version, ledger, matching, who, revisions.UNDO)


def redo(
    engines: Engines, item_id: int, version: int, ledger: Ledger | None, matching: Matching, who: str
) -> WorkItem:
    """Do again what was undone last. Raises ConflictError when nothing was."""
    return _step(engines, item_id, version, ledger, matching, who, revisions.REDO)


def payments_at(engines: Engines, item_id: int, version: int) -> tuple[Remittance, ...] | None:
    """Return the payments as they stood under an older version, None when nobody changed them since."""
    with engines.store.read() as session:
        body = revisions.state_at(session, item_id, version)
    return None if body is None else _payments(body)


def _step(
    engines: Engines,
    item_id: int,
    version: int,
    ledger: Ledger | None,
    matching: Matching,
    who: str,
    action: str,
) -> WorkItem:
    item = load_item(engines.store, engines.blobs, item_id)
    with engines.store.read() as session:
        found = revisions.stacks(session, item_id)
    stack = found.undo if action == revisions.UNDO else found.redo
    if not stack:
        raise ConflictError(f"there is nothing to {action} in work item {item_id}.")
    values = _payments(stack[-1])
    return store_values(engines, item, item_id, version, values, ledger, matching, who, action)


def _payments(body: str) -> tuple[Remittance, ...]:
    found: tuple[Remittance, ...] = from_json(KEPT[Step.EXTRACT], body).remittances
    return found
