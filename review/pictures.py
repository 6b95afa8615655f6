"""Pictures of pages, drawn one at a time and kept by content: a page that was seen comes at once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

DPI, SHARP_DPI = 110, 220
"""For reading at the usual size, and for looking closely."""
MOST_BYTES = 96_000_000
"""Of pictures kept in memory: about a thousand pages."""


@dataclass(slots=True)
class Pictures:
    """Keeps drawn pages, the one that was not asked for longest goes first. Safe among threads."""

    most_bytes: int = MOST_BYTES
    _kept: OrderedDict[Hashable, bytes] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _drawing: threading.Lock = field(default_factory=threading.Lock)

    def find(self, key: Hashable) -> bytes | None:
        """Return a kept picture, None when it must be drawn."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def draw(self, key: Hashable, drawing: Callable[[], bytes]) -> bytes:
        """Return the picture, drawn while no other is: each keeps a child process busy."""
        with self._drawing:
            found = self.find(key)
            if found is None:
                found = drawing()
                self._keep(key, found)
            return found

    def _keep(self, key: Hashable, picture: bytes) -> None:
        with self._lock:
            self._kept[key] = picture
            self._size += len(picture)
            while self._size > self.most_bytes and len(self._kept) > 1:
                _, oldest = self._kept.popitem(last=False)
                self._size -= len(oldest)
