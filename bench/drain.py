"""One worker process for a measurement: works what is due each time it is told, says when nothing is left.

Run as a program: CONFIG NAME. A line on standard input starts a round; `idle` on standard output ends it.
"""

import sys
import time
from pathlib import Path

from app.installation import open_installation, open_worker
from app.settings import Settings


def main(settings: str, name: str) -> None:
    """Work rounds until standard input ends."""
    chosen = Settings.model_validate_json(Path(settings).read_text(encoding="utf-8"))
    installation = open_installation(chosen)
    with open_worker(installation, name) as worker:
        _say("ready")
        for _ in sys.stdin:
            while worker.run_one() or installation.engines.jobs.counts():
                time.sleep(0)
            _say("idle")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
