"""What the teaching page shows of each value: its text, and whether the learnt layout reads the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from domain.layouts import TruePayment
from domain.pages import Box
from domain.remittance import Remittance, RemittanceLine
from extractors.layouts.differences import as_json
from review.item_form import SHOWN
from review.teaching.form import TeachForm
from review.typed import HEADER, WORDS, TypedLine, TypedPayment

Value = TypeVar("Value", TruePayment, Remittance)


class Verdict(StrEnum):
    """How the layout's reading stands to what is true."""

    RIGHT = "right"
    WRONG = "wrong"
    EXTRA = "extra"
    """It reads something where the form says nothing."""
    OPEN = "open"
    """Nothing to say: neither reads or says anything, or nothing was learnt."""


SHAPES = {Verdict.RIGHT: "✓", Verdict.WRONG: "✗", Verdict.EXTRA: "+", Verdict.OPEN: ""}


@dataclass(frozen=True, slots=True)
class ValueView:
    """One input: `key` is its name in the form; `said` is what the layout reads, where that differs."""

    key: str
    name: str
    text: str
    verdict: Verdict
    said: str = ""
    choices: tuple[str, ...] = ()
    error: str | None = None

    @property
    def element(self) -> str:
        """The id of its box over the page."""
        return f"box-{self.key}"


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the grid."""

    key: str
    was: int | None
    cells: tuple[ValueView, ...]
    verdict: Verdict

    def cell(self, name: str) -> ValueView:
        """Return the input of one value."""
        return next(one for one in self.cells if one.name == name)


@dataclass(frozen=True, slots=True)
class PaymentView:
    """One payment; `used` are the columns in which any line says anything."""

    key: str
    was: int | None
    fields: tuple[ValueView, ...]
    lines: tuple[LineView, ...]
    used: frozenset[str]


@dataclass(frozen=True, slots=True)
class MarkView:
    """The box of a value over a page."""

    key: str
    page: int
    box: Box
    verdict: Verdict


def views_of(
    form: TeachForm, truth: Sequence[TruePayment], read: Sequence[Remittance]
) -> tuple[PaymentView, ...]:
    """Return the payments of the form beside what the layout reads; () for `read` where it was not tried."""
    return tuple(
        _payment(number, payment, form, _at(truth, number), _at(read, number))
        for number, payment in enumerate(form.payments)
    )


def marks_of(
    views: Sequence[PaymentView], learnt: Sequence[Remittance], before: Sequence[Remittance]
) -> tuple[MarkView, ...]:
    """Return where values stand: as the layout reads them, else as they were read before."""
    marks: list[MarkView] = []
    for number, view in enumerate(views):
        known = _at(before, view.was) if view.was is not None else None
        for source in (_at(learnt, number), known):
            told = {mark.key for mark in marks}
            marks += [mark for mark in _boxes(view, source) if mark.key not in told]
    return tuple(marks)


def _boxes(view: PaymentView, payment: Remittance | None) -> list[MarkView]:
    if payment is None:
        return []
    marks = []
    for value in view.fields:
        evidence = payment.fields.get(value.name)
        if value.text and evidence and evidence.box and evidence.page:
            marks.append(MarkView(value.key, evidence.page, evidence.box, value.verdict))
    for line, read in zip(view.lines, payment.lines, strict=False):
        if read.box and read.page:
            marks.append(MarkView(line.key, read.page, read.box, line.verdict))
    return marks


def _payment(
    number: int,
    payment: TypedPayment,
    form: TeachForm,
    truth: TruePayment | None,
    read: Remittance | None,
) -> PaymentView:
    key = f"p{number}"
    fields = tuple(
        _value(f"{key}.{name}", name, payment.texts[name], form, truth.fields if truth else None, read)
        for name in HEADER
    )
    # Lines without anything are no part of what is true.
    told = iter(truth.lines if truth else ())
    lines = []
    place = -1
    for index, line in enumerate(payment.lines):
        blank = not line.texts["document_number"] and not line.texts["net_amount"]
        place += not blank
        true = None if blank else next(told, None)
        own = read.lines[place] if read and not blank and place < len(read.lines) else None
        lines.append(_line(f"{key}.l{index}", line, form, true, own, tried=read is not None))
    used = frozenset(
        cell.name for line in lines for cell in line.cells if cell.error or cell.text not in ("", "invoice")
    )
    return PaymentView(key, payment.was, fields, tuple(lines), used)


def _line(
    key: str,
    line: TypedLine,
    form: TeachForm,
    true: object,
    read: RemittanceLine | None,
    *,
    tried: bool,
) -> LineView:
    known = true if isinstance(true, dict) else None
    cells = tuple(_value(f"{key}.{name}", name, line.texts[name], form, known, read) for name in SHOWN)
    verdict = Verdict.OPEN
    if known is not None and tried:
        wrong = read is None or any(cell.verdict is Verdict.WRONG for cell in cells)
        verdict = Verdict.WRONG if wrong else Verdict.RIGHT
    return LineView(key, line.was, cells, verdict)


def _value(key: str, name: str, text: str, form: TeachForm, true: object, read: object | None) -> ValueView:
    known = true if isinstance(true, dict) else {}
    said = as_json(getattr(read, name)) if read is not None else None
    verdict = Verdict.OPEN
    if read is not None and name in known:
        same = said == known[name] or (said is not None and said == " ".join((known[name] or "").split()))
        verdict = (Verdict.RIGHT if said is not None else Verdict.OPEN) if same else Verdict.WRONG
    elif read is not None and said is not None and not text:
        verdict = Verdict.EXTRA
    return ValueView(
        key,
        name,
        text,
        verdict,
        said or "" if verdict in (Verdict.WRONG, Verdict.EXTRA) else "",
        _choices(name),
        form.errors.get(key),
    )


def _choices(name: str) -> tuple[str, ...]:
    if name not in WORDS:
        return ()
    words = tuple(word.value for word in WORDS[name])
    return ("", *words) if name == "payment_method" else words


def _at(values: Sequence[Value], index: int) -> Value | None:
    return values[index] if index < len(values) else None
