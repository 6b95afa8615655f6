"""Truth files: what may stand in them, and what is named when it may not."""

import pytest

from domain.errors import ConfigurationError
from pipeline.teaching import truth_of


def test_amounts_are_written_out_however_they_are_given() -> None:
    (payment,) = truth_of({"total_amount": 120.5, "lines": [{"net_amount": "120.5"}, {"net_amount": 7}]})
    assert payment.fields["total_amount"] == "120.50"
    assert [line["net_amount"] for line in payment.lines] == ["120.50", "7.00"]


def test_what_is_null_is_known_and_what_is_absent_is_not() -> None:
    (payment,) = truth_of([{"payment_reference": None, "lines": [], "confidence": 0.9}])
    assert payment.fields == {"payment_reference": None}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"total_amount": "a lot", "lines": []}, "is no amount"),
        ({"total_amount": True, "lines": []}, "is no amount"),
        ({"lines": [{"document_number": 1001}]}, "write it as text"),
        ({"lines": {"document_number": "1001"}}, "must be a list"),
        ({"remittances": []}, "holds no payment"),
        ("text", "holds no payment"),
    ],
)
def test_what_cannot_be_a_true_value_is_named(body: object, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        truth_of(body)
