"""What the address asks for: from when to when, by days or weeks, of which mailbox and company."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pipeline.companies import ALONE
from pipeline.dashboard.stretches import DAYS_AT_MOST, By, Stretches, stretches
from review.office import Office
from review.queue_query import NONE
from review.visits import Visit
from store.repositories import signs

USUAL = 28
SPANS = (7, USUAL, 84, 364)
"""Days up to today that one click shows."""
_ROWS_BY_DAY = 31
"""Of a longer period days are shown only when asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One period of one mailbox and one of several own companies (None: of all)."""

    stretches: Stretches
    account: str | None
    today: date
    company: str | None = None
    """"" is what belongs to none yet."""

    @property
    def first(self) -> date:
        """The first day."""
        return self.stretches.days[0]

    @property
    def last(self) -> date:
        """The last day."""
        return self.stretches.until - timedelta(days=1)

    def address(self, path: str = "/dashboard", **changed: str) -> str:
        """Return the address of this period, mailbox and company, with some values changed."""
        values = {"from": self.first.isoformat(), "to": self.last.isoformat(), "by": self.stretches.by.value}
        return f"{path}?{urlencode({**values, **self._house, **changed})}"

    def span(self, days: int) -> str:
        """Return the address of so many days up to today."""
        return f"/dashboard?{urlencode({'days': days, **self._house})}"

    def is_span(self, days: int) -> bool:
        """Tell whether these are the days that `span` leads to."""
        wanted = up_to(self.today, days, None, self.stretches.time_zone)
        return (wanted.days, wanted.until) == (self.stretches.days, self.stretches.until)

    @property
    def _house(self) -> dict[str, str]:
        company = None if self.company is None else self.company or NONE
        return {name: one for name, one in (("mailbox", self.account), ("company", company)) if one}


def asked(visit: Visit) -> Asked:
    """Read the address; what is not understood is as if it were not there."""
    given, engines = visit.request.query_params, visit.office.engines
    zone = engines.hours.time_zone
    today = engines.clock.now().astimezone(ZoneInfo(zone)).date()
    by = By(given["by"]) if given.get("by") in {each.value for each in By} else None
    first, last = _day(given.get("from", "")), _day(given.get("to", ""))
    account, company = (
        given.get("mailbox", "")[:200] or None,
        _company(visit.office, given.get("company", "")),
    )
    if first is None and last is None:
        days = given.get("days", "")
        known = int(days) if days.isascii() and days.isdecimal() and len(days) < 4 else USUAL
        return Asked(up_to(today, max(1, known), by, zone), account, today, company)
    last = last or today
    first = first or last - timedelta(days=USUAL - 1)
    period = stretches(first, last, by or _usual(abs((last - first).days) + 1), zone)
    return Asked(period, account, today, company)


def up_to(today: date, days: int, by: By | None, zone: str) -> Stretches:
    """Return so many days up to today; by days or weeks, as suits them, where nothing is wished."""
    return stretches(today - timedelta(days=days - 1), today, by or _usual(days), zone)


def mailboxes(office: Office) -> tuple[str, ...]:
    """Return the mailboxes that can be chosen, by name."""
    with office.engines.store.read() as session:
        visited = {visit.account for visit in signs.visits(session)}
    return tuple(sorted({box.name for box in office.mailboxes} | visited | {"upload"}))


def _company(office: Office, asked: str) -> str | None:
    """Return the company that is asked for; there being one alone, or none of that name, all count."""
    if not office.engines.companies.several or asked == "":
        return None
    return ALONE if asked == NONE else asked if asked in office.engines.companies.names else None


def _usual(days: int) -> By:
    return By.DAY if days <= min(_ROWS_BY_DAY, DAYS_AT_MOST) else By.WEEK


def _day(text: str) -> date | None:
    try:
        found = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2190 else None
