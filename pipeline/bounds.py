"""Ends a process whose step uses far more processor time than any sound mail needs."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

MOST_CPU_SECONDS = 300.0
"""Of one step; documents are read in children with limits of their own, which do not count here."""


@contextmanager
def bounded_cpu(seconds: float = MOST_CPU_SECONDS) -> Iterator[None]:
    """Let the kernel end this process after so much of its own processor time within the block.

    Nothing gentler is sure to work: a pattern that never ends lets no other thread of Python run. The
    supervisor starts another worker, the lease runs out, and after its tries the mail is shelved.
    """
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
