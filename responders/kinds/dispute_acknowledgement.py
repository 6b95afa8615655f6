"""Says what we understood of a dispute, and carries the document whose absence is its cause."""

from dataclasses import replace

from domain.words import Block, DisputeReason, DocumentKind, Intent, ReplyKind
from responders.asking.kinds import named_kinds
from responders.documents import find_documents
from responders.holdings import holdings_of
from responders.paragraphs import item_label, language_of
from responders.port import Draft, Matter, Shortfall
from responders.request import AnswerRequest
from responders.requested import disputed_documents, requested_orders
from responders.wording.texts import bullets, fill, label


class DisputeAcknowledgement:
    """Answers a dispute."""

    name = "dispute_acknowledgement"
    kind = ReplyKind.DISPUTE_ACKNOWLEDGEMENT

    def matters(self, intent: Intent) -> bool:
        """Tell whether the intent is a dispute."""
        return intent is Intent.DISPUTE

    def compose(self, request: AnswerRequest, matter: Matter) -> Draft:
        """Return what was understood; a missing invoice or document comes along."""
        numbers = disputed_documents(request)
        kinds = _missing_kinds(request)
        found = find_documents(request, kinds, numbers, requested_orders(request) if kinds else ())
        draft = found.draft(self.kind, kinds, _unnamed(request, kinds))
        return replace(
            draft, text=_text(request, numbers, settled=_settled(draft)), releases=bool(kinds or numbers)
        )


_OF_TAX = (DocumentKind.TAX_CERTIFICATE, DocumentKind.W9)


def _missing_kinds(request: AnswerRequest) -> tuple[DocumentKind, ...]:
    reason = request.dispute.reason if request.dispute else None
    wanted = request.understanding.wanted_kinds
    if reason is DisputeReason.INVOICE_NOT_RECEIVED:
        return tuple(dict.fromkeys((DocumentKind.INVOICE_COPY, *wanted)))
    if reason is DisputeReason.SUPPORTING_DOCUMENT_MISSING:
        return wanted or named_kinds(request)
    if reason is DisputeReason.TAX_INFORMATION:
        # Wrong tax details need a corrected invoice; only a certificate that is asked for settles it.
        return tuple(kind for kind in wanted or named_kinds(request) if kind in _OF_TAX)
    return ()


def _unnamed(request: AnswerRequest, kinds: tuple[DocumentKind, ...]) -> tuple[Shortfall, ...]:
    reason = request.dispute.reason if request.dispute else None
    missing = reason is DisputeReason.SUPPORTING_DOCUMENT_MISSING and not kinds
    return (Shortfall(Block.NOTHING_NAMED, "kind of document"),) if missing else ()


def _settled(draft: Draft) -> bool:
    """Tell whether everything that was missing goes along: then nobody needs to look into it."""
    return bool(draft.kinds and draft.attachments and not draft.shortfalls)


def _text(request: AnswerRequest, numbers: tuple[str, ...], *, settled: bool) -> str:
    language = language_of(request)
    if settled:
        return fill(language, "dispute_settled", {})
    lines = (*_reason(request, language), *_documents(request, numbers, language))
    said = (
        fill(language, "dispute_acknowledgement", {"understood": bullets(lines)})
        if lines
        else fill(language, "dispute_received", {})
    )
    if request.case_number is None:
        return said
    return f"{said}\n\n{label(language, 'case_number', {'case': request.case_number})}"


def _reason(request: AnswerRequest, language: str) -> tuple[str, ...]:
    reason = request.dispute.reason if request.dispute else DisputeReason.OTHER
    if reason is DisputeReason.OTHER:
        return ()
    return (label(language, "reason", {"reason": label(language, f"reason.{reason.value}")}),)


def _documents(request: AnswerRequest, numbers: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Name the customer's own items only: what is foreign or unknown is not repeated."""
    holdings = holdings_of(request)
    items = (holdings.item(number) for number in numbers) if holdings else ()
    return tuple(dict.fromkeys(item_label(language, item) for item in items if item is not None))


PLUGIN = DisputeAcknowledgement()
