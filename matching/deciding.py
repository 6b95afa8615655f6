"""Decides which open item each line stands for, and keeps what could not be decided as hints."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.ledger import OpenItem
from domain.words import DocumentType
from matching.books import Books, Entry, Finding, agrees, item_key
from matching.strategies import STRATEGIES
from matching.strategies.repaired_number import one_slip_away
from matching.suggesting import Hint

Place = tuple[int, int]


@dataclass(slots=True)
class Decisions:
    """Decided findings by (remittance, line), hints for the rest, and what a person must check."""

    found: dict[Place, Finding] = field(default_factory=dict)
    hints: list[Hint] = field(default_factory=list)
    problems: list[tuple[Place, str]] = field(default_factory=list)

    def problem(self, entry: Entry, rest: str) -> None:
        """Note a problem of one line; `rest` goes on after the line's name."""
        self.problems.append((entry.place, f"{entry} {rest}."))


def decide(entries: Sequence[Entry], books: Books) -> Decisions:
    """Run every strategy over all lines before the next weaker one; on-account lines are left out."""
    decisions = Decisions()
    open_lines = [
        entry for entry in entries if entry.number and entry.line.document_type is not DocumentType.ON_ACCOUNT
    ]
    for strategy in STRATEGIES:
        waiting = []
        for entry in open_lines:
            finding = strategy(entry, books)
            if finding is None or not _settle(entry, finding, books, decisions):
                waiting.append(entry)
        open_lines = waiting
    for entry in entries:
        if finding := decisions.found.get(entry.place):
            _doubt_dense_numbers(entry, finding, books, decisions)
    return decisions


def _settle(entry: Entry, finding: Finding, books: Books, decisions: Decisions) -> bool:
    """Keep what the strategy found; True when no weaker one may look at the line."""
    if finding.problem:
        decisions.problem(entry, finding.problem)
    if finding.item is None:
        decisions.hints.extend(Hint(0, entry, item, finding.why) for item in finding.candidates)
        return finding.closed
    if entry.currency and finding.item.currency not in ("", entry.currency):
        _refuse_currency(entry, finding.item, decisions)
        return True
    if not finding.item.currency:
        decisions.problem(entry, "names an item whose currency the ledger does not say")
    decisions.found[entry.place] = finding
    books.claimed.add(item_key(finding.item))
    return True


def _refuse_currency(entry: Entry, item: OpenItem, decisions: Decisions) -> None:
    rest = f"{item.document_number} is open in {item.currency}, the payment is in {entry.currency}"
    decisions.hints.append(Hint(0, entry, item, f"the same number, but {rest}"))
    decisions.problem(entry, f"is not applied: {rest}")


def _doubt_dense_numbers(entry: Entry, finding: Finding, books: Books, decisions: Decisions) -> None:
    """Note where number and amount point to two neighbours: one misread digit is another existing invoice."""
    if finding.item is None or not entry.stated or agrees(entry, finding.item):
        return
    for neighbour in one_slip_away(entry, books):
        decisions.problem(
            entry,
            f"is applied to {finding.item.document_number}, but its amount is what "
            f"{neighbour.document_number} has open, whose number is one slip away",
        )
