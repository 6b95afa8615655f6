"""What happened within a period, counted by its stretches of time: mails, closings, answers, payments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import CTE, ColumnElement, Integer, Select, and_, column, func, select, true, values
from sqlmodel import Session

from domain.states import OutboxState
from domain.words import DisputeReason, Route
from store.columns import UtcColumn
from store.dialect import table_of
from store.tables import Allocation, Correction, Outbox, RemittanceRow, WorkItemRow

_ITEM, _OUTBOX = table_of(WorkItemRow), table_of(Outbox)
_PAYMENT, _APPLIED, _CORRECTION = table_of(RemittanceRow), table_of(Allocation), table_of(Correction)
PROGRAM = "ardoise"
"""Who closes what every proof held for."""
_BEFORE = timedelta(days=30)
"""How long before an item was closed a correction of its route is looked for."""


@dataclass(frozen=True, slots=True)
class Period:
    """Stretches of time that follow each other without a gap, and what counts (None: everything)."""

    edges: tuple[datetime, ...]
    """Where the stretches begin, and the end of the last one: one more than there are stretches."""
    account: str | None = None
    """One mailbox."""
    company: str | None = None
    """One of several own companies; "": what belongs to none yet."""

    @property
    def whole(self) -> bool:
        """True where everything counts."""
        return self.account is None and self.company is None

    @property
    def since(self) -> datetime:
        """The first moment."""
        return self.edges[0]

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return self.edges[-1]


@dataclass(frozen=True, slots=True)
class Arrived:
    """Work items that came in one stretch, on one route, disputed for one reason (None: not disputed)."""

    stretch: int
    route: Route | None
    reason: DisputeReason | None
    count: int


@dataclass(frozen=True, slots=True)
class Closed:
    """Work items that were closed in one stretch, on one route, by the program or by a person."""

    stretch: int
    route: Route | None
    by_program: bool
    count: int


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers that were made in one stretch and stand alike now."""

    stretch: int
    state: OutboxState
    automatic: bool
    count: int


@dataclass(frozen=True, slots=True)
class Cash:
    """Confirmed payments of one stretch in one currency (None: not stated), and how much met open items."""

    stretch: int
    currency: str | None
    payments: int
    stated: Decimal
    applied: Decimal


def arrived(session: Session, period: Period) -> tuple[Arrived, ...]:
    """Return the work items that came."""
    stretch = _stretches(period)
    columns = (stretch.c.number, _ITEM.c.route, _ITEM.c.reason)
    wanted = select(*columns, func.count()).select_from(_within(stretch, _ITEM.c.created_at))
    wanted = _of_house(wanted, period).group_by(*columns)
    return tuple(Arrived(*row) for row in session.execute(wanted).all())


def closed(session: Session, period: Period) -> tuple[Closed, ...]:
    """Return the work items that were closed and still are."""
    stretch, by_program = _stretches(period), _ITEM.c.closed_by == PROGRAM
    columns = (stretch.c.number, _ITEM.c.route, by_program)
    wanted = select(*columns, func.count()).select_from(_within(stretch, _ITEM.c.closed_at))
    wanted = _of_house(wanted, period).group_by(*columns)
    rows = session.execute(wanted).all()
    return tuple(Closed(number, route, bool(itself), count) for number, route, itself, count in rows)


def corrected_then_closed_by_program(session: Session, period: Period) -> tuple[Closed, ...]:
    """Return those among the closed ones that the program closed after somebody had set them right."""
    stretch = _stretches(period)
    touched = (
        select(_CORRECTION.c.work_item_id.label("item"))
        .distinct()
        .where(_CORRECTION.c.kind.in_(("route", "customer")))
        .where(_CORRECTION.c.at >= period.since - _BEFORE, _CORRECTION.c.at < period.until)
        .cte("touched")
    )
    within = touched.join(_ITEM, _ITEM.c.id == touched.c.item).join(
        stretch, and_(_ITEM.c.closed_at >= stretch.c.begins, _ITEM.c.closed_at < stretch.c.ends)
    )
    columns = (stretch.c.number, _ITEM.c.route)
    wanted = select(*columns, func.count()).select_from(within).where(_ITEM.c.closed_by == PROGRAM)
    wanted = _of_house(wanted, period).group_by(*columns)
    rows = session.execute(wanted).all()
    return tuple(Closed(number, route, True, count) for number, route, count in rows)


def waits(session: Session, period: Period, every: int) -> tuple[tuple[datetime, datetime], ...]:
    """Return when items came and when a person closed them; of all, each `every`-th by its number."""
    wanted = (
        select(_ITEM.c.created_at, _ITEM.c.closed_at)
        .where(_ITEM.c.closed_at >= period.since, _ITEM.c.closed_at < period.until)
        .where(_ITEM.c.closed_by != PROGRAM)
    )
    if every > 1:
        wanted = wanted.where(_ITEM.c.id % every == 0)
    return tuple((came, ended) for came, ended in session.execute(_of_house(wanted, period)).all())


def answered(session: Session, period: Period) -> tuple[Answered, ...]:
    """Return the answers that were made."""
    stretch = _stretches(period)
    columns = (stretch.c.number, _OUTBOX.c.state, _OUTBOX.c.automatic)
    wanted = select(*columns, func.count()).group_by(*columns)
    wanted = _of_item(wanted, _within(stretch, _OUTBOX.c.created_at), _OUTBOX.c.work_item_id, period)
    return tuple(Answered(*row) for row in session.execute(wanted).all())


def blocked(session: Session, period: Period) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Return which release rules kept answers back, together, and how many answers."""
    rules = _OUTBOX.c.blocked_by
    wanted = select(rules, func.count()).group_by(rules)
    wanted = wanted.where(_OUTBOX.c.created_at >= period.since, _OUTBOX.c.created_at < period.until)
    wanted = _of_item(wanted, _OUTBOX, _OUTBOX.c.work_item_id, period)
    return tuple((names, count) for names, count in session.execute(wanted).all() if names)


def cash(session: Session, period: Period) -> tuple[Cash, ...]:
    """Return the payments that were confirmed, by the program or by a person."""
    stretch = _stretches(period)
    within = _within(stretch, _PAYMENT.c.confirmed_at)
    columns = (stretch.c.number, _PAYMENT.c.currency)
    stated = select(*columns, func.count(), func.sum(_PAYMENT.c.total_amount))
    found = _of_item(stated.group_by(*columns), within, _PAYMENT.c.work_item_id, period)
    met = _APPLIED.c.work_item_id == _PAYMENT.c.work_item_id
    met = and_(met, _APPLIED.c.remittance == _PAYMENT.c.ordinal)
    applied = select(*columns, func.sum(_APPLIED.c.amount))
    joined = within.join(_APPLIED, met)
    applied = _of_item(applied.group_by(*columns), joined, _PAYMENT.c.work_item_id, period)
    used = {(number, currency): total for number, currency, total in session.execute(applied).all()}
    nothing = Decimal(0)
    return tuple(
        Cash(number, currency, count, total or nothing, used.get((number, currency)) or nothing)
        for number, currency, count, total in session.execute(found).all()
    )


def _stretches(period: Period) -> CTE:
    moment = UtcColumn()
    listed = values(
        column("number", Integer), column("begins", moment), column("ends", moment), name="stretch"
    )
    pairs: Sequence[tuple[datetime, datetime]] = tuple(zip(period.edges, period.edges[1:], strict=False))
    return listed.data([(number, since, until) for number, (since, until) in enumerate(pairs)]).cte("stretch")


def _within(stretch: CTE, moment: ColumnElement[datetime]):  # type: ignore[no-untyped-def]
    table = moment.table
    return stretch.join(table, and_(moment >= stretch.c.begins, moment < stretch.c.ends))


def _of_house(wanted: Select, period: Period) -> Select:  # type: ignore[type-arg]
    # With nothing appended: SQLite would otherwise begin with all items of the mailbox instead of the period.
    if period.account is not None:
        wanted = wanted.where(_ITEM.c.account.concat("") == period.account)
    return wanted if period.company is None else wanted.where(_ITEM.c.company.concat("") == period.company)


def _of_item(wanted: Select, within, item: ColumnElement[int], period: Period) -> Select:  # type: ignore
    wanted = wanted.select_from(within)
    return wanted if period.whole else wanted.where(is_of_house(item, period))


def is_of_house(item: ColumnElement[int], period: Period) -> ColumnElement[bool]:
    """Return the term that chooses what belongs to the items of the period's mailbox and company.

    It is answered by indexes of the items, where a join would read each of them.
    """
    # Plus nothing: SQLite would otherwise begin with all items of the mailbox instead of the period.
    chosen = [
        (item + 0).in_(select(_ITEM.c.id).where(column_ == wished))
        for column_, wished in ((_ITEM.c.account, period.account), (_ITEM.c.company, period.company))
        if wished is not None
    ]
    return and_(true(), *chosen)
