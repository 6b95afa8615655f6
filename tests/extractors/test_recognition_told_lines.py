"""Sentences of mails and letters that tell payments: broken lines, amounts in turn, discounts, telephones."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest

from domain.ledger import Customer, Ledger, OpenItem
from domain.words import DocumentType

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import nets, only


def test_a_sentence_behind_the_reference_tells_the_documents() -> None:
    read = only(
        "Hello,\nWe have paid you 2,310.40 GBP by transfer today under our\n"
        "reference BT-20931. It covers invoice 45501 (1,500.00), invoice 45517 (850.40), less\n"
        "credit note 45603 (40.00).\nRegards\nWhitlock Joinery Ltd\nQuestions? Call 01632 96001-7\n"
    )
    assert (read.payment_reference, read.total_amount) == ("BT-20931", Decimal("2310.40"))
    assert nets(read) == [
        ("45501", Decimal("1500.00")),
        ("45517", Decimal("850.40")),
        ("45603", Decimal("-40.00")),
    ]
    assert read.lines[2].document_type is DocumentType.CREDIT_NOTE


def test_amounts_that_follow_numbers_in_their_order_are_theirs_where_a_sum_proves_it() -> None:
    read = only(
        "Wij hebben € 1.815,00 overgemaakt voor factuur 2026-0417 en 2026-0421, respectievelijk € 605,00 en\n"
        "€ 1.210,00.\nBouwbedrijf Terhorst B.V.\n"
    )
    assert nets(read) == [("2026-0417", Decimal("605.00")), ("2026-0421", Decimal("1210.00"))]
    assert read.total_amount == Decimal("1815.00")


def test_amounts_in_turn_that_no_sum_proves_are_a_question() -> None:
    read = only(
        "Wij hebben € 1.900,00 overgemaakt voor factuur 2026-0417 en 2026-0421, respectievelijk € 605,00 en\n"
        "€ 1.210,00.\nBouwbedrijf Terhorst B.V.\n"
    )
    assert read.needs_review


@pytest.mark.parametrize(
    "sentence",
    [
        "We paid invoice SI-90114 (USD 12,000.00), less USD 240.00 cash discount, that is USD 11,760.00.",
        "Rechnung SI-90114 über USD 12.000,00 abzüglich Skonto USD 240,00 mit USD 11.760,00 bezahlt.",
    ],
)
def test_what_is_billed_taken_off_and_paid_is_told_by_one_sentence(sentence: str) -> None:
    read = only(f"{sentence}\nKingfisher Logistics LLC\n")
    (line,) = read.lines
    assert (line.gross_amount, line.discount_amount, line.net_amount) == (
        Decimal("12000.00"),
        Decimal("240.00"),
        Decimal("11760.00"),
    )


def test_capitals_between_reference_and_number_are_asked_about() -> None:
    read = only(
        "Nous venons de virer 3 480,20 € pour vos factures F-2201 (1 980,20 €) et F-2207 (1 500,00 €).\n"
        "Référence : VIR 8841.\nMenuiserie Lagrange SARL\n"
    )
    assert read.payment_reference == "VIR 8841" or any("VIR 8841" in problem for problem in read.problems)


def test_a_greeting_is_no_rival_of_the_payer() -> None:
    read = only(
        "Buongiorno,\nabbiamo disposto un bonifico di 2.440,00 euro a saldo delle fatture 311/A (1.220,00) e "
        "318/A (1.220,00).\nCeramiche Vallone S.r.l.\n"
    )
    assert read.payer_name == "Ceramiche Vallone S.r.l."
    assert not read.needs_review


def _books(*amounts: str) -> Ledger:
    items = tuple(
        OpenItem(f"INV-{1001 + at}", "C1", DocumentType.INVOICE, "GBP", Decimal(amount), Decimal(amount))
        for at, amount in enumerate(amounts)
    )
    return Ledger(customers=(Customer("C1", "Brook Paper Ltd"),), open_items=items)


SUM_ALONE = (
    "We paid INV-1001 and INV-1002, GBP 1,234.50 in all, on 3 March 2026 by transfer.\nBrook Paper Ltd\n"
)


def test_lines_without_amounts_are_proven_by_what_is_open_on_them() -> None:
    read = only(SUM_ALONE, ledger=_books("1000.00", "234.50"))
    assert not read.needs_review
    assert nets(read) == [("INV-1001", None), ("INV-1002", None)]


@pytest.mark.parametrize("amounts", [("1000.00", "234.51"), ("1234.50",)])
def test_lines_without_amounts_that_the_books_do_not_make_up_are_a_question(amounts: tuple[str, ...]) -> None:
    assert only(SUM_ALONE, ledger=_books(*amounts)).needs_review
    assert only(SUM_ALONE).needs_review


def test_amounts_that_each_have_their_name_before_them_are_what_it_says() -> None:
    read = only(
        "Farrowdal Armaturen GmbH\nZahlungsavis\nZahlungsreferenz: E6337\nZahlungsdatum: 02.02.2026\n"
        "Summe: 1.028,38 EUR\n"
        "Rg.-Nr. 90064458 · vom 03.01.2026 · Rechnungsbetrag 1.000,00 · Skonto 20,00 · Zahlbetrag 980,00\n"
        "Rg.-Nr. 90064492 · vom 17.12.2025 · Rechnungsbetrag 48,38 · Zahlbetrag 48,38\n"
    )
    assert [(line.gross_amount, line.discount_amount, line.net_amount) for line in read.lines] == [
        (Decimal("1000.00"), Decimal("20.00"), Decimal("980.00")),
        (Decimal("48.38"), None, Decimal("48.38")),
    ]
    assert not read.needs_review
