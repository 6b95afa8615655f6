"""Prints line F1, columns, headers, review share and silent errors of the self-describing formats.

python -m bench.layouts.electronic --n 300 --seed 1 [--format x12] [--show 3]
"""

# ruff: noqa: E501

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields

from bench.layouts.electronic import edifact, iso20022, ubl, x12
from bench.layouts.electronic.truth import Line, Made, Payment
from domain.content_type import sniff
from domain.ports import ReadingAids
from domain.remittance import Remittance, RemittanceLine
from extractors.extraction import extract
from extractors.fence.in_process import InProcessFence
from extractors.reading import read

_LINE = {
    "number": "document_number", "kind": "document_type", "net": "net_amount", "gross": "gross_amount",
    "discount": "discount_amount", "deduction": "deduction_amount", "reason": "deduction_reason",
    "day": "document_date", "po": "po_number",
}  # fmt: skip
_HEADER = {
    "payer": "payer_name", "payee": "payee_name", "reference": "payment_reference", "method": "payment_method",
    "day": "payment_date", "currency": "currency", "total": "total_amount",
}  # fmt: skip
_ENDINGS = (".txt", ".edi", ".dat", ".xml", "", ".820")


@dataclass
class Score:
    """Counts over documents."""

    documents: int = 0
    found: int = 0
    read: int = 0
    true: int = 0
    columns: int = 0
    columns_right: int = 0
    headers: int = 0
    headers_right: int = 0
    whole: int = 0
    review: int = 0
    silent: int = 0
    faults: Counter[str] = field(default_factory=Counter)

    @property
    def f1(self) -> float:
        return 2 * self.found / (self.read + self.true) if self.read + self.true else 1.0


def _pdf(maker: Callable[[random.Random, str], Made]) -> Callable[[random.Random, str], Made]:
    return lambda rng, form: ubl.inside_pdf(maker(rng, form))


FORMATS: dict[str, tuple[Callable[[random.Random, str], Made], tuple[str, ...]]] = {
    "x12": (x12.make_x12, x12.FORMS),
    "edifact": (edifact.make_edifact, edifact.FORMS),
    "remt.001": (iso20022.make_remt, iso20022.REMT_FORMS),
    "camt": (iso20022.make_camt, iso20022.CAMT_FORMS),
    "ubl": (ubl.make_ubl, ubl.FORMS),
    "pdf + ubl": (_pdf(ubl.make_ubl), ubl.FORMS),
    "pdf + remt": (_pdf(iso20022.make_remt), iso20022.REMT_FORMS),
}


def judged(made: Made, remittances: tuple[Remittance, ...]) -> Score:
    """Compare what was read with the truth, field by field."""
    score = Score(documents=1)
    pairs = list(zip(made.payments, remittances, strict=False))
    score.faults["payments"] += len(made.payments) != len(remittances)
    score.true = sum(len(one.lines) for one in made.payments)
    score.read = sum(len(one.lines) for one in remittances)
    for payment, remittance in pairs:
        _headers(payment, remittance, score)
        left = Counter((line.number, line.net) for line in payment.lines)
        for got in remittance.lines:
            if left[got.document_number, got.net_amount] > 0:
                left[got.document_number, got.net_amount] -= 1
                score.found += 1
        for want, line in zip(payment.lines, remittance.lines, strict=False):
            _columns(want, line, score)
    score.review = int(not remittances or any(one.needs_review for one in remittances))
    score.whole = int(not sum(score.faults.values()) and score.found == score.true == score.read)
    score.silent = int(not score.review and not score.whole)
    return score


def _headers(payment: Payment, remittance: Remittance, score: Score) -> None:
    for own, name in _HEADER.items():
        right = getattr(payment, own) == getattr(remittance, name)
        score.headers += 1
        score.headers_right += right
        score.faults[name] += not right


def _columns(want: Line, got: RemittanceLine, score: Score) -> None:
    for own, name in _LINE.items():
        right = (getattr(want, own) or None) == (getattr(got, name) or None)
        score.columns += 1
        score.columns_right += right
        score.faults[name] += not right


def run(name: str, count: int, seed: int, show: int = 0) -> tuple[Score, dict[str, Score], float]:
    """Read `count` documents of a format; return the whole score, that of each form, and CPU ms a document."""
    maker, forms = FORMATS[name]
    rng, fence = random.Random(f"{name} {seed}"), InProcessFence()
    whole, by_form = Score(), {form: Score() for form in forms}
    spent = 0.0
    for at in range(count):
        made = maker(rng, forms[at % len(forms)])
        called = (
            made.name.rpartition(".")[0] + rng.choice(_ENDINGS)
            if not made.name.endswith("pdf")
            else made.name
        )
        started = time.process_time()
        document = read(made.content, called, sniff(made.content, called), fence)
        remittances = extract([document], ReadingAids(), advice_expected=True)
        spent += time.process_time() - started
        score = judged(made, remittances)
        if show and not score.whole:
            show -= 1
            _show(made, remittances, document.problems, score)
        for target in (whole, by_form[made.form]):
            _add(target, score)
    return whole, by_form, spent / count * 1000


def _add(target: Score, score: Score) -> None:
    for one in fields(Score):
        if one.name == "faults":
            target.faults += score.faults
        else:
            setattr(target, one.name, getattr(target, one.name) + getattr(score, one.name))


def _show(made: Made, remittances: tuple[Remittance, ...], problems: tuple[str, ...], score: Score) -> None:
    print("=" * 30, made.form, dict(+score.faults), "SILENT" if score.silent else "", problems)
    print(made.content[:3000].decode("utf-8", "replace"))
    for payment, remittance in zip(made.payments, (*remittances, *[None] * len(made.payments)), strict=False):
        print("true", payment, "\nread", remittance)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=list(FORMATS))
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--forms", action="store_true", help="print each form")
    options = parser.parse_args()
    print("format                docs  line F1  columns  headers  whole  review  silent     ms  faults")
    for name in [options.format] if options.format else list(FORMATS):
        score, by_form, spent = run(name, options.n, options.seed, options.show)
        _row(name, score, spent)
        if options.forms:
            for form, own in by_form.items():
                _row(f"  {form}", own, 0.0)


def _row(name: str, s: Score, spent: float) -> None:
    n = max(s.documents, 1)
    faults = ", ".join(f"{k} {v}" for k, v in (+s.faults).most_common(6))
    print(
        f"{name:20} {s.documents:5}   {s.f1:.4f}   {s.columns_right / max(s.columns, 1):.4f}   "
        f"{s.headers_right / max(s.headers, 1):.4f}   {s.whole / n:.2f}    {s.review / n:.2f}  {s.silent:4}   "
        f"{spent:6.1f}  {faults}"
    )


if __name__ == "__main__":
    main()
