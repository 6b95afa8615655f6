"""The general reader: reads an advice that nobody has taught, by evidence and proof."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from domain.dialect import Dialect
from domain.ledger import Ledger
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import DocumentType, Layout, Medium
from extractors.recognition.better import better_by_accounts, own_numbers
from extractors.recognition.bodies import layered
from extractors.recognition.bridging import bridged
from extractors.recognition.doubts import unread_line_labels
from extractors.recognition.entries import Entry, close_gaps, keep_to_form, without_kind_of_series
from extractors.recognition.headers import Header
from extractors.recognition.heads import head_of
from extractors.recognition.labels import Labelled, labelled
from extractors.recognition.leftovers import MOST_TOLD
from extractors.recognition.listed_cuts import take_listed_cuts
from extractors.recognition.listing import listed
from extractors.recognition.open_item_numbers import take_open_items
from extractors.recognition.paid_groups import by_column, tells_payments
from extractors.recognition.pairs import paired, unread_amounts, unread_days
from extractors.recognition.payment_overview import tell_sums, with_overview
from extractors.recognition.payments import sections
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.proof import Proof, prove, proven_by_open_items, stated_by_labels
from extractors.recognition.rows import stretches_of
from extractors.recognition.scan import Part, parts_of
from extractors.recognition.sentences import kinds_in_words, on_account, sentence_sums, told
from extractors.recognition.several import assembled
from extractors.recognition.signs import settle, total_of, without_copy
from extractors.recognition.spoken import SENTENCE, told_references
from extractors.recognition.tables import Stated, TableReading, read_table
from extractors.recognition.tables_aside import tables_aside
from extractors.recognition.units import in_units
from extractors.recognition.unmade import void_doubts
from extractors.recognition.whole_numbers import complete_numbers, without_parts
from extractors.recognition.written import dialect_of

_SENTENCE = 2
"""In words: what is shorter behind a value is no sentence."""
_HOLDERS = ("payment_reference", "payment_date", "total", "payer", "payee", "currency", "payment_method")
_TALKATIVE = 5
_TELLING = 0.15
"""What one more value a line is worth where several ways of reading prove the same sum."""


@dataclass(slots=True)
class Payment:
    """One payment while it is being read."""

    entries: list[Entry] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    found: list[Labelled] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    headers: str = ""
    layout: Layout = Layout.TABLE
    problems: list[str] = field(default_factory=list)
    explained: list[Piece] = field(default_factory=list)
    """Cells that are known for what they are and feed no value."""
    proof: Proof = field(default_factory=Proof)
    head: list[Row] = field(default_factory=list)
    """Rows above the first payment that looked like a part of their own: who pays may stand there."""
    foot: Sequence[Row] = ()
    """Rows below further payments, which may name the parties of all."""
    everything: Sequence[Row] = ()
    """All rows of the document, those of lines, too."""


class GeneralReader:
    """Reads pages of words and cells from any medium; see the modules of `extractors.recognition`."""

    name = "general reader"

    def __init__(self, most_doubts: int = MOST_TOLD) -> None:
        """Tell at most so many doubts about what lies beside the lines."""
        self.most_doubts = most_doubts

    def extract(self, document: Document, aids: ReadingAids) -> tuple[Remittance, ...]:
        """Return one Remittance a payment, in order; () when the document holds no line.

        Documents that say themselves what each value is are left to the extractor of their format.
        """
        if document.medium is Medium.EDI:
            return ()
        parts = parts_of(stretches_of(document))
        if not parts:
            return ()
        dialect = dialect_of(document, parts, aids)
        payments: list[tuple[Payment, Sequence[Labelled]]] = []
        shared: Sequence[Labelled] = ()
        head: list[Row] = []
        for section in sections(parts, dialect, aids.ledger):
            payment = _read(section, dialect, aids.ledger, document)
            own = [single for single in by_column(payment, dialect) if _states_money(single)]
            for single in own:
                single.head = list(head)
            head += [] if own or payments else payment.rows
            payments += [(single, shared) for single in own]
            shared = shared or payment.found
        return tuple(assembled(payments, parts, document, aids, dialect, self.most_doubts))


def _states_money(payment: Payment) -> bool:
    """Numbers without any amount are a question about documents, not a payment of them."""
    return bool(payment.entries) and (
        bool(payment.stated)
        or any(entry.net is not None or entry.gross is not None for entry in payment.entries)
    )


def _read(parts: Sequence[Part], dialect: Dialect, ledger: Ledger | None, document: Document) -> Payment:
    payment = Payment()
    parts, overview = with_overview(parts, dialect)
    free = [row for part in parts if part.header is None for row in part.rows]
    before = labelled(free, dialect)
    sums = [hit.amount for hit in before if hit.concept == "total" and hit.amount is not None]
    rest: list[Row] = []
    groups: list[list[Entry]] = []
    tables = [(part, _table(part, part.header, dialect, sums, ledger)) for part in parts if part.header]
    tell_sums(overview, [entry for _, reading in tables for entry in reading.entries], dialect)
    payment.explained += overview.pieces()
    summary = _summary([reading for _, reading in tables])
    aside = tables_aside(parts, [table for table in tables if table[1] is not summary], sums)
    for part in parts:
        reading = next((read for own, read in tables if own is part and read is not summary), None)
        if reading is None or reading in aside:
            rest.extend([*(() if reading else part.head), *part.rows])
            continue
        if len(tables) > 1:
            _take_title(reading, rest, part)
        _add(payment, reading)
        rest.extend(reading.rest)
        groups.append(reading.entries)
    payment.entries = without_copy(payment.entries, sums + [item.amount for item in payment.stated])
    close_gaps(payment.entries)
    keep_to_form(payment.entries)
    without_kind_of_series(payment.entries)
    payment.rows = rest
    payment.found = labelled(rest, dialect)
    payment.problems += void_doubts(rest, payment.found)
    told_sums = sentence_sums(rest, dialect, ledger)
    payment.stated += told_sums
    if not payment.entries:
        _without_header(payment, dialect, ledger, document)
    _settle(payment, groups, dialect)
    payment.proof = proven_by_open_items(prove(payment.entries, payment.stated), payment.entries, ledger)
    if not tells_payments(payment.entries):
        rows = [row for part in parts for row in (*part.head, *part.rows)]
        payment = better_by_accounts(payment, rows, dialect, ledger)
    take_open_items(payment.entries, ledger)
    payment.problems += complete_numbers(payment.entries, ledger)
    payment.problems = without_parts(payment.problems, payment.entries)
    return payment


def _settle(payment: Payment, tables: Sequence[Sequence[Entry]], dialect: Dialect) -> None:
    """Bring lines and stated sums together: units, what is taken off elsewhere, signs and kinds."""
    payment.stated += stated_by_labels(payment.found, payment.rows, payment.entries)
    texts = [payment.headers, *(piece.text for row in payment.rows for piece in row.pieces)]
    payment.stated = in_units(payment.entries, payment.stated, texts)
    payment.entries = bridged(payment.entries, tables, payment.rows, payment.stated, dialect)
    take_listed_cuts(payment.entries, payment.rows, dialect)
    turned, doubts = settle(payment.entries, [item.amount for item in payment.stated])
    if turned:
        payment.stated = [replace(item, amount=-item.amount) for item in payment.stated]
    payment.problems += doubts


def _take_title(reading: TableReading, above: Sequence[Row], part: Part) -> None:
    """Of several tables one may have its kind of document as title: "Deductions"."""
    head = head_of(above[-1]) if above and part.rows and above[-1].page == part.rows[0].page else None
    if head is None or head.concept != "type":
        return
    for entry in reading.entries:
        if entry.kind in (None, DocumentType.INVOICE):
            entry.kind, entry.said = DocumentType(head.text), f"{above[-1].text} {entry.said}"


def _summary(readings: Sequence[TableReading]) -> TableReading | None:
    """Return a table of one row that only sums up the others: the payment itself, under its own header."""
    for reading in readings:
        others = [entry for other in readings if other is not reading for entry in other.entries]
        if len(reading.entries) == 1 and others and reading.entries[0].net == total_of(others):
            return reading
    return None


def _table(
    part: Part, header: Header, dialect: Dialect, sums: Sequence[Decimal], ledger: Ledger | None
) -> TableReading:
    rows = layered(part.rows, header.columns, header.depth) if header.depth > 1 else part.rows
    return read_table(rows, header.columns, dialect, sums, ledger)


def _add(payment: Payment, reading: TableReading) -> None:
    before = len(payment.entries)
    payment.entries += reading.entries
    payment.stated += [
        Stated(item.amount, item.piece, item.kind, item.rank, before + item.at, item.label)
        for item in reading.stated
    ]
    payment.problems += reading.problems
    payment.explained += reading.explained
    payment.headers += " " + reading.headers


def _without_header(payment: Payment, dialect: Dialect, ledger: Ledger | None, document: Document) -> None:
    """Try the forms without a table header and keep the one that its own sums prove, else the fullest."""
    taken = _label_rows(payment.found, payment.rows)
    own = own_numbers(payment.rows, payment.found, ledger)
    called = {item.text for item in told_references(payment.rows, frozenset()) if item.rank == SENTENCE}
    sums = [hit.amount for hit in payment.found if hit.concept == "total" and hit.amount is not None]
    sums += [item.amount for item in payment.stated]
    listing = listed(payment.rows, taken, dialect, ledger, sums)
    pairs = paired(payment.found, payment.rows, dialect)
    sentences, total = told(payment.rows, taken, dialect, ledger)
    kinds_in_words(sentences)
    choices: list[tuple[float, Layout, list[Entry], list[Stated]]] = [
        (0.3, _layout(listing, document), listing.entries, listing.stated),
        (0.2, Layout.KEY_VALUE, pairs, []),
        (0.0, Layout.PROSE, sentences, [total] if total else []),
    ]
    for choice in choices:
        choice[2][:] = [entry for entry in choice[2] if entry.number is None or entry.number not in own]
        choice[2][:] = [entry for entry in choice[2] if entry.number not in called] or choice[2]
    if not any(choice[2] for choice in choices):
        _on_account(payment, dialect)
        return
    best = max(
        choices, key=lambda choice: choice[0] + _worth(choice[2], [*sums, *(s.amount for s in choice[3])])
    )
    payment.layout, payment.entries = best[1], best[2]
    payment.stated += best[3]
    payment.problems += unread_line_labels(payment.found, payment.entries)
    if payment.layout is Layout.KEY_VALUE:
        payment.problems += unread_days(payment.rows, payment.found, payment.entries)
        payment.problems += unread_amounts(payment.rows, payment.found)


def _on_account(payment: Payment, dialect: Dialect) -> None:
    """Take the one amount of a letter that names no document and calls its payment one on account."""
    amount = on_account(payment.rows, dialect)
    if amount is None:
        return
    payment.layout, payment.entries = Layout.PROSE, [amount[0]]
    payment.stated += [amount[1]]
    payment.problems.append("The payment is on account: nothing proves its amount but the sentence itself.")


def _worth(entries: Sequence[Entry], sums: Sequence[Decimal]) -> float:
    if not entries:
        return -10.0
    stated = sum(entry.net is not None for entry in entries) / len(entries)
    adds_up = stated == 1 and total_of(entries) in sums
    broken = sum(bool(entry.problems) for entry in entries) / len(entries)
    told = sum(_told(entry) for entry in entries) / len(entries)
    return 4.0 * adds_up + 2.0 * stated - broken + 0.1 * min(len(entries), 8) + _TELLING * told


def _told(entry: Entry) -> int:
    """Count what a line states beside its number and net amount."""
    held = (entry.day, entry.po, entry.gross, entry.discount, entry.deduction, entry.reason)
    return sum(value is not None for value in held)


def _label_rows(found: Sequence[Labelled], rows: Sequence[Row]) -> frozenset[int]:
    """Return the rows that hold a value of the payment and no document beside it."""
    numbered = {hit.at for hit in found if hit.concept == "document_number"}
    held = [hit for hit in found if hit.concept in _HOLDERS and not _goes_on(rows[hit.at], hit)]
    return frozenset(hit.at for hit in held) - numbered


def _goes_on(row: Row, hit: Labelled) -> bool:
    """Tell whether another sentence begins behind the value: "reference 15. It covers 2640 (14.97)"."""
    behind = row.text.partition(hit.text)[2]
    return behind.startswith(".") and len(behind.split()) > _SENTENCE and any(map(str.isdigit, behind))


def _layout(listing: TableReading, document: Document) -> Layout:
    lines = listing.entries
    if not lines:
        return Layout.LINES
    if listing.ruled:
        return Layout.TABLE
    words = sum(len(entry.said.split()) for entry in lines) / len(lines)
    if words > _TALKATIVE:
        return Layout.PROSE
    free = document.medium in (Medium.TEXT, Medium.HTML)
    return Layout.LINES if free or listing.columns <= 2 else Layout.TABLE
