"""What one lesson settles for the next document of its form: doubts, columns, labels and rows of sums."""

from domain.layouts import LayoutTemplate, Sample, TruePayment
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import Medium
from extractors.layouts.choosing import best_reading
from extractors.layouts.refine import refine
from extractors.layouts.shelf import TemplateShelf
from extractors.readers.text import PLUGIN
from extractors.recognition.reader import GeneralReader

HEAD = "Thornby Example Ltd\nRemittance advice\nPayment reference   {reference}\nCurrency   EUR\n\n"


def document(reference: str, body: str) -> Document:
    pages = PLUGIN.read((HEAD.format(reference=reference) + body).encode(), "a.txt")
    return Document("a.txt", "0", Medium.TEXT, "text/plain", pages)


def lesson(body: str, lines: tuple[dict[str, str | None], ...], total: str, **more: str) -> LayoutTemplate:
    fields = {"payment_reference": "PAY-61001", "currency": "EUR", "total_amount": total, **more}
    sample = Sample(document("PAY-61001", body), (TruePayment(fields, lines),))
    return refine([sample], "thornby-1", "Thornby Example Ltd")


def read(template: LayoutTemplate, body: str) -> Remittance:
    asked = document("PAY-61002", body)
    aids = ReadingAids(templates=TemplateShelf([template]))
    (payment,) = best_reading(asked, aids, GeneralReader().extract(asked, aids))
    return payment


PERIODS = "Flat      Period                     Invoice     Amount\n"


def test_a_column_of_periods_that_feeds_no_line_is_no_question_in_the_next_document() -> None:
    taught = (
        PERIODS + "Elm       01.06.2026 - 30.06.2026    A61240C     268.08\n"
        "Oak       01.05.2026 - 31.05.2026    A61298C     117.79\n"
        "Total                                           385.87\n"
    )
    lines: tuple[dict[str, str | None], ...] = (
        {"document_number": "A61240C", "net_amount": "268.08", "document_date": None},
        {"document_number": "A61298C", "net_amount": "117.79", "document_date": None},
    )
    following = (
        PERIODS + "Birch     01.09.2026 - 30.09.2026    A77001C     100.00\n"
        "Rowan     01.08.2026 - 31.08.2026    A77002C      50.00\n"
        "Total                                           150.00\n"
    )
    payment = read(lesson(taught, lines, "385.87"), following)
    assert [line.document_number for line in payment.lines] == ["A77001C", "A77002C"]
    assert not payment.needs_review, payment.problems


def test_the_last_sum_of_a_row_is_found_where_a_column_of_it_is_empty() -> None:
    heads = "Invoice     Gross      Discount    Net\n"
    taught = heads + "INV-1001    100.00     2.00        98.00\nTotal       100.00     2.00        98.00\n"
    lines: tuple[dict[str, str | None], ...] = (
        {
            "document_number": "INV-1001",
            "gross_amount": "100.00",
            "discount_amount": "2.00",
            "net_amount": "98.00",
        },
    )
    following = heads + "INV-1002    70.00                  70.00\nTotal       70.00                  70.00\n"
    assert str(read(lesson(taught, lines, "98.00"), following).total_amount) == "70.00"


def test_the_amount_of_a_lone_line_is_the_one_beside_its_number() -> None:
    taught = "We have sent 98.00 EUR under this reference. It covers:\n"
    taught += "bill 50043: billed 100.00, less 2.00, paid 98.00\n"
    lines: tuple[dict[str, str | None], ...] = (
        {
            "document_number": "50043",
            "gross_amount": "100.00",
            "discount_amount": "2.00",
            "net_amount": "98.00",
        },
    )
    following = (
        "We have sent 117.00 EUR under this reference. It covers:\n"
        "bill 50051: billed 50.00, less 1.00, paid 49.00\nbill 50057: billed 70.00, less 2.00, paid 68.00\n"
    )
    payment = read(lesson(taught, lines, "98.00"), following)
    assert [str(line.net_amount) for line in payment.lines] == ["49.00", "68.00"]
