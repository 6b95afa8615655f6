"""A real sender in a process of its own, to be killed at any instant. Run as a program: FOLDER PORT."""

import sys
import time
from pathlib import Path

from domain.clock import SystemClock
from store.engine import open_store
from tests.faults.outgoing_room import Room, way_out


def main(folder: str, port: str) -> None:
    """Send until killed, or until standard input ends; tells when there is nothing to do."""
    place = Path(folder)
    store = open_store(f"sqlite:///{place / 'ardoise.db'}")
    room = Room(store, place, way_out(int(port)), clock=SystemClock(), worker=f"fire-{time.time_ns()}")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        if not room.one_job():
            sys.stdout.write("idle\n")
            sys.stdout.flush()
            time.sleep(0.02)


if __name__ == "__main__":
    main(*sys.argv[1:])
