"""Times the pages of the queue over 100,000 waiting items, as a signed-in clerk's browser asks for them."""

import random
import statistics
import time
from datetime import datetime, timedelta
from decimal import Decimal

from fastapi import FastAPI
from sqlalchemy import insert, text
from starlette.responses import Response
from starlette.testclient import TestClient

from app.installation import Installation
from app.service.web import make_web
from bench.figure import SEED, Aim, Figure
from bench.workspace import installation_with_ledger, ledger_of
from domain.states import Step, WorkState
from domain.words import DisputeReason, Intent, Route
from review.office import Office
from review.sessions import begin, cookie_name
from store.dialect import table_of
from store.repositories import users
from store.tables import SearchWord, WorkItemRow

ITEMS = 100_000
AT_ONCE = 5_000
ROUNDS = 6
CLERK = "clerk"
ADDRESSES = (
    *("/", "/?state=mine", "/?order=due", "/?order=amount", "/?order=age", "/?state=postponed"),
    *("/?route=dispute&reason=price&mailbox=a", "/?customer=C001&language=fr", "/?min=900000&due=over"),
    *("/?assignee=-&flagged=yes", "/?q=inv4711", "/?q=invoice", "/?q=invoice+w77", "/?q=kestwick"),
    *("/queue/counts", "/queue/counts?route=dispute"),
)


def measure() -> list[Figure]:
    """Return the 95th percentile of the milliseconds of a page, and of one far down."""
    with installation_with_ledger() as installation, make_web(installation) as app:
        fill(installation)
        client = signed_in(app)
        deep = _far_down(client)
        mixed = [milliseconds(client, address) for _ in range(ROUNDS) for address in (*ADDRESSES, deep)]
        single = [milliseconds(client, deep) for _ in range(ROUNDS)]
    return [
        _figure(
            "queue.page_p95", "a page of 100,000 waiting items, filters, orders and searches mixed", mixed
        ),
        _figure("queue.deep_page_p95", "a page far down the same queue", single),
    ]


def _figure(name: str, what: str, found: list[float]) -> Figure:
    return Figure(
        name=name,
        what=f"{what} (95th percentile, HTML and all)",
        value=statistics.quantiles(found, n=20)[-1],
        unit="ms",
        low=min(found),
        high=max(found),
        aim=Aim(200),
        less_is_better=True,
    )


def fill(installation: Installation) -> None:
    """Let 100,000 items wait, with words to search by."""
    chance, now = random.Random(SEED), installation.engines.clock.now()
    customers = [customer.customer_id for customer in ledger_of(installation).customers]
    for first in range(1, ITEMS + 1, AT_ONCE):
        numbers = range(first, first + AT_ONCE)
        rows = [_row(number, chance, now, customers) for number in numbers]
        words = [
            {"word": word, "work_item_id": number} for number in numbers for word in _words(number, chance)
        ]
        with installation.engines.store.write() as session:
            session.execute(insert(table_of(WorkItemRow)), rows)
            session.execute(insert(table_of(SearchWord)), words)
    _settle(installation)


def _settle(installation: Installation) -> None:
    """Let PostgreSQL number on behind the given numbers, and know its tables as it does after a while."""
    with installation.engines.store.write() as session:
        if session.get_bind().dialect.name != "postgresql":
            return
        session.execute(
            text("SELECT setval(pg_get_serial_sequence('work_item', 'id'), :last)"), {"last": ITEMS}
        )
        session.execute(text("ANALYZE"))


def _row(number: int, chance: random.Random, now: datetime, customers: list[str]) -> dict[str, object]:
    came = now - timedelta(minutes=chance.randrange(20_000))
    put_off = now + timedelta(days=2) if chance.random() < 0.05 else None
    return {
        "id": number,
        "source_name": f"advice {number}.pdf",
        "account": chance.choice("ab"),
        "step": Step.REVIEW,
        "state": WorkState.WAITING,
        "route": chance.choice(list(Route)),
        "intent": chance.choice(list(Intent)),
        "reason": chance.choice([None, None, None, *DisputeReason]),
        "customer_id": chance.choice(customers),
        "language": chance.choice(["en", "fr", "de", None]),
        "amount": chance.choice([None, Decimal(chance.randrange(1_000_000))]),
        "currency": "EUR",
        "priority": chance.randrange(100),
        "risk": chance.random() < 0.02,
        "green": chance.random() < 0.1,
        "assignee": chance.choice([None, None, CLERK, "another"]),
        "postponed_until": put_off,
        "due_at": came + timedelta(minutes=chance.randrange(3_000)),
        "flags": (),
        "waits_because": ("The route is not sure: payment_advice at 82%.", "Line 3 has no open item."),
        "created_at": came,
        "updated_at": came,
    }


def _words(number: int, chance: random.Random) -> set[str]:
    said = {f"w{chance.randrange(20_000)}" for _ in range(12)}
    return {"invoice", f"inv{number}", str(number), *said}


def signed_in(app: FastAPI) -> TestClient:
    """Return the browser of a clerk."""
    office: Office = app.state.office
    with office.engines.store.write() as session:
        user = users.add_user(session, CLERK, "", ("clerk",), "en", office.engines.clock.now())
    answer = Response()
    begin(office, user.id, CLERK, answer)
    client = TestClient(app, base_url="http://127.0.0.1")
    token = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    client.cookies.set(cookie_name(office), token)
    return client


def _far_down(client: TestClient) -> str:
    """Return the address of a page behind the middle of the queue, whichever row stands there."""
    micros = int(time.time() - 7 * 86_400) * 1_000_000
    return f"/?after=0.{micros}.{ITEMS // 2}"


def milliseconds(client: TestClient, address: str) -> float:
    """Return how long a page takes."""
    started = time.perf_counter()
    answer = client.get(address)
    answer.raise_for_status()
    return (time.perf_counter() - started) * 1000
