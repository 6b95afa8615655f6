"""Makes votes out of findings, the same way for all rules."""

from domain.ports import RuleSubject, Vote
from domain.words import Intent
from router.reading import Reading, reading_of


def reading(subject: RuleSubject) -> Reading:
    """Return what the mail says, read once for all rules."""
    return reading_of(subject.mail, subject.language)


def vote(intent: Intent, weight: float, reason: str, rule: str, *, decisive: bool = False) -> Vote:
    """Return one vote, its weight held between 0 and 0.99."""
    return Vote(intent.value, max(0.0, min(weight, 0.99)), reason, rule, decisive)


def by_words(read: Reading, intent: Intent, rule: str, *, share: float = 1.0) -> list[Vote]:
    """Return the vote that the words of text and subject give for an intent, none where they say nothing."""
    strength = read.strength(intent.value) * share
    return [vote(intent, strength, read.reason(intent.value), rule)] if strength > 0 else []
