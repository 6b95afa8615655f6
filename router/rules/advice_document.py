"""A document that reads as a remittance advice, or is named like one, makes a payment advice."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
from collections.abc import Sequence

from domain.pages import Document
from domain.ports import RuleSubject, Vote
from domain.sentences import fold
from domain.words import Intent, Look
from router.voting import reading, vote

_NAMED_SO = re.compile(
    r"remit|payment[ _.-]?advi|advice|bacs|avis[ _.-]?(?:de[ _.-]?)?(?:paiement|virement|reglement)|zahlungsavis|avis|"
    r"uberweisung|aviso[ _.-]?(?:de[ _.-]?)?pago|avviso|bonifico|betaaladvies|betalings|aviso[ _.-]?(?:de[ _.-]?)?pagamento|"
    r"reglement|virement|payrun|payment[ _.-]?(?:detail|run|list|summary)|\b820\b"
)
_BY_LOOK = 0.93
_BY_NAME = 0.5


class AdviceDocumentRule:
    """Looks at what the attachments were read as."""

    name = "advice_document"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return one vote for the first document that reads as an advice, or a weak one for a name."""
        for document in subject.documents:
            if document.look is Look.ADVICE:
                where = "the mail's text" if document.name == "body" else f"attachment {document.name}"
                why = f" ({document.look_reason})" if document.look_reason else ""
                weight = _BY_LOOK if document.name != "body" else 0.75
                return [
                    vote(
                        Intent.PAYMENT_ADVICE, weight, f"{where} reads as a remittance advice{why}", self.name
                    )
                ]
        named = [document for document in subject.documents if self._named_so(document)]
        if named and not reading(subject).about("new_order")[0]:
            reason = f"attachment {named[0].name} is named like a remittance advice"
            return [vote(Intent.PAYMENT_ADVICE, _BY_NAME, reason, self.name)]
        return []

    def _named_so(self, document: Document) -> bool:
        is_attachment = document.name != "body" and document.look in (Look.UNKNOWN, Look.PICTURE)
        return is_attachment and _NAMED_SO.search(fold(document.name)) is not None


PLUGIN = AdviceDocumentRule()
