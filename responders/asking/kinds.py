"""Which kinds of documents the writer's own words name, beyond those that the route stands for."""

from collections.abc import Iterable, Iterator

from domain.phrases import Hit, ReadClause, read
from domain.words import DocumentKind
from responders.request import AnswerRequest

_NAMED = {
    "pod": DocumentKind.PROOF_OF_DELIVERY,
    "w9": DocumentKind.W9,
    "tax_cert": DocumentKind.TAX_CERTIFICATE,
    "contract": DocumentKind.CONTRACT,
    "po_copy": DocumentKind.PURCHASE_ORDER,
}
_ASKING = ("ask", "please", "could_you", "need", "send")
_AND = frozenset({"and", "und", "sowie", "et", "y", "e", "en", "plus", "also", "auch", "ainsi"})
_FOR = frozenset({"for", "to", "zu", "zur", "zum", "fur", "pour", "para", "por", "per", "voor", "bij", "sur"})
_BEHIND = 1
"""Words behind: "the invoice backup" is no invoice."""
_NEAR = 3
"""Words between "copy" and "invoice": "a copy of the invoice"."""


def named_kinds(request: AnswerRequest) -> tuple[DocumentKind, ...]:
    """Return the kinds that the words name anywhere, in order of mention; what is denied counts too.

    For a dispute whose cause is a missing document: there "no delivery note" names what is missing.
    """
    found = (_NAMED[hit.concept] for clause in _clauses(request) for hit in _hits(clause, _NAMED))
    return tuple(dict.fromkeys(found))


def asked_besides(request: AnswerRequest) -> tuple[DocumentKind, ...]:
    """Return invoice copy and statement where a sentence asks for them beside another thing."""
    found: list[DocumentKind] = []
    for clause in _clauses(request):
        if any(clause.has(concept) for concept in _ASKING):
            found += [DocumentKind.INVOICE_COPY] if _asks_for_copy(clause) else []
            found += [DocumentKind.STATEMENT] if _joined_statement(clause) else []
    return tuple(dict.fromkeys(found))


def _clauses(request: AnswerRequest) -> tuple[ReadClause, ...]:
    return read(request.mail.new_text, request.understanding.language)


def _hits(clause: ReadClause, concepts: Iterable[str]) -> Iterator[Hit]:
    return (hit for hit in clause.hits if hit.concept in concepts)


def _asks_for_copy(clause: ReadClause) -> bool:
    copies = [hit for hit in _hits(clause, ("copy", "send")) if not hit.negated]
    invoices = [hit for hit in _hits(clause, ("invoice",)) if not hit.negated]
    # "Send the delivery note for the invoice" and "send payment for the invoice" ask for no copy.
    others = [
        hit.start
        for hit in _hits(clause, (*_NAMED, "statement", "credit", "other_doc", "payment", "pay_link", "po"))
    ]
    for copy in copies:
        for invoice in invoices:
            low, high = sorted((copy.start, invoice.start))
            if copy.concept == "send" and invoice.start < copy.start:
                continue
            if high - low > _NEAR or _FOR & set(clause.clause.words[low:high]):
                continue
            if not any(low <= other <= high + _BEHIND for other in others):
                return True
    return False


def _joined_statement(clause: ReadClause) -> bool:
    """Tell whether a statement is asked for behind an "and"; one that is only mentioned is not."""
    words = clause.clause.words
    # "all open invoices" asks for these invoices.
    invoices = [hit.start for hit in _hits(clause, ("invoice",))]
    return any(
        not any(hit.start <= place < hit.end for place in invoices)
        and _AND & set(words[max(0, hit.start - _NEAR) : hit.start])
        and not hit.negated
        for hit in _hits(clause, ("statement",))
    )
