"""What the demo did, as a table."""

from collections import Counter

from rich.table import Table

from app.installation import Installation
from domain.states import OutboxState, WorkState
from pipeline.item import WorkItem
from pipeline.records import load_item
from store.repositories import outbox, work_items
from store.session import Session
from store.tables import WorkItemRow

MOST_ITEMS = 10_000


def summary(installation: Installation) -> Table:
    """Return the summary of a workspace: routes, advices, lines, answers, and what waits for a clerk."""
    engines = installation.engines
    with engines.store.read() as session:
        rows = [
            row for state in WorkState for row in work_items.recent(session, state, limit=MOST_ITEMS).rows
        ]
        answers = Counter(outbox.counts_by_state(session))
        blocked = _blocked(session)
    # What a mail holds is told once, by its first item, however many work on it.
    items = [load_item(engines.store, engines.blobs, row.id) for row in rows if row.parent_id is None]
    table = Table(title="What Ardoise made of the sample inbox", show_header=False, title_justify="left")
    table.add_column("what")
    table.add_column("count", justify="right")
    first = [row for row in rows if row.parent_id is None]
    for route, count in Counter(row.route.value if row.route else "not read" for row in first).most_common():
        table.add_row(f"mails routed to {route}", str(count))
    if len(rows) > len(first):
        table.add_row("  further matters of these, as work items of their own", str(len(rows) - len(first)))
    table.add_section()
    _payments(table, items)
    table.add_section()
    table.add_row("answers sent by themselves (files in outbox/)", str(answers[OutboxState.SENT]))
    table.add_row("answers drafted for a clerk", str(answers[OutboxState.DRAFT]))
    for rule, count in blocked.most_common():
        table.add_row(f"  held back by {rule}", str(count))
    table.add_section()
    _waiting(table, Counter(_mail_states(rows).values()))
    return table


def _payments(table: Table, items: list[WorkItem]) -> None:
    payments = [payment for item in items for payment in item.remittances]
    lines = sum(len(payment.lines) for payment in payments)
    applied = sum(len(item.match.applied) for item in items if item.match)
    proved = sum(not payment.needs_review for payment in payments)
    table.add_row("payment advices read", str(len(payments)))
    table.add_row("  of them proved by their own arithmetic", str(proved))
    table.add_row("lines matched to open items", f"{applied} of {lines}")
    table.add_row("disputes opened", str(sum(item.dispute is not None for item in items)))


def _blocked(session: Session) -> Counter[str]:
    drafts = outbox.list_answers(session, OutboxState.DRAFT, limit=MOST_ITEMS).rows
    return Counter(rule for draft in drafts for rule in draft.blocked_by)


def _mail_states(rows: list[WorkItemRow]) -> dict[int, WorkState]:
    """Return where each mail stands, by its first item: with whichever of its items is furthest behind."""
    states: dict[int, WorkState] = {}
    for row in rows:
        first = row.parent_id or row.id
        states[first] = min(row.state, states.get(first, row.state), key=_BEHIND.index)
    return states


_BEHIND = (WorkState.SHELVED, WorkState.WORKING, WorkState.WAITING, WorkState.CLOSED)


def _waiting(table: Table, states: Counter[WorkState]) -> None:
    table.add_row("done without a person", str(states[WorkState.CLOSED]))
    table.add_row("waiting for a clerk", str(states[WorkState.WAITING]))
    if states[WorkState.SHELVED]:
        table.add_row("shelved with an error", str(states[WorkState.SHELVED]))
