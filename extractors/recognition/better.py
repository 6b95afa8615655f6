"""Takes lines that a stated sum proves where other ways of reading prove nothing or leave figures over."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.dialect import Dialect
from domain.ledger import Ledger
from domain.numbers import number_key
from domain.words import DocumentType
from extractors.recognition.accounting import accounted
from extractors.recognition.addresses import postal_codes
from extractors.recognition.asides import rows_aside
from extractors.recognition.entries import NAMED_NUMBER, Entry
from extractors.recognition.labels import Labelled, labelled
from extractors.recognition.leftovers import leftovers
from extractors.recognition.pieces import Row
from extractors.recognition.proof import prove, stated_by_labels
from extractors.recognition.signs import settle
from extractors.recognition.spoken import OWN, told_references

if TYPE_CHECKING:
    from extractors.recognition.reader import Payment

_ALL = 1000
_SURE = 3
"""The rank up to which a label names the payment's own number, not just any reference."""


def better_by_accounts(
    payment: "Payment", rows: list[Row], dialect: Dialect, ledger: Ledger | None
) -> "Payment":
    """Return the reading that a stated sum proves in place of an unproven one, or of one that leaves
    figures over; `rows` are all of the payment's.
    """
    unproven = _is_unproven(payment)
    left = [] if unproven else leftovers(rows, [payment], dialect, most=_ALL)
    if not unproven and not left:
        return payment
    other = _by_accounts(payment, rows, dialect, ledger)
    if other is not None:
        _keep_told(payment.entries, other.entries)
    if other is None:
        return payment
    same = [entry.net for entry in other.entries] == [entry.net for entry in payment.entries]
    if same and _named_by_headers(payment):
        if unproven:
            payment.stated, payment.proof = [*payment.stated, *other.stated], other.proof
        return payment
    if unproven:
        return other
    if _are_parts(other.entries, payment.entries):
        return payment
    if same:
        other.problems += _two_numbers(payment.entries, other.entries)
    fewer = len(leftovers(rows, [other], dialect, most=_ALL)) < len(left)
    return other if fewer and other.proof.sum_holds else payment


def _named_by_headers(payment: "Payment") -> bool:
    """Tell whether every line has a number of its own under headers that name documents."""
    numbers = [entry.number for entry in payment.entries if NAMED_NUMBER in entry.extras]
    return len(numbers) == len(payment.entries) == len(set(numbers))


def _are_parts(entries: Sequence[Entry], whole: Sequence[Entry]) -> bool:
    """Tell whether all numbers are only parts of longer ones that were read before: the series left out."""
    before = [number_key(entry.number) for entry in whole if entry.number]
    return all(any(number_key(entry.number or "") in number for number in before) for entry in entries)


def _two_numbers(before: Sequence[Entry], after: Sequence[Entry]) -> list[str]:
    for one, other in zip(before, after, strict=True):
        if one.number != other.number:
            return [f"{one.number} and {other.number} stand in one line; which is the document?"]
    return []


def _keep_told(before: Sequence[Entry], after: Sequence[Entry]) -> None:
    """Give the same lines, proven now, what was read beside them before: an account knows figures only."""
    if [entry.number for entry in before] != [entry.number for entry in after]:
        return
    for one, other in zip(before, after, strict=True):
        if other.deduction and one.deduction == other.deduction:
            other.reason = other.reason or one.reason
    if [entry.net for entry in before] != [entry.net for entry in after]:
        return
    for one, other in zip(before, after, strict=True):
        if one.problems:
            continue
        other.day, other.po = other.day or one.day, other.po or one.po
        if other.gross is None and not other.discount and not other.deduction:
            other.gross, other.discount, other.deduction = one.gross, one.discount, one.deduction
            other.reason = other.reason or one.reason


def _is_unproven(payment: "Payment") -> bool:
    """Tell whether sums do not hold, or lines lack the number or amount that makes them one."""
    nameless = (DocumentType.ON_ACCOUNT, DocumentType.DEDUCTION)
    return not payment.proof.sum_holds or any(
        entry.net is None or (entry.number is None and entry.kind not in nameless)
        for entry in payment.entries
    )


def _states_no_net(entries: Sequence[Entry]) -> bool:
    """Tell whether all lines state what was billed and none what is paid: no sum proves those."""
    return bool(entries) and all(entry.gross is not None and entry.net is None for entry in entries)


def _by_accounts(
    before: "Payment", rows: list[Row], dialect: Dialect, ledger: Ledger | None
) -> "Payment | None":
    """Return the lines that a stated sum proves, whatever the page's form; None without any."""
    found = labelled(rows, dialect)
    sums = {
        hit.amount: hit.rank for hit in reversed(found) if hit.concept == "total" and hit.amount is not None
    }
    account = accounted(rows, list(sums), own_numbers(rows, found, ledger), dialect, ledger)
    if account is None or account.total is None:
        return None
    if account.problems and (aside := rows_aside(rows, account.entries)):
        # What is expressly not paid proves nothing otherwise: the lines may be sure without it.
        paid = [row for at, row in enumerate(rows) if at not in aside]
        again = accounted(paid, list(sums), own_numbers(paid, found, ledger), dialect, ledger)
        if again is not None and again.pairs == account.pairs:
            account.problems = again.problems
    firm = any(abs(amount) == abs(account.total.amount) and rank <= 1 for amount, rank in sums.items())
    if not firm and account.loses(before.entries):
        return None
    if _states_no_net(before.entries):
        return None
    payment = replace(before, problems=list(account.problems))
    payment.rows = [row for at, row in enumerate(rows) if at not in account.rows]
    payment.found = labelled(payment.rows, dialect)
    payment.entries, payment.explained, payment.problems = (
        account.entries,
        account.explained,
        account.problems,
    )
    payment.stated = stated_by_labels(payment.found, payment.rows, payment.entries)
    payment.stated += [account.total] if account.total else []
    _, doubts = settle(payment.entries, [item.amount for item in payment.stated])
    payment.problems += doubts
    payment.proof = prove(payment.entries, payment.stated)
    return payment


def own_numbers(rows: Sequence[Row], found: Sequence[Labelled], ledger: Ledger | None) -> frozenset[str]:
    """Return the numbers of cheques, transfers and addresses; they stand for no document."""
    told = {item.text for item in told_references(rows, frozenset()) if item.rank == OWN}
    told |= {hit.text for hit in found if hit.concept == "payment_reference" and hit.rank <= _SURE}
    told |= postal_codes(rows)
    known = ledger.items_by_key if ledger else {}
    return frozenset(text for text in told if number_key(text) not in known)
