"""Reads lines, sums and references out of running text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise
from operator import itemgetter

from domain.dialect import Dialect, parse_amount
from domain.dialect_numbers import is_amount_like
from domain.ledger import Ledger
from domain.words import DocumentType
from extractors.recognition.entries import Entry, kind_of
from extractors.recognition.looking import Found, look_into
from extractors.recognition.pieces import Piece, Row, paragraphs
from extractors.recognition.tables import Stated
from extractors.recognition.words import components, fold, is_exactly, says

_BRACKETED = re.compile(r"^\(([^()\d]{3,60})\)")
_BILLED_OFF_PAID = 3
_REDUCTIONS = (("DISCOUNT", "discount"), ("DEDUCTION", "deduction"))
_NEAR = 4
"""In words before a number: what may say its kind."""


def told(
    rows: Sequence[Row], taken: frozenset[int], dialect: Dialect, ledger: Ledger | None
) -> tuple[list[Entry], Stated | None]:
    """Return the lines and the total that sentences tell: "we paid INV-1 and INV-2, 1,234.50 in all"."""
    spoken = [
        row for at, row in enumerate(rows) if at not in taken and (not row.ruled or len(row.pieces) == 1)
    ]
    looked = _before_closing([look_into(row, dialect, ledger) for row in paragraphs(spoken)])
    sequence = [part for found in looked for part in found.sequence]
    references = {text for found in looked for text in found.references}
    if {text for kind, text, _ in sequence if kind == "number"} > references:
        sequence = [part for part in sequence if part[1] not in references]
    if not any(kind == "number" for kind, _, _ in sequence):
        return [], None
    before = _amounts_before(sequence, dialect)
    if before is not None:
        return before
    return _in_turn(sequence, dialect) or _with_total(*_amounts_behind(sequence, dialect))


def _before_closing(looked: Sequence[Found]) -> Sequence[Found]:
    """Leave out what stands under the words that close a letter, where numbers stand above: an address."""
    ends = (at for at, found in enumerate(looked) if is_exactly(found.row.text.rstrip(" ,.!"), "closing"))
    letter = looked[: next(ends, len(looked))]
    return letter if any(found.numbers for found in letter) else looked


def _in_turn(
    sequence: Sequence[tuple[str, str, Piece]], dialect: Dialect
) -> tuple[list[Entry], Stated] | None:
    """Give numbers the amounts that follow in their order: "12 and 17, 60.00 and 40.00 respectively".

    Only where another amount states what these make.
    """
    marks = [mark for mark in sequence if mark[0] != "word"]
    runs = [(kind, list(run)) for kind, run in groupby(marks, key=itemgetter(0))]
    for (kind, numbers), (_, behind) in pairwise(runs):
        amounts = behind[: len(numbers)]
        if kind != "number" or len(numbers) < 2 or len(amounts) < len(numbers):
            continue
        nets = [parse_amount(_without_brackets(text), dialect) for _, text, _ in amounts]
        others = [mark for mark in marks if mark[0] == "amount" and mark not in amounts]
        told = [(parse_amount(_without_brackets(text), dialect), piece) for _, text, piece in others]
        whole = sum((net for net in nets if net is not None), Decimal(0))
        proof = next((Stated(whole, piece, "total", 1) for amount, piece in told if amount == whole), None)
        if proof is not None and None not in nets:
            pairs = zip(numbers, nets, strict=True)
            return [
                Entry(text, said="", pieces=[_whole(piece)], net=net) for (_, text, piece), net in pairs
            ], proof
    return None


def _amounts_behind(
    sequence: Sequence[tuple[str, str, Piece]], dialect: Dialect
) -> tuple[list[Entry], list[Stated]]:
    """Give each number the amount that follows it closely; return the other amounts beside the lines."""
    entries: dict[str, Entry] = {}
    last: Entry | None = None
    loose: list[Stated] = []
    behind: list[tuple[Stated, str]] = []
    since: list[str] = []
    for kind, text, piece in sequence:
        if kind == "word":
            since.append(text)
            continue
        if kind == "number":
            if text not in entries:
                last = entries[text] = Entry(text, said="", pieces=[_whole(piece)])
                last.kind = _kind_said(since)
            since, behind = [], []
            continue
        amount = parse_amount(_without_brackets(text), dialect)
        if amount is None:
            continue
        behind.append((Stated(amount, piece, "total", 1), " ".join(since)))
        if last is not None and last.net is None and len(since) <= 6 and not any(map(_is_summing, since)):
            last.net = -abs(amount) if last.kind is DocumentType.CREDIT_NOTE else amount
        elif last is None or not _take_reduction(last, behind, loose):
            loose.append(behind[-1][0])
        since = []
    for entry in entries.values():
        entry.reason = _reason_behind(entry, sequence)
    return list(entries.values()), loose


def _take_reduction(entry: Entry, behind: Sequence[tuple[Stated, str]], loose: list[Stated]) -> bool:
    """Read "INV-7 over 100.00, less 2.00 discount, that is 98.00": what is billed, taken off and paid."""
    if len(behind) != _BILLED_OFF_PAID or entry.net != behind[0][0].amount:
        return False
    (gross, _), (less, before), (net, after) = behind
    said = components(before)[0] | components(after)[0]
    if "PAID" in components(before)[0] and not components(before)[0] & {name for name, _ in _REDUCTIONS}:
        less, net = net, less  # "INV-7 over 100.00: we paid 98.00, that is less 2.00"
    role = next((role for name, role in _REDUCTIONS if name in said), None)
    if role is None or gross.amount - less.amount != net.amount or not less.amount < gross.amount:
        return False
    entry.gross, entry.net, entry.equation = gross.amount, net.amount, True
    setattr(entry, role, less.amount)
    entry.pieces.append(less.piece)
    loose[:] = [item for item in loose if item is not less and item is not net] + [net]
    return True


def _reason_behind(entry: Entry, sequence: Sequence[tuple[str, str, Piece]]) -> str | None:
    """Return what stands in brackets right behind what was taken off: "less 2.00 (Short pallet)"."""
    for (_, _, piece), (kind, _, behind) in pairwise(sequence):
        told = _BRACKETED.match(behind.text) if kind == "word" else None
        if told and entry.deduction and piece is entry.pieces[-1]:
            return told[1]
    return None


def _kind_said(before: Sequence[str]) -> DocumentType | None:
    """Return CREDIT_NOTE where the words right before a number call it one: "your credit note CN-7"."""
    words = [word for word in before if word][-_NEAR:]
    said = any(is_exactly(" ".join(words[at:]), "credit_note") for at in range(len(words)))
    return DocumentType.CREDIT_NOTE if said else None


def _amounts_before(
    sequence: Sequence[tuple[str, str, Piece]], dialect: Dialect
) -> tuple[list[Entry], Stated] | None:
    """Give each number the amount right before it ("12.00 for INV-1"), where a stated sum proves it."""
    entries: dict[str, Entry] = {}
    amounts: list[Stated] = []
    loose: list[Stated] = []
    for kind, text, piece in sequence:
        if kind == "amount" and (amount := parse_amount(_without_brackets(text), dialect)) is not None:
            amounts.append(Stated(amount, piece, "total", 1))
        elif kind == "number":
            if text in entries or not amounts:
                return None
            entries[text] = Entry(text, said="", pieces=[_whole(piece)], net=amounts.pop().amount)
            loose, amounts = loose + amounts, []
    whole = sum((entry.net or Decimal(0) for entry in entries.values()), Decimal(0))
    proof = next((item for item in [*loose, *amounts] if item.amount == whole), None)
    return (list(entries.values()), proof) if proof is not None and len(entries) > 1 else None


def _is_summing(word: str) -> bool:
    return says(word, "total") or fold(word) in ("all", "tout", "insgesamt", "todo", "tutto", "totaal")


def sentence_sums(rows: Sequence[Row], dialect: Dialect, ledger: Ledger | None) -> list[Stated]:
    """Return amounts that a sentence calls paid or transferred: "we have transferred EUR 1,734.50"."""
    sums = []
    for row in paragraphs(rows):
        if (row.ruled and len(row.pieces) > 1) or len(row.text.split()) < 4 or len(row.pieces) > 2:
            continue
        found = look_into(row, dialect, ledger)
        said = set().union(*(components(word)[0] for word in found.words)) if found.words else set()
        if len(found.amounts) == 1 and not found.numbers and said & {"PAID", "TRANSFER", "TOTAL", "CHEQUE"}:
            amount, piece = found.amounts[0]
            sums.append(Stated(amount, piece, "label", 3, label="sentence"))
    return sums


def on_account(rows: Sequence[Row], dialect: Dialect) -> tuple[Entry, Stated] | None:
    """Return the line and sum of rows that tell of one amount paid on account, None where they do not."""
    flowing = paragraphs(rows)
    if not any(says(row.text, "on_account") for row in flowing):
        return None
    amounts = [pair for row in flowing for pair in _amounts_in(row, dialect)]
    if len({amount for amount, _ in amounts}) != 1:
        return None
    amount, piece = amounts[0]
    entry = Entry(net=amount, kind=DocumentType.ON_ACCOUNT, said="", pieces=[piece])
    return entry, Stated(amount, piece, "label", 2, label="sentence")


def _amounts_in(row: Row, dialect: Dialect) -> list[tuple[Decimal, Piece]]:
    return _behind_colon(row, dialect) or look_into(row, dialect, None).amounts


def _behind_colon(row: Row, dialect: Dialect) -> list[tuple[Decimal, Piece]]:
    """Return what is set against a colon, as in "Acompte:EUR 12,00"."""
    values = [(piece.text.rpartition(":")[2].strip(), piece) for piece in row.pieces if ":" in piece.text]
    read = [(parse_amount(text, dialect), piece) for text, piece in values if is_amount_like(text)]
    return [(amount, piece) for amount, piece in read if amount is not None]


def _without_brackets(text: str) -> str:
    """In a sentence brackets set an amount apart; they do not make it negative."""
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _whole(piece: Piece) -> Piece:
    return replace(piece, text=" ".join(piece.text.split()))


def _with_total(entries: list[Entry], loose: list[Stated]) -> tuple[list[Entry], Stated | None]:
    stated = [entry for entry in entries if entry.net is not None]
    whole = sum((entry.net or Decimal(0) for entry in stated), Decimal(0))
    proof = next((item for item in loose if stated and item.amount == whole), None)
    if proof is not None and entries[: len(stated)] == stated:
        return stated, proof  # what follows without an amount is a telephone's number and the like
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
        entry.kind = entry.kind or kind_of(entry, "") or DocumentType.INVOICE
