"""A real worker in a process of its own that tells where it stands, so that a test can kill it there.

Run as a program: CONFIG SEED. Writes one line a point to standard output, then dawdles for a random moment,
so that a SIGKILL can fall before, in and after every write.
"""

import random
import sys
import time
from pathlib import Path

from app.installation import open_installation
from app.settings import load_settings
from app.working import open_worker

LONGEST_DAWDLE = 0.02


class Telling:
    """An observer that writes every point down and dawdles."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def at(self, point: str) -> None:
        """Tell the point and wait a random moment."""
        sys.stdout.write(f"{point}\n")
        sys.stdout.flush()
        time.sleep(self._chance.uniform(0, LONGEST_DAWDLE))


def main(config: str, seed: str) -> None:
    """Work until killed, or until standard input ends."""
    installation = open_installation(load_settings(Path(config)))
    with open_worker(installation, f"fire-{seed}", Telling(int(seed))) as worker:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            if not worker.run_one():
                sys.stdout.write("idle\n")
                sys.stdout.flush()
                time.sleep(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
