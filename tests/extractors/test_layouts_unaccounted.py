"""A taught layout is not believed where money or reasons of the document belong to nothing it read."""

from dataclasses import replace

from domain.layouts import LayoutTemplate, Sample, TruePayment
from domain.pages import Document
from domain.ports import ReadingAids
from domain.words import Medium
from extractors.layouts.refine import refine
from extractors.layouts.taught import read_taught
from extractors.layouts.yaml_form import from_yaml, to_yaml
from extractors.readers.text import PLUGIN

HEAD = "Beechwood Example Ltd\nRemittance advice\nPayment reference: PAY-77001\nCurrency: EUR\n\n"
COLUMNS = "Invoice no     Invoiced      Deducted     Amount paid\n"


def document(body: str, total: str) -> Document:
    pages = PLUGIN.read(f"{HEAD}{COLUMNS}{body}Total paid: {total} EUR\n".encode(), "a.txt")
    return Document("a.txt", "0", Medium.TEXT, "text/plain", pages)


def lesson(extra: str = "") -> LayoutTemplate:
    body = (
        "INV-1001         100.00                      100.00\n"
        "INV-1002         200.00         15.00        185.00\n"
    )
    lines = (
        {"document_number": "INV-1001", "gross_amount": "100.00", "net_amount": "100.00"},
        {
            "document_number": "INV-1002",
            "gross_amount": "200.00",
            "deduction_amount": "15.00",
            "net_amount": "185.00",
        },
    )
    fields = {"payment_reference": "PAY-77001", "currency": "EUR", "total_amount": "285.00"}
    sample = Sample(document(body + extra, "285.00"), (TruePayment(fields, lines),))
    return refine([sample], "beechwood-1", "Beechwood Example Ltd")


NEXT = "INV-1003         300.00         20.00        280.00\n"


def problems(template: LayoutTemplate, body: str) -> tuple[str, ...]:
    (payment,) = read_taught(template, document(body, "280.00"), ReadingAids()).remittances
    assert payment.needs_review == bool(payment.problems)
    return payment.problems


def test_money_that_no_taught_document_left_over_is_a_doubt() -> None:
    assert not problems(lesson(), NEXT)
    (doubt,) = problems(lesson(), NEXT + "Held back for warranty: 44.10\n")
    assert "44.10" in doubt


def test_money_under_words_that_a_taught_document_left_over_is_none() -> None:
    assert not problems(lesson("Held back for warranty: 12.20\n"), NEXT + "Held back for warranty: 44.10\n")


def test_a_labelled_reason_that_the_layout_does_not_read_is_a_doubt() -> None:
    (doubt,) = problems(lesson(), NEXT + "Reason: PRICE\n")
    assert "PRICE" in doubt


def test_what_was_left_over_survives_the_readable_file() -> None:
    template = lesson("Held back for warranty: 12.20\n")
    assert template.left_over
    for kept in (template, replace(template, left_over=()), replace(template, left_over=None)):
        assert from_yaml(to_yaml(kept), "a file").left_over == kept.left_over


def test_a_template_that_never_looked_raises_no_such_doubt() -> None:
    older = replace(lesson(), left_over=None)
    assert not problems(older, NEXT + "Held back for warranty: 44.10\n")


def test_a_day_among_the_lines_that_the_layout_does_not_read_is_a_doubt() -> None:
    dated = NEXT + "of 03/02/2026\n" + NEXT.replace("INV-1003", "INV-1004")
    (payment,) = read_taught(lesson(), document(dated, "560.00"), ReadingAids()).remittances
    assert any("03/02/2026" in problem for problem in payment.problems)
