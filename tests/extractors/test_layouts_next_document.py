"""What the next document of a taught form says otherwise is asked about; what it breaks elsewhere is read."""

from collections.abc import Mapping, Sequence

from domain.layouts import Sample, TruePayment
from domain.ports import ReadingAids
from domain.remittance import Remittance
from extractors.extraction import extract
from extractors.layouts.refine import refine
from extractors.layouts.shelf import TemplateShelf
from extractors.layouts.yaml_form import from_yaml, to_yaml
from tests.extractors.made_documents import document

Line = Mapping[str, str | None]

HEAD = "Corvane Bau GmbH                                    Zahlungsavis\nAn: Lindmoor Technik GmbH\n\n"
TABLE = "Beleg-Nr.     Art    Datum        Betrag EUR\n"
FIELDS = {
    "payer_name": "Corvane Bau GmbH",
    "payee_name": "Lindmoor Technik GmbH",
    "payment_reference": "881245",
    "payment_date": "2026-03-12",
    "currency": "EUR",
    "total_amount": "1500.00",
}
LINES = (
    {"document_number": "7100441", "document_type": "invoice", "document_date": "2026-02-01"}
    | {"po_number": None, "net_amount": "1000.00"},
    {"document_number": "7100442", "document_type": "invoice", "document_date": "2026-02-03"}
    | {"po_number": None, "net_amount": "500.00"},
)


def advice(*rows: str, total: str) -> str:
    foot = f"\nZahlbetrag EUR                      {total}\nAvisnummer 881245 vom 12.03.2026\n"
    return HEAD + TABLE + "".join(f"{row}\n" for row in rows) + foot


TAUGHT = advice(
    "7100441       RE     01.02.2026     1.000,00",
    "7100442       RE     03.02.2026       500,00",
    total="1.500,00",
)


def after_lesson(
    taught: str, fields: Mapping[str, str | None], lines: Sequence[Line], other: str
) -> tuple[Remittance, ...]:
    sample = Sample(document(taught), (TruePayment(fields, tuple(lines)),))
    template = from_yaml(to_yaml(refine([sample], "corvane-1", "Corvane Bau GmbH")), "a file")
    return extract((document(other),), ReadingAids(templates=TemplateShelf([template])), advice_expected=True)


def asked(taught: str, other: str) -> bool:
    (payment,) = after_lesson(taught, FIELDS, LINES, other)
    return payment.needs_review


def test_a_document_like_the_taught_one_is_not_asked_about() -> None:
    assert not asked(TAUGHT, advice("7100541       RE     01.03.2026     2.000,00", total="2.000,00"))


def test_a_code_for_types_that_was_not_taught_is_asked_about() -> None:
    rows = ("7100541       RE     01.03.2026     1.000,00", "7100542       AZ     03.03.2026       500,00")
    assert asked(TAUGHT, advice(*rows, total="1.500,00"))


def test_money_of_another_currency_within_a_taught_form_is_asked_about() -> None:
    assert asked(TAUGHT, advice("7100541       RE     01.03.2026     2.000,00 CHF", total="2.000,00"))


def test_a_number_of_another_form_is_no_proof_against_the_taught_layout() -> None:
    rows = ("7100541       RE     01.03.2026     1.000,00", "Bonus Q1      RE     03.03.2026       500,00")
    assert asked(TAUGHT, advice(*rows, total="1.500,00"))


LETTER = """Dear all,

A bank transfer of EUR 300.00 (ref. 71551353) left our account on 3 April 2026. Here
is what it is made up of: Inv. FX-1001 of 1 March 2026: EUR 100.00; Inv. FX-1002 of
2 March 2026: EUR 200.00.

Ellen Marsh
Alder Example Ltd
"""
LETTER_FIELDS = {
    "payment_reference": "71551353",
    "payment_date": "2026-04-03",
    "currency": "EUR",
    "total_amount": "300.00",
}
LETTER_LINES = (
    {"document_number": "FX-1001", "document_date": "2026-03-01", "net_amount": "100.00"},
    {"document_number": "FX-1002", "document_date": "2026-03-02", "net_amount": "200.00"},
)


def test_a_day_that_the_end_of_a_line_cuts_in_two_belongs_to_its_line() -> None:
    other = (
        LETTER.replace(
            "of 1 March 2026: EUR 100.00; Inv. FX-1002 of\n2", "of 13\nFebruary 2026: EUR 100.00; of 2"
        )
        .replace("; of 2 March", "; Inv. FX-1002 of 2 March")
        .replace("71551353", "71551399")
    )
    (payment,) = after_lesson(LETTER, LETTER_FIELDS, LETTER_LINES, other)
    assert [str(line.document_date) for line in payment.lines] == ["2026-02-13", "2026-03-02"]


def test_a_line_of_a_sentence_without_the_day_that_all_taught_ones_have_is_asked_about() -> None:
    other = LETTER.replace(" of 1 March 2026:", ":")
    (payment,) = after_lesson(LETTER, LETTER_FIELDS, LETTER_LINES, other)
    assert payment.needs_review


BLOCKS = """Payer: Nordhaven Example A/S
Payment: NM-5512
Paid on: 2026-05-04
Amount: 700.00 GBP

Invoice: P/1001
Dated: 2026-04-01
Paid: 300.00

Invoice: P/1002
Dated: 2026-04-02
Paid: 400.00
"""
BLOCK_FIELDS = {
    "payer_name": "Nordhaven Example A/S",
    "payment_reference": "NM-5512",
    "payment_date": "2026-05-04",
    "currency": "GBP",
    "total_amount": "700.00",
}
BLOCK_LINES = (
    {"document_number": "P/1001", "document_date": "2026-04-01", "po_number": None, "net_amount": "300.00"},
    {"document_number": "P/1002", "document_date": "2026-04-02", "po_number": None, "net_amount": "400.00"},
)


def test_a_value_of_a_line_that_only_first_sight_finds_is_asked_about_where_it_was_right_when_taught() -> (
    None
):
    other = BLOCKS.replace("Dated: 2026-04-01", "Your order: 4500098\nDated: 2026-04-01")
    (payment,) = after_lesson(BLOCKS, BLOCK_FIELDS, BLOCK_LINES, other)
    assert payment.needs_review or payment.lines[0].po_number == "4500098"


PAYMENTS = """Alder Example Ltd

Payment ref.: TR-{0}
Invoice        Date          Gross       Paid
FX-{1}        01.02.2026     {2}      {2}

Payment ref.: TR-{3}
Invoice        Date          Gross       Paid
FX-{4}        03.02.2026     {5}      {5}

Overview of payments
Number        Value date     Ccy      Total paid
TR-{0}       12.03.2026     EUR      {2}
TR-{3}       14.03.2026     EUR      {5}
"""


def _payment(number: str, day: str, invoice: str, dated: str, amount: str) -> TruePayment:
    fields = {"payment_reference": number, "payment_date": day, "currency": "EUR", "total_amount": amount}
    line = {"document_number": invoice, "document_date": dated, "net_amount": amount, "gross_amount": amount}
    return TruePayment(fields, (line,))


def test_values_of_payments_that_stand_in_an_overview_behind_their_lines_are_found_by_the_number() -> None:
    taught = document(PAYMENTS.format("1001", "5001", "100.00", "1002", "5002", "200.00"))
    truth = (
        _payment("TR-1001", "2026-03-12", "FX-5001", "2026-02-01", "100.00"),
        _payment("TR-1002", "2026-03-14", "FX-5002", "2026-02-03", "200.00"),
    )
    template = from_yaml(to_yaml(refine([Sample(taught, truth)], "alder-1", "Alder Example Ltd")), "a file")
    other = document(PAYMENTS.format("1003", "5003", "300.00", "1004", "5004", "450.00"))
    read = extract((other,), ReadingAids(templates=TemplateShelf([template])), advice_expected=True)
    told = [(one.payment_reference, str(one.payment_date), str(one.total_amount)) for one in read]
    assert told == [("TR-1003", "2026-03-12", "300.00"), ("TR-1004", "2026-03-14", "450.00")]
    assert not any(one.needs_review for one in read)


def _statement(*rows: str, total: str) -> str:
    head = "Alder Example Ltd\n\nInvoice      Date          Amount      Paid?\n"
    return head + "".join(f"{row}\n" for row in rows) + f"\nTransferred: {total} EUR, our no. TR-7001\n"


STATEMENT = _statement(
    "50011        01.02.2026    100.00      yes",
    "50012        02.02.2026    250.00      not yet",
    "50013        03.02.2026    200.00      yes",
    total="300.00",
)
STATEMENT_FIELDS = {"payment_reference": "TR-7001", "currency": "EUR", "total_amount": "300.00"}
STATEMENT_LINES = (
    {"document_number": "50011", "document_date": "2026-02-01", "net_amount": "100.00"},
    {"document_number": "50013", "document_date": "2026-02-03", "net_amount": "200.00"},
)


def test_documents_that_a_column_says_are_not_paid_are_no_lines_after_one_lesson() -> None:
    other = _statement(
        "50021        01.03.2026    400.00      not yet",
        "50022        02.03.2026    150.00      yes",
        "50023        03.03.2026    600.00      not yet",
        total="150.00",
    )
    (payment,) = after_lesson(STATEMENT, STATEMENT_FIELDS, STATEMENT_LINES, other)
    assert [line.document_number for line in payment.lines] == ["50022"]
    assert not payment.needs_review


def test_a_word_that_was_not_taught_where_a_column_says_what_is_paid_is_asked_about() -> None:
    other = _statement("50022        02.03.2026    150.00      set off", total="150.00")
    (payment,) = after_lesson(STATEMENT, STATEMENT_FIELDS, STATEMENT_LINES, other)
    assert payment.needs_review


def test_a_kin_of_the_taught_payer_in_the_same_form_is_asked_about() -> None:
    other = advice("7100541       RE     01.03.2026     2.000,00", total="2.000,00")
    assert asked(TAUGHT, other.replace("Corvane Bau GmbH", "Corvane Tiefbau AG"))


def test_a_column_that_names_two_payers_in_one_payment_is_asked_about() -> None:
    head = "Payer;Reference;Paid on;Curr;Invoice;Net\n"
    row = "{};ZA-5501;2026-05-05;EUR;F-900{};{}.00\n"
    taught = document(head + row.format("Olvera SA", 1, 98) + row.format("Olvera SA", 2, 200), "a.csv")
    fields = {"payer_name": "Olvera SA", "payment_reference": "ZA-5501", "currency": "EUR"}
    lines = (
        {"document_number": "F-9001", "net_amount": "98.00"},
        {"document_number": "F-9002", "net_amount": "200.00"},
    )
    template = refine([Sample(taught, (TruePayment(fields, lines),))], "olvera-1", "Olvera SA")
    other = document(head + row.format("Olvera SA", 3, 98) + row.format("Pellow SA", 4, 200), "b.csv")
    read = extract((other,), ReadingAids(templates=TemplateShelf([template])), advice_expected=True)
    assert all(one.needs_review for one in read)
