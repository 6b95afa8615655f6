"""News of changed bank details, or doubt about ours: seen before everything else that a person asks."""

from collections.abc import Sequence

from domain.ports import RuleSubject, Vote
from domain.words import Intent
from router.voting import by_words, reading


class BankDetailsRule:
    """Recall before precision: money that goes to a wrong account does not come back."""

    name = "bank_details"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return at most one vote for bank_details_change."""
        return by_words(reading(subject), Intent.BANK_DETAILS_CHANGE, self.name)


PLUGIN = BankDetailsRule()
