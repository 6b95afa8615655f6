"""Prepares the answer to a request for a payment link, which a clerk has to put in."""

from domain.words import Block, Intent, ReplyKind
from responders.port import Draft, Matter, Shortfall
from responders.request import AnswerRequest
from responders.requested import requested_documents


class PaymentLink:
    """Answers a request for a payment link; as long as no address pattern is set, for a clerk only."""

    name = "payment_link"
    kind = ReplyKind.PAYMENT_LINK

    def matters(self, intent: Intent) -> bool:
        """Tell whether the intent asks for a payment link."""
        return intent is Intent.PAYMENT_LINK_REQUEST

    def compose(self, request: AnswerRequest, matter: Matter) -> Draft:
        """Return a draft that is blocked as not on file."""
        missing = Shortfall(Block.NOT_ON_FILE, "payment link")
        return Draft(
            self.kind, "", shortfalls=(missing,), numbers=requested_documents(request), releases=True
        )


PLUGIN = PaymentLink()
