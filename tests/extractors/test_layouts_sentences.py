"""One taught letter is enough: values in sentences, over line breaks and behind brackets are found."""

from collections.abc import Mapping, Sequence

from domain.layouts import LayoutTemplate, Sample, TruePayment
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import Medium
from extractors.layouts.refine import refine
from extractors.layouts.taught import read_taught
from extractors.layouts.yaml_form import from_yaml, to_yaml
from extractors.readers.text import PLUGIN

Line = Mapping[str, str | None]


def letter(*rows: str) -> Document:
    pages = PLUGIN.read("\n".join(rows).encode(), "a.txt")
    return Document("a.txt", "0", Medium.TEXT, "text/plain", pages)


def lesson(document: Document, fields: Mapping[str, str], lines: Sequence[Line]) -> LayoutTemplate:
    template = refine(
        [Sample(document, (TruePayment(fields, tuple(lines)),))], "alder-1", "Alder Example Ltd"
    )
    return from_yaml(to_yaml(template), "a file")


def read(template: LayoutTemplate, document: Document) -> Remittance:
    (payment,) = read_taught(template, document, ReadingAids()).remittances
    return payment


FIELDS = {
    "payment_reference": "0001155",
    "payment_date": "2026-03-12",
    "total_amount": "300.00",
    "currency": "EUR",
}
LINES: tuple[Line, ...] = (
    {"document_number": "FX-1001", "document_type": "invoice", "net_amount": "100.00"},
    {"document_number": "FX-1002", "document_type": "invoice", "net_amount": "200.00"},
)
ROWS = ("FX-1001        100.00", "FX-1002        200.00")


def test_a_number_and_a_day_are_found_wherever_the_sentence_breaks() -> None:
    taught = letter(
        "Dear all,",
        "A transfer over EUR 300.00 (our number 0001155) has left our account on",
        "12 March 2026.",
        "",
        *ROWS,
    )
    template = lesson(taught, FIELDS, LINES)
    other = letter(
        "Dear all,",
        "A transfer over EUR 12,300.00 coming to you (our number",
        "0001177) has left our account on 3 April 2026.",
        "",
        "FX-1003     12,300.00",
    )
    payment = read(template, other)
    assert (payment.payment_reference, str(payment.payment_date)) == ("0001177", "2026-04-03")
    assert str(payment.total_amount) == "12300.00"


def test_a_number_taught_at_the_end_of_its_line_takes_no_words_that_follow_it() -> None:
    taught = letter(
        "On 12.03.2026 we have sent you EUR 300.00 quoting the number 0001155",
        "for what follows here.",
        "",
        *ROWS,
    )
    template = lesson(taught, FIELDS, LINES)
    other = letter(
        "On 12.03.2026 we have sent you EUR 3.00 quoting the number 0001177 for",
        "what follows here.",
        "",
        "FX-1003          3.00",
    )
    assert read(template, other).payment_reference == "0001177"


def test_a_number_behind_a_day_is_found_by_the_words_before_the_day() -> None:
    taught = letter("EUR 300.00 were sent to your account at 12.03.2026 (0001155). Items:", "", *ROWS)
    template = lesson(taught, FIELDS, LINES)
    other = letter("EUR 7.00 were sent to your account at 02.04.2026 (0001177). Items:", "", "FX-1003   7.00")
    assert read(template, other).payment_reference == "0001177"
    without = letter("EUR 7.00 were sent to your account at once (0001177). Items:", "", "FX-1003   7.00")
    assert read(template, without).needs_review


def test_letters_of_a_number_do_not_make_a_credit_of_what_was_taught_as_an_invoice() -> None:
    lines = tuple({**line, "document_number": f"AB 26 {n}"} for n, line in enumerate(LINES, 1001))
    taught = letter(
        "Payment number: 0001155",
        "Payment date: 12.03.2026",
        "",
        "Number              Amount",
        "AB 26 1001          100.00",
        "AB 26 1002          200.00",
        "Total EUR           300.00",
    )
    template = lesson(taught, FIELDS, lines)
    other = letter(
        "Payment number: 0001177",
        "Payment date: 13.03.2026",
        "",
        "Number              Amount",
        "AB 26 1003          150.00",
        "AB 26 1004          -30.00",
        "Total EUR           120.00",
    )
    assert [line.document_type for line in read(template, other).lines] == ["invoice", "credit_note"]


SHORT_PAID = (
    "Of invoice FX-1001 over EUR 120.00 we have paid EUR 100.00, less",
    "EUR 20.00 (Broken pallet). Invoice FX-1002 is paid in full with EUR 200.00.",
)


def test_sentences_with_more_amounts_say_something_else_than_those_with_one() -> None:
    lines = (
        {
            "document_number": "FX-1001",
            "gross_amount": "120.00",
            "deduction_amount": "20.00",
            "deduction_reason": "Broken pallet",
            "net_amount": "100.00",
        },
        {"document_number": "FX-1002", "deduction_reason": None, "net_amount": "200.00"},
    )
    begin = "We have sent you EUR {} on {} with the number {}:"
    taught = letter(begin.format("300.00", "12.03.2026", "0001155"), *SHORT_PAID)
    template = lesson(taught, FIELDS, lines)
    other = letter(
        begin.format("110.00", "13.03.2026", "0001177"),
        "Invoice FX-1003 is paid in full with EUR 60.00. Of invoice FX-1004 over",
        "EUR 70.00 we have paid EUR 50.00, less EUR 20.00 (Late",
        "delivery).",
    )
    payment = read(template, other)
    said = [(str(one.net_amount), one.gross_amount, one.deduction_reason) for one in payment.lines]
    assert said == [("60.00", None, None), ("50.00", payment.lines[1].gross_amount, "Late delivery")]
    assert str(payment.lines[1].gross_amount) == "70.00"
    strange = letter(
        begin.format("60.00", "13.03.2026", "0001177"),
        "Invoice FX-1003 over EUR 70.00 is paid with EUR 60.00.",
    )
    assert [one.needs_review for one in read_taught(template, strange, ReadingAids()).remittances] != [False]


def test_numbers_of_several_words_are_found_in_lists_and_sentences() -> None:
    lines = tuple({**line, "document_number": f"FT 26A/{n}"} for n, line in enumerate(LINES, 1001))
    begin = "We have sent you EUR {} on {} with the number {}:"
    rows = "- invoice FT 26A/1001 over 100.00", "- invoice FT 26A/1002 over 200.00"
    template = lesson(letter(begin.format("300.00", "12.03.2026", "0001155"), *rows), FIELDS, lines)
    other = letter(begin.format("50.00", "13.03.2026", "0001177"), "- invoice FT 26A/1003 over 50.00")
    assert [line.document_number for line in read(template, other).lines] == ["FT 26A/1003"]


def test_a_sum_on_account_is_found_by_the_words_of_its_sentence() -> None:
    lines = (
        {"document_number": "FX-1001", "document_type": "invoice", "net_amount": "100.00"},
        {"document_number": "FX-1002", "document_type": "invoice", "net_amount": "150.00"},
        {"document_number": None, "document_type": "on_account", "net_amount": "50.00"},
    )
    begin = "We have sent you EUR {} on {} with the number {}:"
    rest = "Please keep the remaining {} on account."
    taught = letter(
        begin.format("300.00", "12.03.2026", "0001155"),
        "for invoice FX-1001 (EUR 100.00) and for invoice FX-1002 (EUR 150.00).",
        rest.format("50.00"),
    )
    template = lesson(taught, FIELDS, lines)
    other = letter(
        begin.format("100.00", "13.03.2026", "0001177"),
        "for invoice FX-1003 (EUR 60.00) and for invoice FX-1004 (EUR 10.00).",
        rest.format("30.00"),
    )
    payment = read(template, other)
    said = [(line.document_number, line.document_type, str(line.net_amount)) for line in payment.lines]
    assert said == [
        ("FX-1003", "invoice", "60.00"),
        ("FX-1004", "invoice", "10.00"),
        (None, "on_account", "30.00"),
    ]
