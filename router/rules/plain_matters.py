"""Matters for a person: thanks, payment status, new addresses, credit limits, a supplier's reminder."""

from collections.abc import Sequence

from domain.ports import RuleSubject, Vote
from domain.words import Intent
from router.voting import by_words, reading, vote

_THANKS = 0.7
_SHORT = 12


class PlainMattersRule:
    """What has a sentence of its own but no answer of its own."""

    name = "plain_matters"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return at most one vote for general."""
        read = reading(subject)
        found = by_words(read, Intent.GENERAL, self.name)
        if found:
            return found
        attached = any(document.name != "body" for document in subject.documents)
        only_thanks = (
            read.words <= _SHORT and read.about("thanks")[0] and not read.has("ask") and not attached
        )
        if only_thanks:
            return [
                vote(Intent.GENERAL, _THANKS, f"the text only thanks: «{read.text.strip()[:100]}»", self.name)
            ]
        return []


PLUGIN = PlainMattersRule()
