"""What the item page shows of payments: values with state, origin and proofs, lines with their match."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.decisions import Application, Match, Suggestion
from domain.remittance import Remittance, RemittanceLine
from review.merging import Clash, Merged
from review.typed import HEADER, LINE, WORDS, TypedLine, TypedPayment, amount_of, text_of

SURE = 0.9
LIKELY = 0.8
PROOFS = frozenset({"sum_of_lines", "open_item_found", "equation", "customer_name", "clerk"})
"""Proofs that do not rest on the place of the value alone."""

PROVES_CELL: Mapping[str, frozenset[str]] = {
    "document_number": frozenset({"open_item_found", "clerk"}),
    "net_amount": frozenset({"sum_of_lines", "equation", "clerk"}),
}
"""What settles one cell of a line that is doubtful as a whole; only these cells are asked about."""


class State(StrEnum):
    """How far a value can be believed."""

    PROVED = "proved"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    MISSING = "missing"


SHAPES: Mapping[State, str] = {State.PROVED: "✓", State.LIKELY: "●", State.DOUBTFUL: "▲", State.MISSING: "○"}


@dataclass(frozen=True, slots=True)
class FieldView:
    """One input: `key` is its name in the form."""

    key: str
    name: str
    text: str
    state: State
    by: str = ""
    proofs: tuple[str, ...] = ()
    cell: str = ""
    """The cell it stands in, for media without points."""
    stop: bool = False
    """True for a value that a person should look at: Tab stops there, the counter counts it."""
    choices: tuple[str, ...] = ()
    error: str | None = None
    clash: Clash | None = None
    """What another person made of it meanwhile, where this form says something else."""
    others: str | None = None
    """What stood there before another person changed it to what is shown now."""


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the grid."""

    key: str
    was: int | None
    fields: tuple[FieldView, ...]
    state: State
    proofs: tuple[str, ...]
    cell: str
    applied: Application | None
    suggestions: tuple[Suggestion, ...]

    def field(self, name: str) -> FieldView:
        """Return the input of one value."""
        return next(each for each in self.fields if each.name == name)


@dataclass(frozen=True, slots=True)
class PaymentView:
    """One payment with its totals bar."""

    key: str
    was: int | None
    document: str
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    fields: tuple[FieldView, ...]
    lines: tuple[LineView, ...]
    lines_total: Decimal
    total: Decimal | None
    currency: str

    @property
    def stops(self) -> int:
        """How many values a person should look at."""
        cells = (value for line in self.lines for value in line.fields)
        return sum(value.stop for value in (*self.fields, *cells))

    @property
    def used(self) -> frozenset[str]:
        """The columns of the grid in which any line says anything."""
        return frozenset(
            value.name
            for line in self.lines
            for value in line.fields
            if value.error or value.clash or value.text not in ("", "invoice")
        )

    @property
    def difference(self) -> Decimal | None:
        """Stated total less the sum of the lines, None without a stated total."""
        return None if self.total is None else self.total - self.lines_total


def payment_views(
    typed: Sequence[TypedPayment],
    read: Sequence[Remittance],
    match: Match | None,
    errors: Mapping[str, str],
    merged: Merged | None = None,
) -> tuple[PaymentView, ...]:
    """Return what the form shows: typed texts over what was read, beside what another person changed."""
    applied = {(one.remittance, one.line): one for one in reversed(match.applied)} if match else {}
    suggested: dict[tuple[int, int], tuple[Suggestion, ...]] = {}
    for one in match.suggestions if match else ():
        place = (one.remittance, one.line)
        suggested[place] = (*suggested.get(place, ()), one)
    beside = _Beside(errors, merged or Merged(), applied, suggested)
    return tuple(_payment(number, payment, read, beside) for number, payment in enumerate(typed))


def state_of(text: str, confidence: float, proofs: Sequence[str]) -> State:
    """Return how far a value can be believed."""
    if not text:
        return State.MISSING
    if confidence >= SURE and PROOFS.intersection(proofs):
        return State.PROVED
    return State.LIKELY if confidence >= LIKELY else State.DOUBTFUL


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the inputs, by their names; the ledger's word by (payment, line) as read."""

    errors: Mapping[str, str]
    merged: Merged
    applied: Mapping[tuple[int, int], Application]
    suggested: Mapping[tuple[int, int], tuple[Suggestion, ...]]


def _payment(
    number: int,
    one: TypedPayment,
    read: Sequence[Remittance],
    beside: _Beside,
) -> PaymentView:
    known = read[one.was] if one.was is not None and one.was < len(read) else None
    lines = tuple(
        _line(f"p{number}.l{index}", line, one.was, known, beside) for index, line in enumerate(one.lines)
    )
    sums = [amount_of(line.texts["net_amount"]) or Decimal(0) for line in one.lines]
    return PaymentView(
        key=f"p{number}",
        was=one.was,
        document=known.document if known else "",
        problems=known.problems if known else (),
        notes=known.notes if known else (),
        fields=tuple(_header(f"p{number}.{name}", name, one, known, beside) for name in HEADER),
        lines=lines,
        lines_total=sum(sums, Decimal(0)),
        total=amount_of(one.texts["total_amount"]),
        currency=one.texts["currency"],
    )


def _header(key: str, name: str, one: TypedPayment, known: Remittance | None, beside: _Beside) -> FieldView:
    text = one.texts[name]
    evidence = known.fields.get(name) if known else None
    proofs = evidence.proofs if evidence else ()
    state = state_of(text, evidence.confidence if evidence else 0.0, proofs)
    if text and text != text_of(getattr(known, name) if known else None):
        # A person has just typed it; nobody else need look at it.
        state, proofs = State.LIKELY, ()
    clash = beside.merged.clashes.get(key)
    return FieldView(
        key=key,
        name=name,
        text=text,
        state=state,
        by=evidence.by if evidence else "",
        proofs=proofs,
        cell=(evidence.cell or "") if evidence else "",
        stop=state is State.DOUBTFUL or key in beside.errors or clash is not None,
        choices=_choices(name),
        error=beside.errors.get(key),
        clash=clash,
        others=beside.merged.theirs.get(key),
    )


def _line(
    key: str,
    line: TypedLine,
    payment_was: int | None,
    known: Remittance | None,
    beside: _Beside,
) -> LineView:
    read = known.lines[line.was] if known and line.was is not None and line.was < len(known.lines) else None
    place = (-1 if payment_was is None else payment_was, -1 if line.was is None else line.was)
    state = _line_state(read, line)
    proofs = read.proofs if read else ()
    return LineView(
        key=key,
        was=line.was,
        fields=tuple(_cell(f"{key}.{name}", name, line, read, state, beside) for name in LINE),
        state=state,
        proofs=proofs,
        cell=(read.cell or "") if read else "",
        applied=beside.applied.get(place),
        suggestions=beside.suggested.get(place, ()),
    )


def _cell(
    key: str, name: str, line: TypedLine, read: RemittanceLine | None, state: State, beside: _Beside
) -> FieldView:
    text = line.texts[name]
    own = _cell_state(name, text, state, read.proofs if read else ())
    if text and text != text_of(getattr(read, name) if read else None):
        own = State.LIKELY
    clash = beside.merged.clashes.get(key)
    return FieldView(
        key=key,
        name=name,
        text=text,
        state=own,
        stop=_is_stop(name, text, own, line) or key in beside.errors or clash is not None,
        choices=_choices(name),
        error=beside.errors.get(key),
        clash=clash,
        others=beside.merged.theirs.get(key),
    )


def _cell_state(name: str, text: str, state: State, proofs: Sequence[str]) -> State:
    """Return a cell's own state: in a doubtful line an open number, or a net that adds up, is likely."""
    if not text:
        return State.MISSING
    if state is not State.DOUBTFUL:
        return state
    settled = PROVES_CELL.get(name, frozenset()).intersection(proofs)
    if not settled or (name == "document_number" and _all_settled(proofs)):
        return State.DOUBTFUL
    return State.LIKELY


def _all_settled(proofs: Sequence[str]) -> bool:
    return all(settling.intersection(proofs) for settling in PROVES_CELL.values())


def _is_stop(name: str, text: str, state: State, line: TypedLine) -> bool:
    if name not in PROVES_CELL:
        return False
    missing = name == "net_amount" and not text and bool(line.texts["document_number"])
    return state is State.DOUBTFUL or missing


def _line_state(read: RemittanceLine | None, line: TypedLine) -> State:
    if not line.texts["document_number"] and not line.texts["net_amount"]:
        return State.MISSING
    return state_of("x", read.confidence, read.proofs) if read else State.LIKELY


def _choices(name: str) -> tuple[str, ...]:
    if name not in WORDS:
        return ()
    words = tuple(word.value for word in WORDS[name])
    return ("", *words) if name == "payment_method" else words
