"""File names as text, and the small file in which a Maildir's first state is kept."""

import json
import os
from pathlib import Path


def readable(name: str) -> str:
    """Return a file name as text that any database takes: bytes that are no UTF-8 as \\xNN."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


class Baseline:
    """The names that were there when a folder was first connected; they are history, not new mail.

    Kept in `path` (a JSON list, written whole and renamed into place) or, with None, in memory.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._names: frozenset[str] | None = None

    def set(self, names: frozenset[str]) -> None:
        """Remember the names, unless some were remembered before: a first connection happens once."""
        if self.names() is not None:
            return
        self._names = names
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(self._path.name + ".new")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(sorted(names), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)

    def names(self) -> frozenset[str] | None:
        """Return the remembered names, None when there was no first connection yet."""
        if self._names is None and self._path is not None and self._path.is_file():
            self._names = frozenset(json.loads(self._path.read_text(encoding="utf-8")))
        return self._names
