"""A field that no rule reads is asked about in each document of the form; the rest of the lesson counts."""

import pytest

from domain.layouts import LayoutTemplate, Sample, TruePayment
from domain.pages import Document
from domain.ports import ReadingAids
from domain.words import Medium
from extractors.layouts.differences import differences
from extractors.layouts.refine import refine
from extractors.layouts.taught import read_taught
from extractors.layouts.truth import LearningError
from extractors.layouts.yaml_form import from_yaml, to_yaml
from extractors.readers.text import PLUGIN

HEAD = "Hazelgrove Example Ltd\nRemittance advice\nPayment reference: PAY-41001\nCurrency: EUR\n\n"


def document(lines: str, total: str, orders: str) -> Document:
    body = f"{HEAD}Invoice no     Amount paid\n{lines}Total paid: {total} EUR\n\n"
    pages = PLUGIN.read(
        f"{body}Goods had been asked for in this sequence: {orders} (works 3).\n".encode(), "a"
    )
    return Document("a.txt", "0", Medium.TEXT, "text/plain", pages)


def sample(second_order: str = "4598765432") -> Sample:
    lines = (
        {"document_number": "INV-1001", "net_amount": "100.00", "po_number": "4512345678"},
        {"document_number": "INV-1002", "net_amount": "200.00", "po_number": second_order},
    )
    fields = {"payment_reference": "PAY-41001", "currency": "EUR", "total_amount": "300.00"}
    printed = "INV-1001       100.00\nINV-1002       200.00\n"
    return Sample(document(printed, "300.00", "4512345678, 4598765432"), (TruePayment(fields, lines),))


def lesson() -> LayoutTemplate:
    return refine([sample()], "hazelgrove-1", "Hazelgrove Example Ltd")


def test_a_lesson_with_a_field_that_no_rule_reads_is_kept_for_all_the_others() -> None:
    template = lesson()
    assert template.unread == ("po_number",)
    read = read_taught(template, sample().document, ReadingAids()).remittances
    assert not differences(read, sample().payments)


def test_the_unread_field_is_asked_about_in_the_next_document() -> None:
    following = document("INV-1003        30.00\nINV-1004        70.00\n", "100.00", "4500000001, 4500000002")
    (payment,) = read_taught(lesson(), following, ReadingAids()).remittances
    assert [line.document_number for line in payment.lines] == ["INV-1003", "INV-1004"]
    assert payment.needs_review and any("po number" in problem for problem in payment.problems)


def test_a_true_value_that_the_document_does_not_state_is_refused() -> None:
    with pytest.raises(LearningError):
        refine([sample("4577777777")], "hazelgrove-1", "Hazelgrove Example Ltd")


def test_unread_fields_survive_the_readable_file() -> None:
    template = lesson()
    again = from_yaml(to_yaml(template), "a file")
    assert (again.unread, again.told) == (template.unread, template.told)
