"""The recurring pieces of answers: the list of what is attached, the frame, the language."""

from domain.decisions import ReplyAttachment
from domain.ledger import OpenItem
from domain.words import DocumentKind, DocumentType, ReplyKind
from responders.holdings import holdings_of
from responders.port import Composition
from responders.request import AnswerRequest
from responders.wording.texts import bullets, choose_language, fill, label, long_date

_LABEL_OF_TYPE = {DocumentType.CREDIT_NOTE: "credit_note", DocumentType.DEBIT_NOTE: "debit_note"}
_NUMBERED = frozenset(
    {
        DocumentKind.INVOICE_COPY,
        DocumentKind.PROOF_OF_DELIVERY,
        DocumentKind.PURCHASE_ORDER,
        DocumentKind.OTHER,
    }
)

DOWNLOAD_PATH = "/download/"
_ENCLOSING = frozenset({ReplyKind.INVOICE_COPY, ReplyKind.SUPPORTING_DOCUMENT, ReplyKind.STATEMENT})
"""Kinds of answer whose wording is the list of what is attached."""


def language_of(request: AnswerRequest) -> str:
    """Return the language of the answer: the mail's, else the customer's, else ours, else English."""
    ledger, customer_id = request.ledger, request.understanding.customer.customer_id
    customer = ledger.customer_by_id.get(customer_id) if ledger and customer_id else None
    return choose_language(
        request.understanding.language, customer.language if customer else None, request.company.language
    )


def body_of(request: AnswerRequest, composition: Composition) -> str:
    """Return the whole body: greeting, what each matter says, one list of attachments, signature."""
    language = language_of(request)
    said = [draft.text for draft in composition.drafts if draft.text]
    attached = tuple(each for each in composition.attachments if each.link is None)
    if attached:
        said.append(_enclosure(request, _wording_of(composition) if not said else "enclosed", attached))
    offered = tuple(each for each in composition.attachments if each.link is not None)
    if offered:
        said.append(_downloads(request, offered, language))
    paragraphs = tuple(dict.fromkeys(said)) or (fill(language, "holding", {}),)
    later = (text[:1].upper() + text[1:] for text in paragraphs[1:])
    company = request.company
    signature = "\n".join(filter(None, (company.signature.strip() or company.name, company.address.strip())))
    values = {"paragraphs": "\n\n".join((paragraphs[0], *later)), "signature": signature}
    return fill(language, "frame", values) + "\n"


def item_label(language: str, item: OpenItem) -> str:
    """Return what a person calls an open item: "Credit note CN-7 of 3 March 2026"."""
    name = label(
        language, _LABEL_OF_TYPE.get(item.document_type, "invoice_copy"), {"number": item.document_number}
    )
    if item.issue_date is None:
        return name
    return label(language, "dated", {"document": name, "date": long_date(language, item.issue_date)})


def _wording_of(composition: Composition) -> str:
    return composition.kind.value if composition.kind in _ENCLOSING else "enclosed"


def _enclosure(request: AnswerRequest, name: str, attachments: tuple[ReplyAttachment, ...]) -> str:
    language = language_of(request)
    lines = tuple(dict.fromkeys(_line(request, each, language) for each in attachments))
    return fill(language, name, {"documents": bullets(lines)})


def _downloads(request: AnswerRequest, offered: tuple[ReplyAttachment, ...], language: str) -> str:
    lines = tuple(
        label(
            language,
            "link_item",
            {
                "document": _line(request, each, language),
                "link": f"{request.links.download}{DOWNLOAD_PATH}{each.link}",
            },
        )
        for each in offered
    )
    end = offered[0].link_until or request.now
    return fill(language, "download", {"links": bullets(lines), "date": long_date(language, end.date())})


def _line(request: AnswerRequest, attachment: ReplyAttachment, language: str) -> str:
    number = attachment.document_number
    holdings = holdings_of(request)
    item = holdings.item(number) if holdings and number else None
    if attachment.kind is DocumentKind.INVOICE_COPY and item is not None:
        return item_label(language, item)
    if attachment.kind in _NUMBERED and number is None:
        return label(language, "other_general")
    return label(language, attachment.kind.value, {"number": number or ""})
