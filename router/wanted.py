"""Which kinds of documents a mail asks for, in order of mention."""

from domain.decisions import RouteDecision
from domain.words import DocumentKind, Intent
from router.reading import Reading

_KINDS = {
    "pod": DocumentKind.PROOF_OF_DELIVERY,
    "w9": DocumentKind.W9,
    "tax_cert": DocumentKind.TAX_CERTIFICATE,
    "contract": DocumentKind.CONTRACT,
    "po_copy": DocumentKind.PURCHASE_ORDER,
    "other_doc": DocumentKind.OTHER,
}
_BY_INTENT = {
    Intent.INVOICE_COPY_REQUEST: DocumentKind.INVOICE_COPY,
    Intent.STATEMENT_REQUEST: DocumentKind.STATEMENT,
}


def wanted_kinds(read: Reading, route: RouteDecision) -> tuple[DocumentKind, ...]:
    """Return the kinds named in clauses that ask for documents, for the matters that the route holds."""
    matters = [route.intent, *(matter.intent for matter in route.also)]
    found: list[tuple[tuple[int, int], DocumentKind]] = []
    for place, matter in enumerate(matters):
        if matter in _BY_INTENT:
            first = read.about(matter.value)[0]
            order = first[0].clause.clause.order if first else 0
            found.append(((order, place), _BY_INTENT[matter]))
    if Intent.SUPPORTING_DOCUMENT_REQUEST in matters:
        clauses = {
            id(f.clause): f.clause
            for f in (*read.findings, *read.subject_findings)
            if f.name in ("supporting_document_request", "named_document")
        }
        for clause in clauses.values():
            for hit in clause.hits:
                if hit.concept in _KINDS:
                    found.append(((clause.clause.order, hit.start), _KINDS[hit.concept]))
    return tuple(dict.fromkeys(kind for _, kind in sorted(found, key=lambda pair: pair[0])))
