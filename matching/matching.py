"""Applies remittance lines to open items by number; what only an amount says is a suggestion."""

from collections.abc import Sequence
from decimal import Decimal

from domain.decisions import Application, Match
from domain.ledger import Ledger
from domain.money import ZERO, plain
from domain.policy import Matching
from domain.remittance import Remittance
from domain.words import MatchStatus
from matching.amounts import line_amounts
from matching.applying import apply
from matching.books import Books, Entry, entry
from matching.deciding import Decisions, decide
from matching.suggesting import Hint, hints, suggestions


def match(
    remittances: Sequence[Remittance], ledger: Ledger | None, customer_id: str | None, settings: Matching
) -> Match | None:
    """Return how all remittances of one input meet the ledger; None without a ledger or without lines.

    `customer_id` is the decided payer, None when nobody could tell. The same number under two customers
    is the payer's; with an unknown payer it is nobody's. Several lines may name one item: each sees what
    the earlier ones left open. `problems` names what a person must check although a line was applied.
    """
    entries = _entries(remittances)
    if ledger is None or not entries:
        return None
    books = Books(ledger, customer_id)
    decisions = decide(entries, books)
    amounts = line_amounts(remittances, decisions)
    _hint_unproven_amounts(entries, amounts, decisions)
    applied = apply(entries, amounts, decisions, settings)
    unapplied = _unapplied_amount(remittances, applied)
    return Match(
        status=_status(remittances, len(entries), applied, unapplied),
        applied=applied,
        unapplied_amount=unapplied,
        suggestions=suggestions(_all_hints(entries, applied, decisions, books)),
        problems=_problems(applied, customer_id, decisions),
    )


def _entries(remittances: Sequence[Remittance]) -> tuple[Entry, ...]:
    return tuple(
        entry(number, index, line, remittance.document, remittance.currency)
        for number, remittance in enumerate(remittances)
        for index, line in enumerate(remittance.lines)
    )


def _hint_unproven_amounts(
    entries: Sequence[Entry], amounts: dict[tuple[int, int], Decimal], decisions: Decisions
) -> None:
    for one in entries:
        finding = decisions.found.get(one.place)
        if finding and finding.item and one.place not in amounts:
            why = "the same number, but the document states no amount for it and its total does not prove one"
            decisions.hints.append(Hint(0, one, finding.item, why))


def _all_hints(
    entries: Sequence[Entry], applied: Sequence[Application], decisions: Decisions, books: Books
) -> list[Hint]:
    done = {(application.remittance, application.line) for application in applied}
    found = [hint for hint in decisions.hints if hint.entry.place not in done]
    for one in entries:
        if one.place not in done:
            found.extend(hints(one, books))
    return found


def _unapplied_amount(remittances: Sequence[Remittance], applied: Sequence[Application]) -> Decimal | None:
    currencies = {remittance.currency for remittance in remittances if remittance.currency}
    totals = [remittance.total_amount for remittance in remittances]
    known = [total for total in totals if total is not None]
    if len(known) < len(totals) or len(currencies) > 1:
        return None
    return plain(sum(known, ZERO) - sum((application.amount for application in applied), ZERO))


def _status(
    remittances: Sequence[Remittance],
    lines: int,
    applied: Sequence[Application],
    unapplied: Decimal | None,
) -> MatchStatus:
    if not applied:
        return MatchStatus.NONE
    if len(applied) < lines:
        return MatchStatus.PARTIAL
    nothing_left = _all_used_up(remittances, applied) if unapplied is None else not unapplied
    return MatchStatus.FULL if nothing_left else MatchStatus.PARTIAL


def _all_used_up(remittances: Sequence[Remittance], applied: Sequence[Application]) -> bool:
    """Tell whether every payment whose total is known is used up; an unknown total leaves nothing known."""
    used = [ZERO] * len(remittances)
    for application in applied:
        used[application.remittance] += application.amount
    return all(
        remittance.total_amount in (None, amount)
        for remittance, amount in zip(remittances, used, strict=True)
    )


def _problems(
    applied: Sequence[Application], customer_id: str | None, decisions: Decisions
) -> tuple[str, ...]:
    found = [text for _, text in sorted(decisions.problems, key=lambda problem: problem[0])]
    owners = sorted({application.customer_id for application in applied})
    if customer_id is None and len(owners) > 1:
        found.append(f"The payer is not known and the lines belong to customers {', '.join(owners)}.")
    return tuple(dict.fromkeys(found))
