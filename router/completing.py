"""Completes references and customer with what the remittances say."""

from collections.abc import Sequence
from decimal import Decimal

from domain.decisions import CustomerDecision, References
from domain.ledger import Ledger
from domain.numbers import last_run, number_key
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType
from router.books import Books
from router.customer import Sign, number_signs, settle
from router.names import named_customers
from router.written import shape_of

BARE_DOCUMENT = "a bare document; its payer is known once it is read"
"""The customer evidence by which an understanding is known to be a bare document's."""
BODY = "body"
"""The document whose words are the mail's own."""
_PAYER = 0.75
_DOCUMENTS = frozenset({DocumentType.INVOICE, DocumentType.CREDIT_NOTE, DocumentType.DEBIT_NOTE})


def completed_references(
    references: References, remittances: Sequence[Remittance], ledger: Ledger | None
) -> References:
    """Return the references with the lines' numbers behind those already known, each once."""
    lines = [line for remittance in remittances for line in remittance.lines]
    told = references.invoice_numbers
    elsewhere = told or [one for one in remittances if one.document != BODY and one.lines]
    numbers = [
        number
        for remittance in remittances
        for line in remittance.lines
        if (number := _number(line, ledger, told))
        and (remittance.document != BODY or not elsewhere or _stands(number, told, ledger))
    ]
    invoices = [*_before(references, remittances, ledger), *numbers]
    orders = [*references.po_numbers, *(_order(line, ledger) for line in lines)]
    return References(_once(invoices), _once(orders), references.amounts)


def _before(
    references: References, remittances: Sequence[Remittance], ledger: Ledger | None
) -> tuple[str, ...]:
    """Return the numbers before the lines': those of lines in the mail's own text keep their order."""
    told = [line for remittance in remittances if remittance.document == BODY for line in remittance.lines]
    numbers = references.invoice_numbers
    listed = {number_key(number) for line in told if (number := _number(line, ledger, numbers))}
    return tuple(number for number in references.invoice_numbers if number_key(number) not in listed)


def document_amounts(remittances: Sequence[Remittance]) -> tuple[Decimal, ...]:
    """Return the amounts that bare documents state: lines in order, then each payment's total."""
    stated: list[Decimal | None] = []
    for remittance in remittances:
        for line in remittance.lines:
            stated += [line.gross_amount, line.discount_amount, line.deduction_amount, line.net_amount]
        stated.append(remittance.total_amount)
    return tuple(dict.fromkeys(amount for amount in stated if amount is not None))


def completed_customer(
    customer: CustomerDecision,
    remittances: Sequence[Remittance],
    references: References,
    ledger: Ledger | None,
) -> CustomerDecision:
    """Return the customer, by the payer's name and the lines' owners where the mail did not settle it."""
    if ledger is None or customer.customer_id is not None:
        return customer
    signs = number_signs(references, ledger)
    for payer in dict.fromkeys(remittance.payer_name for remittance in remittances if remittance.payer_name):
        signs += [Sign(key, _PAYER, f"the payer is {name}") for key, name in named_customers(payer, ledger)]
    return settle(signs) if signs else customer


def _number(line: RemittanceLine, ledger: Ledger | None, told: Sequence[str]) -> str | None:
    """Return the line's number in the ledger's spelling, or as the one number told that it is the end of."""
    number = line.document_number
    if number is None or line.document_type not in _DOCUMENTS:
        return None
    found = ledger.items_by_key.get(number_key(number), ()) if ledger else ()
    if found:
        return found[0].document_number
    meant = [one for one in told if last_run(one) == number.lstrip("0")] if number.isdigit() else []
    return meant[0] if len(meant) == 1 else number


def _stands(number: str, told: Sequence[str], ledger: Ledger | None) -> bool:
    """Tell whether a number of a line in the mail's own words is one; they were searched before."""
    if ledger is None:
        return True
    return (
        number in told or number in ledger.items_by_number or shape_of(number) in (Books(ledger).shapes or ())
    )


def _order(line: RemittanceLine, ledger: Ledger | None) -> str | None:
    if line.po_number is None:
        return None
    key = number_key(line.po_number)
    held = [order.po_number for order in ledger.orders_by_key.get(key, ())] if ledger else []
    held += (
        [item.po_number for item in ledger.items_by_order_key.get(key, ()) if item.po_number]
        if ledger
        else []
    )
    return held[0] if held else line.po_number


def _once(numbers: Sequence[str | None]) -> tuple[str, ...]:
    """Keep the first of each number; spellings that differ in punctuation alone are one number."""
    kept: dict[str, str] = {}
    for number in numbers:
        if number:
            kept.setdefault(number_key(number), number)
    return tuple(kept.values())
