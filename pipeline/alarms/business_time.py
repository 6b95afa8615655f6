"""How much business time passed between two moments."""

from datetime import UTC, datetime, time, timedelta

from domain.alarm_policy import WEEKDAYS, Alarms

MOST_DAYS = 60
"""A longer silence is not counted to the end: it is long enough for any alarm."""


def business_time(since: datetime, now: datetime, alarms: Alarms) -> timedelta:
    """Return the time between both that lies on business days between the set hours (UTC)."""
    opens, closes = time.fromisoformat(alarms.business_from), time.fromisoformat(alarms.business_to)
    day = max(since, now - timedelta(days=MOST_DAYS)).date()
    passed = timedelta()
    while day <= now.date():
        if WEEKDAYS[day.weekday()] in alarms.business_days:
            start = max(since, datetime.combine(day, opens, UTC))
            end = min(now, datetime.combine(day, closes, UTC))
            passed += max(end - start, timedelta())
        day += timedelta(days=1)
    return passed
