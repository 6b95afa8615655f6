"""What every measurement returns: one value with its unit, its spread, its peer and its aim."""

from dataclasses import dataclass
from typing import Literal

SEED = 7
"""Makes the same mails, papers and ledgers each time."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A bound for the value, or for the ratio to the peer."""

    bound: float
    of: Literal["value", "ratio"] = "value"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `value` is None where it could not be measured, and `note` says why."""

    name: str
    """Stable key, `subject.thing`; README marks its numbers with it."""
    what: str
    """A few words for a person."""
    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    peer: str = ""
    """What was measured beside it in the same run."""
    peer_value: float | None = None
    aim: Aim | None = None
    less_is_better: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times better than the peer; below 1 the peer is better."""
        if not self.value or not self.peer_value:
            return None
        return self.peer_value / self.value if self.less_is_better else self.value / self.peer_value

    @property
    def met(self) -> bool | None:
        """Whether the aim is met, None without an aim or a value."""
        measured = self.ratio if self.aim and self.aim.of == "ratio" else self.value
        if self.aim is None or measured is None:
            return None
        if self.aim.of == "value" and self.less_is_better:
            return measured <= self.aim.bound
        return measured >= self.aim.bound
