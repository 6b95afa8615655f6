"""Waits on descriptors without the 1,024 limit of select()."""

import math
import select
from collections.abc import Sequence


def ready(descriptors: Sequence[int], seconds: float | None) -> frozenset[int]:
    """Return those that can be read, or whose other side is gone; none when the time is over."""
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN)
    milliseconds = None if seconds is None else math.ceil(max(seconds, 0) * 1000)
    return frozenset(descriptor for descriptor, _ in poll.poll(milliseconds))
