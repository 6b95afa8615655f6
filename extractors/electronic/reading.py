"""What a document of a self-describing format says: its payments and its look, by the form of its pages."""

from collections.abc import Iterable
from dataclasses import replace

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


def remittances_of(document: Document, aids: ReadingAids) -> tuple[Remittance, ...]:
    """Return the payments of all electronic pages; () for any other document."""
    if document.medium is not Medium.EDI:
        return ()
    return tuple(
        finished(payment, document.name, aids) for page in document.pages for payment in _payments(page, aids)
    )


def describes_itself(document: Document) -> bool:
    """Tell whether a document is, or carries inside, a remittance of a self-describing format."""
    return document.medium is Medium.EDI or bool(_embedded(document))


def parted(documents: Iterable[Document]) -> list[Document]:
    """Return the documents, what is embedded in a PDF as one of its own before it: "a.pdf/remittance.xml"."""
    parts: list[Document] = []
    for document in documents:
        inside = _embedded(document)
        for page in inside:
            look, why = look_of_form(page)
            name = (page.name or "").removeprefix(EMBEDDED).rpartition(": ")[0]
            parts.append(
                replace(
                    document,
                    name=f"{document.name}/{name}",
                    medium=Medium.EDI,
                    pages=(page,),
                    look=look,
                    look_reason=why,
                    problems=(),
                )
            )
        rest = tuple(page for page in document.pages if page not in inside)
        parts.append(replace(document, pages=rest) if inside else document)
    return parts


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
