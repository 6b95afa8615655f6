"""The life of taught layouts: what clerks correct teaches, and nothing goes live that reads worse."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.clock import SetClock
from extractors.layouts.differences import differences
from tests.pipeline.taught_office import Office, advice, office_in, truth

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path, SetClock(NOON)) as opened:
        yield opened


def test_correcting_document_one_makes_document_two_right_that_nobody_touched(office: Office) -> None:
    first = office.deliver("one", advice(7001, ["120.00", "80.50"], "KM-5501"))
    second = office.deliver("two", advice(7411, ["15.10", "2300.00", "7.77"], "KM-5617"))
    wanted = truth(7411, ["15.10", "2300.00", "7.77"], "KM-5617")
    assert differences(office.item(second).remittances, wanted)

    office.correct(first, truth(7001, ["120.00", "80.50"], "KM-5501"))
    office.confirm(first)

    (payment,) = office.item(second).remittances
    assert not differences([payment], wanted)
    assert payment.template == "kestwick-mills-ltd-1"
    third = office.deliver("three", advice(7900, ["1.00", "2.00"], "KM-5700"))
    assert not differences(office.item(third).remittances, truth(7900, ["1.00", "2.00"], "KM-5700"))
