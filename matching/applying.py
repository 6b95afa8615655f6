"""Applies decided lines to their items in order, each seeing what the earlier ones left open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from domain.decisions import Application
from domain.ledger import OpenItem
from domain.money import ZERO, plain
from domain.policy import Matching
from domain.words import DocumentType
from matching.books import Entry, Finding, ItemKey, item_key
from matching.deciding import Decisions, Place
from matching.residual import residual_kind
from matching.suggesting import grouped


@dataclass(slots=True)
class _Account:
    """What is still open of one item while lines are applied to it."""

    opened: Decimal
    lines: int = 0
    taken_back: Decimal = ZERO


@dataclass(slots=True)
class _Accounts:
    of: dict[ItemKey, _Account] = field(default_factory=dict)

    def of_item(self, item: OpenItem) -> _Account:
        return self.of.setdefault(item_key(item), _Account(item.open_amount))


def apply(
    entries: Sequence[Entry], amounts: dict[Place, Decimal], decisions: Decisions, settings: Matching
) -> tuple[Application, ...]:
    """Return one application for each line that has an item and an amount, in order of the document.

    A deduction that stands on a line of its own and names an invoice is applied to that invoice with its
    negative amount, so that the amounts still add up to the payment; what it takes off is the residual.
    What a person must check is noted among the decisions' problems.
    """
    accounts = _Accounts()
    applied = []
    for entry in entries:
        finding, amount = decisions.found.get(entry.place), amounts.get(entry.place)
        if finding and finding.item and amount is not None:
            account = accounts.of_item(finding.item)
            _check(entry, finding.item, amount, account, decisions)
            applied.append(_application(entry, finding, finding.item, amount, account, settings))
    return tuple(applied)


def _application(
    entry: Entry, finding: Finding, item: OpenItem, amount: Decimal, account: _Account, settings: Matching
) -> Application:
    line = entry.line
    own_line = line.document_type is DocumentType.DEDUCTION
    discount = None if own_line else line.discount_amount
    deduction = None if own_line else line.deduction_amount
    residual = plain(account.opened - amount - (discount or ZERO) - (deduction or ZERO))
    if amount < 0 <= item.amount:
        account.taken_back -= amount
    kind = residual_kind(residual, account.opened, line, account.taken_back, settings)
    account.opened = residual
    account.lines += 1
    return Application(
        remittance=entry.remittance,
        line=entry.index,
        document_number=item.document_number,
        amount=amount,
        discount=discount,
        deduction=deduction,
        residual=residual,
        residual_kind=kind,
        how=finding.how,
        customer_id=item.customer_id,
    )


def _check(entry: Entry, item: OpenItem, amount: Decimal, account: _Account, decisions: Decisions) -> None:
    number = item.document_number
    if amount > 0 and item.amount < 0:
        decisions.problem(
            entry, f"adds {grouped(amount)} for credit note {number}, which should lessen the payment"
        )
    elif amount > 0 and not account.opened and account.lines:
        decisions.problem(entry, f"pays {number} again, which an earlier line has paid already")
    elif amount > 0 and not account.opened:
        decisions.problem(entry, f"pays {number}, which is already paid")
    elif amount < 0 and item.amount < 0 and account.opened >= 0:
        decisions.problem(entry, f"takes credit note {number}, which is already used")
