"""Reads a page by its accounts alone: whatever its form, the lines are those that make the stated sum."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.dialect import Dialect, parse_date
from domain.ledger import Ledger
from domain.numbers import number_key
from extractors.recognition.amounts import decide_roles
from extractors.recognition.entries import Entry, kind_of
from extractors.recognition.headers import AMOUNTS
from extractors.recognition.hypotheses import Family, Line, Page, Proposal, doubtful, proposals
from extractors.recognition.listing import doubt_reductions
from extractors.recognition.marks import Mark, Sort, marks_of, shape_of, single_lines
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.tables import Stated
from extractors.recognition.whole_numbers import unclear

_ZERO = Decimal(0)
_KINDS = ("column", "label", "head")
_UNREAD = frozenset({"ignore", "due_date", "own_number", "discount_percent"})
"""Figures under such words are known and feed no value of a line."""


@dataclass(slots=True)
class Account:
    """Lines that a stated sum proves, with the figures that this explains."""

    entries: list[Entry] = field(default_factory=list)
    total: Stated | None = None
    explained: list[Piece] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    parts: list[Mark] = field(default_factory=list)
    """Amounts that make up that of a line."""
    rows: set[int] = field(default_factory=set)
    """Indices of the rows that hold the lines."""
    documents: set[str] = field(default_factory=set)
    """Every number of the page that words call a document's."""

    @property
    def pairs(self) -> list[tuple[str | None, Decimal | None]]:
        """Number and amount of each line."""
        return [(entry.number, entry.net) for entry in self.entries]

    def loses(self, entries: Sequence[Entry]) -> bool:
        """Tell whether an amount of a document that was read before has no place in this account."""
        numbers = {entry.number for entry in self.entries}
        amounts = {entry.net for entry in self.entries}
        amounts |= {mark.amount for mark in self.parts}
        shapes = {shape_of(entry.number or "") for entry in self.entries}
        return any(
            entry.net not in amounts
            and (entry.number in self.documents or shape_of(entry.number or "") in shapes)
            for entry in entries
            if entry.number not in numbers and entry.net is not None
        )


def accounted(
    rows: Sequence[Row],
    totals: Sequence[Decimal],
    taken: frozenset[str],
    dialect: Dialect,
    ledger: Ledger | None,
) -> Account | None:
    """Return the best reading that a sum stated on the page proves; None where nothing is proved.

    `totals` are amounts that labels call the payment's sum, `taken` numbers known for something else.
    """
    origins, lines = [at for at, _ in single_lines(rows)], [row for _, row in single_lines(rows)]
    marks = marks_of(lines, dialect, ledger)
    said = [row.text for row in lines]
    sums = frozenset(abs(total) for total in totals)
    found = proposals(Page(marks, said, sums, taken, ledger))
    if not found:
        return None
    best = found[0]
    account = Account(total=_total(best))
    account.documents = {
        mark.text for mark in marks if mark.sort is Sort.NUMBER and mark.concept in ("number", "your_number")
    }
    account.rows = {origins[mark.at] for line in best.lines for mark in (line.number, line.net, *line.around)}
    if doubtful(best, found[1:]):
        account.problems.append("The sums hold for more than one way of reading the lines.")
    _fill(account, best, said, dialect)
    return account


def _total(best: Proposal) -> Stated:
    whole = sum((line.net.amount or _ZERO for line in best.lines), _ZERO)
    amount = best.total.amount or _ZERO
    signed = amount if best.turned else (abs(amount) if whole > 0 else -abs(amount))
    return Stated(signed, best.total.piece, "total", 1, label=best.total.label)


def _fill(account: Account, best: Proposal, said: Sequence[str], dialect: Dialect) -> None:
    days = _one_a_line(best, Sort.DAY, "document_date")
    orders = _one_a_line(best, Sort.NUMBER, "po")
    values = _amounts(best)
    for at, line in enumerate(best.lines):
        entry = Entry(line.number.text, net=line.net.amount)
        at_rows = sorted({line.number.at, line.net.at, *(mark.at for mark in line.around)})
        entry.said = " ".join(said[index] for index in {line.number.at, line.net.at})
        entry.pieces = [line.number.piece, line.net.piece]
        entry.day = _day(days.get(at), dialect, entry)
        entry.pieces += [days[at].piece] if at in days else []
        entry.po = orders[at].text if at in orders else None
        for role, amount in values[at].items():
            setattr(entry, role, amount)
        doubt_reductions(entry, named=_names_reductions(best, values))
        entry.kind = kind_of(entry, "")
        account.entries.append(entry)
        _explain(account, line, at_rows)
    unread = _unread(best, account)
    account.problems += [unclear(text) for text in unread[:2]]


def _day(mark: Mark | None, dialect: Dialect, entry: Entry) -> date | None:
    if mark is None:
        return None
    found = mark.piece.day or parse_date(mark.text, dialect)
    if found is None:
        entry.problems.append(f'"{mark.text}" does not say which of day and month comes first.')
    return found


def _one_a_line(best: Proposal, sort: Sort, concept: str) -> dict[int, Mark]:
    """Return each line's one day or order, by the words that lead to it, else the only day of each line."""
    named: dict[int, Mark] = {}
    starts = {line.number.at for line in best.lines}
    for at, line in enumerate(best.lines):
        others = starts - {line.number.at}
        same = [mark for mark in line.around if mark.sort is sort and mark is not line.number]
        same = [mark for mark in same if mark.at not in others]
        called = [mark for mark in same if mark.concept == concept]
        called = [mark for mark in called if mark.at == line.number.at] or called
        if len(called) == 1:
            named[at] = called[0]
        elif sort is Sort.DAY and len(same) == 1 and same[0].concept not in _UNREAD | {"payment_date"}:
            named[at] = same[0]
    return named


def _amounts(best: Proposal) -> list[dict[str, Decimal | None]]:
    """Return gross amount, discount and deduction of each line where arithmetic and words tell them."""
    families = _families_of_money(best)
    columns = {family: index + 1 for index, family in enumerate(families)}
    concepts = {0: "net"}
    concepts |= {columns[family]: _concept(best, family) for family in families}
    records: list[dict[int, Decimal]] = []
    for line in best.lines:
        values = {0: line.net.amount or _ZERO}
        for mark in line.around:
            held = next((columns[family] for family in families if family in mark.families), None)
            if held is not None and mark is not line.net and mark.amount is not None:
                values[held] = mark.amount
        records.append(values)
    roles = decide_roles(concepts, records, [sum((values[0] for values in records), _ZERO)])
    names = ("gross", "discount", "deduction")
    if roles.columns("net") != [0]:
        return [_named_parts(line) for line in best.lines]
    told = [{name: roles.value(values, name) for name in names} for values in records]
    if any((amounts[name] or _ZERO) < 0 for amounts in told for name in ("discount", "deduction")):
        # What is taken off reduces: where it would add, the figures are parts, not a gross amount.
        return [_named_parts(line) for line in best.lines]
    if not roles.columns("gross") and best.lines[0].net.concept == "gross":
        return [{**amounts, "gross": values[0]} for amounts, values in zip(told, records, strict=True)]
    if not any(any(amounts.values()) for amounts in told):
        return [_named_parts(line) for line in best.lines]
    if roles.columns("gross"):
        for line, amounts in zip(best.lines, told, strict=True):
            if not any(amounts.values()) and _states_twice(line):
                amounts["gross"] = line.net.amount
    return told


def _states_twice(line: Line) -> bool:
    """A short word may shift what is billed away from its column; it stands in the row all the same."""
    return any(mark.amount == line.net.amount for mark in line.around if mark is not line.net)


def _named_parts(line: Line) -> dict[str, Decimal | None]:
    """Return what is taken off among parts that make the amount paid: labour, material, less tax."""
    parts = [mark for mark in line.around if mark.sort is Sort.MONEY and mark is not line.net]
    taken = [mark for mark in parts if (mark.amount or _ZERO) < 0]
    whole = sum((mark.amount or _ZERO for mark in parts), _ZERO)
    billed = [mark.amount for mark in parts if mark not in taken]
    if not taken or whole != line.net.amount or (len(taken) > 1 and len(billed) != 1):
        return {}
    role = "discount" if all(mark.concept == "discount" for mark in taken) else "deduction"
    less = sum((abs(mark.amount or _ZERO) for mark in taken), _ZERO)
    return {role: less, "gross": billed[0] if len(billed) == 1 else None}


def _families_of_money(best: Proposal) -> list[Family]:
    """Return the families that the other amounts of the lines fall into: of columns, labels or heads.

    The kind is taken that parts the amounts of each line and takes in the most of them.
    """
    own = {id(line.net) for line in best.lines}
    beside = 2 * sum(line.net.at == line.number.at for line in best.lines) > len(best.lines)
    told: list[tuple[int, list[Family]]] = []
    for kind in _KINDS if beside else _KINDS[1:]:
        found: Counter[Family] = Counter()
        for line in best.lines:
            others = [mark for mark in line.around if mark.sort is Sort.MONEY and id(mark) not in own]
            names = Counter(name for mark in others for name in sorted(mark.families) if name[0] == kind)
            found.update({family: 1 if count == 1 else -count for family, count in names.items()})
        families = [family for family, count in found.most_common(5) if count > 0]
        told.append((sum(found[family] for family in families), families))
    return max(told, key=lambda pair: pair[0])[1]


def _concept(best: Proposal, family: Family) -> str:
    for line in best.lines:
        for mark in line.around:
            if family in mark.families and mark.sort is Sort.MONEY:
                concept = mark.concept
                return concept if concept in AMOUNTS | {"ignore"} else "unknown"
    return "unknown"


def _names_reductions(best: Proposal, values: Sequence[Mapping[str, Decimal | None]]) -> bool:
    """Tell whether words say of what is taken off whether it is a discount: its own, not those of others."""
    taken = {told.get(name) for told in values for name in ("discount", "deduction")}
    return any(
        mark.concept in ("discount", "deduction")
        for line in best.lines
        for mark in line.around
        if mark.amount and abs(mark.amount) in taken
    )


def _explain(account: Account, line: Line, rows: Sequence[int]) -> None:
    """Explain the parts that make a line's amount, and figures that words call of no interest."""
    parts = [mark for mark in line.around if mark.sort is Sort.MONEY and mark is not line.net]
    nets = line.net.amount or _ZERO
    if len(parts) > 1 and sum((mark.amount or _ZERO for mark in parts), _ZERO) == nets:
        account.explained += [mark.piece for mark in parts]
        account.parts += parts
    account.explained += [mark.piece for mark in line.around if mark.concept in _UNREAD]


def _unread(best: Proposal, account: Account) -> list[str]:
    """Return figures of the lines that no value took and no word explains."""
    used = {number_key(text) for entry in account.entries for text in (entry.number, entry.po) if text}
    explained = {id(piece) for piece in account.explained}
    return [
        mark.text
        for line, entry in zip(best.lines, account.entries, strict=True)
        for mark in line.around
        if id(mark.piece) not in explained
        and mark is not line.net
        and not (_is_told(mark, entry) if mark.amount is not None else number_key(mark.text) in used)
        and not (mark.sort is Sort.DAY and entry.day is not None and _is_days_own(mark, entry))
    ]


def _is_told(mark: Mark, entry: Entry) -> bool:
    """Tell whether a line took an amount, in the part that words give it where they do."""
    values = {
        "gross": entry.gross,
        "discount": entry.discount,
        "deduction": entry.deduction,
        "net": entry.net,
    }
    held = [values[mark.concept]] if mark.concept in values else list(values.values())
    if mark.sort is Sort.NUMBER and mark.text in (entry.number, entry.po):
        return True
    if not mark.amount:
        return True
    return any(value is not None and abs(value) == abs(mark.amount) for value in held)


def _is_days_own(mark: Mark, entry: Entry) -> bool:
    """A second day of a line means something; the same day again does not."""
    return mark.piece in entry.pieces
