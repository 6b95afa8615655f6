"""Sends links under which open items can be paid, where the configuration says how they look."""

from datetime import datetime, timedelta

from domain.decisions import EndingLink
from domain.ledger import OpenItem
from domain.words import Block, Intent, ReplyKind
from responders.holdings import Holdings, holdings_of
from responders.links import SHORTEST_KEY, payment_link
from responders.paragraphs import item_label, language_of
from responders.port import Draft, Matter, Shortfall
from responders.request import AnswerRequest
from responders.requested import requested_documents, selected_too
from responders.statements.words import amount_text
from responders.wording.texts import bullets, fill, label, long_date


class PaymentLink:
    """Answers a request for a payment link; as long as no address is set, for a clerk only."""

    name = "payment_link"
    kind = ReplyKind.PAYMENT_LINK

    def matters(self, intent: Intent) -> bool:
        """Tell whether the intent asks for a payment link."""
        return intent is Intent.PAYMENT_LINK_REQUEST

    def compose(self, request: AnswerRequest, matter: Matter) -> Draft:
        """Return one link an open item that the mail names; what is paid or foreign gets none."""
        numbers, none_such = selected_too(request, requested_documents(request))
        holdings = holdings_of(request)
        found = [_payable(request, holdings, number) for number in numbers]
        items = tuple(each for each in found if isinstance(each, OpenItem))
        missing = (*(each for each in found if isinstance(each, Shortfall)), *none_such)
        if not numbers and not none_such:
            missing = (Shortfall(Block.NOTHING_NAMED, "invoice to be paid"),)
        amount = sum((item.open_amount for item in items), start=items[0].open_amount * 0) if items else None
        links = tuple(payment_link(request.links, request.link_key, item, request.now) for item in items)
        return Draft(
            self.kind,
            _text(request, items, links) if items else "",
            shortfalls=missing,
            numbers=numbers,
            amount=amount,
            releases=True,
            links=tuple(EndingLink(link, _until(request)) for link in links),
        )


def _payable(request: AnswerRequest, holdings: Holdings | None, number: str) -> OpenItem | Shortfall:
    item = holdings.item(number) if holdings else None
    if item is None:
        return Shortfall(Block.NOT_OWNED, number)
    if not request.links.payment or len(request.link_key) < SHORTEST_KEY:
        return Shortfall(Block.NOT_ON_FILE, f"payment link for {number}")
    if item.open_amount <= 0:
        return Shortfall(Block.NOT_ON_FILE, f"anything to pay of {number}")
    return item


def _until(request: AnswerRequest) -> datetime:
    return request.now + timedelta(days=request.links.payment_days)


def _text(request: AnswerRequest, items: tuple[OpenItem, ...], links: tuple[str, ...]) -> str:
    language = language_of(request)
    lines = tuple(_line(language, item, link) for item, link in zip(items, links, strict=True))
    values = {"links": bullets(lines), "date": long_date(language, _until(request).date())}
    return fill(language, "payment_link", values)


def _line(language: str, item: OpenItem, link: str) -> str:
    values = {
        "document": item_label(language, item),
        "amount": f"{amount_text(language, item.open_amount)} {item.currency}".strip(),
        "link": link,
    }
    return label(language, "pay_item", values)


PLUGIN = PaymentLink()
