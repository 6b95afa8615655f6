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
    language: str = ""
    source: str = ""
    """Where it comes from: the repository's own mails, or an installation's confirmed ones."""
