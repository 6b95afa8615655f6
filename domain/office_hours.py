"""When the office works: due times count only those hours, in its own time zone, holidays left out."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from domain.section import Section
from domain.words import Route

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Hours = Annotated[float, Field(gt=0, le=2000)]
LONGEST_SEARCH = 3700
"""Days that are looked at for one working hour; a calendar without any is no calendar."""
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_HOLIDAY = re.compile(r"(?:\d{4}-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


class OfficeHours(Section):
    """When people are at work, and within how many of those hours a mail should be dealt with."""

    time_zone: str = "UTC"
    """Name of the zone, e.g. Europe/Paris."""
    days: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    """Days on which somebody works."""
    opens: str = "09:00"
    """In that zone."""
    closes: str = "17:00"
    """In that zone."""
    holidays: tuple[str, ...] = ()
    """Days without work: `2027-04-05`, or `12-25` for every year."""
    due_hours: Hours = 8
    """Working hours within which a mail is due."""
    flagged_due_hours: Hours = 2
    """The same where a warning stands on it, e.g. new bank details."""
    route_due_hours: Mapping[Route, Hours] = {}
    """The same for single routes, e.g. {dispute: 16}."""

    @field_validator("time_zone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, OSError, ValueError):
            raise ValueError("name a time zone such as Europe/Paris") from None
        return name

    @field_validator("opens", "closes")
    @classmethod
    def _clock_time(cls, text: str) -> str:
        if not _TIME.fullmatch(text):
            raise ValueError('write it in quotes, as "09:00"')
        return text

    @field_validator("holidays")
    @classmethod
    def _days_of_the_year(cls, days: tuple[str, ...]) -> tuple[str, ...]:
        for day in days:
            if not _HOLIDAY.fullmatch(day):
                raise ValueError(f'{day!r} is no day; write "2027-04-05", or "12-25" for every year')
        return days

    @model_validator(mode="after")
    def _some_hours(self) -> "OfficeHours":
        if not self.days or self.opens >= self.closes:
            raise ValueError("there are no working hours; name a day, and open before closing")
        return self


def due(office: OfficeHours, since: datetime, route: Route | None, *, flagged: bool) -> datetime:
    """Return when a mail that came in at `since` should have been dealt with, in UTC."""
    hours = office.route_due_hours.get(route, office.due_hours) if route else office.due_hours
    if flagged:
        hours = min(hours, office.flagged_due_hours)
    return after_working(office, since, timedelta(hours=hours))


def after_working(office: OfficeHours, since: datetime, work: timedelta) -> datetime:
    """Return the moment at which so much working time has passed since then, in UTC."""
    for begins, ends in _shifts(office, since):
        begins = max(begins, since)
        if begins < ends:
            if ends - begins >= work:
                return begins + work
            work -= ends - begins
    return since + work


def next_opening(office: OfficeHours, after: datetime) -> datetime:
    """Return when work begins next, in UTC; never the given moment itself."""
    return next((begins for begins, _ in _shifts(office, after) if begins > after), after + timedelta(days=1))


def opening_on(office: OfficeHours, day: date) -> datetime:
    """Return when the office opens on a day, a free one too, in UTC."""
    return _at(office, day, office.opens)


def shifts_between(
    office: OfficeHours, since: datetime, until: datetime
) -> tuple[tuple[datetime, datetime], ...]:
    """Return when work begins and ends on each working day from one moment's day to another's, in UTC."""
    zone = ZoneInfo(office.time_zone)
    day, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    days = (day + timedelta(days=number) for number in range((last - day).days + 1))
    return tuple(
        (_at(office, one, office.opens), _at(office, one, office.closes))
        for one in days
        if _is_worked(office, one)
    )


def _shifts(office: OfficeHours, since: datetime) -> Iterator[tuple[datetime, datetime]]:
    first = since.astimezone(ZoneInfo(office.time_zone)).date()
    for number in range(LONGEST_SEARCH):
        if first > date.max - timedelta(days=number + 2):
            return
        day = first + timedelta(days=number)
        if _is_worked(office, day):
            yield _at(office, day, office.opens), _at(office, day, office.closes)


def _is_worked(office: OfficeHours, day: date) -> bool:
    free = {day.isoformat(), f"{day:%m-%d}"}
    return WEEKDAYS[day.weekday()] in office.days and free.isdisjoint(office.holidays)


def _at(office: OfficeHours, day: date, text: str) -> datetime:
    local = datetime.combine(day, time.fromisoformat(text), ZoneInfo(office.time_zone))
    return local.astimezone(UTC)
