"""One worker process for a measurement: works what is due each time it is told, says when nothing is left.

Run as a program: CONFIG NAME. A line on standard input starts a round; `idle` on standard output ends it.
"""

import sys
from pathlib import Path

from app.installation import open_installation
from app.settings import Settings
from app.working import open_worker
from domain.job_ports import JobQueue
from pipeline.worker import Worker


def main(settings: str, name: str) -> None:
    """Work rounds until standard input ends."""
    chosen = Settings.model_validate_json(Path(settings).read_text(encoding="utf-8"))
    installation = open_installation(chosen)
    with open_worker(installation, name) as worker:
        _say("ready")
        for _ in sys.stdin:
            _drain(worker, installation.engines.jobs)
            _say("idle")


def _drain(worker: Worker, jobs: JobQueue) -> None:
    """Work until nothing waits or runs anywhere."""
    while worker.run_one() or jobs.counts():
        pass


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
