"""Says that a payment advice arrived."""

from domain.words import Intent, ReplyKind
from responders.paragraphs import language_of
from responders.port import Draft, Matter
from responders.request import AnswerRequest
from responders.wording.texts import fill


class RemittanceAcknowledgement:
    """Answers a payment advice; off unless the configuration switches it on."""

    name = "remittance_acknowledgement"
    kind = ReplyKind.REMITTANCE_ACKNOWLEDGEMENT

    def matters(self, intent: Intent) -> bool:
        """Tell whether the mail announces a payment."""
        return intent is Intent.PAYMENT_ADVICE

    def compose(self, request: AnswerRequest, matter: Matter) -> Draft:
        """Return the acknowledgement; it repeats no figure, as figures may still be in doubt."""
        return Draft(self.kind, fill(language_of(request), self.name, {}))


PLUGIN = RemittanceAcknowledgement()
