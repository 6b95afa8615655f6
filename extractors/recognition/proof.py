"""Proves a reading: lines against stated sums, and every reason why a person must look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from domain.ledger import Ledger
from domain.money import as_text
from domain.numbers import number_key
from domain.words import DocumentType
from extractors.recognition.amounts import CENTS
from extractors.recognition.asides import rows_aside
from extractors.recognition.entries import Entry
from extractors.recognition.labels import Labelled
from extractors.recognition.pieces import Row
from extractors.recognition.signs import total_of
from extractors.recognition.tables import Stated

ZERO = Decimal(0)


@dataclass(slots=True)
class Proof:
    """The stated total, whether the lines make it, and the doubts in words."""

    total: Stated | None = None
    sum_holds: bool = False
    problems: list[str] = field(default_factory=list)


def prove(entries: Sequence[Entry], stated: Sequence[Stated], *, by_gross: bool = False) -> Proof:
    """Choose the stated total and hold the lines against it.

    `by_gross`: a lesson told that lines state no net amount, and their gross amounts have its sign.
    """
    proof = Proof()
    reduced = _reduced(entries, by_gross=by_gross)
    nets = total_of(entries) if reduced is None else reduced
    totals = [item for item in stated if item.kind in ("total", "label") and item.rank <= 3]
    equal = [item for item in totals if item.amount == nets]
    firm = [item for item in totals if item.rank <= 2 and not _explained(item, entries)]
    if equal:
        proof.total = min(equal, key=lambda item: item.rank)
        proof.sum_holds = True
        others = [item for item in totals if item.label != "sentence" and item.amount != nets]
        against = [item for item in others if not _explained(item, entries)]
        if against:
            proof.sum_holds = False
            both = f"{as_text(proof.total.amount)} and also {as_text(against[0].amount)}"
            proof.problems.append(f"The document states {both} as a sum.")
    elif totals:
        proof.total = min(firm or totals, key=lambda item: item.rank)
        proof.problems.append(_difference(nets, proof.total.amount))
    else:
        proof.problems.append("The document states no total that its lines could be checked against.")
    proof.problems += _doubts(entries, net_known=reduced is not None and proof.sum_holds)
    return proof


def proven_by_open_items(proof: Proof, entries: Sequence[Entry], ledger: Ledger | None) -> Proof:
    """Return the proof of lines that name open invoices of one customer whose open amounts are the total.

    "Invoices 12 and 17, 100.00 in all" states no amount of its own; our books know what they make.
    """
    if ledger is None or proof.sum_holds or proof.total is None or not entries:
        return proof
    if any((entry.net, entry.gross, entry.discount, entry.deduction) != (None,) * 4 for entry in entries):
        return proof
    found = [ledger.items_by_key.get(number_key(entry.number or ""), ()) for entry in entries]
    items = [one[0] for one in found if len(one) == 1 and one[0].document_type is DocumentType.INVOICE]
    numbers = {item.document_number for item in items}
    whole = sum((item.open_amount for item in items), ZERO)
    if not len(items) == len(numbers) == len(entries) or len({item.customer_id for item in items}) != 1:
        return proof
    if whole != proof.total.amount or any(problem for entry in entries for problem in entry.problems):
        return proof
    return Proof(proof.total, sum_holds=True)


def _reduced(entries: Sequence[Entry], *, by_gross: bool) -> Decimal | None:
    """Return what gross amounts less reductions come to where no line states what is paid, else None."""
    if not entries or any(entry.net is not None or entry.gross is None for entry in entries):
        return None
    if not by_gross and any((entry.gross or ZERO) < 0 for entry in entries):
        return None  # what counts against the payment is told by its net amount
    if not by_gross and not any(entry.discount or entry.deduction for entry in entries):
        return None
    less = sum(((entry.discount or ZERO) + (entry.deduction or ZERO) for entry in entries), ZERO)
    return sum((entry.gross or ZERO for entry in entries), ZERO) - less


def stated_by_labels(
    found: Sequence[Labelled], rows: Sequence[Row], entries: Sequence[Entry]
) -> list[Stated]:
    """Return the sums that labels in `rows` announce, but for those of what is not paid and of balances."""
    aside = rows_aside(rows, entries)
    return [
        Stated(hit.amount, hit.piece, "label", hit.rank, hit.at, hit.label)
        for hit in found
        if hit.concept == "total" and hit.amount is not None and hit.at not in aside
    ]


def _difference(nets: Decimal, total: Decimal) -> str:
    gap = abs(nets - total)
    said = f"The lines add up to {as_text(nets)} but the document states {as_text(total)}"
    if gap <= CENTS:
        return f"{said}: the document itself is off by {as_text(gap)}."
    return f"{said}."


def _explained(item: Stated, entries: Sequence[Entry]) -> bool:
    """A sum of a group, of a page, of another column or side, or a count explains what is not the total."""
    nets = [entry.net or ZERO for entry in entries]
    if item.amount == -sum(nets, ZERO) or _counts(item, entries):
        return True
    running = ZERO
    prefixes = {ZERO}
    for net in nets:
        running += net
        if running - item.amount in prefixes:
            return True
        prefixes.add(running)
    for name in ("gross", "discount", "deduction"):
        held = [value for entry in entries if (value := getattr(entry, name)) is not None]
        if held and abs(sum(held, ZERO)) == abs(item.amount):
            return True
    plus = sum((net for net in nets if net > 0), ZERO)
    minus = sum((net for net in nets if net < 0), ZERO)
    return item.amount in (plus, minus, -minus)


def _counts(item: Stated, entries: Sequence[Entry]) -> bool:
    """Tell whether a figure beside the word for a total only counts the lines."""
    return item.amount == len(entries) and item.piece.text.strip().isdigit()


def _doubts(entries: Sequence[Entry], *, net_known: bool = False) -> list[str]:
    doubts = [problem for entry in entries for problem in entry.problems]
    if not entries:
        doubts.append("No line was found.")
    for entry in entries:
        if entry.net is not None and not entry.net and not entry.gross:
            doubts.append(f"{entry.number or 'A row'} is listed with nothing to pay.")
        if entry.net is None and not net_known:
            doubts.append(f"{entry.number or 'A row'} states no amount of its own that could be read.")
        if entry.number is None and entry.kind not in (DocumentType.ON_ACCOUNT, DocumentType.DEDUCTION):
            doubts.append(f"A row with the amount {as_text(entry.net or ZERO)} names no document.")
    return doubts
