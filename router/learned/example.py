"""A labelled mail in the form in which the router sees it: what a model learns from and is tested with."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.ports import RuleSubject
from domain.words import DisputeReason, Intent

EVERYDAY = 0.5
"""Share of everyday mails in an inbox, as confidence and thresholds take it; training mails hold fewer."""


@dataclass(frozen=True, slots=True)
class Example:
    """What the router would look at, and what it should say."""

    subject: RuleSubject
    intent: Intent
    reason: DisputeReason | None = None
    also: frozenset[Intent] = frozenset()
    family: str = ""
    """Examples of one family never stand on both sides of a test."""
    kin: str = ""
    """Nor do families of one circle of kin; "": the family has no other."""
    language: str = ""
    source: str = ""
    """The work item of a mail that an installation confirmed; "" for the repository's own."""

    everyday: bool = False
    """As most mails of an inbox are: plain, about one matter; the others were written to be hard."""

    @property
    def together(self) -> str:
        """What is never parted by a test."""
        return self.kin or self.family


def prevalence(examples: Sequence[Example]) -> list[float]:
    """Return how much each mail counts, 1 on average, so that everyday mails count as in an inbox."""
    share = sum(one.everyday for one in examples) / max(len(examples), 1)
    if not 0 < share < EVERYDAY:
        return [1.0] * len(examples)
    return [EVERYDAY / share if one.everyday else (1 - EVERYDAY) / (1 - share) for one in examples]
