"""What people had to set right within a period: by field, by layout, and among items checked at random."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlmodel import Session

from domain.states import WorkState
from domain.taught import UseOutcome
from store.dialect import insert_into, table_of
from store.repositories.periods import PROGRAM, Period, is_of_house
from store.tables import Correction, RemittanceRow, SpotCheck, TemplateRow, TemplateUse, WorkItemRow

_CORRECTION, _ITEM, _CHECK = table_of(Correction), table_of(WorkItemRow), table_of(SpotCheck)
_USE, _TEMPLATE, _PAYMENT = table_of(TemplateUse), table_of(TemplateRow), table_of(RemittanceRow)
VALUE = "value"
"""The kind of a correction of a read value."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LayoutUse:
    """How often a layout read documents that are settled, and how often each field was set right."""

    name: str
    documents: int
    corrected: int
    fields: tuple[tuple[str, ...], ...]
    """The fields of each document that was corrected."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One proved item that was put before a clerk: whether they are done with it, and closed it as right."""

    item: int
    settled: bool
    confirmed: bool
    """False where its payments were left unconfirmed when it was closed."""


def keep_check(session: Session, item: WorkItemRow, now: datetime) -> None:
    """Note that an item was put before a clerk at random; a step that runs again notes nothing new."""
    noted = {"work_item_id": item.id, "chosen_at": now, "route": item.route, "account": item.account}
    session.execute(insert_into(session, SpotCheck).values(**noted).on_conflict_do_nothing())


def checked(session: Session, period: Period) -> tuple[Checked, ...]:
    """Return the items that were chosen."""
    joined = _CHECK.outerjoin(_ITEM, _ITEM.c.id == _CHECK.c.work_item_id)
    wanted = select(_CHECK.c.work_item_id, _ITEM.c.state, _ITEM.c.closed_by).select_from(joined)
    wanted = wanted.where(_CHECK.c.chosen_at >= period.since, _CHECK.c.chosen_at < period.until)
    if period.account is not None:
        wanted = wanted.where(_CHECK.c.account == period.account)
    if period.company is not None:
        wanted = wanted.where(_ITEM.c.company == period.company)
    rows = session.execute(wanted).all()
    unconfirmed = _unconfirmed(session, [number for number, _, _ in rows])
    return tuple(
        Checked(
            number,
            state is WorkState.CLOSED and who != PROGRAM,
            number not in unconfirmed,
        )
        for number, state, who in rows
    )


def changes_of(session: Session, items: Iterable[int]) -> dict[int, frozenset[str]]:
    """Return the fields of each item that do not stand as the program left them.

    What was changed and changed back counts as never touched.
    """
    spans: dict[tuple[int, str], tuple[str | None, str | None]] = {}
    for some in _batches(items):
        columns = (_CORRECTION.c.work_item_id, _CORRECTION.c.kind, _CORRECTION.c.field)
        wanted = select(*columns, _CORRECTION.c.before, _CORRECTION.c.after)
        wanted = wanted.where(_CORRECTION.c.work_item_id.in_(some)).order_by(_CORRECTION.c.id)
        for number, kind, field, before, after in session.execute(wanted):
            place = (number, field if kind == VALUE else kind)
            spans[place] = (spans[place][0] if place in spans else before, after)
    found: dict[int, set[str]] = {}
    for (number, field), (first, last) in spans.items():
        if first != last:
            found.setdefault(number, set()).add(field)
    return {number: frozenset(fields) for number, fields in found.items()}


def corrected_fields(session: Session, period: Period) -> tuple[tuple[str, int], ...]:
    """Return the path of each value that a person set right, and its item."""
    wanted = select(_CORRECTION.c.field, _CORRECTION.c.work_item_id).where(_CORRECTION.c.kind == VALUE)
    wanted = wanted.where(_CORRECTION.c.at >= period.since, _CORRECTION.c.at < period.until)
    if not period.whole:
        wanted = wanted.where(is_of_house(_CORRECTION.c.work_item_id, period))
    return tuple((field, number) for field, number in session.execute(wanted).all())


def settled_payments(session: Session, period: Period) -> int:
    """Return how many items with payments were confirmed, by the program or by a person."""
    wanted = select(func.count(_PAYMENT.c.work_item_id.distinct()))
    wanted = wanted.where(_PAYMENT.c.confirmed_at >= period.since, _PAYMENT.c.confirmed_at < period.until)
    count: int = session.execute(_of_house(wanted, _PAYMENT, period)).scalar_one()
    return count


def layout_uses(session: Session, period: Period) -> tuple[LayoutUse, ...]:
    """Return how each layout that read something did, those that were corrected most first."""
    counted = select(_USE.c.template_id, _USE.c.outcome, func.count())
    counted = _within(counted, period).group_by(_USE.c.template_id, _USE.c.outcome)
    named = select(_USE.c.template_id, _USE.c.fields)
    named = _within(named, period).where(_USE.c.outcome == UseOutcome.CORRECTED)
    numbers: dict[int, dict[UseOutcome, int]] = {}
    for template, outcome, count in session.execute(_of_house(counted, _USE, period)):
        numbers.setdefault(template, {})[outcome] = count
    fields: dict[int, list[tuple[str, ...]]] = {}
    for template, names in session.execute(_of_house(named, _USE, period)):
        fields.setdefault(template, []).append(names)
    names_of = {
        number: name for number, name in session.execute(select(_TEMPLATE.c.id, _TEMPLATE.c.name)).all()
    }
    uses = (
        LayoutUse(
            names_of.get(template, "?"),
            sum(found.values()),
            found.get(UseOutcome.CORRECTED, 0),
            tuple(fields.get(template, ())),
        )
        for template, found in numbers.items()
    )
    return tuple(sorted(uses, key=lambda use: (-use.corrected, -use.documents, use.name)))


def _within(wanted: Select, period: Period) -> Select:  # type: ignore[type-arg]
    """Choose the settled uses of the period: what nobody judged yet says nothing."""
    told = _USE.c.outcome != UseOutcome.READ
    return wanted.where(_USE.c.at >= period.since, _USE.c.at < period.until, told)


def _of_house(wanted: Select, table, period: Period) -> Select:  # type: ignore
    return wanted if period.whole else wanted.where(is_of_house(table.c.work_item_id, period))


def _unconfirmed(session: Session, items: list[int]) -> frozenset[int]:
    """Return the items whose payments nobody confirmed."""
    found: set[int] = set()
    for some in _batches(items):
        wanted = select(_PAYMENT.c.work_item_id).where(_PAYMENT.c.work_item_id.in_(some))
        found.update(session.execute(wanted.where(_PAYMENT.c.confirmed_at.is_(None))).scalars())
    return frozenset(found)


def _batches(items: Iterable[int]) -> Iterable[list[int]]:
    numbers = list(items)
    return (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))
