"""Turns SIGTERM and SIGINT into a flag that loops look at, so that every process ends between two steps."""

import ctypes
import os
import signal
import threading
from types import FrameType

_PR_SET_PDEATHSIG = 1
SUPERVISOR = "ARDOISE_SUPERVISOR"
"""Environment variable that tells a process the pid of its supervisor."""


class Stopping:
    """Set once; `wait` ends early when it is."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self.interrupted = False
        """True when it was Ctrl+C that asked."""

    @property
    def asked(self) -> bool:
        """True once somebody asked the process to stop."""
        return self._asked.is_set()

    @property
    def exit_code(self) -> int:
        """130 after Ctrl+C, 0 after a graceful end."""
        return 130 if self.interrupted else 0

    def ask(self) -> None:
        """Ask the process to stop."""
        self._asked.set()

    def wait(self, seconds: float) -> bool:
        """Wait that long or until asked to stop; True when asked."""
        return self._asked.wait(seconds)

    def on_signals(self) -> "Stopping":
        """Let SIGTERM and SIGINT ask. Only in the main thread."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._signalled)
        return self

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        self.interrupted = number == signal.SIGINT
        self._asked.set()


def end_with_parent() -> None:
    """Let the kernel send SIGTERM when the supervisor dies, so that no orphan works on (Linux only)."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    supervisor = os.environ.get(SUPERVISOR)
    # It may have died while this process was starting, before the kernel was told.
    if supervisor is not None and supervisor != str(os.getppid()):
        os.kill(os.getpid(), signal.SIGTERM)
