"""What the item page shows of payments: values with state, origin and proofs, lines with their match."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from domain.decisions import Application, Match, Suggestion
from domain.remittance import Remittance, RemittanceLine
from review.doubts import State, cell_state, is_stop, line_state, state_of, stops_of
from review.merging import Clash, Merged
from review.typed import HEADER, LINE, WORDS, TypedLine, TypedPayment, amount_of, text_of
from review.windows import packed, places_in, size_of, window


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
class Away:
    """The lines that are not shown: what a form carries of them, and the values among them to look at."""

    above: str = ""
    below: str = ""
    stops: int = 0
    before: int | None = None
    """The last line before the window with something to look at."""
    after: int | None = None
    """The first line behind it."""


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
    """Those in the window."""
    every: Sequence[TypedLine]
    """All of them, as texts."""
    first: int
    """The first line that is shown."""
    size: int
    """Lines of a window, where not all are shown."""
    away: Away
    used: frozenset[str]
    """The columns of the grid in which any line says anything."""
    lines_total: Decimal
    total: Decimal | None
    currency: str

    @property
    def stops(self) -> int:
        """How many values a person should look at."""
        cells = (value for line in self.lines for value in line.fields)
        return sum(value.stop for value in (*self.fields, *cells)) + self.away.stops

    @property
    def whole(self) -> bool:
        """True where all lines are shown."""
        return len(self.lines) == len(self.every)

    @property
    def windows(self) -> range:
        """The first line of each window."""
        return range(0, len(self.every), self.size)

    def shows(self, line: int) -> bool:
        """Tell whether a line is in the window."""
        return self.first <= line < self.first + len(self.lines)

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
    seen: AbstractSet[str] = frozenset(),
) -> tuple[PaymentView, ...]:
    """Return what the form shows: typed texts over what was read, beside what another person changed.

    Of a long payment a window of its lines; `seen` are values out of sight ("p0.l3.net_amount|12.00") that
    were found right.
    """
    applied = {(one.remittance, one.line): one for one in reversed(match.applied)} if match else {}
    suggested: dict[tuple[int, int], tuple[Suggestion, ...]] = {}
    for one in match.suggestions if match else ():
        place = (one.remittance, one.line)
        suggested[place] = (*suggested.get(place, ()), one)
    beside = _Beside(errors, merged or Merged(), applied, suggested, seen, size_of(typed))
    return tuple(_payment(number, payment, read, beside) for number, payment in enumerate(typed))


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the inputs, by their names; the ledger's word by (payment, line) as read."""

    errors: Mapping[str, str]
    merged: Merged
    applied: Mapping[tuple[int, int], Application]
    suggested: Mapping[tuple[int, int], tuple[Suggestion, ...]]
    seen: AbstractSet[str]
    size: int


def _payment(
    number: int,
    one: TypedPayment,
    read: Sequence[Remittance],
    beside: _Beside,
) -> PaymentView:
    known = read[one.was] if one.was is not None and one.was < len(read) else None
    shown = window(one, beside.size)
    lines = tuple(_line(f"p{number}.l{at}", one.lines[at], one.was, known, beside) for at in shown)
    sums = [amount_of(line.texts["net_amount"]) or Decimal(0) for line in one.lines]
    return PaymentView(
        key=f"p{number}",
        was=one.was,
        document=known.document if known else "",
        problems=known.problems if known else (),
        notes=known.notes if known else (),
        fields=tuple(_header(f"p{number}.{name}", name, one, known, beside) for name in HEADER),
        lines=lines,
        every=one.lines,
        first=shown.start,
        size=beside.size,
        away=_away(number, one, known, shown, beside),
        used=_used(one, lines),
        lines_total=sum(sums, Decimal(0)),
        total=amount_of(one.texts["total_amount"]),
        currency=one.texts["currency"],
    )


def _away(number: int, one: TypedPayment, known: Remittance | None, shown: range, beside: _Beside) -> Away:
    if len(shown) == len(one.lines):
        return Away()
    read = known.lines if known else ()
    noted = {
        line for payment, line in places_in((*beside.errors, *beside.merged.clashes)) if payment == number
    }
    stops: dict[int, int] = {}
    for at, line in enumerate(one.lines):
        if at in shown:
            continue
        own = read[line.was] if line.was is not None and line.was < len(read) else None
        found = [n for n in stops_of(line, own) if f"p{number}.l{at}.{n}|{line.texts[n]}" not in beside.seen]
        if found or at in noted:
            stops[at] = len(found) or 1
    return Away(
        above=packed(one.lines[: shown.start], read),
        below=packed(one.lines[shown.stop :], read),
        stops=sum(stops.values()),
        before=max((at for at in stops if at < shown.start), default=None),
        after=min((at for at in stops if at >= shown.stop), default=None),
    )


def _used(one: TypedPayment, lines: Sequence[LineView]) -> frozenset[str]:
    said = {name for line in one.lines for name, text in line.texts.items() if text not in ("", "invoice")}
    noted = {value.name for line in lines for value in line.fields if value.error or value.clash}
    return frozenset(said | noted)


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
    state = line_state(read, line)
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
    own = cell_state(name, text, read, state)
    clash = beside.merged.clashes.get(key)
    return FieldView(
        key=key,
        name=name,
        text=text,
        state=own,
        stop=is_stop(name, text, own, line) or key in beside.errors or clash is not None,
        choices=_choices(name),
        error=beside.errors.get(key),
        clash=clash,
        others=beside.merged.theirs.get(key),
    )


def _choices(name: str) -> tuple[str, ...]:
    if name not in WORDS:
        return ()
    words = tuple(word.value for word in WORDS[name])
    return ("", *words) if name == "payment_method" else words
