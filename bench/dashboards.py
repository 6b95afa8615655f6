"""Times the page of figures over a store of 100,000 work items, each period asked for the first time."""

import random
import statistics
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import insert
from starlette.testclient import TestClient

from app.installation import Installation
from app.service.web import make_web
from bench.figure import SEED, Aim, Figure
from bench.queue_pages import CLERK, milliseconds, signed_in
from bench.workspace import installation_with_ledger
from domain.states import OutboxState, RemittanceState, Step, WorkState
from domain.words import Block, DisputeReason, How, Intent, Layout, ReplyKind, Route
from store.dialect import table_of
from store.tables import Allocation, Correction, Outbox, RemittanceRow, WorkItemRow

ITEMS = 100_000
AT_ONCE = 5_000
DAYS = 365
ROUNDS = 7
MAILBOXES = ("", "&mailbox=a")
Rows = dict[type, list[dict[str, object]]]


def measure() -> list[Figure]:
    """Return the 95th percentile of the milliseconds of a page of up to twelve weeks, and of a year."""
    with installation_with_ledger() as installation, make_web(installation) as app:
        _fill(installation)
        client = signed_in(app)
        today = installation.engines.clock.now().date()
        client.get("/dashboard?days=1")
        usual = _asked(client, today, (7, 28, 84))
        year = _asked(client, today, (364,))
    return [
        _figure("dashboard.page_p95", "all figures of one to twelve weeks", usual, Aim(300)),
        _figure("dashboard.year_p95", "all figures of a year, of all 100,000 items", year, None),
    ]


def _asked(client: TestClient, today: date, spans: tuple[int, ...]) -> list[float]:
    """Ask for periods that nobody asked for yet, so that nothing is answered from what was kept."""
    found = []
    for number in range(ROUNDS):
        last = today - timedelta(days=number * 7)
        for days in spans:
            first = last - timedelta(days=days - 1)
            for mailbox in MAILBOXES:
                address = f"/dashboard?from={first.isoformat()}&to={last.isoformat()}{mailbox}"
                found.append(milliseconds(client, address))
    return found


def _figure(name: str, what: str, found: list[float], aim: Aim | None) -> Figure:
    return Figure(
        name=name,
        what=f"{what}, one mailbox and all (95th percentile, HTML and plots and all)",
        value=statistics.quantiles(found, n=20)[-1],
        unit="ms",
        low=min(found),
        high=max(found),
        aim=aim,
        less_is_better=True,
    )


def _fill(installation: Installation) -> None:
    chance, now = random.Random(SEED), installation.engines.clock.now()
    for first in range(1, ITEMS + 1, AT_ONCE):
        rows: Rows = {kind: [] for kind in (WorkItemRow, Outbox, RemittanceRow, Allocation, Correction)}
        for number in range(first, first + AT_ONCE):
            _add(rows, number, chance, now)
        with installation.engines.store.write() as session:
            for kind, values in rows.items():
                session.execute(insert(table_of(kind)), values)


def _add(rows: Rows, number: int, chance: random.Random, now: datetime) -> None:
    came = now - timedelta(minutes=chance.randrange(DAYS * 1440))
    by_itself = chance.random() < 0.6
    ended = came + timedelta(minutes=chance.expovariate(1 / (2 if by_itself else 600)))
    closed = ended < now
    route = chance.choices(list(Route), [50, 15, 15, 8, 12])[0]
    item = {
        "id": number,
        "created_at": came,
        "due_at": came,
        "updated_at": ended,
        "account": chance.choice("ab"),
    }
    item |= {
        "source_name": "x",
        "route": route,
        "intent": Intent.GENERAL,
        "waits_because": ("A reason.",) * 3,
    }
    item |= {"step": Step.CLOSE if closed else Step.REVIEW, "flags": (), "matter": ""}
    item |= {"state": WorkState.CLOSED if closed else WorkState.WAITING}
    item |= {"reason": chance.choice(list(DisputeReason)) if route is Route.DISPUTE else None}
    item |= {"closed_at": ended if closed else None}
    item |= {"closed_by": ("ardoise" if by_itself else CLERK) if closed else None}
    rows[WorkItemRow].append(item)
    if route is not Route.OTHER:
        rows[Outbox].append(_answer(number, chance, came, by_itself))
    if route is Route.PAYMENT_ADVICE:
        _pay(rows, number, chance, ended if closed else None, by_itself)


def _answer(number: int, chance: random.Random, came: datetime, by_itself: bool) -> dict[str, object]:
    state = OutboxState.SENT if by_itself else chance.choice([OutboxState.SENT, OutboxState.DRAFT])
    rules = () if by_itself else tuple(sorted(rule.value for rule in chance.sample(list(Block), 2)))
    answer = {"work_item_id": number, "recipient": f"a{number}@x.example", "kind": ReplyKind.INVOICE_COPY}
    answer |= {"state": state, "automatic": by_itself, "blocked_by": rules, "block_reasons": rules}
    return answer | {"draft_json": "{}" * 500, "created_at": came, "updated_at": came}


def _pay(rows: Rows, number: int, chance: random.Random, ended: datetime | None, by_itself: bool) -> None:
    total = Decimal(chance.randrange(1000, 9_000_000)) / 100
    state = RemittanceState.CONFIRMED if ended else RemittanceState.READ
    payment = {
        "work_item_id": number,
        "ordinal": 0,
        "document": "a.pdf",
        "layout": Layout.TABLE,
        "state": state,
    }
    payment |= {"currency": chance.choice(["EUR", "GBP"]), "total_amount": total, "fields": "{}" * 500}
    rows[RemittanceRow].append(payment | {"confirmed_at": ended, "confirmed_by": CLERK if ended else None})
    for line in range(2):
        applied = {"work_item_id": number, "ordinal": line, "remittance": 0, "line": line, "state": state}
        applied |= {"document_number": f"I{number}", "amount": total / 2, "residual": Decimal(0)}
        rows[Allocation].append(applied | {"currency": payment["currency"], "how": How.EXACT_NUMBER})
    if ended and not by_itself and chance.random() < 0.4:
        field = f"remittances.0.lines.{chance.randrange(9)}.net_amount"
        change = {"work_item_id": number, "kind": "value", "field": field, "before": "1", "after": "2"}
        rows[Correction].append(change | {"who": CLERK, "at": ended})
