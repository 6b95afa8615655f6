"""Times mails through all steps on one core, with a profile of where the time goes."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from app.installation import Installation
from app.shipped import shipped
from app.working import open_worker
from bench.advice_mails import made_up_advice_mails
from bench.figure import Aim, Figure
from bench.profile import Watch, shares
from bench.timing import Spread, seconds, spread, tree_cpu_seconds
from bench.workspace import installation_with_ledger, ledger_of
from domain.mail import Delivered, DeliveryKey
from pipeline.collect import upload
from pipeline.worker import Worker

ADVICES = 30
RUNS = 3
MOST_GROUPS = 12
_numbers = count()


@dataclass(frozen=True, slots=True)
class Cost:
    """What one mail cost on average."""

    wall_ms: float
    cpu_ms: float
    """This process and its children."""


def measure() -> list[Figure]:
    """Return mails/s on one core, CPU ms a mail, and both by step and by group of functions."""
    with _one_core(), installation_with_ledger() as installation:
        advices = made_up_advice_mails(ledger_of(installation), ADVICES * (RUNS + 3))
        lots = [advices[at : at + ADVICES] for at in range(0, len(advices), ADVICES)]
        return [*_inbox(), *_advices(installation, lots[:-2]), *_profile(installation, lots[-2], lots[-1])]


def _inbox() -> list[Figure]:
    """Work the whole sample inbox, each time in a workspace of its own: nothing is known from before."""
    raws = [path.read_bytes() for path in sorted((shipped("samples") / "inbox").glob("*.eml"))]
    costs = []
    for _ in range(RUNS):
        with installation_with_ledger() as installation, open_worker(installation, "bench") as worker:
            _work(installation, worker, made_up_advice_mails(ledger_of(installation), 3))
            costs.append(_work(installation, worker, raws))
    what = f"sample inbox of {len(raws)} mails"
    rate = spread([1000 / cost.wall_ms for cost in costs])
    cpu = spread([cost.cpu_ms for cost in costs])
    return [
        _figure("mails_a_second", f"{what}, stored and worked through all steps", rate, "mails/s", None),
        _figure("mail", f"{what}, each mail", cpu, "ms CPU", None),
    ]


def _advices(installation: Installation, lots: Sequence[Sequence[bytes]]) -> list[Figure]:
    """Work mails of one text-PDF page each, every page another one; the first lot warms up."""
    with open_worker(installation, "bench") as worker:
        costs = [_work(installation, worker, lot) for lot in lots][1:]
    what = "mail with an advice of one text-PDF page, through all steps"
    note = "storing, children and database included"
    cpu, wall = spread([cost.cpu_ms for cost in costs]), spread([cost.wall_ms for cost in costs])
    return [
        _figure("advice", what, cpu, "ms CPU", Aim(80), note),
        _figure("advice_wall", what, wall, "ms", None, "with the waiting for the disk"),
    ]


def _profile(installation: Installation, by_step: list[bytes], by_group: list[bytes]) -> list[Figure]:
    watch = Watch()
    with open_worker(installation, "bench", watch) as worker:
        _work(installation, worker, by_step[:3])
        watch.seconds.clear()
        whole = _work(installation, worker, by_step[3:]).cpu_ms
    steps = {step: spent / len(by_step[3:]) * 1000 for step, spent in watch.seconds.items()}
    steps["storing, claiming, watching"] = whole - sum(steps.values())
    with open_worker(installation, "bench") as worker:
        _work(installation, worker, by_step[:1])
        groups = shares(lambda: _work(installation, worker, by_group))
    return [
        *(_part("step", name, f"of it, step {name}", ms, "ms CPU") for name, ms in steps.items()),
        *(
            _part("group", name, f"of this process's CPU, {name}", share * 100, "%")
            for name, share in list(groups.items())[:MOST_GROUPS]
        ),
    ]


def _work(installation: Installation, worker: Worker, raws: Sequence[bytes]) -> Cost:
    """Store the mails one by one and work until nothing is due."""

    def work() -> None:
        now = installation.engines.clock.now()
        for raw in raws:
            key = DeliveryKey("bench", "INBOX", 1, str(next(_numbers)))
            upload(installation.engines, Delivered(key, raw, internal_date=now))
        while worker.run_one():
            pass

    before = tree_cpu_seconds()
    wall = seconds(work)
    return Cost(wall / len(raws) * 1000, (tree_cpu_seconds() - before) / len(raws) * 1000)


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep this process and all that it starts on one core."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _figure(name: str, what: str, found: Spread, unit: str, aim: Aim | None, note: str = "") -> Figure:
    return Figure(
        name=f"pipeline.{name}",
        what=what,
        value=found.median,
        unit=unit,
        low=found.low,
        high=found.high,
        aim=aim,
        less_is_better=unit.startswith("ms"),
        note=note,
    )


def _part(kind: str, name: str, what: str, value: float, unit: str) -> Figure:
    key = "_".join("".join(sign if sign.isalnum() else " " for sign in name).split())
    return Figure(f"pipeline.{kind}.{key}", what, value, unit, less_is_better=True)
