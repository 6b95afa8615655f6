"""Tables on their side, packed pairs and bank messages, told as rows."""

from decimal import Decimal

from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import Medium
from extractors.extraction import extract
from extractors.readers import csv, text


def read(content: str, *, cells: bool = False) -> Remittance:
    plugin, medium = (csv.PLUGIN, Medium.CSV) if cells else (text.PLUGIN, Medium.TEXT)
    pages = plugin.read(content.encode(), "advice")
    document = Document("advice", "0", medium, "text/csv" if cells else "text/plain", pages)
    (payment,) = extract((document,), ReadingAids(), advice_expected=True)
    return payment


def lines(payment: Remittance) -> list[tuple[str | None, Decimal | None]]:
    return [(line.document_number, line.net_amount) for line in payment.lines]


SIDEWAYS = (
    "Payer: Kestrel Ltd\nPayment reference: TRF881234\nPayment date: 2026-03-12\nTotal paid: 330.00\n\n"
    "Invoice no.;INV-1001;INV-1002\nInvoice date;2026-01-05;2026-01-09\nGross;100.00;50.00\n"
    "Discount;;5.00\nNet paid;100.00;45.00\n\n"
    "Invoice no.;INV-1003\nInvoice date;2026-01-11\nGross;185.00\nDiscount;\nNet paid;185.00\n"
)


def test_documents_in_columns_are_lines_and_a_last_block_may_hold_one() -> None:
    payment = read(SIDEWAYS, cells=True)
    assert lines(payment) == [
        ("INV-1001", Decimal("100.00")),
        ("INV-1002", Decimal("45.00")),
        ("INV-1003", Decimal("185.00")),
    ]
    assert payment.lines[1].discount_amount == Decimal("5.00")
    assert str(payment.lines[2].document_date) == "2026-01-11"


def test_a_column_of_sums_beside_the_documents_is_the_total() -> None:
    sheet = "Payer;Kestrel Ltd\nOur order;PAY-88123\n\nInvoice no.;RE-501;RE-502;In all\n"
    sheet += "Amount;70.00;30.00;100.00\n"
    payment = read(sheet, cells=True)
    assert lines(payment) == [("RE-501", Decimal("70.00")), ("RE-502", Decimal("30.00"))]


def test_labels_with_one_value_each_stay_as_they_are() -> None:
    payment = read("Invoice no. INV-7001\nInvoice date 2026-01-05\nNet paid 10.00\nTotal paid 10.00\n")
    assert lines(payment) == [("INV-7001", Decimal("10.00"))]


def test_pairs_that_a_bank_cut_at_thirty_five_signs_are_put_together() -> None:
    advice = (
        "Ordering party  Kestrel Ltd\nExecuted on  12.03.2026\nTransferred amount  30.391,31 EUR\n"
        "Remittance information  C61243B=5.255,31;C61278B=13.869,53;\nC61303B=11.26\n6,47\n"
    )
    assert lines(read(advice)) == [
        ("C61243B", Decimal("5255.31")),
        ("C61278B", Decimal("13869.53")),
        ("C61303B", Decimal("11266.47")),
    ]


def test_the_fields_of_a_bank_message_are_the_payment_and_its_lines() -> None:
    message = (
        "{1:F01XXXXGB2XAXXX}{4:\n:20:TRF771\n:32A:260402EUR115,50\n:50K:Kestrel Ltd\n12 Quay\n"
        ":59:/GB12XXXX60161331926819\nOrlow GmbH\n"
        ":70:/INV/RG 5501/EUR100,00\n/INV/A/77/26/EUR15,50\n:71A:OUR\n-}\n"
    )
    payment = read(message)
    assert lines(payment) == [("RG 5501", Decimal("100.00")), ("A/77/26", Decimal("15.50"))]
    assert (payment.payment_reference, str(payment.payment_date)) == ("TRF771", "2026-04-02")
    assert (payment.payer_name, payment.payee_name) == ("Kestrel Ltd", "Orlow GmbH")
    assert payment.total_amount == Decimal("115.50") and not payment.needs_review
