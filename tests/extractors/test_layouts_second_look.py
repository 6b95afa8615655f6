"""First sight is heard beside a taught layout, also with the doubts that it had about the taught document."""

import pytest

from domain.layouts import LayoutTemplate, Sample, TruePayment
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import Medium
from extractors.extraction import extract
from extractors.layouts.refine import refine
from extractors.layouts.shelf import TemplateShelf
from extractors.layouts.yaml_form import from_yaml, to_yaml
from extractors.readers.text import PLUGIN

HEAD = (
    "Wexcombe Tools Ltd\n12 Mill Road\n\nRemittance advice\nTo: Hadstock Pumps Ltd\n"
    "Payment ref: P-4711\nPaid on: 03/05/2026 by bank transfer\nCurrency: GBP\n\n"
)
LINES = "Document    Date         Amount\nINV-1001    13/04/2026   100.00\nINV-1002    14/04/2026   200.00\n"
TOTAL = "Total paid: 300.00\n"


def document(text: str) -> Document:
    return Document("a.txt", "0", Medium.TEXT, "text/plain", PLUGIN.read(text.encode(), "a.txt"))


@pytest.fixture(scope="module")
def lesson() -> LayoutTemplate:
    fields = {
        "payer_name": "Wexcombe Tools Ltd",
        "payee_name": "Hadstock Pumps Ltd",
        "payment_reference": "P-4711",
        "payment_method": "transfer",
        "payment_date": "2026-05-03",
        "currency": "GBP",
        "total_amount": "300.00",
    }
    lines = tuple(
        {"document_number": number, "document_date": day, "net_amount": amount, "po_number": None}
        for number, day, amount in (
            ("INV-1001", "2026-04-13", "100.00"),
            ("INV-1002", "2026-04-14", "200.00"),
        )
    )
    sample = Sample(document(HEAD + LINES + TOTAL), (TruePayment(fields, lines),))
    return refine([sample], "wexcombe-1", "Wexcombe Tools Ltd")


def read(lesson: LayoutTemplate, text: str) -> Remittance:
    aids = ReadingAids(templates=TemplateShelf([lesson]))
    (payment,) = extract((document(text.replace("P-4711", "P-4790")),), aids, advice_expected=True)
    return payment


def test_the_next_document_of_the_form_needs_no_person(lesson: LayoutTemplate) -> None:
    assert not read(lesson, HEAD + LINES + TOTAL).needs_review


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Currency", "On behalf of Stanbury Foods Ltd\nCurrency"),
        ("INV-1002", "            PO 4500012345\nINV-1002"),
        ("Currency", "Value date: 11/06/2026\nCurrency"),
        (" by bank transfer", ""),
    ],
)
def test_what_the_lesson_did_not_hold_is_asked_about(lesson: LayoutTemplate, was: str, now: str) -> None:
    assert read(lesson, (HEAD + LINES + TOTAL).replace(was, now)).needs_review


def test_doubts_of_first_sight_survive_the_readable_file(lesson: LayoutTemplate) -> None:
    assert from_yaml(to_yaml(lesson), "a file").first_sight_doubts == lesson.first_sight_doubts


def test_numbers_of_another_form_are_asked_about_where_the_layout_reads_no_line(
    lesson: LayoutTemplate,
) -> None:
    strange = (HEAD + LINES + TOTAL).replace("INV-1001", "R 26 531").replace("INV-1002", "R 26 532")
    assert "wexcombe-1, which reads no line of it" in " ".join(read(lesson, strange).problems)
