"""Reads a document by a layout template: lines, header values, sums and every doubt in words."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from domain.dialect import Dialect
from domain.layouts import LayoutTemplate, LineForm, TaughtReading
from domain.ledger import Ledger
from domain.money import plain
from domain.numbers import number_key
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType, PaymentMethod
from extractors.layouts.anchors import Found, at_anchor, every_by, found_by, value_at
from extractors.layouts.answered import unanswered
from extractors.layouts.as_seen import dialect_of, left_over_as_seen, read_as_seen
from extractors.layouts.changed import changes_in
from extractors.layouts.gross_for_net import set_right
from extractors.layouts.kinds import KIND_OF, Value, fits_form
from extractors.layouts.landmarks import fit_of
from extractors.layouts.line_forms import read_lines
from extractors.layouts.lines import LineReading
from extractors.layouts.own_rows import heads_over, own_rows, stacked_only
from extractors.layouts.sight import Sight, labels_at, sight_of
from extractors.layouts.taught_doubts import document_doubts, renamed_payer, strays, torn_columns
from extractors.layouts.taught_header import header_of, word_in
from extractors.layouts.unaccounted import doubt_reasons, left_over_in, unaccounted
from extractors.recognition.entries import Entry
from extractors.recognition.proof import Proof, prove
from extractors.recognition.signs import settle
from extractors.recognition.tables import Stated


@dataclass(slots=True)
class Payment:
    """One payment while it is being read by a template."""

    sight: Sight
    entries: list[Entry]
    sums: list[Decimal]
    problems: list[str]
    kinds: list[DocumentType | None] = field(default_factory=list)
    headed: tuple[Sight, ...] = ()
    """The payment's part under what stands above all payments, and the rows of an overview that name it."""
    found: dict[str, Found] = field(default_factory=dict)
    proof: Proof = field(default_factory=Proof)


def read_taught(template: LayoutTemplate, document: Document, aids: ReadingAids) -> TaughtReading:
    """Return what the template makes of a document; no remittance where it finds no line."""
    sight = sight_of(document)
    dialect = dialect_of(template)
    fit = fit_of(template, document)
    changes = changes_in(template, sight, fit, dialect)
    if template.lines.form is LineForm.FIRST_SIGHT:
        seen = read_as_seen(template, document, aids, sight)
        return TaughtReading(template, seen, fit, dialect, changes)
    payments = _held(template, sight, dialect)
    doubts = unaccounted(template, sight, *_read_in(payments), dialect)
    for payment in payments:
        payment.problems += [*doubts, *doubt_reasons(template, payment.entries)]
    made = tuple(
        _remittance(payment, template, document, sight, dialect, aids)
        for payment in payments
        if payment.entries
    )
    return TaughtReading(template, made, fit, dialect, changes)


def left_over_by(template: LayoutTemplate, document: Document) -> tuple[str, ...]:
    """Return what the reading of a taught document leaves unread."""
    sight, dialect = sight_of(document), dialect_of(template)
    if template.lines.form is LineForm.FIRST_SIGHT:
        return left_over_as_seen(template, document, sight)
    return left_over_in(sight, *_read_in(_held(template, sight, dialect)), dialect)


def _held(template: LayoutTemplate, sight: Sight, dialect: Dialect) -> list[Payment]:
    return [one for one in _payments(template, sight, dialect) if one.entries or one.found]


def _read_in(payments: Sequence[Payment]) -> tuple[list[Entry], list[Decimal], list[date]]:
    """Return every line, and every amount and day beside the lines that was read."""
    sums = [amount for payment in payments for amount in payment.sums]
    found = [hit.value for payment in payments for hit in payment.found.values()]
    sums += [value for value in found if isinstance(value, Decimal)]
    days = [value for value in found if isinstance(value, date)]
    return [entry for payment in payments for entry in payment.entries], sums, days


def section_starts(template: LayoutTemplate, sight: Sight, dialect: Dialect) -> list[int]:
    """Return the first row of each payment: where the section's label has a new value."""
    if template.sections is None:
        return []
    kind = KIND_OF[_section_field(template)]
    starts: list[int] = []
    last: Value | None = None
    for run in labels_at(sight, template.sections.label):
        found = value_at(template.sections, run, kind, sight, dialect)
        if found is not None and found.value != last:
            starts.append(run.at)
            last = found.value
    return starts


def _section_field(template: LayoutTemplate) -> str:
    return next(
        (rule.name for rule in template.fields if template.sections in rule.anchors), "payment_reference"
    )


def _payments(template: LayoutTemplate, sight: Sight, dialect: Dialect) -> list[Payment]:
    reading = read_lines(template.lines, sight, dialect)
    if template.by_reference:
        return _by_reference(template, reading, sight, dialect)
    starts = section_starts(template, sight, dialect)
    bounds = [0, *starts[1:], len(sight.rows)]
    payments = []
    references = _references(template, sight, bounds, dialect)
    for (first, after), reference in zip(itertools.pairwise(bounds), references, strict=True):
        entries = [e for e, at in zip(reading.entries, reading.at, strict=True) if first <= at < after]
        sums = reading.sums if len(bounds) == 2 else []
        part = own_rows(sight.part(first, after), reference, references)
        payments.append(Payment(part, entries, list(sums), list(reading.problems)))
        payments[-1].headed = heads_over(sight, starts, first, after, reference, references)
    if len(payments) == 1:
        payments[0].kinds = reading.kinds
    for payment in payments:
        _fill(payment, template, sight, dialect)
    return payments


def _references(template: LayoutTemplate, sight: Sight, bounds: Sequence[int], dialect: Dialect) -> list[str]:
    """Return each part's own payment number, "" where something else parts the payments."""
    parts = [sight.part(first, after) for first, after in itertools.pairwise(bounds)]
    if template.sections is None or len(parts) < 2 or _section_field(template) != "payment_reference":
        return ["" for _ in parts]
    hits = [at_anchor(template.sections, KIND_OF["payment_reference"], part, dialect) for part in parts]
    return [str(hit.value) if hit is not None else "" for hit in hits]


def _by_reference(
    template: LayoutTemplate, reading: LineReading, sight: Sight, dialect: Dialect
) -> list[Payment]:
    grouped: dict[str, list[Entry]] = {}
    for entry in reading.entries:
        grouped.setdefault(entry.extras.get("payment_reference", ""), []).append(entry)
    payments = [
        Payment(own_rows(sight, reference, list(grouped)), entries, [], list(reading.problems))
        for reference, entries in grouped.items()
    ]
    for payment in payments:
        _fill(payment, template, payment.sight, dialect)
    return payments


def _fill(payment: Payment, template: LayoutTemplate, whole: Sight, dialect: Dialect) -> None:
    """Find the header values, in the payment's own part first; then prove the lines by the stated sum."""
    for rule in template.fields:
        found, torn = found_by(rule, payment.sight, dialect)
        for headed in payment.headed if found is None else ():
            found, torn = (found, torn) if found else found_by(stacked_only(rule), headed, dialect)
        if found is None and rule.name != "total_amount" and len(payment.sight.rows) < len(whole.rows):
            found, torn = found_by(rule, whole, dialect)
        if found is not None:
            payment.found[rule.name] = found
        elif rule.anchors:
            payment.problems.append(_gone(rule.name))
        if torn and rule.name != "total_amount":
            payment.problems.append(f"The document states {_said(rule.name)} in two ways.")
    stated = _stated(payment, template, dialect)
    set_right(payment.entries, [item.amount for item in stated])
    turned, doubts = settle(payment.entries, [item.amount for item in stated] + payment.sums)
    if turned:
        stated = [replace(item, amount=-item.amount) for item in stated]
    for entry, kind in zip(payment.entries, payment.kinds, strict=False):
        entry.kind = kind or entry.kind
    payment.problems += doubts
    by_gross = template.lines.form is LineForm.TABLE and "net_amount" in template.absent
    payment.proof = prove(payment.entries, stated, by_gross=by_gross)
    if len({item.amount for item in stated}) > 1 and not payment.proof.sum_holds:
        payment.problems.append("The document states the total amount in two ways.")


def _stated(payment: Payment, template: LayoutTemplate, dialect: Dialect) -> list[Stated]:
    """Return the sums that the total's anchors lead to; the lines decide which of several is the total."""
    rule = next((rule for rule in template.fields if rule.name == "total_amount"), None)
    hits = every_by(rule, payment.sight, dialect) if rule else []
    for headed in payment.headed:
        hits = hits or (every_by(stacked_only(rule), headed, dialect) if rule else [])
    count = len(payment.entries)
    return [
        Stated(hit.value, hit.piece, "label", 1, count, "sentence" if number else "taught")
        for number, hit in enumerate(hits)
        if isinstance(hit.value, Decimal)
    ]


def _remittance(
    payment: Payment,
    template: LayoutTemplate,
    document: Document,
    whole: Sight,
    dialect: Dialect,
    aids: ReadingAids,
) -> Remittance:
    values, fields = header_of(payment.found, payment.entries, payment.sight, template, document)
    problems = list(dict.fromkeys([*payment.problems, *payment.proof.problems]))
    problems = [one for one in problems if one != _gone("currency") or "currency" not in values]
    problems += [f"The document was not read wholly: {problem}" for problem in document.problems]
    problems += strays(payment.entries, payment.found, template, whole, dialect)
    problems += document_doubts(payment.entries, document, word_in(values, "currency"))
    problems += torn_columns(payment.entries) + renamed_payer(template, word_in(values, "payer_name"))
    problems = _settled_by_ledger(payment, problems, aids.ledger)
    problems = unanswered(template, problems, [entry.number for entry in payment.entries if entry.number])
    proven = not problems
    lines = tuple(_line(payment, entry, template, aids.ledger, proven) for entry in payment.entries)
    day, total = values.get("payment_date"), payment.proof.total
    method = values.get("payment_method")
    return Remittance(
        document=document.name,
        layout=template.layout,
        lines=lines,
        template=template.name,
        payer_name=word_in(values, "payer_name"),
        payee_name=word_in(values, "payee_name"),
        payment_reference=word_in(values, "payment_reference"),
        payment_method=PaymentMethod(str(method)) if method else None,
        payment_date=day if isinstance(day, date) else None,
        currency=word_in(values, "currency"),
        total_amount=plain(total.amount) if total else None,
        fields=fields,
        confidence=0.99 if proven else round(max(0.3, 0.85 - 0.05 * len(problems)), 2),
        needs_review=not proven,
        problems=tuple(problems),
    )


def _settled_by_ledger(payment: Payment, problems: list[str], ledger: Ledger | None) -> list[str]:
    """Without a stated total, lines that all are open items with just these amounts prove themselves."""
    if ledger is None or payment.proof.total is not None or not payment.entries:
        return problems
    for entry in payment.entries:
        items = ledger.items_by_key.get(number_key(entry.number or ""), ())
        wanted = {abs(value) for value in (entry.net, entry.gross) if value is not None}
        if not any(abs(item.open_amount) in wanted for item in items):
            return problems
    return [problem for problem in problems if "states no total" not in problem]


def _line(
    payment: Payment, entry: Entry, template: LayoutTemplate, ledger: Ledger | None, proven: bool
) -> RemittanceLine:
    added_up = proven and payment.proof.sum_holds
    proofs = [*(["sum_of_lines"] if added_up else []), *(["equation"] if entry.equation else [])]
    if entry.number and fits_form(entry.number, template.lines.number_forms):
        proofs.append("taught_form")
    if ledger and entry.number and number_key(entry.number) in ledger.items_by_key:
        proofs.append("open_item_found")
    first = entry.pieces[0] if entry.pieces else None
    return RemittanceLine(
        document_number=entry.number,
        document_type=entry.kind or DocumentType.INVOICE,
        document_date=entry.day,
        po_number=entry.po,
        gross_amount=_plain(entry.gross),
        discount_amount=_plain(entry.discount),
        deduction_amount=_plain(entry.deduction),
        deduction_reason=entry.reason,
        net_amount=_plain(entry.net),
        confidence=0.99 if proven else 0.5 if entry.problems else 0.8,
        page=entry.page if entry.box else None,
        box=entry.box,
        cell=first.cell if first else None,
        proofs=tuple(proofs),
    )


def _plain(amount: Decimal | None) -> Decimal | None:
    return plain(amount) if amount is not None else None


def _gone(name: str) -> str:
    return f"Where {_said(name)} stood when the form was taught stands none now."


def _said(name: str) -> str:
    return "the " + name.replace("_", " ")
