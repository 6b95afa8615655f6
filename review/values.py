"""What the item page shows of payments: values with state, origin and proofs, lines with their match."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.decisions import Application, Match, Suggestion
from domain.remittance import Remittance, RemittanceLine
from review.typed import HEADER, LINE, WORDS, TypedLine, TypedPayment, amount_of

SURE = 0.9
LIKELY = 0.8
PROOFS = frozenset({"sum_of_lines", "open_item_found", "equation", "customer_name", "clerk"})
"""Proofs that do not rest on the place of the value alone."""


class State(StrEnum):
    """How far a value can be believed."""

    PROVED = "proved"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    MISSING = "missing"


SHAPES: Mapping[State, str] = {State.PROVED: "✓", State.LIKELY: "●", State.DOUBTFUL: "▲", State.MISSING: "○"}


@dataclass(frozen=True, slots=True)
class FieldView:
    """One input: `key` is its name in the form, `stored` what another person has stored meanwhile."""

    key: str
    name: str
    text: str
    state: State
    by: str = ""
    proofs: tuple[str, ...] = ()
    cell: str = ""
    """The cell it stands in, for media without points."""
    boxed: bool = False
    """True when its box is drawn on a page, under the id `box-KEY`."""
    choices: tuple[str, ...] = ()
    error: str | None = None
    stored: str | None = None


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the grid."""

    key: str
    was: int | None
    fields: tuple[FieldView, ...]
    state: State
    proofs: tuple[str, ...]
    cell: str
    boxed: bool
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
    fields: tuple[FieldView, ...]
    lines: tuple[LineView, ...]
    lines_total: Decimal
    total: Decimal | None
    currency: str

    @property
    def difference(self) -> Decimal | None:
        """Stated total less the sum of the lines, None without a stated total."""
        return None if self.total is None else self.total - self.lines_total


def payment_views(
    typed: Sequence[TypedPayment],
    read: Sequence[Remittance],
    match: Match | None,
    errors: Mapping[str, str],
    stored: Sequence[TypedPayment] = (),
) -> tuple[PaymentView, ...]:
    """Return what the form shows: typed texts over what was read; `stored` is shown where it differs."""
    return tuple(_payment(number, one, read, match, errors, stored) for number, one in enumerate(typed))


def state_of(text: str, confidence: float, proofs: Sequence[str]) -> State:
    """Return how far a value can be believed."""
    if not text:
        return State.MISSING
    if confidence >= SURE and PROOFS.intersection(proofs):
        return State.PROVED
    return State.LIKELY if confidence >= LIKELY else State.DOUBTFUL


def _payment(
    number: int,
    one: TypedPayment,
    read: Sequence[Remittance],
    match: Match | None,
    errors: Mapping[str, str],
    stored: Sequence[TypedPayment],
) -> PaymentView:
    known = read[one.was] if one.was is not None and one.was < len(read) else None
    other = next((each for each in stored if each.was is not None and each.was == one.was), None)
    lines = tuple(
        _line(number, index, line, one.was, known, match, errors, other)
        for index, line in enumerate(one.lines)
    )
    sums = [amount_of(line.texts["net_amount"]) or Decimal(0) for line in one.lines]
    return PaymentView(
        key=f"p{number}",
        was=one.was,
        document=known.document if known else "",
        problems=known.problems if known else (),
        fields=tuple(_header(number, name, one, known, errors, other) for name in HEADER),
        lines=lines,
        lines_total=sum(sums, Decimal(0)),
        total=amount_of(one.texts["total_amount"]),
        currency=one.texts["currency"],
    )


def _header(
    number: int,
    name: str,
    one: TypedPayment,
    known: Remittance | None,
    errors: Mapping[str, str],
    other: TypedPayment | None,
) -> FieldView:
    key, text = f"p{number}.{name}", one.texts[name]
    evidence = known.fields.get(name) if known else None
    proofs = evidence.proofs if evidence else ()
    return FieldView(
        key=key,
        name=name,
        text=text,
        state=state_of(text, evidence.confidence if evidence else 0.0, proofs),
        by=evidence.by if evidence else "",
        proofs=proofs,
        cell=(evidence.cell or "") if evidence else "",
        boxed=evidence is not None and evidence.box is not None,
        choices=_choices(name),
        error=errors.get(key),
        stored=_stored(other.texts if other else None, name, text),
    )


def _line(
    number: int,
    index: int,
    line: TypedLine,
    payment_was: int | None,
    known: Remittance | None,
    match: Match | None,
    errors: Mapping[str, str],
    other: TypedPayment | None,
) -> LineView:
    read = known.lines[line.was] if known and line.was is not None and line.was < len(known.lines) else None
    key = f"p{number}.l{index}"
    place = (payment_was, line.was)
    stored = next((each for each in other.lines if each.was == line.was), None) if other and read else None
    state = _line_state(read, line)
    return LineView(
        key=key,
        was=line.was,
        fields=tuple(_cell(f"{key}.{name}", name, line, state, errors, stored) for name in LINE),
        state=state,
        proofs=read.proofs if read else (),
        cell=(read.cell or "") if read else "",
        boxed=read is not None and read.box is not None,
        applied=next((a for a in match.applied if (a.remittance, a.line) == place), None) if match else None,
        suggestions=tuple(s for s in match.suggestions if (s.remittance, s.line) == place) if match else (),
    )


def _cell(
    key: str, name: str, line: TypedLine, state: State, errors: Mapping[str, str], stored: TypedLine | None
) -> FieldView:
    text = line.texts[name]
    return FieldView(
        key=key,
        name=name,
        text=text,
        state=state if text else State.MISSING,
        choices=_choices(name),
        error=errors.get(key),
        stored=_stored(stored.texts if stored else None, name, text),
    )


def _line_state(read: RemittanceLine | None, line: TypedLine) -> State:
    if not line.texts["document_number"] and not line.texts["net_amount"]:
        return State.MISSING
    return state_of("x", read.confidence, read.proofs) if read else State.DOUBTFUL


def _choices(name: str) -> tuple[str, ...]:
    if name not in WORDS:
        return ()
    words = tuple(word.value for word in WORDS[name])
    return ("", *words) if name == "payment_method" else words


def _stored(texts: Mapping[str, str] | None, name: str, text: str) -> str | None:
    return None if texts is None or texts[name] == text else texts[name]
