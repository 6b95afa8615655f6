"""Compares what was read with the truth."""

from collections import Counter
from dataclasses import dataclass, field

from bench.layouts.forms import Sheet
from domain.remittance import Remittance

HEADER = {
    "payer_name": "payer",
    "payee_name": "payee",
    "payment_reference": "reference",
    "payment_date": "day",
    "currency": "currency",
    "total_amount": "total",
}


@dataclass
class Score:
    documents: int = 0
    found: int = 0
    read: int = 0
    true: int = 0
    columns_right: int = 0
    columns: int = 0
    headers_right: int = 0
    headers: int = 0
    review: int = 0
    whole: int = 0
    silent: int = 0
    faults: Counter = field(default_factory=Counter)

    def add(self, other: "Score") -> None:
        for name in (
            "documents",
            "found",
            "read",
            "true",
            "columns_right",
            "columns",
            "headers_right",
            "headers",
            "review",
            "whole",
            "silent",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.faults += other.faults

    @property
    def f1(self) -> float:
        return 2 * self.found / (self.read + self.true) if self.read + self.true else 1.0


def judge(sheet: Sheet, read: tuple[Remittance, ...]) -> Score:
    score = Score(documents=1)
    truth = [(p, x) for p, pay in enumerate(sheet.payments) for x in pay.lines]
    lines = [(r, x) for r, remittance in enumerate(read) for x in remittance.lines]
    score.true, score.read = len(truth), len(lines)
    left = Counter((p, x.number, x.net) for p, x in truth)
    for r, x in lines:
        if left[r, x.document_number, x.net_amount] > 0:
            left[r, x.document_number, x.net_amount] -= 1
            score.found += 1
    if len(truth) == len(lines):
        for (_, want), (_, got) in zip(truth, lines, strict=True):
            _columns(sheet, want, got, score)
    else:
        score.columns += len(truth)
        score.faults["line_count"] += 1
    for pay, remittance in zip(sheet.payments, list(read) + [None] * len(sheet.payments), strict=False):
        for name, own in HEADER.items():
            score.headers += 1
            right = remittance is not None and getattr(remittance, name) == getattr(pay, own)
            score.headers_right += right
            if not right:
                score.faults[name] += 1
        if "method" in sheet.shown:
            score.headers += 1
            right = remittance is not None and remittance.payment_method == pay.method
            score.headers_right += right
            score.faults["payment_method"] += not right
    score.review = int(not read or any(r.needs_review for r in read))
    whole = (
        score.found == score.true == score.read
        and score.columns == score.columns_right
        and score.headers == score.headers_right
    )
    score.whole = int(whole)
    score.silent = int(not score.review and not whole)
    return score


def _columns(sheet, want, got, score) -> None:
    pairs = [("type", want.kind, got.document_type.value)]
    for shown, attribute, value in (
        ("date", "day", got.document_date),
        ("gross", "gross", got.gross_amount),
        ("discount", "discount", got.discount_amount),
        ("deduction", "deduction", got.deduction_amount),
        ("reason", "reason", got.deduction_reason),
        ("po", "po", got.po_number),
    ):
        if shown in sheet.shown:
            pairs.append((shown, getattr(want, attribute) or None, value or None))
    for name, a, b in pairs:
        score.columns += 1
        score.columns_right += a == b
        if a != b:
            score.faults["col_" + name] += 1
