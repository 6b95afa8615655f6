"""Compares what was read with the truth: lines, columns, header values, review, silent errors."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal

from domain.layouts import HEADER_FIELDS, LINE_FIELDS, TruePayment
from domain.remittance import Remittance
from extractors.layouts.differences import as_json

_COLUMNS = tuple(name for name in LINE_FIELDS if name not in ("document_number", "net_amount"))


@dataclass
class Score:
    """Counts over any number of documents; scores add up."""

    documents: int = 0
    found: int = 0
    """Lines whose number and net amount are both exact."""
    read: int = 0
    true: int = 0
    columns_right: int = 0
    columns: int = 0
    """Other values of lines that the document states; all wrong where another count of lines was read."""
    headers_right: int = 0
    headers: int = 0
    review: int = 0
    whole: int = 0
    """Documents without any fault."""
    silent: int = 0
    """Documents with a fault that nobody was asked about."""
    seconds: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Score") -> "Score":
        return Score(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})

    @property
    def f1(self) -> float:
        """Line F1."""
        return 2 * self.found / (self.read + self.true) if self.read + self.true else 1.0

    @property
    def column_share(self) -> float:
        """Share of the lines' stated values that are exact."""
        return self.columns_right / self.columns if self.columns else 1.0

    @property
    def header_share(self) -> float:
        """Share of the header values that are exact."""
        return self.headers_right / self.headers if self.headers else 1.0

    @property
    def silent_bound(self) -> float:
        """One-sided 95 % upper bound of the share of silent errors."""
        return upper_bound(self.silent, self.documents)


def total(scores: Iterable[Score]) -> Score:
    """Return the sum of scores."""
    return sum(scores, Score())


def judge(truth: Sequence[TruePayment], read: Sequence[Remittance]) -> Score:
    """Return the score of one document; values that the truth leaves out are not compared."""
    score = Score(documents=1)
    _judge_lines(truth, read, score)
    _judge_headers(truth, read, score)
    score.review = int(not read or any(remittance.needs_review for remittance in read))
    faultless = (
        score.found == score.true == score.read
        and score.columns == score.columns_right
        and score.headers == score.headers_right
        and len(read) == len(truth)
    )
    score.whole = int(faultless)
    score.silent = int(not score.review and not faultless)
    return score


def upper_bound(events: int, trials: int, confidence: float = 0.95) -> float:
    """Return the exact binomial (Clopper-Pearson) upper bound of a share, one-sided."""
    if trials == 0 or events >= trials:
        return 1.0
    low, high = events / trials, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(events, trials, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def _at_most(events: int, trials: int, share: float) -> float:
    """Return the chance of so many events or fewer."""
    if share <= 0:
        return 1.0
    terms = (
        math.lgamma(trials + 1)
        - math.lgamma(k + 1)
        - math.lgamma(trials - k + 1)
        + k * math.log(share)
        + (trials - k) * math.log1p(-share)
        for k in range(events + 1)
    )
    return sum(math.exp(term) for term in terms)


def _judge_lines(truth: Sequence[TruePayment], read: Sequence[Remittance], score: Score) -> None:
    wanted = [(at, line) for at, payment in enumerate(truth) for line in payment.lines]
    got = [
        (at, {name: as_json(getattr(line, name)) for name in LINE_FIELDS})
        for at, remittance in enumerate(read)
        for line in remittance.lines
    ]
    score.true, score.read = len(wanted), len(got)
    left = Counter(_key(at, line) for at, line in wanted)
    for at, line in got:
        if left[_key(at, line)] > 0:
            left[_key(at, line)] -= 1
            score.found += 1
    score.columns = sum(_counts(line, name) for _, line in wanted for name in _COLUMNS)
    if len(wanted) != len(got):
        score.faults["line_count"] += 1
        return
    for (_, want), (_, have) in zip(wanted, got, strict=True):
        for name in _COLUMNS:
            if name not in want:
                continue
            right = want[name] == (None if _nothing(name, have[name]) else have[name])
            score.columns_right += right and _counts(want, name)
            if not right:
                score.faults[name] += 1
                # A value read where none is stated counts as one more column, a wrong one.
                score.columns += not _counts(want, name)
    if score.found < score.true:
        score.faults["line_values"] += 1


def _counts(line: Mapping[str, str | None], name: str) -> bool:
    return line.get(name) is not None


def _nothing(name: str, value: str | None) -> bool:
    """Tell whether a reduction was read as zero: the same as none, whether or not a zero is printed."""
    return name in ("discount_amount", "deduction_amount") and value is not None and not Decimal(value)


def _key(at: int, line: Mapping[str, str | None]) -> tuple[int, str | None, str | None]:
    return at, line.get("document_number"), line.get("net_amount")


def _judge_headers(truth: Sequence[TruePayment], read: Sequence[Remittance], score: Score) -> None:
    for at, payment in enumerate(truth):
        remittance = read[at] if at < len(read) else None
        for name in HEADER_FIELDS:
            if name not in payment.fields:
                continue
            right = remittance is not None and as_json(getattr(remittance, name)) == payment.fields[name]
            score.headers += 1
            score.headers_right += right
            score.faults[name] += not right
    score.faults = +score.faults
    if len(read) != len(truth):
        score.faults["payments"] += 1
