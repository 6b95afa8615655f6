"""Tells codes that give the reason of a deduction from those that name a kind of document."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from domain.words import DocumentType
from extractors.recognition.bodies import Record
from extractors.recognition.entries import Entry
from extractors.recognition.headers import Column
from extractors.recognition.pieces import Row
from extractors.recognition.words import components, fold, is_exactly, says

_TOLD = re.compile(r"(?<![\w.,/-])([A-Z]{1,4}|[A-Z]?\d{1,4}[A-Z]?)\s*[=:–-]\s*([^\W\d][^,;=|]{2,40})")
_CODE = re.compile(r"^[A-Z]{0,3}\d{0,4}[A-Z]?$")
_KINDS = ("invoice", "credit_note", "debit_note")
_FEWEST = 2
_SENTENCE = 3
_FIGURES = re.compile(r"\d+")


def legend_in(rows: Sequence[Row]) -> Mapping[str, str]:
    """Return what a legend says of codes, by code: "41 = shortage, 52 = price"; {} where none is told."""
    for row in rows:
        told = {code: words.strip(" .") for code, words in _TOLD.findall(row.text)}
        if len(told) >= _FEWEST and len(row.pieces) <= _FEWEST:
            return told
    return {}


def with_reasons(
    columns: Sequence[Column], cells: Sequence[Mapping[int, str]], legend: Mapping[str, str]
) -> list[Column]:
    """Return the columns; one of nothing but codes that the legend gives as reasons holds reasons.

    `cells` are the texts of each line by column.
    """
    reasons = {code for code, words in legend.items() if not _names_kind(words)}
    settled = list(columns)
    for index, column in enumerate(columns):
        held = {text for line in cells if (text := line.get(index, "").strip())}
        if held and held <= reasons and column.concept in ("unknown", "text", "ignore"):
            settled[index] = replace(column, concept="reason")
    return settled


def drop_kinds(
    lines: Sequence[tuple[Record, Entry]], columns: Sequence[Column], legend: Mapping[str, str]
) -> None:
    """Take no code for a reason that a legend calls a kind of document, or that lines paid in full bear."""
    kinds = {code for code, words in legend.items() if _names_kind(words)}
    coded = [index for index, column in enumerate(columns) if column.concept == "reason"]
    plain = {
        text for record, entry in lines if _is_whole(entry) for text in _codes(record, coded) if len(text) > 1
    }
    for record, entry in lines:
        codes = set(_codes(record, coded))
        if entry.reason in codes & (kinds | plain):
            entry.reason = None
        elif entry.reason in codes and (kinds or plain) and entry.reason not in legend:
            entry.problems.append(f'"{entry.reason}" may be a kind of document, not a reason.')


_SAY_NOTHING = frozenset({"unknown", "text"})
_WORD = re.compile(r"[^\W\d_]{4,}")


def doubt_unread_codes(lines: Sequence[tuple[Record, Entry]], columns: Sequence[Column]) -> None:
    """A code that nothing explains beside what is taken off without a reason may be that reason."""
    unknown = [index for index, column in enumerate(columns) if column.concept == "unknown"]
    counted = {
        index
        for record, entry in lines
        if _is_whole(entry)
        for index in unknown
        if record.text(index).strip()
    }
    for record, entry in lines:
        if entry.reason or not (entry.kind is DocumentType.DEDUCTION or (entry.net or 0) < 0):
            continue
        for text in _codes(record, [index for index in unknown if index not in counted]):
            entry.problems.append(f'"{text}" beside what is taken off may be its reason; it was not read.')


def doubt_unread_remarks(lines: Sequence[tuple[Record, Entry]], columns: Sequence[Column]) -> None:
    """Words beside a line that is paid in part, where no line paid in full has any, may say why."""
    told = {place for record, entry in lines if _is_whole(entry) for place, _ in _remarks(record, columns)}
    for record, entry in lines:
        less = entry.gross is not None and entry.net is not None and abs(entry.gross) > abs(entry.net)
        if not less or entry.reason or entry.discount or entry.deduction:
            continue
        for text in [text for place, text in _remarks(record, columns) if place not in told][:1]:
            entry.problems.append(f'"{text}" beside what is taken off may be its reason; it was not read.')


def _remarks(record: Record, columns: Sequence[Column]) -> Iterator[tuple[int, str]]:
    """Yield words in columns that say nothing, and at -1 those behind the last column: place, text."""
    for index, column in enumerate(columns):
        if column.concept in _SAY_NOTHING and _WORD.search(record.text(index)):
            yield index, " ".join(record.text(index).split())
    edge = max((column.right for column in columns), default=0.0)
    for row in record.rows[:1]:
        yield from ((-1, one.text) for one in row.pieces if one.left >= edge and _WORD.search(one.text))


def _codes(record: Record, columns: Sequence[int]) -> Iterator[str]:
    for index in columns:
        text = " ".join(record.text(index).split())
        if text and _CODE.match(text):
            yield text


def _is_whole(entry: Entry) -> bool:
    reduced = entry.discount or entry.deduction or entry.gross not in (None, entry.net)
    return entry.net is not None and entry.net > 0 and not reduced


def _names_kind(words: str) -> bool:
    return any(is_exactly(words, kind) for kind in _KINDS)


def drop_item_texts(read: Sequence[tuple[Record, Entry]], columns: Sequence[Column]) -> None:
    """A column that describes what was bought on lines paid in full gives no reason on a credit, either.

    The credit's text begins as one of theirs does.
    """
    held = [index for index, column in enumerate(columns) if column.concept == "reason"]
    if len(held) != 1:
        return
    full = [record.text(held[0]) for record, entry in read if _is_paid_in_full(entry)]
    openings = {_opening(text) for text in full if len(text.split()) > 1}
    if len(full) < _FEWEST or 2 * sum(bool(text) for text in full) <= len(full):
        return
    for _, entry in read:
        if not entry.reason or entry.deduction or entry.discount:
            continue
        if _opening(entry.reason) in openings:
            entry.reason = None
        elif not any(says(entry.reason, kind) for kind in ("deduction", "credit_note")):
            entry.problems.append(f'"{entry.reason}" may be what was bought, not a reason.')


def drop_chatter(read: Sequence[tuple[Record, Entry]], columns: Sequence[Column]) -> None:
    """A remark that stands alike on lines paid in full, less their discount, and on credits is no reason.

    One that some of the discounted lines or credits bear and others do not may be either.
    """
    held = [index for index, column in enumerate(columns) if column.concept == "reason"]
    texts: dict[str, dict[str, list[Entry]]] = {name: {} for name in ("full", "discounted", "credit")}
    bare: set[str] = set()
    for record, entry in read:
        if (kind := _settled_as(entry)) is None:
            continue
        said = " ".join([*(record.text(index) for index in held), record.heads.get("reason", "")])
        text = _FIGURES.sub("9", fold(said))
        texts[kind].setdefault(text, []).append(entry)
        bare |= set() if text else {kind}
    for kind, told in texts.items():
        for text, entries in told.items():
            elsewhere = any(text in other for name, other in texts.items() if name != kind)
            for entry in entries if text else ():
                _weigh_remark(entry, elsewhere=elsewhere, mixed=kind in bare)


def _weigh_remark(entry: Entry, *, elsewhere: bool, mixed: bool) -> None:
    if entry.reason and elsewhere:
        entry.reason = None
    elif entry.reason and mixed and _reads_as_remark(entry.reason):
        entry.problems.append(f'"{entry.reason}" may be a remark, not a reason.')


def _reads_as_remark(text: str) -> bool:
    """A sentence of several words that no word of deducting begins: "released by mail of 3 May"."""
    return len(text.split()) >= _SENTENCE and not components(text)[0] & {"DEDUCTION", "DISCOUNT"}


def _settled_as(entry: Entry) -> str | None:
    """Return how a line is settled where nothing but a discount reduces it; None where something is kept."""
    if entry.deduction or entry.net is None or entry.kind is DocumentType.DEDUCTION:
        return None
    if entry.net < 0:
        return "credit"
    if entry.discount:
        return "discounted"
    return "full" if entry.gross in (None, entry.net) else None


def _opening(text: str) -> str:
    return fold(text).partition(" ")[0]


def _is_paid_in_full(entry: Entry) -> bool:
    return (entry.net or 0) > 0 and not entry.deduction and not entry.discount
