"""Compares remittances: lines, columns, header fields, and errors that nobody would have seen."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.evaluation.tally import Scores

HEADER = (
    "payer_name",
    "payee_name",
    "payment_reference",
    "payment_method",
    "payment_date",
    "currency",
    "total_amount",
)
COLUMNS = (
    "document_number",
    "document_type",
    "document_date",
    "po_number",
    "gross_amount",
    "discount_amount",
    "deduction_amount",
    "deduction_reason",
    "net_amount",
)
Groups = Sequence[str]
"""What a figure is also counted under, e.g. ("format pdf", "language fr")."""


def compare_remittances(found: Mapping[str, Any], truth: Any, groups: Groups, scores: Scores) -> None:
    """Count the payments of one input; a bare object is one payment."""
    expected = [truth] if isinstance(truth, Mapping) else list(truth)
    said = list(found["remittances"] or [])
    scores.shares["payments counted right"].count(len(said) == len(expected))
    right = len(said) == len(expected)
    for index in range(max(len(said), len(expected))):
        one = said[index] if index < len(said) else {}
        other = expected[index] if index < len(expected) else {}
        right &= _payment(found["source"], one, other, groups, scores)
    if not expected and not said:
        return
    reviewed = not said or any(remittance["needs_review"] for remittance in said)
    _count(scores, "documents wholly right", groups, right)
    _count(scores, "documents not sent to review", groups, not reviewed)
    _count(scores, "silent errors", groups, not reviewed and not right)
    if not reviewed and not right:
        scores.differs(found["source"], "SILENT ERROR: needs_review", False, True)


def _count(scores: Scores, name: str, groups: Groups, yes: bool) -> None:
    for label in (name, *(f"{name}, {group}" for group in groups)):
        scores.shares[label].count(yes)


def _payment(
    source: str, said: Mapping[str, Any], truth: Mapping[str, Any], groups: Groups, scores: Scores
) -> bool:
    right = True
    for name in HEADER:
        if name in truth:
            same = said.get(name) == truth[name]
            scores.tallies[f"field {name}"].value(said.get(name), truth[name])
            right &= same
            if not same:
                scores.differs(source, name, said.get(name), truth[name])
    if "lines" in truth or not truth:
        right &= _lines(source, said.get("lines", []), truth.get("lines", []), groups, scores)
    return right


def _lines(source: str, said: Sequence[Any], truth: Sequence[Any], groups: Groups, scores: Scores) -> bool:
    key = ("document_number", "net_amount")
    bags = [[tuple(line.get(name) for name in key) for line in lines] for lines in (said, truth)]
    for label in ("lines", *(f"lines, {group}" for group in groups)):
        scores.tallies[label].sets(*bags)
    right = bags[0] == bags[1]
    if not right:
        scores.differs(source, "lines", bags[0], bags[1])
        return False
    for number, (line, expected) in enumerate(zip(said, truth, strict=True)):
        for name in COLUMNS:
            if name in expected:
                scores.tallies[f"column {name}"].value(line.get(name), expected[name])
                if line.get(name) != expected[name]:
                    right = False
                    scores.differs(source, f"line {number} {name}", line.get(name), expected[name])
    return right
