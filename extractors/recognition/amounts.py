"""Decides by arithmetic which amount column is gross, discount, deduction and net."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, product

ZERO = Decimal(0)
CENTS = Decimal("0.10")
"""Up to here a difference is the document's own rounding: shown, not rejected."""
_ROLES: Mapping[str, Mapping[str, float]] = {
    "net": {"net": 0, "gross": 1.6, "ignore": 2},
    "gross": {"gross": 0, "net": 1.2, "ignore": 1.5},
    "amount": {"net": 0.1, "gross": 0.3, "deduction": 1.2, "discount": 1.2, "ignore": 0.9},
    "total": {"net": 0.3, "ignore": 0.2},
    # "Before the discount" holds what was billed, as the equations of its rows show.
    "discount": {"discount": 0, "deduction": 1.0, "gross": 1.4, "ignore": 1.5},
    # A list of claims states nothing but what each takes off.
    "deduction": {"deduction": 0, "discount": 1.0, "ignore": 1.5, "net": 2.2},
    "unknown": {"ignore": 0.3, "deduction": 0.9, "discount": 1.0, "gross": 0.9, "net": 1.0},
    # "Balance" holds what is paid where nothing else does and the equations of its rows show it.
    "ignore": {"ignore": 0, "deduction": 1.4, "net": 2.5},
    "debit": {"net": 0.6, "gross": 1.0, "ignore": 0.8},
    "credit": {"net": 0.6, "deduction": 0.8, "ignore": 0.8},
}
_MOST = 1500
_SAMPLE, _BEST = 120, 12

Amounts = Mapping[int, Decimal]
"""The amounts of one record by column index."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column plays which part, and how amounts that reduce are printed (-1: negative)."""

    role_of: Mapping[int, str]
    reducing: int = 1
    held: int = 0
    """Records whose own equation holds."""
    broken: tuple[int, ...] = ()
    """Indices of records whose equation does not hold."""

    def columns(self, role: str) -> list[int]:
        """Return the column indices of that role."""
        return [index for index, found in self.role_of.items() if found == role]

    def value(self, amounts: Amounts, role: str) -> Decimal | None:
        """Return the amount of that role in one record, None where it is not stated."""
        found = [amounts[index] for index in self.columns(role) if index in amounts]
        if not found:
            return None
        total = sum(found, ZERO)
        if not total:
            return abs(total)
        return total * self.reducing if role in ("discount", "deduction") else total


def decide_roles(concepts: Mapping[int, str], records: Sequence[Amounts], totals: Sequence[Decimal]) -> Roles:
    """Return the roles under which most records add up and the sum is a stated total.

    `concepts` are the meanings of the amount columns by header; header wording decides
    where arithmetic leaves a choice.
    """
    used = [index for index in concepts if any(index in amounts for amounts in records)]
    if not used:
        return Roles({})
    candidates = list(_candidates(concepts, used))
    if len(records) > _SAMPLE:
        # A long table is judged by its first records before all of them decide among the best.
        sample = records[:_SAMPLE]
        candidates.sort(key=lambda pair: -_worth(pair[0], pair[1], sample, ()))
        candidates = candidates[:_BEST]
    best = max(candidates, key=lambda pair: _worth(pair[0], pair[1], records, totals), default=None)
    return _judged(best[0], records) if best else Roles({})


def _candidates(concepts: Mapping[int, str], used: Sequence[int]) -> Iterator[tuple[Roles, float]]:
    """Yield every sensible way to give the columns their parts, with its cost by header wording."""
    choices = [list(_ROLES.get(concepts[index], _ROLES["unknown"]).items()) for index in used]
    for choice in islice(product(*choices), _MOST):
        roles = [role for role, _ in choice]
        if roles.count("net") != 1 or roles.count("gross") > 1 or roles.count("discount") > 1:
            continue
        cost = sum(price for _, price in choice)
        for reducing in (1, -1) if {"discount", "deduction"} & set(roles) else (1,):
            yield Roles(dict(zip(used, roles, strict=True)), reducing), cost + 0.01 * (reducing < 0)


def _worth(roles: Roles, cost: float, records: Sequence[Amounts], totals: Sequence[Decimal]) -> float:
    return _score(_judged(roles, records), records, totals) - cost


def holds(roles: Roles, amounts: Amounts) -> bool | None:
    """Tell whether net = gross - discount - deduction in one record; None where not all is stated."""
    gross, net = roles.value(amounts, "gross"), roles.value(amounts, "net")
    if gross is None or net is None:
        return None
    if not roles.columns("discount") and not roles.columns("deduction"):
        return True if gross == net else None  # paid in part; no column says why
    reductions = (roles.value(amounts, "discount") or ZERO) + (roles.value(amounts, "deduction") or ZERO)
    return gross - reductions == net


def _judged(roles: Roles, records: Sequence[Amounts]) -> Roles:
    verdicts = [holds(roles, amounts) for amounts in records]
    broken = tuple(index for index, verdict in enumerate(verdicts) if verdict is False)
    return Roles(roles.role_of, roles.reducing, verdicts.count(True), broken)


def _score(roles: Roles, records: Sequence[Amounts], totals: Sequence[Decimal]) -> float:
    nets = [net for amounts in records if (net := roles.value(amounts, "net")) is not None]
    score = 3.0 * (roles.held - 1.5 * len(roles.broken)) / len(records)
    if len(nets) < len(records):
        score -= 2.0 * (len(records) - len(nets)) / len(records)
    if any(sum(nets, ZERO) == total for total in totals):
        score += 2.5
    plain = [column for column in roles.columns("discount") + roles.columns("deduction")]
    if plain and not roles.columns("gross"):
        score -= 0.1
    return score


def cut_columns(concepts: Mapping[int, str], records: Sequence[Amounts]) -> frozenset[int]:
    """Return the columns of unknown use that, in every record, hold just what is paid less than was billed.

    Claims are often set in one column for each reason; a record fills one of them at most.
    """
    gross = [index for index, concept in concepts.items() if concept == "gross"]
    net = [index for index, concept in concepts.items() if concept in ("net", "amount")]
    cuts = [
        index
        for index, concept in concepts.items()
        if concept in ("unknown", "ignore") and any(amounts.get(index) for amounts in records)
    ]
    if len(gross) != 1 or len(net) != 1 or not cuts:
        return frozenset()
    known = [index for index, concept in concepts.items() if concept in ("discount", "deduction")]
    for amounts in records:
        if gross[0] in amounts and net[0] in amounts:
            less = sum((abs(amounts.get(index, ZERO)) for index in (*known, *cuts)), ZERO)
            if abs(amounts[gross[0]]) - less != abs(amounts[net[0]]):
                return frozenset()
        elif any(amounts.get(index) for index in cuts):
            return frozenset()
    return frozenset(cuts)
