"""What a line's money does to its item: residuals, credits, totals, currencies."""

from decimal import Decimal

import pytest

from domain.decisions import Match
from domain.remittance import RemittanceLine
from domain.words import DocumentType, MatchStatus, ResidualKind
from matching.explain import explain
from tests.matching.made_books import advice, item, ledger, line, matched


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
