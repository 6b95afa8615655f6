"""Which open item a line means: its number first, its amount as support, a person where both leave doubt."""

from decimal import Decimal

import pytest

from domain.ledger import Ledger, PurchaseOrder
from domain.words import How, MatchStatus
from matching.matching import match
from tests.matching.made_books import SETTINGS, advice, item, ledger, line, matched


def test_without_ledger_or_lines_there_is_no_match() -> None:
    assert match([advice(line("INV-1", "1"))], None, "C1", SETTINGS) is None
    assert match([advice()], ledger(), "C1", SETTINGS) is None
    assert match([], ledger(), "C1", SETTINGS) is None


def test_an_exact_number_with_its_discount_settles_the_item() -> None:
    paid = line("INV-1", "1234.50", gross_amount="1300.00", discount_amount="65.50")
    result = matched(ledger(item("INV-1", "1300.00")), advice(paid))
    [applied] = result.applied
    assert (applied.amount, applied.discount, applied.residual) == (
        Decimal("1234.50"),
        Decimal("65.50"),
        Decimal("0.00"),
    )
    assert (applied.residual_kind, applied.how, applied.customer_id) == (None, How.EXACT_NUMBER, "C1")
    assert (result.status, result.unapplied_amount) == (MatchStatus.FULL, Decimal("0.00"))
    assert (result.problems, result.suggestions) == ((), ())


@pytest.mark.parametrize("written", ["inv 1001", "INV-001001", "Inv.1001", "INV/10\u200b01"])
def test_a_number_in_other_spelling_is_the_same_number(written: str) -> None:
    [applied] = matched(ledger(item("INV-1001", "10")), advice(line(written, "7"))).applied
    assert (applied.document_number, applied.how) == ("INV-1001", How.NORMALISED_NUMBER)


def test_numbers_cut_at_other_places_are_the_same_only_with_the_amount() -> None:
    books = ledger(item("1-001", "10"))
    assert matched(books, advice(line("10-01", "7"))).applied == ()
    assert len(matched(books, advice(line("10-01", "10"))).applied) == 1


@pytest.mark.parametrize(
    ("written", "net", "found"),
    [
        ("1001", "10.00", True),
        ("1001", "9.00", False),
        ("26-1001", "10.00", True),
        ("01", "10.00", False),
        ("20261001", "9.00", True),
        ("20261001", "-9.00", False),
        ("RE-20261001", "9.00", False),
        ("RE-20261001", "10.00", True),
    ],
)
def test_a_dropped_prefix_needs_the_amount_or_a_long_tail(written: str, net: str, found: bool) -> None:
    books = ledger(item("F-2026-1001", "10.00"), item("F-2026-2001", "9.50"))
    result = matched(books, advice(line(written, net)))
    assert bool(result.applied) is found
    assert all(applied.how is How.NORMALISED_NUMBER for applied in result.applied)


def test_two_items_with_that_tail_and_amount_are_only_suggested() -> None:
    books = ledger(item("A-1001", "10"), item("B-1001", "10"))
    result = matched(books, advice(line("1001", "10")))
    assert result.status is MatchStatus.NONE
    assert [one.document_number for one in result.suggestions] == ["A-1001", "B-1001"]


@pytest.mark.parametrize("written", ["INV-1O07", "lNV-1007", "INV-1008", "INV-100", "INV-10075", "INV-1OO7"])
def test_a_slip_is_repaired_among_own_items_when_the_amount_agrees(written: str) -> None:
    books = ledger(item("INV-1007", "77.70"), item("INV-2001", "12"))
    [applied] = matched(books, advice(line(written, "77.70"))).applied
    assert applied.document_number == "INV-1007"
    assert matched(books, advice(line(written, "77.71"))).applied == ()
    assert matched(books, advice(line(written, "77.70")), customer="C2").applied == ()


def test_a_number_that_exists_elsewhere_is_never_repaired() -> None:
    books = ledger(item("INV-1007", "77.70"), item("INV-1008", "5", "C2"))
    result = matched(books, advice(line("INV-1008", "77.70")))
    assert result.applied == ()
    assert {one.document_number for one in result.suggestions} == {"INV-1008", "INV-1007"}


def test_equal_amounts_leave_a_slip_to_a_person() -> None:
    books = ledger(item("INV-1001", "50"), item("INV-1002", "50"))
    result = matched(books, advice(line("INV-1003", "50")))
    assert result.applied == ()
    assert len(result.suggestions) == 2


def test_an_item_named_by_another_line_is_not_taken_by_a_repair() -> None:
    books = ledger(item("INV-1001", "50"), item("INV-1002", "60"))
    result = matched(books, advice(line("INV-1009", "50"), line("INV-1001", "50")))
    assert [applied.line for applied in result.applied] == [1]
    assert result.suggestions == ()


def test_an_amount_alone_only_suggests_and_says_why() -> None:
    books = ledger(
        item("INV-1", "1234.50"), item("INV-2", "1234.50", "C2"), item("INV-3", "0", amount="1234.50")
    )
    result = matched(books, advice(line("PAY-99", "1234.50")))
    assert (result.status, result.applied) == (MatchStatus.NONE, ())
    [suggestion] = result.suggestions
    assert suggestion.why == "open amount 1,234.50 EUR of the same customer equals the line"
    assert (suggestion.document_number, suggestion.amount) == ("INV-1", Decimal("1234.50"))


def test_an_order_number_only_suggests_its_items() -> None:
    books = ledger(item("INV-1", "10", po_number="PO-7"), item("INV-2", "20", "C2", po_number="PO-7"))
    books = Ledger(
        books.customers, open_items=books.open_items, purchase_orders=(PurchaseOrder("PO-7", "C1"),)
    )
    for one in (line(None, "3", po_number="po 7"), line("PO-7", "3")):
        [suggestion] = matched(books, advice(one)).suggestions
        assert suggestion.document_number == "INV-1"
        assert "order PO-7" in suggestion.why


def test_the_same_number_under_two_customers_is_the_payers() -> None:
    books = ledger(item("7001", "10"), item("7001", "10", "C2"), item("7001", "10", "C3"))
    [applied] = matched(books, advice(line("7001", "10")), customer="C2").applied
    assert applied.customer_id == "C2"
    for payer in (None, "C4"):
        result = matched(books, advice(line("7001", "10")), customer=payer)
        assert result.applied == ()
        assert len(result.suggestions) == 3
        assert len(result.problems) == 1


def test_another_customers_number_is_applied_only_with_support_and_never_silently() -> None:
    books = ledger(item("INV-1", "10", "C2"), item("INV-2", "20", "C3"), parents={"C2": "C1"})
    result = matched(books, advice(line("INV-1", "7"), line("INV-2", "20")))
    assert [applied.customer_id for applied in result.applied] == ["C2", "C3"]
    assert result.problems == (
        "Line 1 of advice.pdf (INV-1) names a number of customer C2, but the payer is C1.",
        "Line 2 of advice.pdf (INV-2) names a number of customer C3, but the payer is C1.",
    )
    result = matched(books, advice(line("INV-2", "19")))
    assert result.applied == ()
    assert result.suggestions[0].document_number == "INV-2"
    assert len(result.problems) == 1


def test_an_unknown_payer_is_served_by_strong_numbers_only() -> None:
    books = ledger(item("INV-10", "10", "C1"), item("17", "5", "C2"))
    assert len(matched(books, advice(line("INV-10", "9")), customer=None).applied) == 1
    assert matched(books, advice(line("17", "9")), customer=None).applied == ()
    result = matched(books, advice(line("INV-10", "10"), line("17", "5")), customer=None)
    assert len(result.applied) == 2
    assert result.problems == ("The payer is not known and the lines belong to customers C1, C2.",)


def test_a_payer_with_the_same_short_number_as_a_stranger_is_left_to_a_person() -> None:
    books = ledger(item("INV-1001", "10"), item("1001", "10", "C2"))
    result = matched(books, advice(line("1001", "10")))
    assert result.applied == ()
    assert len(result.suggestions) == 2


def test_an_amount_that_a_hundred_items_share_is_no_evidence() -> None:
    books = ledger(*(item(f"SUB-{number}", "9.99") for number in range(2000, 2101)))
    assert matched(books, advice(line("SUB-20505", "9.99"))).applied == ()
    result = matched(books, advice(line("2050", "9.99")))
    assert [applied.document_number for applied in result.applied] == ["SUB-2050"]


def test_number_and_amount_that_point_to_two_neighbours_are_a_problem() -> None:
    books = ledger(item("INV-1001", "500"), item("INV-1007", "77.70"))
    result = matched(books, advice(line("INV-1001", "77.70")))
    assert [applied.document_number for applied in result.applied] == ["INV-1001"]
    assert "its amount is what INV-1007 has open, whose number is one slip away" in result.problems[0]
    both = matched(books, advice(line("INV-1001", "77.70"), line("INV-1007", "77.70")))
    assert both.problems == ()


def test_a_tiny_number_with_another_amount_is_a_problem() -> None:
    books = ledger(item("2", "500"))
    assert matched(books, advice(line("2", "500"))).problems == ()
    assert len(matched(books, advice(line("2", "77"))).problems) == 1
