"""Keeps the service's processes alive: starts each, restarts what dies, stops all in order."""

import logging
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from app.service.stopping import SUPERVISOR, Stopping
from app.settings import Settings

log = logging.getLogger("ardoise.supervisor")

LOOK_SECONDS = 0.2
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
SOUND_AFTER = 60.0
"""A process that lived this many seconds starts again without a pause."""


@dataclass(slots=True)
class Child:
    """One process of the service and its luck so far."""

    role: str
    number: int
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    start_at: float = 0.0
    restarts: int = field(default=0)

    @property
    def name(self) -> str:
        """Role and number: "worker-2"."""
        return f"{self.role}-{self.number}"


def supervise(settings: Settings, config: Path | None, stopping: Stopping) -> None:
    """Run web, poller and workers until asked to stop; then end each gracefully, in `stop_seconds`."""
    children = _children(settings, config)
    while not stopping.asked:
        for child in children:
            _tend(child)
        stopping.wait(LOOK_SECONDS)
    _stop(children, settings.service.stop_seconds)


def worker_count(settings: Settings) -> int:
    """Return the configured number of workers, or processors minus one, at least one."""
    return settings.service.workers or max(1, (os.cpu_count() or 1) - 1)


def _children(settings: Settings, config: Path | None) -> list[Child]:
    roles = ["web", "poller"] + ["worker"] * worker_count(settings)
    base = [sys.executable, "-m", "app", "run"] + (["--config", str(config)] if config else [])
    return [
        Child(role, number, [*base, "--role", role, "--number", str(number)])
        for number, role in enumerate(roles)
    ]


def _tend(child: Child) -> None:
    now = time.monotonic()
    if child.process is not None and child.process.poll() is None:
        return
    if child.process is not None:
        _bury(child, now)
    if now >= child.start_at:
        surroundings = {**os.environ, SUPERVISOR: str(os.getpid())}
        child.process = subprocess.Popen(child.command, env=surroundings)  # noqa: S603 - our own command line
        child.started = now
        log.info("started", extra={"child": child.name, "child_pid": child.process.pid})


def _bury(child: Child, now: float) -> None:
    """Note the death and how long to wait: a process that dies at once is started ever more slowly."""
    if child.process is None:
        return
    lived = now - child.started
    child.pause = 0.0 if lived > SOUND_AFTER else min(LONGEST_PAUSE, child.pause * 2 or FIRST_PAUSE)
    child.start_at = now + child.pause
    child.restarts += 1
    code = child.process.returncode
    child.process = None
    log.warning("died", extra={"child": child.name, "code": code, "restart_in": child.pause})


def _stop(children: list[Child], seconds: float) -> None:
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.terminate()
    until = time.monotonic() + seconds
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            log.warning("killed", extra={"child_pid": process.pid})
