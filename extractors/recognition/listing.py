"""Reads advices without a table header: lists of lines, label and value pairs, and sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from domain.dialect import Dialect, parse_amount, parse_date
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from domain.ledger import Ledger
from domain.numbers import number_key
from domain.words import DocumentType
from extractors.recognition.amounts import decide_roles, holds
from extractors.recognition.entries import Entry, kind_of
from extractors.recognition.labels import Labelled
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.rows import Piece, Row, split_typed
from extractors.recognition.tables import Stated, TableReading
from extractors.recognition.words import column_meaning, components, fold, says, starts_with

_IBAN = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$")
_EDGES = " ,;:.()[]*•·-–\"'"
_NOT_NUMBERS = frozenset(
    {
        "po",
        "payment_reference",
        "ignore",
        "payment_date",
        "document_date",
        "due_date",
        "payer",
        "payee",
        "own_number",
    }
)
_LARGEST_DISCOUNT = Decimal("0.05")
_WEAK = frozenset({"text", "amount", "total", "currency", "reason"})


@dataclass(slots=True)
class Found:
    """What one row holds, by kind, in order."""

    row: Row
    numbers: list[tuple[str, Piece]] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    """Numbers that are called a reference only; they serve as document numbers where nothing else does."""
    payments: list[tuple[str, Piece]] = field(default_factory=list)
    """Numbers that are called a cheque's, transfer's or payment's."""
    amounts: list[tuple[Decimal, Piece]] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    orders: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    sequence: list[tuple[str, str, Piece]] = field(default_factory=list)
    """("number" | "amount" | "word", text, piece) from left to right."""


def listed(
    rows: Sequence[Row],
    taken: frozenset[int],
    dialect: Dialect,
    ledger: Ledger | None,
    sums: Sequence[Decimal],
) -> TableReading:
    """Return the rows that hold one document number and amounts, as lines; `taken` rows are labels."""
    reading = TableReading()
    lines: list[Found] = []
    loose: list[Found] = []
    for at, row in enumerate(rows):
        found = look_into(row, dialect, ledger)
        total = any(
            starts_with(word, kind) for word in found.words[:1] for kind in ("total", "subtotal", "carried")
        )
        if total and found.amounts:
            reading.stated += [Stated(amount, piece, "total", 1) for amount, piece in found.amounts[-1:]]
        elif at not in taken and len(found.numbers) == 1 and found.amounts and len(found.row.text) <= 160:
            lines.append(found)
        elif at not in taken:
            reading.rest.append(row)
            loose.append(found)
    if not lines:
        return reading
    amounts = [{len(f.amounts) - i: amount for i, (amount, _) in enumerate(f.amounts)} for f in lines]
    width = max(len(found.amounts) for found in lines)
    concepts = {index: "amount" if index == 1 else "unknown" for index in range(1, width + 1)}
    roles = decide_roles(concepts, amounts, [*sums, *(s.amount for s in reading.stated)])
    for found, values in zip(lines, amounts, strict=True):
        entry = _entry(found, dialect)
        for role in ("gross", "discount", "deduction", "net"):
            setattr(entry, role, roles.value(values, role))
        entry.equation = holds(roles, values)
        unread = [index for index, value in values.items() if value and roles.role_of.get(index) == "ignore"]
        if unread or entry.equation is False:
            entry.problems.append(f"{entry.number}: not every amount of its row could be explained.")
        _doubt_reductions(entry)
        entry.kind = kind_of(entry, "")
        reading.entries.append(entry)
    _add_reduction(reading, loose, sums)
    reading.ruled = all(found.row.ruled for found in lines)
    reading.columns = width + 1 + any(found.days for found in lines)
    return reading


def _add_reduction(reading: TableReading, loose: Sequence[Found], sums: Sequence[Decimal]) -> None:
    """Take a row that is called a deduction ("less 2% discount 30.00") as a line where that makes the sum."""
    nets = sum((entry.net or Decimal(0) for entry in reading.entries), Decimal(0))
    wanted = [*sums, *(item.amount for item in reading.stated)]
    if nets in wanted:
        return
    cuts = [
        f for f in loose if len(f.amounts) == 1 and not f.numbers and says(" ".join(f.words), "deduction")
    ]
    cut = sum((abs(found.amounts[0][0]) for found in cuts), Decimal(0))
    if not cuts or nets - cut not in wanted:
        return
    for found in cuts:
        entry = Entry(
            net=-abs(found.amounts[0][0]), said=" ".join(found.words), pieces=list(found.row.pieces)
        )
        entry.reason = " ".join(found.words)
        reading.entries.append(entry)


def _doubt_reductions(entry: Entry) -> None:
    """Without a header only its size tells a discount (a few per cent) from a deduction."""
    taken = (entry.discount or Decimal(0)) + (entry.deduction or Decimal(0))
    if not entry.deduction and entry.discount is None:
        return
    if entry.gross and 0 <= taken <= abs(entry.gross) * _LARGEST_DISCOUNT:
        entry.discount, entry.deduction = (
            (entry.deduction if entry.discount is None else entry.discount),
            None,
        )
    elif taken:
        entry.problems.append(f"{entry.number}: nothing says whether {taken} is a discount or a deduction.")


def look_into(row: Row, dialect: Dialect, ledger: Ledger | None) -> Found:
    """Return the document numbers, amounts and days of one row."""
    found = Found(row)
    before: list[str] = []
    for piece in (part for whole in row.pieces for part in split_typed(whole)):
        amount = piece.number if piece.number is not None else _money(piece.text, dialect)
        if amount is not None:
            found.amounts.append((amount, piece))
            found.sequence.append(("amount", piece.text, piece))
        elif parse_date(piece.text, dialect) is not None or (
            is_date_like(piece.text) and not piece.text.isdigit()
        ):
            found.days.append(piece.text)
        else:
            _words(piece, found, before, ledger)
            continue
        before = []
    return found


def _money(text: str, dialect: Dialect) -> Decimal | None:
    return parse_amount(text, dialect) if is_amount_like(text) else None


def _words(piece: Piece, found: Found, before: list[str], ledger: Ledger | None) -> None:
    for word in piece.text.split():
        bare = word.strip(_EDGES)
        head, _, tail = bare.rpartition(":")
        if head and tail and looks_like_number(tail):
            before.append(head)
            bare = tail
        known = ledger is not None and bool(bare) and number_key(bare) in ledger.items_by_key
        if not _IBAN.match(bare) and (known or looks_like_number(bare)):
            concept = _concept_before(before)
            if concept == "po":
                found.orders.append(bare)
            elif concept == "payment_reference" and not known:
                found.payments.append((bare, piece))
            elif known or concept not in _NOT_NUMBERS:
                if known or any(c.isalpha() for c in bare) or concept == "number" or len(bare) >= 4:
                    found.numbers.append((bare, piece))
                    found.references += [bare] if concept == "reference" and not known else []
                    found.sequence.append(("number", bare, piece))
            before.clear()
        else:
            before.append(bare)
            found.words.append(bare)
            found.sequence.append(("word", bare, piece))


def _concept_before(words: Sequence[str]) -> str | None:
    """Return what the words right before a number say that it is."""
    for size in (3, 2, 1):
        if len(words) >= size:
            meaning = column_meaning(" ".join(words[-size:]))
            if meaning is not None and meaning.concept not in _WEAK and meaning.strength >= 0.99:
                return meaning.concept
    return None


def _entry(found: Found, dialect: Dialect) -> Entry:
    number, _ = found.numbers[0]
    days = [day for text in found.days if (day := parse_date(text, dialect))]
    entry = Entry(number, day=days[0] if len(days) == 1 else None, said=" ".join(found.words))
    entry.po = found.orders[0] if found.orders else None
    entry.pieces = list(found.row.pieces)
    if len(found.days) == 1 and not days:
        entry.problems.append(f'"{found.days[0]}" does not say which of day and month comes first.')
    return entry


def paired(found: Sequence[Labelled]) -> list[Entry]:
    """Return the lines of an advice written as labels and values: "Invoice: INV-1", "Amount paid: 12.00"."""
    entries: list[Entry] = []
    totals: list[list[Labelled]] = []
    for hit in found:
        if hit.concept == "document_number":
            same = entries and entries[-1].number == hit.text
            if not same:
                entries.append(Entry(hit.text, pieces=[hit.piece], said=hit.label))
                totals.append([])
        elif entries:
            _take(entries[-1], totals[-1], hit)
    if len(entries) == 1:
        totals = [[hit for hit in found if hit.concept == "total"]]
        for hit in found:
            _take(entries[0], [], hit)
    for entry, hits in zip(entries, totals, strict=True):
        best = _own_amount(hits, totals)
        if best is not None and entry.net is None:
            entry.net = best.amount
            entry.pieces.append(best.piece)
        if entry.gross is not None and entry.net is not None:
            entry.equation = entry.gross - (entry.discount or 0) - (entry.deduction or 0) == entry.net
            if entry.equation is False:
                entry.problems.append(
                    f"{entry.number}: gross less discount and deduction is not the net amount."
                )
        entry.kind = kind_of(entry, "")
    return entries


def _own_amount(hits: Sequence[Labelled], totals: Sequence[Sequence[Labelled]]) -> Labelled | None:
    """Return the amount of one of several label blocks: the one whose label the other blocks have too."""
    if len(totals) == 1:
        return min(hits, key=lambda hit: (hit.rank, hit.at), default=None)

    def shared(hit: Labelled) -> int:
        return sum(any(fold(other.label) == fold(hit.label) for other in others) for others in totals)

    return max(hits, key=lambda hit: (shared(hit), -hit.at), default=None)


def _take(entry: Entry, totals: list[Labelled], hit: Labelled) -> None:
    if hit.concept == "total":
        totals.append(hit)
        return
    if hit.concept == "line_gross" and entry.gross is None:
        entry.gross = hit.amount
    elif hit.concept == "line_discount" and entry.discount is None and hit.amount is not None:
        entry.discount = abs(hit.amount)
    elif hit.concept == "line_deduction" and entry.deduction is None and hit.amount is not None:
        entry.deduction = abs(hit.amount)
    elif hit.concept == "line_po" and entry.po is None:
        entry.po = hit.text
    elif hit.concept == "line_date" and entry.day is None:
        entry.day = hit.day
    elif hit.concept == "line_reason" and entry.reason is None:
        entry.reason = hit.text
    else:
        return
    entry.pieces.append(hit.piece)


def told(
    rows: Sequence[Row], taken: frozenset[int], dialect: Dialect, ledger: Ledger | None
) -> tuple[list[Entry], Stated | None]:
    """Return the lines and the total that sentences tell: "we paid INV-1 and INV-2, 1,234.50 in all"."""
    spoken = [
        row for at, row in enumerate(rows) if at not in taken and (not row.ruled or len(row.pieces) == 1)
    ]
    looked = [look_into(row, dialect, ledger) for row in spoken]
    sequence = [part for found in looked for part in found.sequence]
    references = {text for found in looked for text in found.references}
    if {text for kind, text, _ in sequence if kind == "number"} > references:
        sequence = [part for part in sequence if part[1] not in references]
    if not any(kind == "number" for kind, _, _ in sequence):
        return [], None
    entries: list[Entry] = []
    loose: list[Stated] = []
    since: list[str] = []
    for kind, text, piece in sequence:
        if kind == "word":
            since.append(text)
            continue
        if kind == "number":
            if not any(entry.number == text for entry in entries):
                entries.append(Entry(text, said="", pieces=[_whole(piece)]))
            since = []
            continue
        amount = parse_amount(_without_brackets(text), dialect)
        if amount is None:
            continue
        summing = any(
            says(word, "total") or fold(word) in ("all", "tout", "insgesamt", "todo", "tutto", "totaal")
            for word in since
        )
        last = entries[-1] if entries else None
        if last is not None and last.net is None and not summing and len(since) <= 6:
            last.net = amount
        else:
            loose.append(Stated(amount, piece, "total", 1))
        since = []
    return _with_total(entries, loose)


def sentence_sums(rows: Sequence[Row], dialect: Dialect, ledger: Ledger | None) -> list[Stated]:
    """Return amounts that a sentence calls paid or transferred: "we have transferred EUR 1,734.50"."""
    sums = []
    for row in rows:
        if row.ruled or len(row.text.split()) < 4 or len(row.pieces) > 2:
            continue
        found = look_into(row, dialect, ledger)
        said = set().union(*(components(word)[0] for word in found.words)) if found.words else set()
        if len(found.amounts) == 1 and not found.numbers and said & {"PAID", "TRANSFER", "TOTAL"}:
            amount, piece = found.amounts[0]
            sums.append(Stated(amount, piece, "label", 3, label="sentence"))
    return sums


def sentence_references(rows: Sequence[Row], dialect: Dialect) -> list[tuple[str, Piece]]:
    """Return numbers that running text calls a cheque's or transfer's: "our cheque no. 7788123"."""
    return [pair for row in rows if not row.ruled for pair in look_into(row, dialect, None).payments]


def _without_brackets(text: str) -> str:
    """In a sentence brackets set an amount apart; they do not make it negative."""
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _whole(piece: Piece) -> Piece:
    return replace(piece, text=" ".join(piece.text.split()))


def _with_total(entries: list[Entry], loose: list[Stated]) -> tuple[list[Entry], Stated | None]:
    stated = [entry for entry in entries if entry.net is not None]
    if len(entries) == 1 and not stated and len({item.amount for item in loose}) == 1:
        entries[0].net = loose[0].amount
        return entries, loose[0]
    if len(entries) > 1 and len(stated) == 1 and not loose and stated[0] is entries[-1]:
        # One amount behind a list of numbers is the amount of all of them.
        total = Stated(stated[0].net or Decimal(0), stated[0].pieces[0], "total", 1)
        stated[0].net = None
        return entries, total
    return entries, loose[0] if len({item.amount for item in loose}) == 1 else None


def kinds_in_words(entries: Sequence[Entry]) -> None:
    """Give entries of sentences their kind by the form of the number."""
    for entry in entries:
        entry.kind = kind_of(entry, "") or DocumentType.INVOICE
