"""Times short runs: medians with their spread, CPU of this process and of all that it started."""

import os
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, least and most of several runs."""

    median: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """Return the spread of at least one value."""
    return Spread(statistics.median(values), min(values), max(values))


def cpu_ms(action: Callable[[], object], rounds: int, runs: int = 5) -> Spread:
    """Return CPU milliseconds of one call, over some runs of so many rounds, after one call to warm up."""
    action()
    found = []
    for _ in range(runs):
        started = time.process_time()
        for _ in range(rounds):
            action()
        found.append((time.process_time() - started) / rounds * 1000)
    return spread(found)


def cpu_ms_beside(
    ours: Callable[[], object], peer: Callable[[], object], rounds: int, peer_rounds: int, runs: int = 5
) -> tuple[Spread, Spread]:
    """Return `cpu_ms` of both, run by turns so that a slow moment of the machine hits both."""
    pairs = [(cpu_ms(ours, rounds, 1).median, cpu_ms(peer, peer_rounds, 1).median) for _ in range(runs)]
    return spread([pair[0] for pair in pairs]), spread([pair[1] for pair in pairs])


def seconds(action: Callable[[], object]) -> float:
    """Return the wall seconds of one call."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def tree_cpu_seconds() -> float:
    """Return the CPU seconds of this process, its dead children, and all living below it with their dead.

    A living process is counted in ticks (10 ms): measure over many documents.
    """
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + gone.ru_utime + gone.ru_stime + sum(map(_cpu_of, _living("self")))


def _living(above: str) -> list[int]:
    tasks = Path(f"/proc/{above}/task").glob("*/children")
    children = [pid for task in tasks for pid in task.read_text().split()]
    return [int(pid) for pid in children] + [below for pid in children for below in _living(pid)]


def _cpu_of(pid: int) -> float:
    """User and system time of a process and of the children that it has collected."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0  # ended and collected meanwhile: RUSAGE_CHILDREN has it the next time
    return sum(map(int, fields[11:15])) / TICKS
