"""One taught document is enough for invoices above and what is kept back in a table of its own below."""

from domain.layouts import LayoutTemplate, Sample, TruePayment
from domain.pages import Document
from domain.ports import ReadingAids
from domain.words import Medium
from extractors.layouts.refine import refine
from extractors.layouts.taught import read_taught
from extractors.layouts.yaml_form import from_yaml, to_yaml
from extractors.readers.text import PLUGIN

HEAD = "Advice of Alder Example Ltd\nPayment number: {}\nCurrency: EUR\n\n"
UPPER = "Invoice        Shop     Issued          Paid\n"
BETWEEN = "Less: claims\nClaim no      Shop    Cause               Kept back\n"


def document(number: str, upper: str, lower: str, total: str) -> Document:
    text = HEAD.format(number) + UPPER + upper + lower + f"Transferred: {total}\n"
    return Document("a.txt", "0", Medium.TEXT, "text/plain", PLUGIN.read(text.encode(), "a.txt"))


def lesson() -> LayoutTemplate:
    upper = (
        "64355A         179      31.08.2026      500.00\n"
        "64376A         202      04.07.2026      700.00\n"
        "Sum                                   1,200.00\n"
    )
    lower = (
        "RC78385       179     Late delivery          20.00\n"
        "RC78392       362     Wrong label            10.00\n"
        "Sum                                          30.00\n"
    )
    lines = (
        {
            "document_number": "64355A",
            "document_type": "invoice",
            "document_date": "2026-08-31",
            "net_amount": "500.00",
        },
        {
            "document_number": "64376A",
            "document_type": "invoice",
            "document_date": "2026-07-04",
            "net_amount": "700.00",
        },
        {
            "document_number": "RC78385",
            "document_type": "deduction",
            "deduction_reason": "Late delivery",
            "net_amount": "-20.00",
        },
        {
            "document_number": "RC78392",
            "document_type": "deduction",
            "deduction_reason": "Wrong label",
            "net_amount": "-10.00",
        },
    )
    fields = {"payment_reference": "ZL-7447", "currency": "EUR", "total_amount": "1170.00"}
    taught = document("ZL-7447", upper, BETWEEN + lower, "1,170.00")
    template = refine([Sample(taught, (TruePayment(fields, lines),))], "alder-1", "Alder Example Ltd")
    return from_yaml(to_yaml(template), "a file")


NEXT = "65001A         111      01.09.2026      900.00\n"


def test_lines_of_a_second_table_count_against_the_payment_as_taught() -> None:
    lower = BETWEEN + "RC80001       111     Broken pallet          40.00\n"
    read = read_taught(lesson(), document("ZL-7500", NEXT, lower, "860.00"), ReadingAids()).remittances
    said = [(line.document_number, line.document_type, str(line.net_amount)) for line in read[0].lines]
    assert said == [("65001A", "invoice", "900.00"), ("RC80001", "deduction", "-40.00")]
    assert read[0].lines[1].deduction_reason == "Broken pallet"


def test_a_document_without_the_second_table_is_read_by_the_first() -> None:
    (payment,) = read_taught(lesson(), document("ZL-7500", NEXT, "", "900.00"), ReadingAids()).remittances
    assert [line.document_number for line in payment.lines] == ["65001A"]


def test_claims_under_another_heading_are_asked_about() -> None:
    lower = "Kept by us\nNumber      Why           Money\nRC80001       Broken pallet          40.00\n"
    read = read_taught(lesson(), document("ZL-7500", NEXT, lower, "860.00"), ReadingAids()).remittances
    assert all(payment.needs_review for payment in read)


def test_a_deduction_without_the_reason_that_the_form_states_is_asked_about() -> None:
    head = "Payment number: {}\nCurrency: EUR\n\nInvoice      Billed     Kept   Cause            Paid\n"
    rows = (
        "FX-1001      120.00    20.00   Broken pallet   100.00\n"
        "FX-1002      200.00                            200.00\n"
    )

    def advice(number: str, body: str, total: str) -> Document:
        text = head.format(number) + body + f"Total paid: {total} EUR\n"
        return Document("a.txt", "0", Medium.TEXT, "text/plain", PLUGIN.read(text.encode(), "a.txt"))

    lines = (
        {
            "document_number": "FX-1001",
            "gross_amount": "120.00",
            "deduction_amount": "20.00",
            "deduction_reason": "Broken pallet",
            "net_amount": "100.00",
        },
        {"document_number": "FX-1002", "gross_amount": "200.00", "net_amount": "200.00"},
    )
    fields = {"payment_reference": "ZL-7447", "currency": "EUR", "total_amount": "300.00"}
    sample = Sample(advice("ZL-7447", rows, "300.00"), (TruePayment(fields, lines),))
    template = refine([sample], "alder-2", "Alder Example Ltd")
    full = "FX-1003      130.00    30.00   Late delivery   100.00\n"
    bare = "FX-1003      130.00    30.00                   100.00\n"
    for body, asked in ((full, False), (bare, True)):
        (payment,) = read_taught(template, advice("ZL-7500", body, "100.00"), ReadingAids()).remittances
        assert payment.needs_review is asked, payment.problems
