"""Due times count office hours alone: nights, week-ends, holidays and the turn of the clocks are no work."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from domain.office_hours import OfficeHours, after_working, due, next_opening
from domain.words import Route

PARIS = OfficeHours(time_zone="Europe/Paris", holidays=("12-25", "2026-11-11"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "hours", "expected"),
    [
        ("2026-11-16T09:00", 2, "2026-11-16T11:00"),
        ("2026-11-16T15:00", 2, "2026-11-17T09:00"),  # one hour today, one tomorrow (opens 08:00 UTC)
        ("2026-11-16T03:00", 8, "2026-11-16T16:00"),
        ("2026-11-13T15:30", 1, "2026-11-16T08:30"),  # over the week-end
        ("2026-11-10T16:00", 8, "2026-11-12T16:00"),  # over a holiday
        ("2026-12-24T15:00", 2, "2026-12-28T09:00"),  # over a yearly one and the week-end
        ("2026-10-23T14:00", 2, "2026-10-26T09:00"),  # the clocks go back in between
    ],
)
def test_work_is_counted_in_office_hours_of_the_zone(since: str, hours: int, expected: str) -> None:
    assert after_working(PARIS, at(since), timedelta(hours=hours)) == at(expected)


def test_warning_and_route_set_how_soon_a_mail_is_due() -> None:
    office = OfficeHours(due_hours=8, flagged_due_hours=1, route_due_hours={Route.DISPUTE: 4})
    noon = at("2026-11-16T12:00")
    assert due(office, noon, None, flagged=False) == at("2026-11-17T12:00")
    assert due(office, noon, Route.DISPUTE, flagged=False) == at("2026-11-16T16:00")
    assert due(office, noon, Route.DISPUTE, flagged=True) == at("2026-11-16T13:00")


def test_office_opens_next_on_the_next_working_day() -> None:
    assert next_opening(PARIS, at("2026-11-13T12:00")) == at("2026-11-16T08:00")


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Mars/Olympus"},
        {"opens": "9"},
        {"opens": "18:00"},
        {"days": []},
        {"holidays": ["tomorrow"]},
        {"due_hours": 0},
    ],
)
def test_calendar_without_sense_is_refused_by_name(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        OfficeHours.model_validate(wrong)
