"""Makes the remittances of all payments of a document, each with what the document says of the others."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.dialect import Dialect
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from extractors.recognition.assembly import assemble
from extractors.recognition.labels import Labelled
from extractors.recognition.leftovers import leftovers
from extractors.recognition.method_of_all import with_method_of_all
from extractors.recognition.own_values import without_own
from extractors.recognition.scan import Part

if TYPE_CHECKING:
    from extractors.recognition.reader import Payment

Read = tuple["Payment", Sequence[Labelled]]
_MOST_OTHERS = 40
_OF_BOTH = frozenset({"payer", "payee"})


def assembled(
    payments: Sequence["Read"],
    parts: Sequence[Part],
    document: Document,
    aids: ReadingAids,
    dialect: Dialect,
    most_doubts: int,
) -> list[Remittance]:
    """Return a remittance a payment; each payment comes with what labels of the first one state for all.

    Every one is doubted where the document, `parts`, holds money that none of them took.
    """
    payments = with_method_of_all(_with_foot(payments))
    _account(parts, [payment for payment, _ in payments], dialect, most_doubts)
    made = _assembled(payments, document, aids, dialect)
    if len(made) > 1 and _take_values_of_others(payments, made, dialect):
        made = _assembled(payments, document, aids, dialect)
    return _with_doubts_of_names(made)


def _assembled(
    payments: Sequence[Read],
    document: Document,
    aids: ReadingAids,
    dialect: Dialect,
) -> list[Remittance]:
    remittances: list[Remittance] = []
    for payment, before in payments:
        first = remittances[0] if remittances else None
        remittances.append(assemble(payment, before, first, document, aids, dialect))
    return remittances


def _with_doubts_of_names(made: Sequence[Remittance]) -> list[Remittance]:
    """Let what is doubted about a name be doubted in every payment that has it."""
    doubts = list(dict.fromkeys(doubt for one in made for doubt in one.problems))
    shared = []
    for one in made:
        names = [f'"{name}"' for name in (one.payer_name, one.payee_name) if name]
        more = tuple(
            doubt for doubt in doubts if doubt not in one.problems and any(name in doubt for name in names)
        )
        shared.append(replace(one, problems=one.problems + more, needs_review=True) if more else one)
    return shared


def _with_foot(payments: Sequence[Read]) -> Sequence[Read]:
    """Let the first of several payments see who pays and is paid where only the foot names them."""
    if len(payments) < 2 or payments[-1][0].rows is payments[0][0].rows:
        return payments
    (first, _), last = payments[0], payments[-1][0]
    known = {hit.concept for hit in first.found}
    below = [hit for hit in last.found if hit.concept in _OF_BOTH and hit.concept not in known]
    first.foot = last.rows
    return [(first, below), *payments[1:]]


def _take_values_of_others(payments: Sequence[Read], made: Sequence[Remittance], dialect: Dialect) -> bool:
    """Drop the doubts about a number or day that another payment took; tell whether any was."""
    doubts = list(dict.fromkeys(doubt for payment, _ in payments for doubt in payment.problems))
    numbers = [one.payment_reference for one in made]
    numbers += [line.document_number for one in made for line in one.lines]
    kept = set(without_own(doubts, {one.payment_date for one in made}, numbers, dialect))
    if len(kept) == len(doubts):
        return False
    for payment, _ in payments:
        payment.problems = [doubt for doubt in payment.problems if doubt in kept]
    return True


def _account(parts: Sequence[Part], payments: Sequence["Payment"], dialect: Dialect, most: int) -> None:
    """Doubt every payment of a document that holds money nobody took."""
    rows = [row for part in parts for row in part.rows]
    if len(payments) > 1:
        most += min(
            2 * len(payments), _MOST_OTHERS
        )  # doubts about numbers and days of the other payments are dropped again
    doubts = leftovers(rows, payments, dialect, most)
    for payment in payments:
        payment.everything = rows
        payment.problems += doubts
