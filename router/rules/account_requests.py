"""Requests about the account: a statement, a way to pay by card or link, no more mailings."""

from collections.abc import Sequence

from domain.ports import RuleSubject, Vote
from domain.words import Intent
from router.automatic import automatic_mail
from router.voting import by_words, reading

_IN_BULK_MAIL = 0.2


class AccountRequestsRule:
    """The three smaller requests that have an answer of their own."""

    name = "account_requests"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return votes for statement_request, payment_link_request and unsubscribe."""
        read = reading(subject)
        # every newsletter's footer speaks of unsubscribing
        share = _IN_BULK_MAIL if automatic_mail(subject.mail) or read.has("marketing") else 1.0
        return [
            *by_words(read, Intent.STATEMENT_REQUEST, self.name),
            *by_words(read, Intent.PAYMENT_LINK_REQUEST, self.name),
            *by_words(read, Intent.UNSUBSCRIBE, self.name, share=share),
        ]


PLUGIN = AccountRequestsRule()
