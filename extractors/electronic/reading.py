"""What a document of a self-describing format says: its payments and its look, by the form of its pages."""

from collections.abc import Sequence
from dataclasses import replace

from domain.numbers import number_key
from domain.pages import Document, Page
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import Medium
from extractors.electronic import iso20022, remadv, ubl, x12_820
from extractors.electronic.drafts import Payment
from extractors.electronic.finishing import finished
from extractors.electronic.forms import EMBEDDED, ISO, REMADV, UBL_ADVICE, X12_ADVICE, form_of, look_of_form
from extractors.electronic.segments import segments_of
from extractors.electronic.xml_form import tree_of

_MOST_PAYMENTS = 5_000
"""Read out of one document; what is beyond is told."""


def remittances_of(document: Document, aids: ReadingAids) -> tuple[Remittance, ...]:
    """Return the payments of all electronic pages; () for any other document."""
    if document.medium is not Medium.EDI:
        return ()
    payments = [payment for page in document.pages for payment in _payments(page, aids)]
    if len(payments) > _MOST_PAYMENTS:
        last = payments[_MOST_PAYMENTS - 1]
        last.problems.append(f"{document.name} holds {len(payments)} payments; the others were not read.")
    return tuple(finished(payment, document.name, aids) for payment in payments[:_MOST_PAYMENTS])


def describes_itself(document: Document) -> bool:
    """Tell whether a document is, or carries inside, a remittance of a self-describing format."""
    return document.medium is Medium.EDI or bool(_embedded(document))


def parted(document: Document) -> tuple[list[Document], Document]:
    """Return what is embedded in a PDF, each as a document ("a.pdf/remittance.xml"), and its own pages."""
    inside = _embedded(document)
    if not inside:
        return [], document
    own = tuple(page for page in document.pages if page not in inside)
    return [_as_document(page, document) for page in inside], replace(document, pages=own)


def as_shown(inside: Sequence[Remittance], shown: Sequence[Remittance], name: str) -> tuple[Remittance, ...]:
    """Return what a PDF's embedded file says, named with the PDF, whose pages show it for people.

    A file that says something else than pages whose own sums hold is a trap or a mistake: a person decides.
    """
    proven = [payment for payment in shown if not payment.needs_review or payment.adds_up]
    contradicted = bool(proven) and [_amounts(one) for one in inside] != [_amounts(one) for one in proven]
    return tuple(_named(payment, name, contradicted=contradicted) for payment in inside)


def _named(payment: Remittance, name: str, *, contradicted: bool) -> Remittance:
    named = replace(payment, also_in=(name,))
    if not contradicted:
        return named
    doubt = f"The pages of {name} show other lines or amounts than the file inside it."
    return replace(named, needs_review=True, confidence=0.5, problems=(*named.problems, doubt))


def _amounts(payment: Remittance) -> list[tuple[str, object]]:
    return sorted((number_key(line.document_number or ""), line.net_amount or 0) for line in payment.lines)


def _as_document(page: Page, document: Document) -> Document:
    look, why = look_of_form(page)
    name = (page.name or "").removeprefix(EMBEDDED).rpartition(": ")[0]
    return replace(
        document,
        name=f"{document.name}/{name}",
        medium=Medium.EDI,
        pages=(page,),
        look=look,
        look_reason=why,
        problems=(),
    )


def _embedded(document: Document) -> list[Page]:
    if document.medium is not Medium.PDF:
        return []
    return [page for page in document.pages if page.width is None and (page.name or "").startswith(EMBEDDED)]


def _payments(page: Page, aids: ReadingAids) -> list[Payment]:
    form = form_of(page)
    if form == X12_ADVICE:
        return x12_820.payments_of(segments_of(page))
    if form == REMADV:
        return remadv.payments_of(segments_of(page))
    root = tree_of(page) if form.startswith((UBL_ADVICE, ISO)) else None
    if root is None:
        return []
    return (
        ubl.payments_of(root, form) if form == UBL_ADVICE else iso20022.payments_of(root, form, aids.ledger)
    )
