"""News of changed bank details, or doubt about ours: seen before everything else that a person asks."""

from collections.abc import Sequence

from domain.ports import RuleSubject, Vote
from domain.words import Intent
from router.bank_news import bank_news
from router.reading import bare_subject, subject_of
from router.voting import by_words, reading, vote

_PLAIN = 0.6


class BankDetailsRule:
    """Recall before precision: money that goes to a wrong account does not come back."""

    name = "bank_details"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return a vote for the words of the text, and one for a sentence that tells of another account."""
        told = by_words(reading(subject), Intent.BANK_DETAILS_CHANGE, self.name)
        title, _ = bare_subject(subject_of(subject.mail))
        news = bank_news(f"{title}.\n{subject.mail.new_text}")
        if news is None or news.weight < _PLAIN:
            return told
        reason = f"the text says «{news.sentence}»"
        return [*told, vote(Intent.BANK_DETAILS_CHANGE, news.weight, reason, self.name)]


PLUGIN = BankDetailsRule()
