"""X12 820: what the standard says, and what payers make of it."""

from decimal import Decimal

from domain.content_type import X12, sniff
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import DocumentType, Layout, Look, Medium, PaymentMethod
from extractors.extraction import extract
from extractors.fence.in_process import InProcessFence
from extractors.reading import read

D = Decimal
HEAD = (
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*PAYEE          *260331*1200"
    "*U*00401*000000001*0*P*>~"
    "GS*RA*PAYER*PAYEE*20260331*1200*1*X*004010~"
)
PAYMENT = "BPR*C*{total}*C*ACH*CTX************20260402~TRN*1*TRACE-77~N1*PR*Northgate Timber Inc~ENT*1~"


def read_x12(content: str | bytes, name: str = "advice.edi") -> tuple[Remittance, ...]:
    raw = content.encode() if isinstance(content, str) else content
    kind = sniff(raw, name)
    assert kind == X12
    document = read(raw, name, kind, InProcessFence())
    assert (document.medium, document.look) == (Medium.EDI, Look.ADVICE)
    return extract([document], ReadingAids(), advice_expected=True)


def message(*segments: str, total: str = "100", release: str = "004010") -> str:
    body = PAYMENT.format(total=total) + "".join(f"{segment}~" for segment in segments)
    count = body.count("~") + 2
    return HEAD.replace("004010", release) + f"ST*820*0001~{body}SE*{count}*0001~GE*1*1~IEA*1*000000001~"


def one(content: str | bytes) -> Remittance:
    (payment,) = read_x12(content)
    return payment


def test_the_amount_paid_the_invoice_and_the_discount_stand_in_their_elements() -> None:
    payment = one(message("RMR*IV*INV-1*PI*98*100*2", "REF*PO*45001", "DTM*003*20260228", total="98"))
    (line,) = payment.lines
    assert (line.net_amount, line.gross_amount, line.discount_amount) == (D("98.00"), D("100.00"), D("2.00"))
    assert (line.document_number, line.po_number, str(line.document_date)) == ("INV-1", "45001", "2026-02-28")
    assert (line.cell, payment.layout) == ("segment 8 RMR02", Layout.EDI)
    assert (payment.payment_reference, payment.payment_method) == ("TRACE-77", PaymentMethod.TRANSFER)
    assert not payment.needs_review


def test_an_adjustment_that_the_amount_paid_holds_is_the_lines_deduction() -> None:
    (line,) = one(message("RMR*IV*INV-1**90*100", "ADX*-10*06", total="90")).lines
    assert (line.net_amount, line.deduction_amount, line.deduction_reason) == (D("90.00"), D("10.00"), "06")


def test_an_adjustment_beside_the_amount_paid_is_a_line_of_its_own() -> None:
    payment = one(message("RMR*IV*INV-1**100*100", "ADX*-10*06*CM*DM-9", total="90"))
    assert [(line.document_number, line.net_amount) for line in payment.lines] == [
        ("INV-1", D("100.00")),
        ("DM-9", D("-10.00")),
    ]
    assert payment.lines[1].gross_amount is None and not payment.needs_review


def test_an_adjustment_that_increases_the_payment_is_no_deduction() -> None:
    payment = one(message("ADX*25*ZZ", "RMR*IV*INV-1**75", total="100"))
    assert payment.lines[0].document_type is DocumentType.ON_ACCOUNT
    assert payment.lines[0].net_amount == D("25.00")
    assert not payment.needs_review


def test_before_release_3050_a_positive_adjustment_reduces_the_payment() -> None:
    payment = one(message("RMR*IV*INV-1**100", "ADX*10*06", total="90", release="003030"))
    assert payment.lines[1].net_amount == D("-10.00")
    assert payment.notes == ()


def test_the_total_decides_where_signs_are_turned_and_a_note_says_so() -> None:
    payment = one(message("RMR*IV*INV-1**100", "RMR*CM*CN-1**10", "ADX*5*06", total="85"))
    assert [line.net_amount for line in payment.lines] == [D("100.00"), D("-10.00"), D("-5.00")]
    assert not payment.needs_review and len(payment.notes) == 1


def test_lines_that_do_not_make_the_total_go_to_a_person() -> None:
    payment = one(message("RMR*IV*INV-1**60", "RMR*IV*INV-2**30", total="100"))
    assert payment.needs_review
    assert payment.problems == ("The lines add up to 90.00 but the document states 100.00.",)


def test_an_open_item_without_amounts_states_none() -> None:
    payment = one(message("RMR*IV*INV-1", "RMR*IV*INV-2**60"))
    assert [line.net_amount for line in payment.lines] == [None, D("60.00")]
    assert payment.needs_review


def test_an_amount_that_is_none_is_no_guess() -> None:
    payment = one(message("RMR*IV*INV-1**1,234", "RMR*IV*INV-2**6O.00"))
    assert [line.net_amount for line in payment.lines] == [None, None]
    assert payment.needs_review and "1,234" in payment.problems[0]


def test_a_wrong_count_is_a_note_and_no_refusal() -> None:
    payment = one(message("RMR*IV*INV-1**100").replace("SE*7", "SE*99"))
    assert not payment.needs_review
    assert payment.notes == ("The message counts 99 segments (SE01) but has 7.",)


def test_references_of_items_below_an_open_item_are_not_its_own() -> None:
    payment = one(message("RMR*IV*INV-1**100", "IT1*1*5*EA*20", "REF*PO*OTHER", "DTM*003*20200101"))
    assert (payment.lines[0].po_number, payment.lines[0].document_date) == (None, None)


def test_several_messages_are_several_payments() -> None:
    first = message("RMR*IV*INV-1**100").split("GE*")[0]
    second = first[first.index("ST*") :].replace("TRACE-77", "TRACE-78").replace("INV-1", "INV-2")
    payments = read_x12(first + second)
    assert [payment.payment_reference for payment in payments] == ["TRACE-77", "TRACE-78"]


def test_a_payment_on_account_names_no_document() -> None:
    payment = one(message("RMR*AJ*ACCOUNT-9*PO*100"))
    assert (payment.lines[0].document_number, payment.lines[0].document_type) == (
        None,
        DocumentType.ON_ACCOUNT,
    )


def test_the_number_of_a_cheque_is_the_payments_own() -> None:
    text = message("RMR*IV*INV-1**100").replace("C*ACH", "C*CHK").replace("N1*PR", "REF*CK*000123~N1*PR")
    payment = one(text)
    assert (payment.payment_reference, payment.payment_method) == ("000123", PaymentMethod.CHEQUE)


def test_envelopes_may_be_missing_and_other_text_around() -> None:
    bare = message("RMR*IV*INV-1**100")
    bare = bare[bare.index("ST*") : bare.index("GE*")]
    for text in (bare, bare.replace("~", "\n"), f"Dear all,\n\n{bare.replace('~', chr(10))}\nKind regards\n"):
        assert one(text).lines[0].document_number == "INV-1"


def test_text_that_only_begins_like_a_segment_is_no_edi() -> None:
    for text in (
        "ST. GALLEN, 3 May\nDear all",
        "GS-1234 is late.\n",
        "ISA is a standard\n",
        "BPR: 100\nRMR: no",
    ):
        assert sniff(text.encode(), "a.txt") == "text/plain"


def test_an_invoice_as_x12_is_shown_and_not_taken_for_an_advice() -> None:
    raw = b"ST*810*0001~BIG*20260331*INV-1~TDS*10000~SE*4*0001~"
    document = read(raw, "a.edi", sniff(raw), InProcessFence())
    assert document.look is Look.INVOICE and "BIG" in document.text
    assert extract([document], ReadingAids(), advice_expected=True) == ()


def test_each_interchange_of_a_file_is_read_with_separators_of_its_own() -> None:
    second = message("RMR*IV*INV-2**50", total="50").replace("*", "|").replace("~", "'\n")
    payments = read_x12(message("RMR*IV*INV-1**100") + "\n" + second)
    assert [payment.lines[0].document_number for payment in payments] == ["INV-1", "INV-2"]
    assert not any(payment.needs_review for payment in payments)


def test_the_name_of_an_envelope_inside_a_value_begins_no_interchange() -> None:
    (payment,) = read_x12(message("RMR*IV*INV-1**50", "REF*ZZ*ISA*00", "RMR*IV*INV-2**50"))
    assert [line.document_number for line in payment.lines] == ["INV-1", "INV-2"]
