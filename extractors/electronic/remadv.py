"""Payments out of the segments of EDIFACT REMADV messages."""

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
    settled,
    sum_of,
    turn_discount,
)
from extractors.electronic.remadv_header import day_of, read_header, read_total
from extractors.electronic.segments import Segment, damage

_ENVELOPES = frozenset({"UNA", "UNB", "UNZ", "UNG", "UNE"})
_NUMBER_OF_LINES = "2"


@dataclass(slots=True)
class _Adjustment:
    reason: str | None
    segment: Segment
    amount: Decimal | None = None


@dataclass(slots=True)
class _Item:
    """One DOC with what stands below it."""

    segment: Segment
    amounts: dict[str, Decimal] = field(default_factory=dict)
    adjustments: list[_Adjustment] = field(default_factory=list)
    line: LineDraft = field(default_factory=LineDraft)


def payments_of(segments: Sequence[Segment]) -> list[Payment]:
    """Return one payment a message (UNH to UNT); messages of other kinds are left out."""
    return [
        _payment(message, _mark_before(segments, message[0]))
        for message in _messages(segments)
        if _is_remadv(message)
    ]


def _mark_before(segments: Sequence[Segment], first: Segment) -> str:
    """Return the decimal mark of the interchange that a message stands in."""
    told = [one.get(1) for one in segments if one.tag == "UNA" and one.place <= first.place]
    return told[-1] if told else "."


def _is_remadv(message: Sequence[Segment]) -> bool:
    kind = message[0].get(2) if message[0].tag == "UNH" else ""
    return kind in ("", "REMADV") and any(one.tag in ("UNH", "BGM", "DOC") for one in message)


def _messages(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    message: list[Segment] = []
    for segment in segments:
        if (
            segment.tag in _ENVELOPES
            or segment.tag == "UNH"
            or (segment.tag == "BGM" and any(one.tag == "BGM" for one in message))
        ):
            if message:
                yield message
            message = []
        if segment.tag not in _ENVELOPES:
            message.append(segment)
            if segment.tag == "UNT":
                yield message
                message = []
    if message:
        yield message


def _payment(message: Sequence[Segment], mark: str) -> Payment:
    payment = Payment(form="EDIFACT REMADV")
    header, items, summary = _parts(message, mark)
    read_header(payment, header)
    read_total(payment, [*summary, *(one for one in header if one.tag == "MOA")], mark)
    last = items[-1] if items else None
    late = [one for one in summary if one.tag == "MOA"]
    payment.lines, note = settled(_variants(items), payment.total)
    if last and payment.total is None and not late:
        _total_of_last(payment, last, items)
    payment.notes += [note] if note else []
    payment.problems += damage(message)
    _count(payment, message, items)
    return payment


def _parts(message: Sequence[Segment], mark: str) -> tuple[list[Segment], list[_Item], list[Segment]]:
    """Return the segments before the first DOC, the items, and the segments of the summary."""
    header: list[Segment] = []
    items: list[_Item] = []
    summary: list[Segment] = []
    inside = "header"
    for segment in message:
        if segment.tag in ("UNS", "CNT", "UNT"):
            inside = "summary"
        elif segment.tag == "DOC":
            items.append(_item(segment))
            inside = "DOC"
        elif segment.tag in ("AJT", "DLI") and items and inside != "summary":
            inside = "DLI" if "DLI" in (segment.tag, inside) else "AJT"
            if inside == "AJT":
                items[-1].adjustments.append(_Adjustment(segment.get(1) or None, segment))
        if inside == "header":
            header.append(segment)
        elif inside == "summary":
            summary.append(segment)
        elif inside == "DOC":
            _detail(items[-1], segment, mark)
        elif inside == "AJT" and segment.tag == "MOA":
            _adjusted(items[-1], segment, mark)
        elif inside == "DLI" and segment.tag == "MOA":
            _perhaps_total(items[-1], segment, mark)
    return header, items, summary


def _item(segment: Segment) -> _Item:
    kind = codes_of("edifact").document_types.get(segment.get(1), DocumentType.INVOICE)
    number = segment.get(2) or None
    if kind is DocumentType.ON_ACCOUNT:
        number = None
    elif number is None:
        kind = DocumentType.ON_ACCOUNT
    return _Item(segment, line=LineDraft(number, kind, cell=segment.cell(2 if number else 1)))


def _detail(item: _Item, segment: Segment, mark: str) -> None:
    lists = codes_of("edifact").lists
    line = item.line
    if segment.tag == "MOA":
        qualifier, text = segment.get(1), segment.get(1, 2)
        value = amount(text, mark) if text else None
        if value is not None:
            item.amounts["again " + qualifier if qualifier in item.amounts else qualifier] = value
        else:
            line.problems.append(f'{segment.cell(1, 2)} holds "{text}", which is no amount.')
    elif segment.tag == "DTM" and segment.get(1) in lists["invoice_dates"]:
        line.day = line.day or day_of(segment)
    elif segment.tag == "RFF" and segment.get(1) in lists["order_references"]:
        line.po = line.po or segment.get(1, 2) or None


def _adjusted(item: _Item, segment: Segment, mark: str) -> None:
    adjustment = item.adjustments[-1]
    value = amount(segment.get(1, 2), mark)
    if value is None:
        item.line.problems.append(f'{segment.cell(1, 2)} holds "{segment.get(1, 2)}", which is no amount.')
    elif adjustment.amount is None:
        adjustment.amount = value
    else:
        _perhaps_total(item, segment, mark)


def _perhaps_total(item: _Item, segment: Segment, mark: str) -> None:
    """In a message without UNS the amount paid in all stands behind whatever comes last."""
    value = amount(segment.get(1, 2), mark)
    if value is not None and segment.get(1) in codes_of("edifact").lists["net"]:
        item.amounts["again " + segment.get(1)] = value


def _variants(items: Sequence[_Item]) -> list[Variant]:
    unsigned = "Credits are written without a minus; the stated total says that they reduce the payment."
    return [
        ("", lambda: [_line(item, flip=False) for item in items]),
        (unsigned, lambda: [_line(item, flip=True) for item in items]),
    ]


def _line(item: _Item, *, flip: bool) -> LineDraft:
    lists = codes_of("edifact").lists
    line = copy(item.line)
    line.problems = list(line.problems)
    line.net = next((item.amounts[q] for q in lists["net"] if q in item.amounts), None)
    discounts = [item.amounts[q] for q in lists["discount"] if q in item.amounts]
    line.discount = discounts[0] if discounts else None
    _adjust(line, item)
    line.gross = _gross(line, [item.amounts[q] for q in lists["gross"] if q in item.amounts])
    if flip and line.kind is DocumentType.CREDIT_NOTE:
        for name in ("net", "gross"):
            value = getattr(line, name)
            setattr(line, name, -abs(value) if value is not None else None)
    if line.net is not None and line.net < 0 and line.kind is DocumentType.INVOICE:
        line.kind = DocumentType.CREDIT_NOTE
    line.discount = line.discount or None
    turn_discount(line)
    return line


def _adjust(line: LineDraft, item: _Item) -> None:
    """Take adjustments as a deduction whose sign is the one by which the line's own amounts agree."""
    stated = [one for one in item.adjustments if one.amount is not None]
    if line.discount is None:
        early = [one for one in stated if one.reason in codes_of("edifact").lists["discount_reasons"]]
        line.discount = sum((abs(one.amount or Decimal(0)) for one in early), Decimal(0)) or None
        stated = [one for one in stated if one not in early]
    if not stated:
        return
    whole = sum((one.amount for one in stated if one.amount is not None), Decimal(0))
    grosses = [item.amounts[q] for q in codes_of("edifact").lists["gross"] if q in item.amounts]
    line.reason = ", ".join(dict.fromkeys(one.reason for one in stated if one.reason)) or None
    for deduction in (abs(whole), -abs(whole)):
        for gross in grosses:
            if line.net is not None and gross - (line.discount or 0) - deduction == line.net:
                line.deduction = deduction
                return
    # Adjustments may be given for information only, so that nothing but a sign can be held against them.
    line.deduction = -whole if whole < 0 else whole


def _gross(line: LineDraft, candidates: Sequence[Decimal]) -> Decimal | None:
    for gross in candidates:
        if line.net is not None and gross - (line.discount or 0) - (line.deduction or 0) == line.net:
            return gross
    return candidates[0] if candidates else None


def _total_of_last(payment: Payment, last: _Item, items: Sequence[_Item]) -> None:
    """Where UNS was left out, the total stands below the last document: an amount that all lines make."""
    for qualifier in codes_of("edifact").lists["net"]:
        value = last.amounts.get("again " + qualifier)
        if value is None or not any(q in last.amounts for q in codes_of("edifact").lists["net"]):
            continue
        lines, note = settled(_variants(items), value)
        if sum_of(lines) == value:
            payment.lines = lines
            payment.notes += [note] if note else []
            payment.state("total", value, last.segment.cell(1))


def _count(payment: Payment, message: Sequence[Segment], items: Sequence[_Item]) -> None:
    last = message[-1]
    if last.tag != "UNT":
        payment.notes.append("The message has no end (UNT); it may have been cut off.")
    elif (last.get(1).lstrip("0") or "0") != str(len(message)):
        payment.notes.append(
            f"The message counts {last.get(1) or 'no'} segments (UNT) but has {len(message)}."
        )
    for segment in message:
        if segment.tag == "CNT" and segment.get(1) == _NUMBER_OF_LINES:
            stated = segment.get(1, 2).lstrip("0") or "0"
            if stated != str(len(items)):
                payment.notes.append(f"The message counts {stated} documents (CNT) but has {len(items)}.")
