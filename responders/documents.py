"""Finds the documents that a mail asks for among what its customer owns, and says what is missing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.decisions import ReplyAttachment
from domain.ledger import PurchaseOrder, SupportingDocument
from domain.words import Block, DocumentKind, ReplyKind
from responders.holdings import Holdings, holdings_of
from responders.port import Draft, Shortfall
from responders.request import AnswerRequest
from responders.statements.made import made_statement

_GENERAL = frozenset(
    {DocumentKind.W9, DocumentKind.TAX_CERTIFICATE, DocumentKind.CONTRACT, DocumentKind.STATEMENT}
)
"""Kinds that are asked for without a number."""

_READ_AT_MOST = 50
"""Documents for one draft, unless the configuration lets more go by themselves."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search brought: what may go, what may not and why, and the sum of the named items."""

    attachments: tuple[ReplyAttachment, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    amount: Decimal | None = None
    size: int = 0
    numbers: tuple[str, ...] = ()
    """The numbers that were looked for."""

    def draft(
        self, kind: ReplyKind, kinds: tuple[DocumentKind, ...], more: tuple[Shortfall, ...] = ()
    ) -> Draft:
        """Return a draft of that kind whose attachments say it all."""
        return Draft(
            kind,
            "",
            attachments=self.attachments,
            shortfalls=self.shortfalls + more,
            numbers=self.numbers,
            kinds=kinds,
            amount=self.amount,
            size=self.size,
            releases=True,
        )


def find_documents(
    request: AnswerRequest, kinds: tuple[DocumentKind, ...], numbers: tuple[str, ...], orders: tuple[str, ...]
) -> Findings:
    """Return the customer's documents of those kinds for those invoice and order numbers.

    Foreign and unknown numbers are both `not_owned`, whatever else is wrong; what the customer owns
    and no readable file is listed for is `not_on_file`. Beside document numbers an order is asked for
    only where its own copy is: buyers quote orders that we never heard of.
    """
    asked_orders = orders if not numbers or DocumentKind.PURCHASE_ORDER in kinds else ()
    asked = (*numbers, *asked_orders)
    holdings = holdings_of(request)
    if holdings is None:
        return Findings((), tuple(Shortfall(Block.NOT_OWNED, each) for each in asked), numbers=asked)
    search = _Search(request, holdings, numbers, asked_orders)
    found = [search.foreign(), *(search.of_kind(kind) for kind in dict.fromkeys(kinds))]
    # An order that stands for many invoices counts as many, or a single number would empty the archive.
    counted = asked if numbers else search.documents() or asked
    return replace(_together(found), amount=_amount(holdings, search.documents()), numbers=counted)


@dataclass(frozen=True, slots=True)
class _Search:
    request: AnswerRequest
    holdings: Holdings
    numbers: tuple[str, ...]
    orders: tuple[str, ...]

    def foreign(self) -> Findings:
        numbers = [number for number in self.numbers if not self.holdings.knows(number)]
        orders = [number for number in self.orders if self.holdings.order(number) is None]
        return Findings(shortfalls=tuple(Shortfall(Block.NOT_OWNED, each) for each in (*numbers, *orders)))

    def documents(self) -> tuple[str, ...]:
        """The customer's own documents that are meant, by number or by order.

        Always enough of them to break the limit a mail, never so many that reading them takes long.
        """
        most = max(self.request.answering.numbers_per_mail + 1, _READ_AT_MOST)
        if self.numbers:
            return tuple(number for number in self.numbers if self.holdings.knows(number))[:most]
        return tuple(number for order in self._own_orders() for number in order.document_numbers)[:most]

    def of_kind(self, kind: DocumentKind) -> Findings:
        if kind in _GENERAL:
            return self._general(kind)
        if not (self.numbers or self.orders):
            return Findings(shortfalls=(Shortfall(Block.NOTHING_NAMED, _words(kind)),))
        if kind is DocumentKind.PURCHASE_ORDER:
            return self._purchase_orders()
        empty = () if self.numbers else (each for each in self._own_orders() if not each.document_numbers)
        missing = [_missing(f"{_words(kind)} of purchase order {each.po_number}") for each in empty]
        return _together([*missing, *(self._one(kind, each, self._names(each)) for each in self.documents())])

    def _general(self, kind: DocumentKind) -> Findings:
        named = self.holdings.files(kind, self.documents())
        found = self._read(named or self.holdings.general_files(kind), _words(kind))
        if kind is not DocumentKind.STATEMENT or found.attachments:
            return found
        made = made_statement(self.request, self.holdings)
        size = sum(len(each.made or "") * 3 // 4 for each in made)
        return Findings(made, size=size) if made else found

    def _purchase_orders(self) -> Findings:
        kind = DocumentKind.PURCHASE_ORDER
        if self.orders:
            return _together(
                [self._one(kind, each.po_number, (each.po_number,)) for each in self._own_orders()]
            )
        return _together([self._one(kind, each, (*self._orders_of(each), each)) for each in self.documents()])

    def _one(self, kind: DocumentKind, named: str, keys: tuple[str, ...]) -> Findings:
        return self._read(self.holdings.files(kind, keys), f"{_words(kind)} {named}")

    def _read(self, rows: tuple[SupportingDocument, ...], what: str) -> Findings:
        attachments, size = _attached(self.request, rows)
        return Findings(attachments, size=size) if attachments else _missing(what)

    def _own_orders(self) -> tuple[PurchaseOrder, ...]:
        orders = (self.holdings.order(number) for number in self.orders)
        return tuple(order for order in orders if order is not None)

    def _names(self, number: str) -> tuple[str, ...]:
        """The numbers under which a file of this document may be listed."""
        item = self.holdings.item(number)
        further = (item.document_number, item.delivery_note) if item else ()
        return (number, *(name for name in further if name))

    def _orders_of(self, number: str) -> tuple[str, ...]:
        item = self.holdings.item(number)
        return self.holdings.orders_of(item) if item else ()


def _missing(what: str) -> Findings:
    return Findings(shortfalls=(Shortfall(Block.NOT_ON_FILE, what),))


def _attached(
    request: AnswerRequest, rows: Iterable[SupportingDocument]
) -> tuple[tuple[ReplyAttachment, ...], int]:
    attachments: list[ReplyAttachment] = []
    size = 0
    for row in rows:
        content = _content(request, row)
        if content and row.path:
            digest = hashlib.sha256(content).hexdigest()
            size += len(content)
            attachments.append(
                ReplyAttachment(row.file, row.path, row.customer_id, row.document_number, row.kind, digest)
            )
    return tuple(attachments), size


def _content(request: AnswerRequest, row: SupportingDocument) -> bytes:
    """Return the file's bytes; a file that vanished since the import is simply not on file."""
    if row.path is None:
        return b""
    try:
        return request.read_file(row.path)
    except OSError:
        return b""


def _together(found: list[Findings]) -> Findings:
    return Findings(
        tuple({each.file: each for one in found for each in one.attachments}.values()),
        tuple(dict.fromkeys(each for one in found for each in one.shortfalls)),
        size=sum(one.size for one in found),
    )


def _amount(holdings: Holdings, numbers: tuple[str, ...]) -> Decimal | None:
    items = [holdings.item(number) for number in numbers]
    known = [abs(item.amount) for item in items if item is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(items) else None


def _words(kind: DocumentKind) -> str:
    return kind.value.replace("_", " ")
