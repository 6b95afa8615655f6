"""What a taught document raised as a doubt and was read right nevertheless is no doubt in the next one."""

from domain.layouts import LayoutTemplate, LineForm, Sample, TruePayment
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import Medium
from extractors.layouts.answered import answered_by, key_of
from extractors.layouts.refine import refine
from extractors.layouts.taught import read_taught
from extractors.layouts.yaml_form import from_yaml, to_yaml
from extractors.readers.text import PLUGIN

HEAD = "Beechwood Example Ltd\nRemittance advice\nPayment reference: PAY-77001\nCurrency: EUR\n\n"


def document(body: str, total: str = "") -> Document:
    tail = f"Total paid: {total} EUR\n" if total else ""
    pages = PLUGIN.read(f"{HEAD}{body}{tail}".encode(), "a.txt")
    return Document("a.txt", "0", Medium.TEXT, "text/plain", pages)


def lesson(body: str, total: str = "") -> LayoutTemplate:
    lines = (
        {"document_number": "INV-1001", "net_amount": "100.00"},
        {"document_number": "INV-1002", "net_amount": "200.00"},
    )
    fields = {"payment_reference": "PAY-77001", "currency": "EUR", "total_amount": total or None}
    sample = Sample(document(body, total), (TruePayment(fields, lines),))
    return refine([sample], "beechwood-1", "Beechwood Example Ltd")


def read(template: LayoutTemplate, body: str, total: str = "") -> Remittance:
    (payment,) = read_taught(template, document(body, total), ReadingAids()).remittances
    return payment


TABLE = "Invoice no     Amount paid\n"
TAUGHT = TABLE + "INV-1001       100.00\nINV-1002       200.00\n"
NEXT = TABLE + "INV-1003       310.00\nINV-1004       20.00\n"


def test_a_form_taught_without_a_total_needs_none() -> None:
    payment = read(lesson(TAUGHT), NEXT)
    assert not payment.needs_review
    assert all("sum_of_lines" not in line.proofs for line in payment.lines)


def test_a_form_taught_with_a_total_is_doubted_without_one() -> None:
    assert read(lesson(TAUGHT, "300.00"), NEXT).needs_review


def test_a_number_of_another_form_brings_every_doubt_back() -> None:
    assert read(lesson(TAUGHT), NEXT.replace("INV-1004", "Q4/88/1004")).needs_review


def test_a_lesson_answers_no_doubt_of_sums() -> None:
    assert key_of("The lines add up to 12.00 but the document states 14.00.") is None
    assert key_of("INV-1 states no amount of its own that could be read.") is None


def test_a_value_of_another_form_beside_a_line_is_a_new_question() -> None:
    taught = key_of('"BK50317" stands beside a line and was not read.')
    assert taught == key_of('"BK99120" stands beside a line and was not read.')
    assert taught != key_of('"4501234567" stands beside a line and was not read.')


def test_answers_survive_the_readable_file() -> None:
    template = lesson(TAUGHT)
    assert template.answered and template.lines.form is LineForm.TABLE
    assert from_yaml(to_yaml(template), "a file").answered == template.answered
    assert not answered_by(["The lines add up to 12.00 but the document states 14.00."])
