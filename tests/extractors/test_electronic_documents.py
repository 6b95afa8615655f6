"""EDIFACT, ISO 20022 and UBL by example, inside PDFs and mails, and what teaching says of them."""

import io
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from app.settings import load_settings
from app.wiring import dry_desk
from domain.content_type import sniff
from domain.ledger import Ledger, OpenItem
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import DocumentType, PaymentMethod
from extractors.extraction import extract
from extractors.fence.in_process import InProcessFence
from extractors.reading import read
from pipeline.item import WorkItem
from pipeline.table import run_all
from pipeline.teaching import teach, truth_of

D = Decimal
REMADV = (
    "UNB+UNOC:3+1:14+2:14+260331:1200+R'UNH+1+REMADV:D:96A:UN'BGM+481+RA-1+9'DTM+138:20260402:102'"
    "NAD+PR+++Petit Moulin SARL'CUX+2:EUR:11'{}UNS+S'MOA+12:{}'UNT+9+1'UNZ+1+R'"
)
CAMT = (
    "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.054.001.08'><BkToCstmrDbtCdtNtfctn><Ntfctn><Ntry>"
    "<Amt Ccy='EUR'>100.00</Amt><CdtDbtInd>{sign}</CdtDbtInd><ValDt><Dt>2026-04-02</Dt></ValDt><NtryDtls>"
    "<TxDtls>"
    "<Refs><EndToEndId>NOTPROVIDED</EndToEndId><AcctSvcrRef>BANK-1</AcctSvcrRef></Refs><RmtInf>{info}</RmtInf>"
    "</TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
)
UBL = (
    "<RemittanceAdvice xmlns='urn:oasis:names:specification:ubl:schema:xsd:RemittanceAdvice-2'><ID>RA-1</ID>"
    "<IssueDate>2026-03-31</IssueDate><TotalPaymentAmount currencyID='GBP'>100.00</TotalPaymentAmount>"
    "<RemittanceAdviceLine><ID>1</ID><DebitLineAmount>100.00</DebitLineAmount><BillingReference>"
    "<InvoiceDocumentReference><ID>SI-1</ID></InvoiceDocumentReference></BillingReference></RemittanceAdviceLine>"
    "</RemittanceAdvice>"
)


def read_all(text: str | bytes, name: str = "a.xml", ledger: Ledger | None = None) -> tuple[Remittance, ...]:
    raw = text.encode() if isinstance(text, str) else text
    document = read(raw, name, sniff(raw, name), InProcessFence())
    assert document.problems == ()
    return extract([document], ReadingAids(ledger), advice_expected=True)


def one(text: str | bytes, name: str = "a.xml", ledger: Ledger | None = None) -> Remittance:
    (payment,) = read_all(text, name, ledger)
    return payment


def credited(info: str, sign: str = "CRDT") -> str:
    return CAMT.format(info=info, sign=sign)


def strd(number: str, amounts: str = "", kind: str = "CINV") -> str:
    held = f"<RfrdDocAmt>{amounts}</RfrdDocAmt>" if amounts else ""
    tp = f"<Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
    return f"<Strd><RfrdDocInf>{tp}<Nb>{number}</Nb></RfrdDocInf>{held}</Strd>"


def test_remadv_amounts_are_taken_by_their_qualifiers_and_reasons_by_their_codes() -> None:
    body = "DOC+380+INV-1'MOA+12:90.00'MOA+9:100.00'MOA+52:2.00'AJT+4'MOA+5:8.00'"
    (line,) = one(REMADV.format(body, "90.00"), "a.dat").lines
    assert (line.gross_amount, line.discount_amount, line.deduction_amount) == (
        D("100.00"),
        D("2.00"),
        D("8.00"),
    )
    assert (line.net_amount, line.deduction_reason, line.cell) == (D("90.00"), "4", "segment 7 DOC02")


def test_remadv_credits_without_a_minus_reduce_where_the_total_says_so() -> None:
    body = "DOC+380+INV-1'MOA+12:110.00'DOC+381+CN-1'MOA+12:10.00'"
    payment = one(REMADV.format(body, "100.00"), "a.dat")
    assert [line.net_amount for line in payment.lines] == [D("110.00"), D("-10.00")]
    assert not payment.needs_review


def test_a_released_separator_is_a_character_like_any_other() -> None:
    body = "DOC+380+A?+B?:C?'D'MOA+12:100.00'"
    assert one(REMADV.format(body, "100.00"), "a.dat").lines[0].document_number == "A+B:C'D"


def test_debits_and_returned_credits_of_a_statement_are_no_payments() -> None:
    assert read_all(credited(strd("INV-1"), sign="DBIT")) == ()


def test_a_credit_that_names_no_document_is_left_out() -> None:
    assert read_all(credited("<Ustrd>Thank you</Ustrd>")) == ()


def test_a_bank_reference_stands_where_the_payer_gave_none() -> None:
    payment = one(credited(strd("INV-1", "<RmtdAmt Ccy='EUR'>100.00</RmtdAmt>")))
    assert (payment.payment_reference, str(payment.payment_date)) == ("BANK-1", "2026-04-02")
    assert not payment.needs_review


def test_credit_notes_of_iso_20022_reduce_although_amounts_have_no_sign() -> None:
    info = strd("INV-1", "<RmtdAmt>110.00</RmtdAmt>") + strd("CN-1", "<CdtNoteAmt>10.00</CdtNoteAmt>", "CREN")
    payment = one(credited(info))
    assert [line.net_amount for line in payment.lines] == [D("110.00"), D("-10.00")]
    assert payment.lines[1].document_type is DocumentType.CREDIT_NOTE and not payment.needs_review


def test_documents_that_share_one_amount_go_to_a_person() -> None:
    info = (
        "<Strd><RfrdDocInf><Nb>INV-1</Nb></RfrdDocInf><RfrdDocInf><Nb>INV-2</Nb></RfrdDocInf>"
        "<RfrdDocAmt><RmtdAmt Ccy='EUR'>100.00</RmtdAmt></RfrdDocAmt></Strd>"
    )
    payment = one(credited(info))
    assert [line.document_number for line in payment.lines] == ["INV-1", "INV-2"]
    assert payment.needs_review and all(line.net_amount is None for line in payment.lines)


def test_a_number_in_free_text_is_sure_only_where_an_open_item_has_that_amount() -> None:
    text = credited("<Ustrd>Rechnung INV-1001</Ustrd>")
    item = OpenItem("INV-1001", "C1", DocumentType.INVOICE, "EUR", D("100.00"), D("100.00"))
    assert one(text).lines[0].net_amount == D("100.00") and one(text).needs_review
    assert not one(text, ledger=Ledger(open_items=(item,))).needs_review


def test_ubl_debits_pay_and_the_stated_total_proves_them() -> None:
    payment = one(UBL, "advice.txt")
    assert (payment.lines[0].net_amount, payment.currency, payment.needs_review) == (
        D("100.00"),
        "GBP",
        False,
    )
    assert payment.fields["total_amount"].cell == "element 4 TotalPaymentAmount"


def test_an_advice_that_states_no_total_says_so() -> None:
    text = UBL.replace("<TotalPaymentAmount currencyID='GBP'>100.00</TotalPaymentAmount>", "")
    payment = one(text)
    assert payment.needs_review and "states no total" in payment.problems[0]


def pdf_with(content: bytes, *lines: str) -> bytes:
    drawn = io.BytesIO()
    canvas = Canvas(drawn)
    for at, line in enumerate(lines):
        canvas.drawString(60, 780 - 20 * at, line)
    canvas.save()
    document = pypdfium2.PdfDocument(drawn.getvalue())
    document.new_attachment("advice.xml").set_data(content)
    written = io.BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


SHOWN = (
    "Remittance advice",
    "Petit Moulin SARL",
    "Invoice      Amount paid",
    "{}        100.00",
    "Total paid   100.00",
)


def test_xml_inside_a_pdf_is_read_and_the_pdf_named() -> None:
    payment = one(pdf_with(UBL.encode(), *(line.format("SI-1") for line in SHOWN)), "advice.pdf")
    assert (payment.document, payment.also_in) == ("advice.pdf/advice.xml", ("advice.pdf",))
    assert not payment.needs_review


def test_a_pdf_that_shows_something_else_than_its_file_says_goes_to_a_person() -> None:
    payment = one(pdf_with(UBL.encode(), *(line.format("SI-9") for line in SHOWN)), "advice.pdf")
    assert payment.needs_review and "show other lines" in payment.problems[0]


def mail_with(body: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ap@payer.example", "ar@payee.example", "Payment"
    mail["Date"], mail["Message-ID"] = "Tue, 31 Mar 2026 10:00:00 +0000", "<1@payer.example>"
    mail.set_content(body)
    return mail.as_bytes()


def test_a_message_pasted_into_a_mail_is_read_and_teaches_nothing(tmp_path: Path) -> None:
    inputs = {
        "edi.eml": mail_with(
            "Hello,\n\n" + REMADV.format("DOC+380+SI-1'MOA+12:100'", "100") + "\n\nRegards\n"
        ),
        "xml.eml": mail_with(f"Hello,\n\nour advice:\n{UBL}\nRegards\n"),
        "bare.txt": UBL.encode(),
        "inside.pdf": pdf_with(UBL.encode(), "Remittance advice"),
    }
    truth = truth_of({"lines": [{"document_number": "SI-1", "net_amount": "100.00"}]})
    with dry_desk(load_settings(None), None, tmp_path, None, None) as desk:
        for name, content in inputs.items():
            item = WorkItem(name, content, internal_date=desk.now(), name=name)
            found = run_all(item, desk).remittances
            assert [[line.document_number for line in one.lines] for one in found] == [["SI-1"]], name
            assert teach(item, truth, desk, tmp_path).template is None, name
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("means", [("20", PaymentMethod.CHEQUE), ("58", PaymentMethod.TRANSFER)])
def test_the_way_of_payment_is_named_by_its_code(means: tuple[str, PaymentMethod]) -> None:
    code = f"</IssueDate><PaymentMeans><PaymentMeansCode>{means[0]}</PaymentMeansCode></PaymentMeans>"
    assert one(UBL.replace("</IssueDate>", code)).payment_method is means[1]


def test_each_edifact_interchange_of_a_file_is_read_with_service_characters_of_its_own() -> None:
    first = REMADV.format("DOC+380+INV-1'MOA+12:1100.50'", "1100.50")
    second = REMADV.format("DOC+380+INV-2'MOA+12:1200.75'", "1200.75")
    second = second.removeprefix("UNA:+.? '").lstrip()
    second = "UNA#*,?  ~".replace("  ", " ") + second.replace(".", ",").translate(str.maketrans(":+'", "#*~"))
    payments = read_all(first + "\r\n" + second, "a.dat")
    assert [line.net_amount for payment in payments for line in payment.lines] == [D("1100.50"), D("1200.75")]
    assert not any(payment.needs_review for payment in payments)


def test_a_message_behind_quote_marks_of_a_mail_is_read() -> None:
    whole = REMADV.format("DOC+380+INV-1'MOA+12:100.00'", "100.00")
    quoted = "Please book.\n\n" + "\n".join(f"> {row}'" for row in whole.split("'") if row.strip())
    assert one(quoted + "\n", "a.txt").lines[0].net_amount == D("100.00")
