"""Questions about purchase orders, and new orders."""

from collections.abc import Sequence

from domain.ports import RuleSubject, Vote
from domain.words import Intent
from router.voting import by_words, reading, vote

_BESIDE_REFUSAL = 0.45


class PurchaseOrdersRule:
    """A missing number is a question; with a refusal to pay it belongs to the dispute."""

    name = "purchase_orders"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return votes for po_inquiry and new_order."""
        read = reading(subject)
        inquiry = by_words(read, Intent.PO_INQUIRY, self.name)
        if inquiry and read.about("refusal")[0]:
            ballot = inquiry[0]
            inquiry = [vote(Intent.PO_INQUIRY, ballot.weight * _BESIDE_REFUSAL, ballot.reason, self.name)]
        return [*inquiry, *by_words(read, Intent.NEW_ORDER, self.name)]


PLUGIN = PurchaseOrdersRule()
