"""What a customer owns and what of it is on file: the only way from a number to a document."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.ledger import Ledger, OpenItem, PurchaseOrder, SupportingDocument
from domain.numbers import number_key
from domain.words import DocumentKind
from responders.request import AnswerRequest

_OWN_FIRM = frozenset({DocumentKind.W9, DocumentKind.TAX_CERTIFICATE})
"""Kinds that a row without customer may offer to every customer."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """One customer's part of a ledger; everything else does not exist for it."""

    ledger: Ledger
    customer_id: str

    def item(self, number: str) -> OpenItem | None:
        """Return the customer's own item of that number, None for an unknown and a foreign one alike."""
        exact = self.ledger.items_by_number.get(number, ())
        own = [item for item in exact if item.customer_id == self.customer_id]
        if not exact:
            key = number_key(number)
            own = [
                each for each in self.ledger.items_by_key.get(key, ()) if each.customer_id == self.customer_id
            ]
        return own[0] if len(own) == 1 else None

    def order(self, number: str) -> PurchaseOrder | None:
        """Return the customer's own purchase order; one that only its invoices name is made up from them."""
        key = number_key(number)
        rows = [row for row in self.ledger.orders_by_key.get(key, ()) if row.customer_id == self.customer_id]
        items = [
            each
            for each in self.ledger.items_by_order_key.get(key, ())
            if each.customer_id == self.customer_id
        ]
        spellings = {row.po_number for row in rows} or {item.po_number for item in items if item.po_number}
        if len(spellings) != 1:
            return None
        listed = (each for row in rows for each in row.document_numbers if self.item(each))
        numbers = dict.fromkeys([*listed, *(item.document_number for item in items)])
        states = {row.status for row in rows if row.status}
        status = states.pop() if len(states) == 1 else ""
        return PurchaseOrder(
            spellings.pop(), self.customer_id, status=status, document_numbers=tuple(numbers)
        )

    def orders_of(self, item: OpenItem) -> tuple[str, ...]:
        """Return the purchase orders that an item belongs to."""
        rows = self.ledger.orders_by_document.get(item.document_number, ())
        listed = [row.po_number for row in rows if row.customer_id == self.customer_id]
        return tuple(dict.fromkeys([*([item.po_number] if item.po_number else []), *listed]))

    def knows(self, number: str) -> bool:
        """Tell whether the customer owns a document of that number, an item or a listed file."""
        if self.item(number) is not None:
            return True
        return not self.ledger.items_by_number.get(number) and bool(self._listed(number))

    def files(self, kind: DocumentKind, numbers: Iterable[str]) -> tuple[SupportingDocument, ...]:
        """Return the customer's own listed files of that kind for any of these numbers."""
        found = (row for number in numbers for row in self._listed(number) if row.kind is kind)
        return tuple({row.file: row for row in found}.values())

    def general_files(self, kind: DocumentKind) -> tuple[SupportingDocument, ...]:
        """Return the customer's files of a kind that needs no number, else our own firm's of that kind."""
        own = self._of_kind(self.customer_id, kind)
        return own or (self._of_kind(None, kind) if kind in _OWN_FIRM else ())

    def _of_kind(self, owner: str | None, kind: DocumentKind) -> tuple[SupportingDocument, ...]:
        rows = self.ledger.documents_by_customer.get(owner, ())
        return tuple(row for row in rows if row.kind is kind)

    def _listed(self, number: str) -> tuple[SupportingDocument, ...]:
        exact = self.ledger.documents_by_number.get(number, ())
        own = tuple(row for row in exact if row.customer_id == self.customer_id)
        if exact:
            return own
        key = number_key(number)
        alike = [
            row
            for row in self.ledger.documents_by_customer.get(self.customer_id, ())
            if row.document_number and number_key(row.document_number) == key
        ]
        one_spelling = len({row.document_number for row in alike}) == 1
        item = self.item(number)
        mine = item is None or item.document_number == number
        return tuple(alike) if one_spelling and mine else ()


def holdings_of(request: AnswerRequest) -> Holdings | None:
    """Return what the decided customer owns; None without a customer that all evidence agrees on."""
    customer_id = request.understanding.customer.customer_id
    if request.ledger is None or customer_id is None or customer_id not in request.ledger.customer_by_id:
        return None
    sender = request.mail.sender
    contacts = request.ledger.contacts_by_email.get(sender.email, ()) if sender else ()
    if contacts and customer_id not in {contact.customer_id for contact in contacts}:
        return None
    return Holdings(request.ledger, customer_id)
