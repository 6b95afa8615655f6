"""A port that sees where a worker stands; the default looks away, fault tests do not."""

from typing import Protocol


class Observer(Protocol):
    """Told of every point that a crash could hit."""

    def at(self, point: str) -> None:
        """Note a point: "read:entered", "read:done" (not committed yet), "read:committed", "send:data" …"""
        ...


class Unobserved:
    """Nobody watches."""

    def at(self, point: str) -> None:
        """Do nothing."""
