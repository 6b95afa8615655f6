"""What a clerk typed is marked as the clerk's, and the result is held against its own sums."""

from dataclasses import replace
from decimal import Decimal

from domain.remittance import Evidence, Remittance, RemittanceLine
from domain.words import Layout
from pipeline.clerk_values import lines_total, marked

LINE = RemittanceLine("INV-1", net_amount=Decimal("10.00"), confidence=0.5)
READ = Remittance(
    "a.pdf",
    Layout.TABLE,
    lines=(LINE,),
    payer_name="Payer",
    total_amount=Decimal("12.00"),
    fields={"payer_name": Evidence(page=1, by="general reader"), "total_amount": Evidence(page=1)},
    problems=("The lines add up to 10.00 but the document states 12.00.",),
)


def test_unchanged_payment_stays_as_it_was_read() -> None:
    assert marked((READ,), (READ,)) == (READ,)


def test_changed_value_is_the_clerks_and_the_others_keep_their_evidence() -> None:
    (payment,) = marked((READ,), (replace(READ, total_amount=Decimal("10.00")),))
    assert payment.fields["total_amount"] == Evidence(confidence=1.0, by="clerk", proofs=("clerk",))
    assert payment.fields["payer_name"] == READ.fields["payer_name"]
    assert payment.lines == (LINE,)
    assert not payment.needs_review and payment.problems == ()


def test_sums_that_still_differ_are_said_again() -> None:
    (payment,) = marked((READ,), (replace(READ, lines=(replace(LINE, net_amount=Decimal("11.00")),)),))
    assert payment.needs_review and payment.problems == (
        "The lines add up to 11.00 but the document states 12.00.",
    )
    assert payment.lines[0].proofs == ("clerk",) and lines_total(payment) == Decimal("11.00")


def test_payment_that_nobody_read_is_wholly_the_clerks() -> None:
    new = Remittance("body", Layout.TABLE, lines=(RemittanceLine("INV-2"),), payer_name="Other")
    payment = marked((READ,), (READ, new))[1]
    assert payment.fields["payer_name"].by == "clerk"
    assert payment.problems == ("A line has no amount.",)
