"""A dispute gets its reason, its documents, its amount and a priority that can be checked by hand."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from disputes.assessment import assess
from disputes.priority import band_of, priority_of
from domain.decisions import Application, Match
from domain.ledger import Customer, Ledger, OpenItem
from domain.mail import Address, Mail
from domain.policy import Company, DisputeWeights, Routing
from domain.words import Band, DisputeReason, DocumentType, How, MatchStatus, ResidualKind
from router.understanding import understand

CASES = [
    case
    for name in ("mails.yaml", "held_out.yaml", "hard.yaml")
    for case in yaml.safe_load((Path(__file__).parents[1] / "router" / name).read_text(encoding="utf-8"))
    if case.get("r")
]
LEDGER = Ledger(
    customers=(
        Customer("C001", "Nordlicht", credit_score=20, annual_revenue=Decimal("900000")),
        Customer("C002", "Belleville", credit_score=90, annual_revenue=Decimal("1000")),
    ),
    open_items=tuple(
        OpenItem(f"INV-{n}", "C001", DocumentType.INVOICE, "EUR", Decimal("1000.00"), Decimal("1000.00"))
        for n in (1001, 1002)
    ),
)


def disputed(text: str, subject: str = "", match: Match | None = None):
    mail = Mail("", "", 1, None, subject, None, (Address("a@customer.example"),), 1, new_text=text, text=text)
    understanding = understand(mail, (), LEDGER, Routing(), Company())
    return assess(mail, understanding, match, LEDGER, DisputeWeights())


def test_most_reasons_are_named_as_a_person_names_them() -> None:
    wrong = [(c["t"], c["r"]) for c in CASES if (d := disputed(c["t"], c["s"])) is None or d.reason != c["r"]]
    assert len(wrong) <= len(CASES) * 0.12, wrong


def test_mail_without_a_dispute_gets_none() -> None:
    assert disputed("Please send a copy of invoice INV-1001.") is None


def test_only_the_document_complained_of_is_disputed() -> None:
    found = disputed("We have invoices INV-1001 and INV-1002. The price on INV-1002 is wrong.")
    assert found.documents == ("INV-1002",)
    assert found.amount == Decimal("1000.00")


def test_stated_difference_is_the_disputed_amount() -> None:
    found = disputed(
        "The price on INV-1001 is wrong. Please issue a credit note for the difference of 120.00 EUR."
    )
    assert found.amount == Decimal("120.00")


def test_short_payment_of_a_match_gives_document_amount_and_evidence() -> None:
    applied = Application(
        0,
        0,
        "INV-1001",
        Decimal("900.00"),
        None,
        None,
        Decimal("100.00"),
        ResidualKind.SHORT_PAYMENT,
        How.EXACT_NUMBER,
    )
    found = disputed(
        "We dispute your bill because the goods were damaged.", match=Match(MatchStatus.FULL, (applied,))
    )
    assert (found.documents, found.amount) == (("INV-1001",), Decimal("100.00"))
    assert any("100.00" in sentence for sentence in found.evidence)


def test_priority_is_the_weighted_sum_of_its_four_shares() -> None:
    priority, shares = priority_of(
        DisputeReason.NOT_DELIVERED, Decimal("100000"), "C001", LEDGER, DisputeWeights()
    )
    assert [share.factor for share in shares] == ["amount", "gravity", "customer_value", "credit_risk"]
    assert priority == round(sum(share.points for share in shares))
    assert [share.value for share in shares] == [1.0, 0.9, 1.0, 0.8]


def test_unknown_customer_and_amount_stand_in_the_middle() -> None:
    _, shares = priority_of(DisputeReason.OTHER, None, None, None, DisputeWeights())
    assert {share.value for share in shares} == {0.5}


@pytest.mark.parametrize(
    ("priority", "band"),
    [(0, Band.LOW), (24, Band.LOW), (25, Band.MEDIUM), (50, Band.HIGH), (75, Band.CRITICAL)],
)
def test_band_follows_the_priority(priority: int, band: Band) -> None:
    assert band_of(priority) is band
