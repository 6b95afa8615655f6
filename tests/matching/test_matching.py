"""How remittance lines meet open items."""

from decimal import Decimal

import pytest

from domain.decisions import Match
from domain.ledger import Customer, Ledger, OpenItem, PurchaseOrder
from domain.policy import Matching
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType, How, Layout, MatchStatus, ResidualKind
from matching.explain import explain
from matching.matching import match

SETTINGS = Matching()


def item(number: str, open_amount: str, customer: str = "C1", **other: object) -> OpenItem:
    amount = Decimal(str(other.pop("amount", open_amount)))
    kind = DocumentType.CREDIT_NOTE if amount < 0 else DocumentType.INVOICE
    fields: dict[str, object] = {"currency": "EUR", "document_type": kind, **other}
    return OpenItem(number, customer, amount=amount, open_amount=Decimal(open_amount), **fields)  # type: ignore[arg-type]


def ledger(*items: OpenItem, parents: dict[str, str] | None = None) -> Ledger:
    ids = sorted({one.customer_id for one in items} | {"C1", *(parents or {})})
    customers = tuple(Customer(name, name, parent_id=(parents or {}).get(name)) for name in ids)
    return Ledger(customers, open_items=items)


def line(number: str | None, net: str | None, **other: object) -> RemittanceLine:
    money = ("gross_amount", "discount_amount", "deduction_amount")
    fields = {name: Decimal(str(value)) if name in money else value for name, value in other.items()}
    amount = None if net is None else Decimal(net)
    return RemittanceLine(number, net_amount=amount, **fields)  # type: ignore[arg-type]


def advice(*lines: RemittanceLine, total: str | None = "sum", currency: str | None = "EUR") -> Remittance:
    stated = sum((one.net_amount or Decimal(0) for one in lines), Decimal("0.00"))
    amount = stated if total == "sum" else None if total is None else Decimal(total)
    return Remittance("advice.pdf", Layout.TABLE, lines, currency=currency, total_amount=amount)


def matched(books: Ledger, *remittances: Remittance, customer: str | None = "C1") -> Match:
    result = match(remittances, books, customer, SETTINGS)
    assert result is not None
    return result


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


def kinds(result: Match) -> list[tuple[str, ResidualKind | None]]:
    return [(str(applied.residual), applied.residual_kind) for applied in result.applied]


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        (line("I1", "1000"), ("0.00", None)),
        (line("I1", "999.95"), ("0.05", ResidualKind.ROUNDING)),
        (line("I1", "1000.03"), ("-0.03", ResidualKind.ROUNDING)),
        (line("I1", "900"), ("100.00", ResidualKind.SHORT_PAYMENT)),
        (line("I1", "1100"), ("-100.00", ResidualKind.OVERPAYMENT)),
        (line("I1", "900", deduction_amount="100"), ("0.00", None)),
        (line("I1", "900", deduction_amount="40"), ("60.00", ResidualKind.SHORT_PAYMENT)),
        (line("I1", "900", deduction_reason="damaged"), ("100.00", ResidualKind.DEDUCTION)),
        (line("I1", "980"), ("20.00", ResidualKind.SHORT_PAYMENT)),
        (line("I1", "980", gross_amount="1000"), ("20.00", ResidualKind.DISCOUNT)),
        (line("I1", "957", gross_amount="1000"), ("43.00", ResidualKind.SHORT_PAYMENT)),
        (line("I1", "957", deduction_reason="Skonto"), ("43.00", ResidualKind.DISCOUNT)),
        (line("I1", "900", deduction_reason="Skonto"), ("100.00", ResidualKind.DEDUCTION)),
    ],
)
def test_a_residual_is_named_by_what_explains_it(
    paid: RemittanceLine, expected: tuple[str, ResidualKind | None]
) -> None:
    assert kinds(matched(ledger(item("I1", "1000.00")), advice(paid))) == [expected]


def test_a_credit_note_lessens_the_payment() -> None:
    books = ledger(item("INV-1", "1000"), item("CN-1", "-200"))
    credit = line("CN-1", "-200", document_type=DocumentType.CREDIT_NOTE)
    result = matched(books, advice(line("INV-1", "1000"), credit, total="800"))
    assert result.status is MatchStatus.FULL
    assert kinds(result) == [("0.00", None), ("0.00", None)]
    result = matched(books, advice(line("CN-1", "200")))
    assert "which should lessen the payment" in result.problems[0]


def test_a_deduction_line_that_names_an_invoice_is_taken_off_it() -> None:
    for lines in (
        [line("INV-1", "1000"), line("INV-1", "-50", document_type=DocumentType.DEDUCTION)],
        [line("INV-1", "-50", document_type=DocumentType.DEDUCTION), line("INV-1", "1000")],
    ):
        result = matched(ledger(item("INV-1", "1000")), advice(*lines, total="950"))
        assert result.status is MatchStatus.FULL
        assert kinds(result)[-1] == ("50.00", ResidualKind.DEDUCTION)


def test_an_on_account_line_stays_unapplied() -> None:
    on_account = line(None, "300", document_type=DocumentType.ON_ACCOUNT)
    result = matched(ledger(item("INV-1", "100")), advice(line("INV-1", "100"), on_account))
    assert (result.status, result.unapplied_amount) == (MatchStatus.PARTIAL, Decimal("300.00"))


def test_a_second_line_for_an_item_sees_what_is_left() -> None:
    books = ledger(item("INV-1", "100"))
    result = matched(books, advice(line("INV-1", "60")), advice(line("INV-1", "40"), line("INV-1", "1")))
    assert kinds(result) == [
        ("40.00", ResidualKind.SHORT_PAYMENT),
        ("0.00", None),
        ("-1.00", ResidualKind.OVERPAYMENT),
    ]
    assert result.problems == (
        "Line 2 of advice.pdf (INV-1) pays INV-1 again, which an earlier line has paid already.",
    )


def test_a_paid_item_is_overpaid_and_said_so() -> None:
    result = matched(ledger(item("INV-1", "0.00", amount="100")), advice(line("INV-1", "100")))
    assert kinds(result) == [("-100.00", ResidualKind.OVERPAYMENT)]
    assert result.problems == ("Line 1 of advice.pdf (INV-1) pays INV-1, which is already paid.",)


def test_another_currency_blocks_applying() -> None:
    result = matched(ledger(item("INV-1", "100", currency="USD")), advice(line("INV-1", "100")))
    assert (result.status, result.applied) == (MatchStatus.NONE, ())
    assert "INV-1 is open in USD, the payment is in EUR" in result.problems[0]
    assert result.suggestions[0].document_number == "INV-1"


def test_unapplied_money_is_unknown_without_totals_or_in_several_currencies() -> None:
    books = ledger(item("INV-1", "100"), item("INV-2", "50", currency="USD"))
    result = matched(books, advice(line("INV-1", "100"), total=None))
    assert (result.status, result.unapplied_amount) == (MatchStatus.FULL, None)
    dollars = advice(line("INV-2", "50"), currency="USD")
    result = matched(books, advice(line("INV-1", "100")), dollars)
    assert (result.status, result.unapplied_amount) == (MatchStatus.FULL, None)
    result = matched(books, advice(line("INV-1", "100"), total="101"), dollars)
    assert result.status is MatchStatus.PARTIAL


def test_a_total_that_the_lines_do_not_use_up_is_partial() -> None:
    result = matched(ledger(item("INV-1", "100")), advice(line("INV-1", "100"), total="120"))
    assert (result.status, result.unapplied_amount) == (MatchStatus.PARTIAL, Decimal("20.00"))


def test_lines_without_amounts_are_applied_only_when_the_total_proves_them() -> None:
    books = ledger(item("INV-1", "100"), item("INV-2", "50"))
    lines = line("INV-1", None), line("INV-2", None)
    result = matched(books, advice(*lines, total="150"))
    assert [str(applied.amount) for applied in result.applied] == ["100", "50"]
    result = matched(books, advice(*lines, total="149"))
    assert (result.applied, result.unapplied_amount) == ((), Decimal("149.00"))
    assert [one.document_number for one in result.suggestions] == ["INV-1", "INV-2"]


def test_an_application_is_explained_in_words() -> None:
    [applied] = matched(ledger(item("INV-1", "1100")), advice(line("INV-1", "100"))).applied
    assert explain(applied) == (
        "The number INV-1 stands in the ledger as written. 1,000.00 stays open: paid short."
    )
    assert "paiement insuffisant" in explain(applied, "fr")
    assert explain(applied, "xx") == explain(applied, "en")


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
