"""Times mails through all steps with 1, 2 and 4 workers on PostgreSQL, and with one on SQLite."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from app.installation import Installation
from bench.advice_mails import made_up_advice_mails
from bench.figure import Figure
from bench.overhead import durable_server
from bench.timing import seconds, spread
from bench.workspace import installation_with_ledger, ledger_of
from domain.mail import Delivered, DeliveryKey
from pipeline.collect import upload
from tests.servers import postgres, stores

MAILS = 30
RUNS = 3
WORKERS = (1, 2, 4)
Worker = subprocess.Popen[str]


def measure() -> list[Figure]:
    """Return mails/s; the workers are processes of their own, on all cores of the machine."""
    with installation_with_ledger() as installation:
        alone = _rates(installation, 1)
    figures = [_figure("sqlite_1", "1 worker, SQLite", alone, None)]
    reason = postgres.why_not()
    if reason:
        return [*figures, Figure("workers.postgresql", "", None, "mails/s", note=f"left out: {reason}")]
    with durable_server() as url:
        for number in WORKERS:
            with installation_with_ledger(stores.empty_postgres(url)) as installation:
                rates = _rates(installation, number)
            what = f"{number} worker{'s' if number > 1 else ''}, PostgreSQL"
            figures.append(_figure(f"postgresql_{number}", what, rates, spread(alone).median))
    return figures


def _figure(name: str, what: str, rates: Sequence[float], alone: float | None) -> Figure:
    found = spread(rates)
    return Figure(
        name=f"workers.{name}",
        what=f"mails with an advice of one page, through all steps: {what}",
        value=found.median,
        unit="mails/s",
        low=found.low,
        high=found.high,
        peer="" if alone is None else "1 worker, SQLite",
        peer_value=alone,
    )


def _rates(installation: Installation, number: int) -> list[float]:
    """Return mails/s of some rounds; the first round warms up and does not count."""
    mails = made_up_advice_mails(ledger_of(installation), MAILS * (RUNS + 1))
    lots = [mails[at : at + MAILS] for at in range(0, len(mails), MAILS)]
    found: list[float] = []
    with running(installation, number) as workers:
        for lot in lots:
            store_mails(installation, lot, len(found))
            found.append(MAILS / seconds(lambda: round_of(workers)))
    return found[1:]


def store_mails(installation: Installation, lot: Sequence[bytes], round_: int) -> None:
    """Store mails, to be worked; the round tells them apart from others."""
    now = installation.engines.clock.now()
    for uid, raw in enumerate(lot):
        upload(installation.engines, Delivered(DeliveryKey("bench", "INBOX", round_ + 1, str(uid)), raw, now))


def round_of(workers: Sequence[Worker]) -> None:
    """Let the workers work until nothing is left."""
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        _hear(worker, "idle")


@contextmanager
def running(installation: Installation, number: int) -> Iterator[list[Worker]]:
    """Run so many worker processes, and end them."""
    settings = installation.settings.data / "settings.json"
    settings.write_text(installation.settings.model_dump_json(), encoding="utf-8")
    workers = [_started(str(settings), f"bench-{each}") for each in range(number)]
    try:
        for worker in workers:
            _hear(worker, "ready")
        yield workers
    finally:
        for worker in workers:
            assert worker.stdin is not None
            worker.stdin.close()
            worker.wait()
            assert worker.stdout is not None
            worker.stdout.close()


def _started(settings: str, name: str) -> Worker:
    command = [sys.executable, "-m", "bench.drain", settings, name]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _hear(worker: Worker, word: str) -> None:
    assert worker.stdout is not None
    for line in worker.stdout:
        if line.strip() == word:
            return
    raise RuntimeError(f"a worker ended with {worker.wait()} before it said {word}")
