"""The processes that recognise pictured pages: started at the first picture, let go when idle."""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.policy import ReadingLimits
from extractors.fence.work import Usage, Work
from extractors.limits import PageLimits, of_one_picture

if TYPE_CHECKING:
    from extractors.fence.fence import Fence

ROOM = "ocr"
"""What the one reader of such a process is called."""


class RecognisingPool:
    """Fork servers that hold the models of one engine; each page is recognised in a child of its own.

    The child ends with its page, so that nothing of it can reach the next one; the models are loaded once,
    by the server, before any picture is there, and are shared with children as they are.
    """

    def __init__(self, limits: ReadingLimits, open_fence: Callable[[PageLimits, str], "Fence"]) -> None:
        """`open_fence` makes a fence with those limits over the readers of that registry."""
        self._limits = limits
        self._open = open_fence
        self._guard = threading.Lock()
        self._fences: list[Fence] = []
        self._free: queue.Queue[Fence] = queue.Queue()
        self._used = time.monotonic()

    def run(self, work: Work, content: bytes) -> tuple[bytes, Usage]:
        """Recognise one page, waiting for a free process. Raises ReadingError with a fixed reason."""
        fence = self._taken()
        try:
            return fence.run(replace(work, reader=ROOM), content), fence.usage
        finally:
            self._used = time.monotonic()
            self._free.put(fence)

    def let_go(self) -> None:
        """End the processes when no picture has come for the idle time."""
        if self._fences and time.monotonic() - self._used > self._limits.ocr_idle_seconds:
            self.close()

    def close(self) -> None:
        """End all processes; a page that is being recognised is waited for."""
        with self._guard:
            for _ in self._fences:
                self._free.get().close()
            self._fences = []

    def _taken(self) -> "Fence":
        with self._guard:
            if self._free.empty() and len(self._fences) < self._limits.ocr_processes:
                fence = self._open(of_one_picture(self._limits), f"extractors.ocr.room:{self._limits.ocr}")
                self._fences.append(fence)
                return fence
        return self._free.get()
