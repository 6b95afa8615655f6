"""A lesson counts by what its rules read: no template remembers the values of its document."""

import pytest

from domain.layouts import Sample, TruePayment
from domain.pages import Document
from domain.words import Medium
from extractors.layouts.refine import refine
from extractors.layouts.truth import LearningError
from extractors.layouts.yaml_form import to_yaml
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


@pytest.mark.parametrize("second_order", ["4598765432", "4577777777"])
def test_a_lesson_with_a_value_that_no_rule_reads_is_refused(second_order: str) -> None:
    with pytest.raises(LearningError):
        refine([sample(second_order)], "hazelgrove-1", "Hazelgrove Example Ltd")


def test_a_template_holds_no_document_number_and_no_amount_of_its_lesson() -> None:
    (payment,) = sample().payments
    lines = tuple(
        {name: text for name, text in line.items() if name != "po_number"} for line in payment.lines
    )
    template = refine(
        [Sample(sample().document, (TruePayment(payment.fields, lines),))],
        "hazelgrove-1",
        "Hazelgrove Example Ltd",
    )
    written = to_yaml(template)
    assert not [text for text in ("INV-1001", "4512345678", "300.00", "PAY-41001") if text in written]
