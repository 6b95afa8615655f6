"""Where the time of a worker goes: by step, and by group of functions."""

import cProfile
import pstats
import sysconfig
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from bench.timing import tree_cpu_seconds

ROOT = Path(__file__).resolve().parent.parent
_LIBRARIES = Path(sysconfig.get_paths()["purelib"])
_BUILT_IN = {
    "sqlite3": "sqlite3 (statements, commits)",
    "pydantic_core": "pydantic",
    "sync": "syncing files",
    "zlib": "zlib",
    "lxml": "lxml",
    "_hashlib": "hashing",
    "thread": "threads",
    "posix": "files and processes",
    "poll": "files and processes",
}
"""Part of a built-in function's name -> its group; the first that fits."""


class Watch:
    """An observer that sums the CPU of each step, from its begin to its commit, child processes included."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._began = 0.0

    def at(self, point: str) -> None:
        """Note the CPU at a point of a step."""
        step, _, place = point.partition(":")
        if place == "entered":
            self._began = tree_cpu_seconds()
        if place == "committed":
            self.seconds[step] += tree_cpu_seconds() - self._began


def shares(action: Callable[[], object]) -> dict[str, float]:
    """Return each group's share (0–1) of this process's CPU while the action runs, the largest first."""
    profile = cProfile.Profile(time.process_time)
    profile.runcall(action)
    spent: dict[str, float] = defaultdict(float)
    for (file, _, function), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        spent[_group(file, function)] += own
    whole = sum(spent.values())
    return {group: own / whole for group, own in sorted(spent.items(), key=lambda one: -one[1])}


def _group(file: str, function: str) -> str:
    if file in ("~", "") or file.startswith("<"):
        return next((group for part, group in _BUILT_IN.items() if part in function), "built-in functions")
    path = Path(file)
    if path.is_relative_to(_LIBRARIES):
        return path.relative_to(_LIBRARIES).parts[0]
    if path.is_relative_to(ROOT):
        return f"our {path.relative_to(ROOT).parts[0]}"
    return "standard library"
