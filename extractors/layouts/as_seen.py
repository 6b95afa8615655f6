"""Reads a document whose lines first-time recognition finds; the taught layout says what they mean."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain.dialect import Dialect
from domain.dialect_dates import DateOrder
from domain.layouts import HEADER_FIELDS, LayoutTemplate, LineRule
from domain.money import ZERO, as_text, plain
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Evidence, Remittance, RemittanceLine
from domain.words import PaymentMethod
from extractors.layouts.anchors import Found, found_by
from extractors.layouts.answered import unanswered, without_other_sums
from extractors.layouts.own_rows import own_rows
from extractors.layouts.sight import Sight
from extractors.layouts.taught_doubts import renamed_payer
from extractors.layouts.unaccounted import left_over_in, money_unaccounted
from extractors.recognition.entries import Entry
from extractors.recognition.leftovers import is_loose_doubt
from extractors.recognition.reader import GeneralReader

_AMOUNTS = ("gross_amount", "net_amount")
_EVERY_DOUBT = 1000
_MOST_TOLD = 8


def read_as_seen(
    template: LayoutTemplate, document: Document, aids: ReadingAids, sight: Sight
) -> tuple[Remittance, ...]:
    """Return the payments of first-time recognition, lines and header in the layout's own meaning."""
    dialect = dialect_of(template)
    seen = GeneralReader(_EVERY_DOUBT).extract(document, aids)
    references = [one.payment_reference or "" for one in seen]
    told = [
        _retold(one, template, own_rows(sight, reference, references), dialect)
        for one, reference in zip(seen, references, strict=True)
        if one.lines
    ]
    money = _money_doubts(template, sight, told, dialect)
    return tuple(_answered(one, template, money) for one in told)


def left_over_as_seen(template: LayoutTemplate, document: Document, sight: Sight) -> tuple[str, ...]:
    """Return what money first-time recognition leaves unread of a taught document, as a template keeps it."""
    read = read_as_seen(template, document, ReadingAids(), sight)
    days = [one.payment_date for one in read if one.payment_date is not None]
    return left_over_in(sight, *_read_in(read), days, dialect_of(template))


def _money_doubts(
    template: LayoutTemplate, sight: Sight, told: Sequence[Remittance], dialect: Dialect
) -> frozenset[str] | None:
    """Return the doubts about money that stay, None where the template never looked at it."""
    if template.left_over is None:
        return None
    return frozenset(money_unaccounted(template, sight, *_read_in(told), dialect))


def _answered(told: Remittance, template: LayoutTemplate, money: frozenset[str] | None) -> Remittance:
    """Return the payment without the doubts that the taught documents answer."""
    problems = [
        problem
        for problem in told.problems
        if money is None or problem in money or not is_loose_doubt(problem)
    ]
    numbers = [line.document_number for line in told.lines if line.document_number]
    problems = unanswered(template, problems, numbers)
    if len(problems) == len(told.problems):
        return replace(told, problems=told.problems[:_MOST_TOLD])
    return replace(
        told,
        problems=tuple(problems[:_MOST_TOLD]),
        needs_review=bool(problems),
        confidence=told.confidence if problems else 0.97,
    )


def _read_in(read: Sequence[Remittance]) -> tuple[list[Entry], list[Decimal]]:
    """Return the amounts of all lines and the sums beside them."""
    entries = [
        Entry(
            line.document_number,
            day=line.document_date,
            gross=line.gross_amount,
            discount=line.discount_amount,
            deduction=line.deduction_amount,
            net=line.net_amount,
        )
        for one in read
        for line in one.lines
    ]
    return entries, [one.total_amount for one in read if one.total_amount is not None]


def line_as_taught(line: RemittanceLine, rule: LineRule) -> RemittanceLine:
    """Return a line with its values under the fields that the layout means by them."""
    values: dict[str, Any] = {name: getattr(line, source) if source else None for name, source in rule.taken}
    line = replace(line, **values)
    if not rule.reverse:
        return line
    turned: dict[str, Any] = {name: -held for name in _AMOUNTS if (held := getattr(line, name)) is not None}
    return replace(line, **turned)


def dialect_of(template: LayoutTemplate) -> Dialect:
    """Return how the layout writes numbers and days."""
    order = None
    if template.day_first is not None:
        order = DateOrder.DAY_FIRST if template.day_first else DateOrder.MONTH_FIRST
    return Dialect(template.decimal, order, template.three_decimals)


def _retold(seen: Remittance, template: LayoutTemplate, sight: Sight, dialect: Dialect) -> Remittance:
    lines = tuple(line_as_taught(line, template.lines) for line in seen.lines)
    told = replace(seen, lines=lines, template=template.name, layout=template.layout)
    unsaid: dict[str, Any] = {name: None for name in template.absent if name in HEADER_FIELDS}
    told = replace(told, **unsaid)
    problems = [*seen.problems]
    for rule in template.fields:
        found, torn = found_by(rule, sight, dialect)
        if found is not None:
            told = _with_value(told, rule.name, found, template)
            if rule.name == "total_amount" and _adds_up(told):
                problems = without_other_sums(template, problems)
        elif rule.anchors and getattr(seen, rule.name) is None:
            problems.append(f"Where the {_said(rule.name)} stood when the form was taught stands none now.")
        elif not rule.anchors and rule.phrase is None and rule.value is not None:
            told = replace(told, **{rule.name: _typed(rule.name, rule.value)})
        if torn:
            problems.append(f"The document states the {_said(rule.name)} in two ways.")
    problems += _sum_problem(told, seen) + renamed_payer(template, told.payer_name)
    review = seen.needs_review or bool(problems)
    return replace(
        told,
        problems=tuple(dict.fromkeys(problems)),
        needs_review=review,
        confidence=min(seen.confidence, 0.8) if review else seen.confidence,
    )


def _with_value(told: Remittance, name: str, found: Found, template: LayoutTemplate) -> Remittance:
    value: Any = plain(found.value) if isinstance(found.value, Decimal) else found.value
    if getattr(told, name) == value:
        return told
    piece = found.piece
    evidence = Evidence(
        page=piece.page if piece.box else None,
        box=piece.box,
        cell=piece.cell,
        confidence=0.97,
        by=f"template {template.name}",
        proofs=("label" if found.by_label else "words", "taught"),
    )
    typed = _typed(name, value) if isinstance(value, str) else value
    return replace(told, **{name: typed}, fields={**told.fields, name: evidence})


def _typed(name: str, value: str) -> Any:
    if name == "payment_method":
        return PaymentMethod(value)
    if name == "payment_date":
        return date.fromisoformat(value)
    return Decimal(value) if name == "total_amount" else value


def _sum_problem(told: Remittance, seen: Remittance) -> list[str]:
    """Check the sum again where the layout changed what first-time recognition had proved."""
    nets = [line.net_amount for line in told.lines]
    same = nets == [line.net_amount for line in seen.lines] and told.total_amount == seen.total_amount
    if same or told.total_amount is None:
        return []
    if _adds_up(told):
        return []
    total = sum((net for net in nets if net is not None), ZERO)
    return [f"The lines add up to {as_text(total)} but the document states {as_text(told.total_amount)}."]


def _adds_up(told: Remittance) -> bool:
    nets = [line.net_amount for line in told.lines]
    return None not in nets and sum((net for net in nets if net is not None), ZERO) == told.total_amount


def _said(name: str) -> str:
    return name.replace("_", " ")
