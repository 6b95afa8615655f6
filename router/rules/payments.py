"""What the writer says about money: paid now, to be paid, or paid long ago and chased all the same."""

from collections.abc import Sequence

from domain.ports import RuleSubject, Vote
from domain.words import Intent, Look
from router.reading import Reading
from router.voting import by_words, reading, vote

_CHALLENGE = 0.8


class PaymentsRule:
    """Tells an advice of a payment made from a promise and from the answer to a reminder."""

    name = "payments"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return votes for payment_advice, promise_to_pay, and dispute where a paid item is still chased."""
        read = reading(subject)
        paid = by_words(read, Intent.PAYMENT_ADVICE, self.name)
        promised = by_words(read, Intent.PROMISE_TO_PAY, self.name)
        if paid and promised and not read.has("remittance"):
            paid = [self._weaker(paid[0], 0.6)]
        if paid and self._challenges(read) and not self._advice_attached(subject):
            paid = [self._weaker(paid[0], 0.3)]
        if promised and read.about("refusal")[1] >= 0.8:
            promised = [self._weaker(promised[0], 0.4)]
        return [*paid, *promised]

    def _weaker(self, ballot: Vote, share: float) -> Vote:
        return vote(Intent(ballot.intent), ballot.weight * share, ballot.reason, self.name)

    def _challenges(self, read: Reading) -> bool:
        """Tell "we paid this on 6 October, why do you chase us?" from news of a payment."""
        return not read.has("remittance") and any(
            one.name == "already_paid" and one.weight >= _CHALLENGE for one in read.complaints
        )

    def _advice_attached(self, subject: RuleSubject) -> bool:
        return any(document.look is Look.ADVICE for document in subject.documents if document.name != "body")


PLUGIN = PaymentsRule()
