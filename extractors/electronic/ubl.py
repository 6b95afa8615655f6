"""Payments out of UBL remittance advices."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from decimal import Decimal

from domain.words import DocumentType
from extractors.electronic.codes import codes_of
from extractors.electronic.drafts import LineDraft, Payment, Variant, compact_day, settled
from extractors.electronic.iso_remittance import stated_amount
from extractors.electronic.xml_form import Node

_TYPES = {"381": DocumentType.CREDIT_NOTE, "383": DocumentType.DEBIT_NOTE}


@dataclass(slots=True)
class _Item:
    """One line with the amounts it states."""

    line: LineDraft
    debit: Decimal | None = None
    credit: Decimal | None = None
    balance: Decimal | None = None
    shared: list[LineDraft] = field(default_factory=list)
    """Further documents that the line pays by the same amount."""


def payments_of(root: Node, form: str) -> list[Payment]:
    """Return one payment an advice."""
    return [_payment(node, form) for node in root.walk() if node.tag == "RemittanceAdvice"]


def _payment(advice: Node, form: str) -> Payment:
    payment = Payment(form=form)
    _header(payment, advice)
    items = [item for line in advice.all("RemittanceAdviceLine") for item in _items(line)]
    _only_document(advice, items)
    payment.lines, note = settled(_variants(items), payment.total)
    payment.notes += [note] if note else []
    stated = advice.value("LineCountNumeric")
    count = len(advice.all("RemittanceAdviceLine"))
    if stated and stated != str(count):
        payment.notes.append(f"The advice counts {stated} lines (LineCountNumeric) but has {count}.")
    return payment


def _header(payment: Payment, advice: Node) -> None:
    payment.state("currency", *_said(advice, "DocumentCurrencyCode"))
    node = advice.first("TotalPaymentAmount")
    if node is not None:
        payment.state("total", stated_amount(node, payment.problems), node.cell)
        payment.state("currency", node.attributes.get("currencyID"), node.cell)
    _sum_of_debits(payment, advice)
    for means in advice.all("PaymentMeans"):
        code, cell = _said(means, "PaymentMeansCode")
        payment.state("method", codes_of("ubl").methods.get(code or ""), cell)
        day, cell = _said(means, "PaymentDueDate")
        payment.state("day", compact_day(day or ""), cell)
        payment.state("reference", *_said(means, "PaymentID"))
    payment.state("reference", *_said(advice, "PaymentOrderReference"))
    payment.state("reference", *_said(advice, "ID"))
    day, cell = _said(advice, "IssueDate")
    payment.state("day", compact_day(day or ""), cell)
    for own, names in (
        ("payer", ("AccountingCustomerParty", "PayerParty")),
        ("payee", ("AccountingSupplierParty", "PayeeParty")),
    ):
        for name in names:
            for party in advice.all(name):
                _name(payment, own, party)


def _sum_of_debits(payment: Payment, advice: Node) -> None:
    """Where no amount paid is stated, the sum of debits is, if nothing is credited against it."""
    node = advice.first("TotalDebitAmount")
    credits = stated_amount(advice.first("TotalCreditAmount"), payment.problems)
    if payment.total is None and node is not None and not credits:
        payment.state("total", stated_amount(node, payment.problems), node.cell)


def _name(payment: Payment, own: str, place: Node) -> None:
    party = place.first("Party") or place
    for path in (("PartyName", "Name"), ("PartyLegalEntity", "RegistrationName")):
        payment.state(own, *_said(party, *path))


def _said(place: Node, *path: str) -> tuple[str | None, str]:
    node = next((found for found in place.all(*path) if found.text), None)
    return (node.text, node.cell) if node is not None else (None, "")


def _items(node: Node) -> list[_Item]:
    """Return the line's documents; where each states an amount of its own, each is a line."""
    references = [child for billing in node.all("BillingReference") for child in billing.children]
    documents = [one for one in references if one.tag in codes_of("ubl").document_types and one.value("ID")]
    documents = documents or [one for one in node.all("DocumentReference") if one.value("ID")]
    item = _Item(_line(documents[0] if documents else None, node))
    problems = item.line.problems
    item.debit, item.credit, item.balance = (
        stated_amount(node.first(name), problems)
        for name in ("DebitLineAmount", "CreditLineAmount", "BalanceAmount")
    )
    item.line.po = node.value("OrderReference", "ID") or None
    if len(documents) == 1 or not documents:
        return [item]
    own = _own_amounts(node, documents)
    if own:
        return own
    problems.append(f"{item.line.number} shares its amount with other documents ({node.cell}).")
    item.shared = [_line(one, node) for one in documents[1:]]
    return [item]


def _only_document(advice: Node, items: Sequence[_Item]) -> None:
    """A single line without a document pays the one that the advice names at its head."""
    named = [
        one
        for billing in advice.all("BillingReference")
        for one in billing.children
        if one.tag in codes_of("ubl").document_types and one.value("ID")
    ]
    if len(items) == len(named) == 1 and items[0].line.number is None:
        items[0].line = _line(named[0], advice)


def _own_amounts(node: Node, documents: Sequence[Node]) -> list[_Item]:
    """Return an item a document where each BillingReference states one amount (BillingReferenceLine)."""
    items = []
    for billing in node.all("BillingReference"):
        named = [one for one in billing.children if one in documents]
        amounts = billing.all("BillingReferenceLine", "Amount")
        if len(named) != 1 or len(amounts) != 1:
            return []
        line = _line(named[0], node)
        value = stated_amount(amounts[0], line.problems)
        credit = line.kind is DocumentType.CREDIT_NOTE
        items.append(_Item(line, None if credit else value, value if credit else None))
    return items


def _line(document: Node | None, node: Node) -> LineDraft:
    if document is None:
        return LineDraft(None, DocumentType.ON_ACCOUNT, cell=node.cell)
    kind = codes_of("ubl").document_types.get(document.tag, DocumentType.INVOICE)
    kind = _TYPES.get(document.value("DocumentTypeCode"), kind)
    number = document.first("ID") or document
    return LineDraft(document.value("ID"), kind, compact_day(document.value("IssueDate")), cell=number.cell)


def _variants(items: Sequence[_Item]) -> list[Variant]:
    """Debits pay and credits reduce; books that are kept the other way round show it by the total."""
    turned = "Debits and credits stand the other way round; the stated total says so."
    unsigned = "Credit notes are written as debits; the stated total says that they reduce the payment."
    ways: list[tuple[str, Callable[[_Item], LineDraft]]] = [
        ("", lambda item: _signed(item, 1)),
        (unsigned, lambda item: _reduced(_signed(item, 1))),
        (turned, lambda item: _signed(item, -1)),
        (turned, lambda item: _reduced(_signed(item, -1))),
        ("Debits alone make the stated total.", lambda item: _one_side(item, item.debit)),
        ("Credits alone make the stated total.", lambda item: _one_side(item, item.credit)),
        ("Balances alone make the stated total.", lambda item: _one_side(item, item.balance)),
    ]
    return [(note, _Way(items, way)) for note, way in ways]


@dataclass(frozen=True, slots=True)
class _Way:
    items: Sequence[_Item]
    line: Callable[[_Item], LineDraft]

    def __call__(self) -> list[LineDraft]:
        return [line for item in self.items for line in (self.line(item), *item.shared)]


def _signed(item: _Item, sign: int) -> LineDraft:
    line = copy(item.line)
    line.problems = list(line.problems)
    if item.debit is None and item.credit is None:
        line.net = item.balance
    else:
        line.net = sign * ((item.debit or Decimal(0)) - (item.credit or Decimal(0)))
    if item.shared:
        line.net = None
    if item.debit and item.credit and line.kind is DocumentType.INVOICE:
        # An invoice with a credit against it: what was billed, what was taken off, what is paid.
        line.gross, line.deduction = max(item.debit, item.credit), min(item.debit, item.credit)
        line.net = line.gross - line.deduction
    if line.net is not None and line.net < 0 and line.kind is DocumentType.INVOICE:
        line.kind = DocumentType.CREDIT_NOTE
    return line


def _one_side(item: _Item, net: Decimal | None) -> LineDraft:
    """Return the line with one of its amounts as what is paid; the others only keep the books even."""
    return _reduced(replace(item.line, net=None if item.shared else net, problems=list(item.line.problems)))


def _reduced(line: LineDraft) -> LineDraft:
    if line.kind is DocumentType.CREDIT_NOTE and line.net is not None:
        line.net = -abs(line.net)
    return line
