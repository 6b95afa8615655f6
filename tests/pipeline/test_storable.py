"""Amounts that no ledger could hold become a doubt, not a crash."""

from decimal import Decimal

import pytest

from domain.remittance import Remittance, RemittanceLine
from domain.words import Layout
from pipeline.storable import storable


def payment(total: str, net: str) -> Remittance:
    line = RemittanceLine(document_number="A-1", net_amount=Decimal(net))
    return Remittance("a.xlsx", Layout.TABLE, (line,), total_amount=Decimal(total), needs_review=False)


def test_sound_amounts_stay_as_they_are() -> None:
    sound = payment("10.1234", "-10.00")
    assert storable(sound) is sound


@pytest.mark.parametrize("odd", ["0.12345", "1E+40", "NaN", "Infinity"])
def test_an_odd_amount_is_named_and_asks_for_review(odd: str) -> None:
    checked = storable(payment("10.00", odd))
    assert checked.lines[0].net_amount is None
    assert checked.total_amount == Decimal("10.00")
    assert checked.needs_review
    assert "net_amount of line 1" in checked.problems[0]
