"""Gathers every figure of one period in one reading of the database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from domain.office_hours import OfficeHours
from domain.states import OutboxState
from domain.words import DisputeReason, Route
from pipeline.dashboard.bound import upper_bound
from pipeline.dashboard.stretches import Stretches
from pipeline.dashboard.waiting_times import Waited, waited
from pipeline.engines import Engines
from store.repositories import periods, slips
from store.repositories.periods import Answered, Arrived, Cash, Closed, Period
from store.repositories.slips import LayoutUse
from store.session import Session

Row = tuple[int, ...]
"""One number a stretch."""


@dataclass(frozen=True, slots=True)
class Touch:
    """Work items that were closed, and those among them that nobody touched."""

    closed: Row
    untouched: Row
    by_route: Mapping[Route | None, tuple[int, int]]
    """(closed, untouched) of the whole period."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What looking at proved items at random found."""

    chosen: int
    settled: int
    """How many of them a clerk is done with."""
    wrong: int
    fields: tuple[tuple[str, int], ...]
    """What was wrong, and in how many; "" where payments were left unconfirmed."""

    @property
    def rate(self) -> float | None:
        """The share that was wrong, None where nothing was looked at."""
        return self.wrong / self.settled if self.settled else None

    @property
    def bound(self) -> float:
        """The share that is not exceeded with 95 % confidence."""
        return upper_bound(self.wrong, self.settled)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Every figure of one period."""

    stretches: Stretches
    arrived: Mapping[Route | None, Row]
    touch: Touch
    checks: Checks
    corrected: tuple[tuple[str, int], ...]
    """Each field and in how many work items somebody set it right, the most often corrected first."""
    settled: int
    """Work items whose payments were confirmed in the period."""
    layouts: tuple[LayoutUse, ...]
    waited: Waited
    answers: Mapping[str, Row]
    """By `ANSWERS`."""
    blocked: tuple[tuple[str, int], ...]
    cash: tuple[Cash, ...]
    disputes: tuple[tuple[DisputeReason, Row], ...]


ANSWERS: Mapping[str, frozenset[OutboxState]] = {
    "sent_by_itself": frozenset({OutboxState.SENT}),
    "sent_by_a_person": frozenset({OutboxState.SENT}),
    "on_its_way": frozenset({OutboxState.QUEUED, OutboxState.DELAYED, OutboxState.SENDING}),
    "draft": frozenset({OutboxState.DRAFT}),
    "held_back": frozenset({OutboxState.HELD}),
    "in_trouble": frozenset({OutboxState.FAILED, OutboxState.UNCERTAIN}),
    "dropped": frozenset({OutboxState.DROPPED}),
}
"""How answers are told apart; what was sent by itself or by a person has the same state."""


def gather(
    engines: Engines, stretches: Stretches, account: str | None, company: str | None = None
) -> Dashboard:
    """Return every figure of a mailbox and company (None: of all); "" is what belongs to no company yet.

    Raises SQLAlchemyError when the database cannot be reached.
    """
    period, count = Period(stretches.edges, account, company), len(stretches.days)
    with engines.store.read() as session:
        came, ended = periods.arrived(session, period), periods.closed(session, period)
        mended = periods.corrected_then_closed_by_program(session, period)
        return Dashboard(
            stretches=stretches,
            arrived=_by_route(came, count),
            touch=_touch(ended, mended, count),
            checks=_checks(session, period),
            corrected=_fields(slips.corrected_fields(session, period)),
            settled=slips.settled_payments(session, period),
            layouts=slips.layout_uses(session, period),
            waited=_waited(session, engines.hours, period, ended),
            answers=_answers(periods.answered(session, period), count),
            blocked=_rules(periods.blocked(session, period)),
            cash=periods.cash(session, period),
            disputes=_disputes(came, count),
        )


def field_of(path: str) -> str:
    """Return what a corrected value is called: "remittances.0.lines.2.net_amount" is "lines.net_amount"."""
    parts = [part for part in path.split(".") if part and not part.isdecimal()]
    return ".".join(parts[1:] if parts[:1] == ["remittances"] else parts)


def _by_route(came: Iterable[Arrived], count: int) -> dict[Route | None, Row]:
    found = {route: [0] * count for route in Route}
    rest = [0] * count
    for one in came:
        (rest if one.route is None else found[one.route])[one.stretch] += one.count
    told: dict[Route | None, Row] = {route: tuple(row) for route, row in found.items()}
    return told | ({None: tuple(rest)} if any(rest) else {})


def _touch(ended: Sequence[Closed], mended: Sequence[Closed], count: int) -> Touch:
    closed, untouched = [0] * count, [0] * count
    routes: dict[Route | None, list[int]] = {}
    for one, sign in [*((each, 1) for each in ended), *((each, -1) for each in mended)]:
        totals = routes.setdefault(one.route, [0, 0])
        if sign > 0:
            closed[one.stretch] += one.count
            totals[0] += one.count
        if one.by_program:
            untouched[one.stretch] += sign * one.count
            totals[1] += sign * one.count
    by_route = {route: (totals[0], totals[1]) for route, totals in routes.items()}
    return Touch(tuple(closed), tuple(untouched), by_route)


def _checks(session: Session, period: Period) -> Checks:
    found = slips.checked(session, period)
    settled = [one for one in found if one.settled]
    changes = slips.changes_of(session, [one.item for one in settled])
    wrong: Counter[str] = Counter()
    errors = 0
    for one in settled:
        fields = {field_of(path) for path in changes.get(one.item, ())}
        if not one.confirmed and not fields:
            fields = {""}
        errors += bool(fields)
        wrong.update(fields)
    return Checks(len(found), len(settled), errors, tuple(wrong.most_common()))


def _fields(corrected: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    pairs = {(field_of(path), item) for path, item in corrected}
    return tuple(Counter(field for field, _ in pairs).most_common())


def _waited(session: Session, office: OfficeHours, period: Period, ended: Sequence[Closed]) -> Waited:
    by_person = sum(one.count for one in ended if not one.by_program)
    return waited(
        lambda every: periods.waits(session, period, every),
        by_person,
        office,
        period.edges,
        timedelta(days=90),
    )


def _answers(made: Iterable[Answered], count: int) -> dict[str, Row]:
    found = {name: [0] * count for name in ANSWERS}
    for one in made:
        name = next(name for name, states in ANSWERS.items() if one.state in states)
        if one.state is OutboxState.SENT and not one.automatic:
            name = "sent_by_a_person"
        found[name][one.stretch] += one.count
    return {name: tuple(row) for name, row in found.items()}


def _rules(blocked: Iterable[tuple[tuple[str, ...], int]]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for names, count in blocked:
        for name in names:
            counts[name] += count
    return tuple(counts.most_common())


def _disputes(came: Iterable[Arrived], count: int) -> tuple[tuple[DisputeReason, Row], ...]:
    found: dict[DisputeReason, list[int]] = {}
    for one in came:
        if one.reason is not None:
            found.setdefault(one.reason, [0] * count)[one.stretch] += one.count
    rows = ((reason, tuple(row)) for reason, row in found.items())
    return tuple(sorted(rows, key=lambda pair: -sum(pair[1])))


def unapplied(cash: Iterable[Cash]) -> dict[str, Decimal]:
    """Return by currency ("" where none is stated) how much of the confirmed payments met no open item."""
    totals: dict[str, Decimal] = {}
    for one in cash:
        currency = one.currency or ""
        totals[currency] = totals.get(currency, Decimal(0)) + one.stated - one.applied
    return totals
