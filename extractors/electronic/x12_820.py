"""Payments out of the segments of X12 820 payment orders / remittance advices."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal

from domain.words import DocumentType
from extractors.electronic.codes import codes_of
from extractors.electronic.drafts import (
    LineDraft,
    Payment,
    Variant,
    amount,
    compact_day,
    settled,
    turn_discount,
)
from extractors.electronic.segments import Segment, damage
from extractors.electronic.x12_header import compare_count, take_header

_ENVELOPES = frozenset({"ISA", "GS", "GE", "IEA", "TA1"})
_OLD_SIGNS = ("002", "00300", "00301", "00302", "00303", "00304")
"""Releases in which a positive adjustment reduces the payment; from 3050 on it increases it."""
_ON_ACCOUNT = frozenset({"PO", "PA"})
_ORDERS = frozenset({"PO", "VN"})
_LONGEST_ACTION = 2
_PAYING = frozenset({"BPR", "RMR", "ADX"})
_NETTING = frozenset({"AJ"})
_CREDITS = frozenset({"CM", "CL"})
_UNSIGNED = (
    (frozenset[str](), ""),
    (_CREDITS, "Credits are written without a minus; the stated total says that they reduce it."),
    (
        _CREDITS | {"DB"},
        "Credits and debit memos are written without a minus; the stated total says that they reduce it.",
    ),
)
"""Qualifiers of items that payers may write without a minus, and the note that says so."""


@dataclass(slots=True)
class _Adjustment:
    segment: Segment
    amount: Decimal | None
    reason: str | None
    kind: str = ""
    number: str | None = None


@dataclass(slots=True)
class _Item:
    """One RMR with its adjustments; `segment` is None for adjustments that stand before any."""

    segment: Segment | None
    line: LineDraft
    adjustments: list[_Adjustment] = field(default_factory=list)


def payments_of(segments: Sequence[Segment]) -> list[Payment]:
    """Return one payment a message (ST to SE); messages of other kinds are left out."""
    return [
        _payment(message, group, number)
        for number, (group, message) in enumerate(_messages(segments), 1)
        if _is_advice(message)
    ]


def _is_advice(message: Sequence[Segment]) -> bool:
    if message[0].tag == "ST":
        return message[0].get(1) in ("820", "")
    return any(one.tag in _PAYING for one in message)


def _messages(segments: Sequence[Segment]) -> Iterator[tuple[Segment | None, list[Segment]]]:
    """Yield (GS, segments of a message); a file that lost ST or SE is parted by BPR."""
    group: Segment | None = None
    message: list[Segment] = []
    for segment in segments:
        begins = segment.tag == "ST" or (segment.tag == "BPR" and any(one.tag == "BPR" for one in message))
        if (begins or segment.tag in _ENVELOPES) and message:
            yield group, message
            message = []
        if segment.tag == "GS":
            group = segment
        elif segment.tag not in _ENVELOPES:
            message.append(segment)
            if segment.tag == "SE":
                yield group, message
                message = []
    if message:
        yield group, message


def _payment(message: Sequence[Segment], group: Segment | None, number: int) -> Payment:
    payment = Payment(form="X12 820")
    release = group.get(8) if group else ""
    items, header = _items(message)
    take_header(payment, header, group)
    compare_count(payment, message)
    for item in items:
        item.line.cell = (item.segment or item.adjustments[0].segment).cell(2 if item.segment else 1)
    payment.lines, note = settled(_variants(items, release), payment.total)
    payment.notes += [note] if note else []
    payment.problems += damage(message)
    if payment.total is None and not any(one.tag == "BPR" for one in message):
        payment.notes.append(f"Message {number} has no BPR segment, which states payment and total.")
    return payment


def _items(message: Sequence[Segment]) -> tuple[list[_Item], list[Segment]]:
    """Return the items in order and the segments before the first of them."""
    items: list[_Item] = []
    header: list[Segment] = []
    inside = ""
    """Which of RMR, ADX, IT1 (a loop whose references are not the line's) the segments belong to."""
    for segment in message:
        if segment.tag in ("ENT", "N1", "NM1", "SE"):
            inside = ""
        if segment.tag == "RMR":
            items.append(_Item(segment, _line(segment)))
            inside = "RMR"
        elif segment.tag == "ADX":
            if not inside:
                items.append(_Item(None, LineDraft()))
            items[-1].adjustments.append(_adjustment(segment))
            inside = "ADX" if inside else ""
        elif segment.tag in ("IT1", "SLN"):
            inside = "IT1" if inside else ""
        elif inside == "RMR":
            item = items[-1].segment
            _detail(items[-1].line, segment, ordered=item is not None and item.get(1) in _ORDERS)
        elif inside == "ADX" or (items and items[-1].segment is None and segment.tag == "REF"):
            _adjusted(items[-1].adjustments[-1], segment)
        elif not items:
            header.append(segment)
    return items, header


def _line(segment: Segment) -> LineDraft:
    qualifier, number, action = segment.get(1), segment.get(2) or None, segment.get(3)
    line = LineDraft(number, codes_of("x12").document_types.get(qualifier, DocumentType.INVOICE))
    line.net, line.gross, line.discount = (_amount(line, segment, at) for at in (4, 5, 6))
    if len(action) > _LONGEST_ACTION:
        line.problems.append(f'{segment.cell(3)} holds "{action}", which is no payment action.')
    line.discount = line.discount or None
    turn_discount(line)
    _surcharge(line, segment)
    if action in _ON_ACCOUNT and qualifier not in codes_of("x12").document_types:
        line.kind, line.number = DocumentType.ON_ACCOUNT, None
    elif number is None:
        line.kind = DocumentType.DEDUCTION if (line.net or 0) < 0 else DocumentType.ON_ACCOUNT
    elif line.net is not None and line.net < 0 and line.kind is DocumentType.INVOICE:
        line.kind = DocumentType.DEDUCTION if action in _NETTING else DocumentType.CREDIT_NOTE
    return line


def _surcharge(line: LineDraft, segment: Segment) -> None:
    """Take interest, penalty or anticipation (RMR08), by the sign that makes the amount paid."""
    value = _amount(line, segment, 8)
    if not value or line.net is None or line.gross is None:
        return
    for deduction in (-value, value):
        if line.gross - (line.discount or 0) - deduction == line.net:
            line.deduction, line.reason = deduction, segment.get(7) or None
            return


def _amount(line: LineDraft, segment: Segment, at: int) -> Decimal | None:
    text = segment.get(at)
    value = amount(text) if text else None
    if text and value is None:
        line.problems.append(f'{segment.cell(at)} holds "{text}", which is no amount.')
    return value


def _adjustment(segment: Segment) -> _Adjustment:
    text = segment.get(1)
    return _Adjustment(
        segment,
        amount(text) if text else None,
        segment.get(2) or None,
        segment.get(3),
        segment.get(4) or None,
    )


def _detail(line: LineDraft, segment: Segment, *, ordered: bool) -> None:
    """Take what REF and DTM below an open item say of it."""
    lists = codes_of("x12").lists
    if segment.tag == "REF" and segment.get(1) in lists["order_references"]:
        line.po = line.po or segment.get(2) or None
    elif segment.tag == "REF" and ordered and segment.get(1) == "IV" and segment.get(2):
        # The open item is an order, of which the invoice stands below it.
        line.po, line.number = line.number, segment.get(2)
    elif segment.tag == "DTM" and segment.get(1) in lists["invoice_dates"]:
        line.day = line.day or compact_day(segment.get(2))
        if segment.get(2) and line.day is None:
            line.problems.append(f'{segment.cell(2)} holds "{segment.get(2)}", which is no date.')


def _adjusted(adjustment: _Adjustment, segment: Segment) -> None:
    """An adjustment that names no document itself may do so by a reference below it."""
    if (
        segment.tag == "REF"
        and adjustment.number is None
        and segment.get(1) in codes_of("x12").document_types
    ):
        adjustment.kind, adjustment.number = segment.get(1), segment.get(2) or None


def _variants(items: Sequence[_Item], release: str) -> list[Variant]:
    """The standard's own reading first, then what payers do: other signs, other scope, unsigned credits."""
    signs = (-1, 1) if release.startswith(_OLD_SIGNS) else (1, -1)
    reversed_sign = "Adjustments are signed the other way round than the release of the file says."
    made: list[Variant] = []
    for turned, unsigned in _UNSIGNED:
        for sign in signs:
            for netted in (None, True, False):
                note = " ".join(
                    text for text in (reversed_sign if sign != signs[0] else "", unsigned) if text
                )
                made.append((note, _Variant(items, sign, netted, turned)))
    return made


@dataclass(frozen=True, slots=True)
class _Variant:
    """One way to read a payment's adjustments and credits."""

    items: Sequence[_Item]
    sign: int
    """1 when a positive adjustment increases the payment."""
    netted: bool | None
    """Whether the amount paid (RMR04) holds the adjustments already; None: as each item's own sum says."""
    turned: frozenset[str]
    """Qualifiers of items that reduce the payment although they have no minus."""

    def __call__(self) -> list[LineDraft]:
        return [line for item in self.items for line in self._lines(item)]

    def _lines(self, item: _Item) -> list[LineDraft]:
        line = copy(item.line)
        line.problems = list(line.problems)
        if item.segment is not None and item.segment.get(1) in self.turned:
            line.net = -abs(line.net) if line.net is not None else None
            line.gross = -abs(line.gross) if line.gross is not None else None
        if item.segment is None:
            return [self._alone(one, None) for one in item.adjustments]
        if not item.adjustments:
            return [line]
        if line.net is None and line.gross is None:
            return [self._alone(one, line) for one in item.adjustments]
        whole = sum((self._signed(one) for one in item.adjustments), Decimal(0))
        if self.netted if self.netted is not None else _holds(line, whole):
            line.deduction = (line.deduction or Decimal(0)) - whole
            line.reason = (
                ", ".join(dict.fromkeys(one.reason for one in item.adjustments if one.reason)) or None
            )
            return [line]
        return [line, *(self._alone(one, line) for one in item.adjustments)]

    def _signed(self, adjustment: _Adjustment) -> Decimal:
        return self.sign * (adjustment.amount or Decimal(0))

    def _alone(self, adjustment: _Adjustment, item: LineDraft | None) -> LineDraft:
        """Return an adjustment that is a line of its own."""
        types = codes_of("x12").document_types
        net = self._signed(adjustment) if adjustment.amount is not None else None
        number = adjustment.number or (item.number if item else None)
        if net is not None and net < 0:
            kind = types.get(adjustment.kind, DocumentType.DEDUCTION)
            kind = kind if kind is DocumentType.CREDIT_NOTE else DocumentType.DEDUCTION
        elif number:
            kind = types.get(adjustment.kind, DocumentType.DEBIT_NOTE)
        else:
            kind = DocumentType.ON_ACCOUNT
        line = LineDraft(number, kind, net=net, reason=adjustment.reason, cell=adjustment.segment.cell(1))
        if net is None:
            line.problems.append(f"{adjustment.segment.cell(1)} states no amount that could be read.")
        if item is not None:
            line.day, line.po = item.day, item.po
        return line


def _holds(line: LineDraft, adjustments: Decimal) -> bool:
    """Tell whether gross, discount and adjustments make the amount paid."""
    if line.gross is None or line.net is None:
        return False
    return line.gross - (line.discount or 0) + adjustments == line.net
