"""Confirms that a wish to receive no further reminders was noted."""

from domain.words import Intent, ReplyKind
from responders.paragraphs import language_of
from responders.port import Draft, Matter
from responders.request import AnswerRequest
from responders.wording.texts import fill


class UnsubscribeConfirmation:
    """Answers a wish to be written to no more."""

    name = "unsubscribe_confirmation"
    kind = ReplyKind.UNSUBSCRIBE_CONFIRMATION

    def matters(self, intent: Intent) -> bool:
        """Tell whether the intent is to be written to no more."""
        return intent is Intent.UNSUBSCRIBE

    def compose(self, request: AnswerRequest, matter: Matter) -> Draft | None:
        """Return the confirmation for the address that wrote."""
        sender = request.mail.sender
        if sender is None:
            return None
        text = fill(language_of(request), self.name, {"address": sender.email})
        return Draft(self.kind, text, about_customer=False, stops_reminders=sender.email)


PLUGIN = UnsubscribeConfirmation()
