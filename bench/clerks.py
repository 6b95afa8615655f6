"""Times five clerks who click through 100,000 waiting items, a worker process beside them."""

import random
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from fastapi import FastAPI
from starlette.testclient import TestClient

from app.installation import Installation
from app.service.web import make_web
from bench.advice_mails import made_up_advice_mails
from bench.figure import SEED, Aim, Figure
from bench.overhead import durable_server
from bench.queue_pages import ADDRESSES, fill, milliseconds, signed_in
from bench.workers import Worker, round_of, running, store_mails
from bench.workspace import installation_with_ledger, ledger_of
from tests.servers import postgres, stores

CLERKS = 5
ROUNDS = 8
OPENED = 20
"""Real items, with a document of one page, that they open."""
BESIDE = 200
"""Mails that are worked meanwhile, unless the clerks are done before."""
THINKING = 0.4
"""Seconds between two clicks of a clerk."""


@dataclass(slots=True)
class Clicks:
    """Milliseconds of each kind of click, and the CPU milliseconds of the process over all of them."""

    lists: list[float] = field(default_factory=list)
    items: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    cpu: float = 0.0


def measure() -> list[Figure]:
    """Return the 95th percentiles on SQLite and, where it is installed, on PostgreSQL."""
    with installation_with_ledger() as installation:
        figures = _figures("sqlite", "SQLite", _clicks(installation))
    if reason := postgres.why_not():
        return [*figures, Figure("clerks.postgresql", "", None, "ms", note=f"left out: {reason}")]
    with durable_server() as url, installation_with_ledger(stores.empty_postgres(url)) as installation:
        return [*figures, *_figures("postgresql", "PostgreSQL", _clicks(installation))]


def _clicks(installation: Installation) -> Clicks:
    fill(installation)
    mails = made_up_advice_mails(ledger_of(installation), OPENED + BESIDE)
    with running(installation, 1) as workers, make_web(installation) as app:
        store_mails(installation, mails[:OPENED], 0)
        round_of(workers)
        first = signed_in(app)
        pictures = _pictures(first)
        clicks = Clicks()
        clicks.cold = [milliseconds(first, address) for address in pictures]
        clicks.warm = [milliseconds(first, address) for address in pictures]
        store_mails(installation, mails[OPENED:], 1)
        _begin(workers)
        _together(app, first, [address.partition("/documents")[0] for address in pictures], clicks)
        for worker in workers:
            worker.terminate()
    return clicks


def _pictures(client: TestClient) -> list[str]:
    """Return the address of the first page of each real item."""
    found = client.get("/api/items?state=closed&limit=200").json()["items"]
    found += client.get("/api/items?q=remittance&limit=200").json()["items"]
    numbers = [item["id"] for item in found if item["mail"] is not None][:OPENED]
    addresses = [f"/items/{number}/documents/{document}/1.png" for number in numbers for document in (0, 1)]
    # Which document is the one with pages is told by asking for a page that is not there.
    sharp = [address for address in addresses if _is_picture(client, address)]
    assert sharp, "no item has a page to be drawn"
    return sharp


def _is_picture(client: TestClient, address: str) -> bool:
    kind: str = client.get(f"{address}?sharp=1").headers["content-type"]
    return kind == "image/png"


def _begin(workers: Sequence[Worker]) -> None:
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()


def _together(app: FastAPI, signed: TestClient, items: Sequence[str], clicks: Clicks) -> None:
    def clerk(number: int) -> None:
        chance = random.Random(SEED + number)
        client = TestClient(app, base_url="http://127.0.0.1", cookies=dict(signed.cookies))
        for _ in range(ROUNDS):
            clicks.lists.append(milliseconds(client, chance.choice(ADDRESSES)))
            time.sleep(chance.random() * 2 * THINKING)
            clicks.items.append(milliseconds(client, chance.choice(items)))
            time.sleep(chance.random() * 2 * THINKING)

    before = time.process_time()
    with ThreadPoolExecutor(CLERKS) as pool:
        list(pool.map(clerk, range(CLERKS)))
    clicks.cpu = (time.process_time() - before) * 1000 / max(1, len(clicks.lists) + len(clicks.items))


def _figures(key: str, engine: str, clicks: Clicks) -> list[Figure]:
    beside = f"{CLERKS} clerks clicking, a worker beside them, {engine}"
    return [
        _figure(f"clerks.{key}.list_p95", f"a page of the queue, {beside}", clicks.lists, 200),
        _figure(f"clerks.{key}.item_p95", f"a work item, {beside}", clicks.items, 300),
        _figure(f"clerks.{key}.picture_cold_p95", f"a page picture that is drawn, {engine}", clicks.cold, 60),
        _figure(f"clerks.{key}.picture_warm_p95", f"a page picture that was drawn, {engine}", clicks.warm, 5),
        Figure(
            name=f"clerks.{key}.click_cpu",
            what=f"CPU of the web process a click, the clicking browser's stand-in included, {engine}",
            value=clicks.cpu,
            unit="ms CPU",
            less_is_better=True,
        ),
    ]


def _figure(name: str, what: str, found: Sequence[float], aim: float) -> Figure:
    return Figure(
        name=name,
        what=f"{what} (95th percentile, median {statistics.median(found):.0f})",
        value=statistics.quantiles(found, n=20)[-1],
        unit="ms",
        low=min(found),
        high=max(found),
        aim=Aim(aim),
        less_is_better=True,
    )
