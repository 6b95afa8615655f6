"""Texts made to keep a reader busy cost no more per character when they are longer."""

import time
from dataclasses import replace

import pytest

from domain.mail import Mail
from domain.policy import Company, Routing
from router.understanding import understand
from tests.router.bare_mail import BARE

_SHORT, _LONG = 10_000, 40_000
_FLOOR = 0.2
"""Seconds of CPU; less than that is no burden."""


def _mail(text: str) -> Mail:
    return replace(
        BARE,
        new_text=text,
        text=text,
    )


def _cpu(text: str) -> float:
    before = time.process_time()
    understand(_mail(text), (), None, Routing(), Company())
    return time.process_time() - before


@pytest.mark.parametrize("unit", ["123 456 ", "_", "1-", "x", "AB12-", "7", "a@", "1\n", "a.\n"])
def test_a_text_of_four_times_the_length_takes_no_more_than_four_times_as_long(unit: str) -> None:
    _cpu("Please send a copy of invoice INV-1001.")
    short, long = (_cpu((unit * length)[:length]) for length in (_SHORT, _LONG))
    assert long <= 4 * short + _FLOOR


def test_thousands_of_lines_of_one_letter_take_no_longer_than_a_long_text() -> None:
    _cpu("Please send a copy of invoice INV-1001.")
    assert _cpu("1\n" * _LONG) <= 2 * _cpu("Please send 1 more. " * (_LONG // 20)) + _FLOOR
