"""The header of an X12 820: payment, parties, references, dates; and the counts of its trailer."""

from collections.abc import Sequence

from domain.words import PaymentMethod
from extractors.electronic.codes import codes_of
from extractors.electronic.drafts import Payment, amount, compact_day
from extractors.electronic.segments import Segment, qualified


def take_header(payment: Payment, header: Sequence[Segment], group: Segment | None) -> None:
    """Take what the segments before the first open item say of the payment; the group's date if no other."""
    codes = codes_of("x12")
    for segment in header:
        if segment.tag == "BPR":
            _beginning(payment, segment)
        elif segment.tag == "CUR":
            payment.state("currency", segment.get(2) or None, segment.cell(2))
    _references(payment, header)
    for segment in qualified(header, "DTM", codes.lists["payment_dates"]):
        payment.state("day", compact_day(segment.get(2)), segment.cell(2))
    if group is not None:
        payment.state("day", compact_day(group.get(4)), group.cell(4))
    for name in ("payer", "payee"):
        for segment in qualified(header, "N1", codes.lists[f"{name}s"]):
            payment.state(name, segment.get(2) or None, segment.cell(2))


def _beginning(payment: Payment, segment: Segment) -> None:
    payment.state("total", amount(segment.get(2)), segment.cell(2))
    if payment.total is None and segment.get(2):
        payment.problems.append(f'{segment.cell(2)} holds "{segment.get(2)}", which is no amount.')
    if payment.total is not None and segment.get(3) == "D" and segment.get(4) == "ACH":
        payment.state("method", PaymentMethod.DIRECT_DEBIT, segment.cell(3))
    payment.state("method", codes_of("x12").methods.get(segment.get(4)), segment.cell(4))
    payment.state("day", compact_day(segment.get(16)), segment.cell(16))


def _references(payment: Payment, header: Sequence[Segment]) -> None:
    for wanted in codes_of("x12").lists["payment_references"]:
        for segment in header:
            if wanted == segment.tag == "TRN" or (segment.tag == "REF" and segment.get(1) == wanted):
                payment.state("reference", segment.get(2) or None, segment.cell(2))


def compare_count(payment: Payment, message: Sequence[Segment]) -> None:
    """Compare the trailer with what is there; a wrong count alone refuses nothing."""
    last = message[-1]
    if last.tag != "SE":
        payment.notes.append("The message has no end (SE); it may have been cut off.")
    elif last.get(1) != str(len(message)) and last.get(1).lstrip("0") != str(len(message)):
        payment.notes.append(
            f"The message counts {last.get(1) or 'no'} segments (SE01) but has {len(message)}."
        )
    if message[0].tag == "ST" and last.tag == "SE" and last.get(2) != message[0].get(2):
        payment.notes.append("The message ends with another control number (SE02) than it began with.")
