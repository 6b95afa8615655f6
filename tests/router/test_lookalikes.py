"""Look-alike domains are found, honest ones are left alone: recall of 98 %, one false alarm in a hundred."""

import time

import pytest

from router.lookalike import lookalike_of
from tests.router.lookalikes import KNOWN, honest_domains, lookalikes

SEED = 20261122
ALL = frozenset(KNOWN)


def rates(count: int, seed: int) -> tuple[float, float]:
    found = [lookalike_of(domain, ALL) == known for domain, known in lookalikes(count, seed)]
    alarms = [lookalike_of(domain, ALL) is not None for domain in honest_domains(count, seed)]
    return sum(found) / count, sum(alarms) / count


@pytest.mark.parametrize(
    "count", [200, pytest.param(2000, marks=pytest.mark.long), pytest.param(20_000, marks=pytest.mark.soak)]
)
def test_of_look_alikes_98_percent_are_found_and_of_honest_domains_99_percent_left_alone(count: int) -> None:
    recall, alarms = rates(count, SEED)
    assert recall >= 0.98
    assert alarms <= 0.01


def test_customers_are_not_taken_for_each_other() -> None:
    assert [domain for domain in KNOWN if lookalike_of(domain, ALL - {domain})] == []


@pytest.mark.parametrize(
    ("domain", "known"),
    [
        ("accounts-nordlicht.example", "nordlicht.example"),
        ("nordlicht.example.desk-portal.com", "nordlicht.example"),
        ("nordlicht.desk-portal.com", "nordlicht.example"),
        ("nördlicht.example", "nordlicht.example"),
        ("norcllicht.example", "nordlicht.example"),
    ],
)
def test_words_around_a_name_and_letters_that_look_alike_imitate_it(domain: str, known: str) -> None:
    assert lookalike_of(domain, {known}) == known


@pytest.mark.parametrize(
    ("domain", "known"),
    [
        ("portal-group.com", "online-pay.com"),
        ("mail.nordlicht.example", "nordlicht.example"),
        ("ap.nordlicht.example", "nordlicht.example"),
        ("fischer-bau.de", "fischer.de"),
        ("web.de", "weber-bau.de"),
    ],
)
def test_other_firms_and_a_firms_own_hosts_imitate_nobody(domain: str, known: str) -> None:
    assert lookalike_of(domain, {known}) is None


def test_one_look_at_many_customers_is_quick() -> None:
    many = {f"{name.split('.')[0]}{number}.example" for number in range(200) for name in KNOWN}
    lookalike_of("nordlicht-x.example", many)
    start = time.process_time()
    for number in range(5):
        lookalike_of(f"bakerstreet{number}.example", many)
    assert (time.process_time() - start) / 5 < 0.25
