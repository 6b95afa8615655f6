"""How layouts did, by field and by week: shares of documents in which people changed nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from domain.layouts import HEADER_FIELDS, LINE_FIELDS
from domain.taught import UseOutcome
from store.repositories.teachable import Used

WEEKS = 8
GOOD, FAIR = 0.95, 0.8
FIELDS = (*HEADER_FIELDS, *(f"lines.{name}" for name in LINE_FIELDS))
"""As uses name what was corrected."""
_JUDGED = frozenset({UseOutcome.PROVED, UseOutcome.CONFIRMED, UseOutcome.CORRECTED})


class Grade(StrEnum):
    """How good a share is."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    NONE = "none"


SHAPES = {Grade.GOOD: "✓", Grade.FAIR: "△", Grade.POOR: "✗", Grade.NONE: "–"}


@dataclass(slots=True)
class Share:
    """So many of so many documents were right."""

    right: int = 0
    all: int = 0

    def count(self, *, right: bool) -> None:
        """Count one document."""
        self.right += right
        self.all += 1

    @property
    def percent(self) -> int:
        """The share, rounded down: 99.9 % is not all."""
        return 100 * self.right // self.all if self.all else 0

    @property
    def grade(self) -> Grade:
        """How good it is."""
        if not self.all:
            return Grade.NONE
        share = self.right / self.all
        return Grade.GOOD if share >= GOOD else Grade.FAIR if share >= FAIR else Grade.POOR


@dataclass(slots=True)
class Record:
    """What one layout did since the first of the weeks."""

    whole: Share = field(default_factory=Share)
    fields: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in FIELDS})
    weeks: list[Share] = field(default_factory=lambda: [Share() for _ in range(WEEKS)])
    unsaid: int = 0
    """Documents that nobody said anything of yet."""
    last: datetime | None = None


def first_day(now: datetime) -> date:
    """Return the Monday of the first week that counts."""
    today = now.date()
    return today - timedelta(days=today.weekday()) - timedelta(weeks=WEEKS - 1)


def start_of(now: datetime) -> datetime:
    """Return the moment from which uses count."""
    return datetime.combine(first_day(now), time(), tzinfo=UTC)


def weeks_from(first: date) -> tuple[date, ...]:
    """Return the Mondays of the weeks."""
    return tuple(first + timedelta(weeks=number) for number in range(WEEKS))


def records_of(used: Iterable[Used], first: date, only: str = "") -> dict[int, Record]:
    """Return what each layout did; `only`: its weeks count that field alone."""
    records: dict[int, Record] = {}
    for one in used:
        record = records.setdefault(one.template_id, Record())
        record.last = max(record.last or one.at, one.at)
        if one.outcome not in _JUDGED:
            record.unsaid += 1
            continue
        wrong = frozenset(one.fields) if one.outcome is UseOutcome.CORRECTED else frozenset()
        record.whole.count(right=one.outcome is not UseOutcome.CORRECTED)
        for name, share in record.fields.items():
            share.count(right=name not in wrong)
        week = (one.at.date() - first).days // 7
        if 0 <= week < WEEKS:
            right = only not in wrong if only else one.outcome is not UseOutcome.CORRECTED
            record.weeks[week].count(right=right)
    return records


def shown_fields(records: Sequence[Record]) -> tuple[str, ...]:
    """Return the fields that were ever corrected, or all of them where none was."""
    wrong = [name for name in FIELDS if any(r.fields[name].right < r.fields[name].all for r in records)]
    return tuple(wrong) or FIELDS
