"""Makes the remittance of a payment's draft: proofs, doubts, evidence."""

from collections.abc import Mapping
from decimal import Decimal

from domain.ledger import Ledger
from domain.money import CENT, as_text, plain
from domain.numbers import number_key
from domain.ports import ReadingAids
from domain.remittance import Evidence, Remittance, RemittanceLine
from domain.words import DocumentType, Layout
from extractors.electronic.drafts import LineDraft, Payment, agrees, sum_of

_FIELDS: Mapping[str, str] = {
    "payer": "payer_name",
    "payee": "payee_name",
    "reference": "payment_reference",
    "method": "payment_method",
    "day": "payment_date",
    "currency": "currency",
    "total": "total_amount",
}
_NUMBERLESS = (DocumentType.ON_ACCOUNT, DocumentType.DEDUCTION)
_CENTS = 5 * CENT


def finished(payment: Payment, name: str, aids: ReadingAids) -> Remittance:
    """Return the remittance of a document of that name; proven where its lines make its total."""
    _gross_alone(payment)
    problems = list(dict.fromkeys([*payment.problems, *_doubts(payment)]))
    proven = not problems
    sums = ("sum_of_lines",) if proven else ()
    lines = tuple(_line(line, aids.ledger, proven) for line in payment.lines)
    evidence = {
        _FIELDS[own]: Evidence(
            None, None, cell, 0.99, payment.form, (*(sums if own == "total" else ()), "element")
        )
        for own, cell in payment.where.items()
    }
    return Remittance(
        document=name,
        layout=Layout.EDI,
        lines=lines,
        payer_name=payment.payer,
        payee_name=payment.payee,
        payment_reference=payment.reference,
        payment_method=payment.method,
        payment_date=payment.day,
        currency=payment.currency,
        total_amount=_plain(payment.total),
        fields=evidence,
        confidence=0.99 if proven else max(0.3, 0.8 - 0.1 * len(problems)),
        needs_review=not proven,
        problems=tuple(problems),
        notes=tuple(dict.fromkeys(payment.notes)),
    )


def _gross_alone(payment: Payment) -> None:
    """Where lines state one amount each, and these make the total, that amount is what is paid."""
    if not payment.lines or payment.total is None:
        return
    amounts = [line.net if line.net is not None else line.gross for line in payment.lines]
    lacking = [line for line in payment.lines if line.net is None]
    if any(
        value is None or line.discount or line.deduction
        for line, value in zip(payment.lines, amounts, strict=True)
        if line in lacking
    ):
        return
    if lacking and sum((value for value in amounts if value is not None), Decimal(0)) == payment.total:
        for line in lacking:
            line.net = line.gross


def _doubts(payment: Payment) -> list[str]:
    doubts = [problem for line in payment.lines for problem in line.problems]
    for line in payment.lines:
        if line.net is None:
            doubts.append(f"{line.number or 'A line'} states no amount of its own ({line.cell}).")
        if line.number is None and line.kind not in _NUMBERLESS:
            doubts.append(f"A line of {as_text(line.net or Decimal(0))} names no document ({line.cell}).")
        if not agrees(line):
            doubts.append(f"The amounts of {line.number or 'a line'} do not make its net ({line.cell}).")
    return doubts + _sum_doubts(payment)


def _sum_doubts(payment: Payment) -> list[str]:
    if not payment.lines:
        return ["The payment names no document that it pays."]
    nets = sum_of(payment.lines)
    if payment.total is None:
        return ["The document states no total that its lines could be checked against."]
    if nets is None or nets == payment.total:
        return []
    said = f"The lines add up to {as_text(nets)} but the document states {as_text(payment.total)}"
    gap = abs(nets - payment.total)
    return [f"{said}: the document itself is off by {as_text(gap)}." if gap <= _CENTS else f"{said}."]


def _line(line: LineDraft, ledger: Ledger | None, proven: bool) -> RemittanceLine:
    proofs = ["sum_of_lines"] if proven else []
    if line.discount is not None or line.deduction is not None:
        proofs += ["equation"] if line.gross is not None and agrees(line) else []
    if ledger and line.number and number_key(line.number) in ledger.items_by_key:
        proofs.append("open_item_found")
    alone = line.kind is DocumentType.DEDUCTION
    return RemittanceLine(
        document_number=line.number,
        document_type=line.kind,
        document_date=line.day,
        po_number=line.po,
        gross_amount=None if alone else _plain(line.gross),
        discount_amount=_plain(line.discount),
        deduction_amount=None if alone else _plain(line.deduction),
        deduction_reason=line.reason,
        net_amount=_plain(line.net),
        confidence=0.99 if proven else 0.8 if not line.problems else 0.5,
        cell=line.cell,
        proofs=tuple(proofs),
    )


def _plain(value: Decimal | None) -> Decimal | None:
    return plain(value) if value is not None else None
