"""A labelled mail in the form in which the router sees it: what a model learns from and is tested with."""

from dataclasses import dataclass

from domain.ports import RuleSubject
from domain.words import DisputeReason, Intent


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

    @property
    def together(self) -> str:
        """What is never parted by a test."""
        return self.kin or self.family
