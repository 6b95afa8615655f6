"""Which matters of a mail support, tolerate or contradict each other, as a table that a person can read."""

from collections.abc import Mapping
from enum import StrEnum

from domain.words import Intent


class Relation(StrEnum):
    """What a second matter says of the first."""

    SUPPORT = "support"
    """It is the same wish told in other words: it makes the first surer."""
    TOLERATE = "tolerate"
    """Both may be true of one mail; it says nothing against the first."""
    CONTRADICT = "contradict"
    """Only one of the two can be what the writer wants."""


_S, _T = Relation.SUPPORT, Relation.TOLERATE

RELATIONS: Mapping[Intent, Mapping[Intent, Relation]] = {
    # a copy is asked for because it is lost, beside a promise, a question, or courtesy
    Intent.INVOICE_COPY_REQUEST: {
        Intent.SUPPORTING_DOCUMENT_REQUEST: _T,
        Intent.PROMISE_TO_PAY: _T,
        Intent.STATEMENT_REQUEST: _T,
        Intent.PO_INQUIRY: _T,
        Intent.GENERAL: _T,
    },
    Intent.SUPPORTING_DOCUMENT_REQUEST: {
        Intent.INVOICE_COPY_REQUEST: _S,
        Intent.PROMISE_TO_PAY: _T,
        Intent.GENERAL: _T,
    },
    # money went out: what was held back of it is a dispute beside it, what follows is a promise
    Intent.PAYMENT_ADVICE: {
        Intent.DISPUTE: _T,
        Intent.PROMISE_TO_PAY: _T,
        Intent.STATEMENT_REQUEST: _T,
        Intent.GENERAL: _T,
    },
    # who complains asks for what the complaint lacks, and tells of the payment that was made
    Intent.DISPUTE: {
        Intent.INVOICE_COPY_REQUEST: _T,
        Intent.SUPPORTING_DOCUMENT_REQUEST: _S,
        Intent.PO_INQUIRY: _T,
        Intent.GENERAL: _T,
    },
    Intent.PO_INQUIRY: {Intent.INVOICE_COPY_REQUEST: _T, Intent.GENERAL: _T},
    Intent.NEW_ORDER: {Intent.PO_INQUIRY: _S, Intent.GENERAL: _T},
    Intent.STATEMENT_REQUEST: {Intent.INVOICE_COPY_REQUEST: _T, Intent.GENERAL: _T},
    Intent.PAYMENT_LINK_REQUEST: {Intent.PROMISE_TO_PAY: _S, Intent.PAYMENT_ADVICE: _T, Intent.GENERAL: _T},
    Intent.PROMISE_TO_PAY: {Intent.GENERAL: _T, Intent.PAYMENT_ADVICE: _T},
    Intent.BANK_DETAILS_CHANGE: {
        Intent.PAYMENT_ADVICE: _T,
        Intent.INVOICE_COPY_REQUEST: _T,
        Intent.GENERAL: _T,
    },
    # a supplier's bill and its reminder are one matter for people
    Intent.SUPPLIER_INVOICE: {Intent.GENERAL: _S, Intent.PROMISE_TO_PAY: _T},
    Intent.GENERAL: {Intent.SUPPLIER_INVOICE: _S},
    Intent.UNSUBSCRIBE: {Intent.MARKETING: _T, Intent.AUTOMATIC_REPLY: _T, Intent.GENERAL: _T},
    Intent.AUTOMATIC_REPLY: {Intent.GENERAL: _T, Intent.BOUNCE: _S},
    Intent.BOUNCE: {Intent.AUTOMATIC_REPLY: _S, Intent.DISPUTE: _T},
    Intent.MARKETING: {Intent.UNSUBSCRIBE: _T, Intent.GENERAL: _T, Intent.PAYMENT_LINK_REQUEST: _T},
}
"""first matter -> second matter -> relation; what is not listed contradicts."""


def relation(first: Intent, second: Intent) -> Relation:
    """Return what the second matter says of the first."""
    return RELATIONS.get(first, {}).get(second, Relation.CONTRADICT)
