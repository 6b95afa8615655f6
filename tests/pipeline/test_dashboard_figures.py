"""Figures of a period: stretches, working time, the bound of a rate, checks at random."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.office_hours import OfficeHours
from domain.sampling_policy import Sampling
from pipeline.dashboard.bound import upper_bound
from pipeline.dashboard.figures import field_of
from pipeline.dashboard.office_clock import OfficeClock
from pipeline.dashboard.stretches import By, stretches
from pipeline.dashboard.waiting_times import quantile, waited
from pipeline.item import WorkItem
from pipeline.sampling import is_chosen

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)


def test_days_begin_at_midnight_of_the_office_also_when_the_clocks_change() -> None:
    days = stretches(date(2026, 10, 24), date(2026, 10, 26), By.DAY, "Europe/Paris")
    lengths = [b - a for a, b in zip(days.edges, days.edges[1:], strict=False)]
    assert lengths == [timedelta(hours=24), timedelta(hours=25), timedelta(hours=24)]


def test_weeks_are_whole_and_begin_on_monday() -> None:
    weeks = stretches(date(2026, 11, 4), date(2026, 11, 17), By.WEEK, "UTC")
    assert weeks.days == (date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16))
    assert weeks.until == date(2026, 11, 23)


def test_long_period_is_cut_and_counted_by_weeks() -> None:
    found = stretches(date(1990, 1, 1), date(2026, 11, 16), By.DAY, "UTC")
    assert found.by is By.WEEK and len(found.days) <= 54


def test_days_in_the_wrong_order_are_put_right() -> None:
    right = stretches(date(2026, 11, 1), date(2026, 11, 3), By.DAY, "UTC")
    assert stretches(date(2026, 11, 3), date(2026, 11, 1), By.DAY, "UTC") == right


@pytest.mark.parametrize(
    ("errors", "checked", "bound"),
    [(0, 100, 0.02951), (0, 1, 0.95), (2, 100, 0.06162), (5, 10, 0.77756), (3, 3, 1.0), (0, 0, 1.0)],
)
def test_bound_of_a_rate_is_that_of_clopper_and_pearson(errors: int, checked: int, bound: float) -> None:
    assert upper_bound(errors, checked) == pytest.approx(bound, abs=2e-5)


def test_bound_of_a_large_sample_is_found() -> None:
    assert 0.0100 < upper_bound(1000, 100_000) < 0.0106
    with pytest.raises(ValueError, match="cannot be"):
        upper_bound(2, 1)


def test_nights_and_weekends_are_not_waited() -> None:
    clock = OfficeClock(OfficeHours(), MONDAY - timedelta(days=30), MONDAY + timedelta(days=7))
    friday = MONDAY - timedelta(days=3) + timedelta(hours=16)
    assert clock.between(friday, MONDAY + timedelta(hours=10)) == timedelta(hours=2)
    assert clock.between(friday + timedelta(hours=2), MONDAY) == timedelta()
    assert clock.between(MONDAY + timedelta(hours=9.5), MONDAY + timedelta(hours=11)) == timedelta(hours=1.5)


def test_waiting_is_told_by_its_middle_and_by_nine_of_ten() -> None:
    assert quantile([], 0.5) is None
    assert quantile(range(1, 11), 0.5) == 5 and quantile(range(1, 11), 0.9) == 9
    assert quantile([7.0], 0.9) == 7.0


def test_many_items_are_thinned_evenly() -> None:
    asked: list[int] = []

    def waits(every: int) -> list[tuple[datetime, datetime]]:
        asked.append(every)
        return [(MONDAY + timedelta(hours=9), MONDAY + timedelta(hours=11))]

    edges = (MONDAY, MONDAY + timedelta(days=1))
    found = waited(waits, 12_000, OfficeHours(), edges, timedelta(days=1))
    assert asked == [5] and found.median == 2.0 and found.looked_at == 1 and found.medians == (2.0,)


def test_path_of_a_value_names_its_field() -> None:
    assert field_of("remittances.0.lines.2.net_amount") == "lines.net_amount"
    assert field_of("remittances.1.payment_date") == "payment_date"
    assert field_of("customer") == "customer"


def test_share_of_items_is_chosen_always_the_same_under_a_seed() -> None:
    item = WorkItem("x", b"raw", MONDAY)
    items = [replace(item, number=number) for number in range(4000)]
    tenth = Sampling(share=0.1, seed="a")
    chosen = [is_chosen(one, tenth) for one in items]
    assert 330 < sum(chosen) < 470
    assert chosen == [is_chosen(one, tenth) for one in items]
    assert chosen != [is_chosen(one, Sampling(share=0.1, seed="b")) for one in items]
    assert not any(is_chosen(one, Sampling()) for one in items)
    assert all(is_chosen(one, Sampling(share=1.0)) for one in items)
