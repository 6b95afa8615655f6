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
WARM = 5
"""Times that each picture is asked for again."""
OPENED = 20
"""Real items, with a document of one page, that they open."""
BESIDE = 200
"""Mails that are worked meanwhile, unless the clerks are done before."""
THINKING = 0.4
"""Seconds between two clicks of a clerk."""


@dataclass(slots=True)
class Clicks:
    """Milliseconds of each kind of click, by the clock on the wall or of CPU."""

    lists: list[float] = field(default_factory=list)
    items: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Measured:
    """What the clerks waited for, and what their clicks cost."""

    wall: Clicks = field(default_factory=Clicks)
    cpu: Clicks = field(default_factory=Clicks)


def measure() -> list[Figure]:
    """Return the 95th percentiles on SQLite and, where it is installed, on PostgreSQL."""
    with installation_with_ledger() as installation:
        figures = _figures("sqlite", "SQLite", _measured(installation))
    if reason := postgres.why_not():
        return [*figures, Figure("clerks.postgresql", "", None, "ms", note=f"left out: {reason}")]
    with durable_server() as url, installation_with_ledger(stores.empty_postgres(url)) as installation:
        return [*figures, *_figures("postgresql", "PostgreSQL", _measured(installation))]


def _measured(installation: Installation) -> Measured:
    fill(installation)
    mails = made_up_advice_mails(ledger_of(installation), OPENED + BESIDE)
    with running(installation, 1) as workers, make_web(installation) as app:
        store_mails(installation, mails[:OPENED], 0)
        round_of(workers)
        first, measured = signed_in(app), Measured()
        pictures = _pictures(first)
        items = [address.partition("/documents")[0] for address in pictures]
        _each(first, pictures, measured.wall.cold, measured.cpu.cold)
        _each(first, [*pictures] * WARM, measured.wall.warm, measured.cpu.warm)
        store_mails(installation, mails[OPENED:], 1)
        _begin(workers)
        _together(app, first, items, measured.wall)
        for worker in workers:
            worker.terminate()
        # What a click costs is told while nobody else is served: the CPU is that of the whole process.
        _each(first, [*ADDRESSES, *ADDRESSES], [], measured.cpu.lists)
        _each(first, items, [], measured.cpu.items)
    return measured


def _each(client: TestClient, addresses: Sequence[str], wall: list[float], cpu: list[float]) -> None:
    for address in addresses:
        before = time.process_time()
        wall.append(milliseconds(client, address))
        cpu.append((time.process_time() - before) * 1000)


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

    with ThreadPoolExecutor(CLERKS) as pool:
        list(pool.map(clerk, range(CLERKS)))


def _figures(key: str, engine: str, measured: Measured) -> list[Figure]:
    beside = f"{CLERKS} clerks clicking, a worker beside them, {engine}"
    wall, cpu = measured.wall, measured.cpu
    return [
        _figure(f"clerks.{key}.list_p95", f"a page of the queue, {beside}", wall.lists, 200),
        _figure(f"clerks.{key}.item_p95", f"a work item, {beside}", wall.items, 300),
        _figure(f"clerks.{key}.picture_cold_p95", f"a page picture that is drawn, {engine}", wall.cold, 60),
        _figure(f"clerks.{key}.picture_warm_p95", f"a page picture that was drawn, {engine}", wall.warm, 5),
        _figure(f"clerks.{key}.list_cpu_p95", f"a page of the queue, {engine}", cpu.lists, 200, "ms CPU"),
        _figure(f"clerks.{key}.item_cpu_p95", f"a work item, {engine}", cpu.items, 300, "ms CPU"),
        _figure(
            f"clerks.{key}.picture_cold_cpu_p95", f"a picture that is drawn, {engine}", cpu.cold, 60, "ms CPU"
        ),
        _figure(
            f"clerks.{key}.picture_warm_cpu_p95", f"a picture that was drawn, {engine}", cpu.warm, 5, "ms CPU"
        ),
    ]


def _figure(name: str, what: str, found: Sequence[float], aim: float, unit: str = "ms") -> Figure:
    return Figure(
        name=name,
        what=f"{what} (95th percentile, median {statistics.median(found):.0f})",
        value=statistics.quantiles(found, n=20)[-1],
        unit=unit,
        low=min(found),
        high=max(found),
        aim=Aim(aim),
        less_is_better=True,
    )
