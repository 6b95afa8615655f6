"""Accounts for the money of a document that a layout read; what no taught page left over is a doubt."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.dialect import Dialect
from domain.dialect_dates import is_date_like
from domain.layouts import LayoutTemplate, LineRule
from extractors.layouts.sight import Sight, folded_words
from extractors.recognition.doubts import unread_line_labels
from extractors.recognition.entries import Entry
from extractors.recognition.explaining import sums_of
from extractors.recognition.labels import labelled
from extractors.recognition.leftovers import loose_doubt, money_in
from extractors.recognition.loose_days import loose_days
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row, split_typed

_MOST = 3
"""Doubts that are told; more of them say no more."""
_WIDE = 12.0
"""In the document's own measure: so far apart two columns may end and be the same."""
_LONGEST = 60
_REASON = "reason:"
_DAY = "day:"
_DAYS_AT = "days at:"
_DAY_WORDS = 5
_WHOLE = "reason:whole"
_NUMBERED = "reason:numbered"
"""Kept where a taught line that is paid in full has a reason all the same, or a reason names a document."""


@dataclass(frozen=True, slots=True)
class _Loose:
    """Money that nothing took: its text, the words before it in its row, where it ends."""

    text: str
    words: str
    right: float

    @property
    def keys(self) -> tuple[str, ...]:
        """What a template keeps of it: its words, and its place."""
        return (*([f"words:{self.words}"] if self.words else []), f"right:{self.right:.0f}")


def left_over_in(
    sight: Sight,
    entries: Sequence[Entry],
    known: Iterable[Decimal],
    known_days: Iterable[date],
    dialect: Dialect,
) -> tuple[str, ...]:
    """Return what the reading of a taught document leaves unread, as a template keeps it: by words and place.

    `known` and `known_days` are the amounts and days that were read beside the lines.
    """
    keys = [key for loose in _loose(sight, entries, known, dialect) for key in loose.keys]
    keys += [_REASON] if _unread_labels(sight, entries, dialect) else []
    days = _days_in(sight, entries, known_days, dialect)
    keys += [_day_key(label) for label in days.values()]
    keys += [f"{_DAYS_AT}{place:.0f}" for place in _day_places(sight, days)]
    keys += [_WHOLE] if any(map(_is_told_in_full, entries)) else []
    keys += [_NUMBERED] if any(map(_names_another, entries)) else []
    return tuple(dict.fromkeys(keys))


def unaccounted(
    template: LayoutTemplate,
    sight: Sight,
    entries: Sequence[Entry],
    known: Iterable[Decimal],
    known_days: Iterable[date],
    dialect: Dialect,
) -> list[str]:
    """Return doubts about money, days and reasons that no line took, where no taught document had such."""
    if template.left_over is None:
        return []
    doubts = money_unaccounted(template, sight, entries, known, dialect)
    if _REASON not in template.left_over:
        doubts += _unread_labels(sight, entries, dialect)
    doubts += [
        f'"{text}" stands beside a line and was not read.'
        for text, label in _days_in(sight, entries, known_days, dialect).items()
        if _day_key(label) not in template.left_over
        and not _is_among(template, _day_places(sight, [text]))
        and not _in_unused_columns(template.lines, sight, text)
    ]
    return list(dict.fromkeys(doubts))[:_MOST]


def doubt_reasons(template: LayoutTemplate, entries: Sequence[Entry]) -> list[str]:
    """Take what stands beside lines paid in full for a remark, unless a taught document has reasons there."""
    if template.left_over is None:
        return []
    doubts = []
    for entry in entries:
        if _WHOLE not in template.left_over and _is_told_in_full(entry):
            doubts.append(f'"{entry.reason}" stands beside a line that is paid in full; is it a reason?')
            entry.reason = None
        elif _NUMBERED not in template.left_over and _names_another(entry):
            doubts.append(f'"{entry.reason}" names another document; is it a reason?')
    return doubts[:_MOST]


def _is_told_in_full(entry: Entry) -> bool:
    reduced = entry.discount or entry.deduction or entry.gross not in (None, entry.net)
    return entry.reason is not None and entry.net is not None and entry.net > 0 and not reduced


def _names_another(entry: Entry) -> bool:
    return any(looks_like_number(word.strip(",;.()")) for word in (entry.reason or "").split()[1:])


def _days_in(
    sight: Sight, entries: Sequence[Entry], known: Iterable[date], dialect: Dialect
) -> dict[str, str]:
    held = {*known, *(entry.day for entry in entries if entry.day)}
    return loose_days(sight.rows, entries, held, dialect)


def _day_key(label: str) -> str:
    """Return the words before a day; that another day stands before it says no more than that."""
    return _DAY + _without_figures(" ".join(word for word in label.split() if not is_date_like(word)))


def _day_places(sight: Sight, days: Iterable[str]) -> set[float]:
    """Return where the pieces begin that hold these days and begin with a day: columns of days."""
    wanted = list(days)
    pieces = (piece for row in sight.rows for piece in row.pieces)
    return {
        piece.left
        for piece in pieces
        if _begins_with_day(piece.text) and any(d in piece.text for d in wanted)
    }


def _begins_with_day(text: str) -> bool:
    words = text.split()[:_DAY_WORDS]
    return any(is_date_like(" ".join(words[:size]).strip(" ,;")) for size in range(1, len(words) + 1))


def _in_unused_columns(rule: LineRule, sight: Sight, text: str) -> bool:
    """Tell whether a day stands only in columns that were filled when taught and feed no line."""
    used = {cell.column for cell in rule.cells} | {rule.sign_column, rule.status_column}
    spans = [
        (column.left, column.right)
        for index, column in enumerate(rule.columns)
        if column.header and not column.idle and index not in used
    ]
    held = [piece for row in sight.rows for piece in row.pieces if text in piece.text]
    return bool(held) and all(
        any(left <= piece.left and piece.right <= right for left, right in spans) for piece in held
    )


def _is_among(template: LayoutTemplate, places: Iterable[float]) -> bool:
    """Tell whether these are places where taught documents, too, had days that no line took."""
    kept = [float(key[len(_DAYS_AT) :]) for key in template.left_over or () if key.startswith(_DAYS_AT)]
    found = list(places)
    return bool(found) and all(any(abs(one - place) <= _WIDE for one in kept) for place in found)


def money_unaccounted(
    template: LayoutTemplate,
    sight: Sight,
    entries: Sequence[Entry],
    known: Iterable[Decimal],
    dialect: Dialect,
) -> list[str]:
    """Return a doubt for all money that no line took, where no taught document had such."""
    left_over = template.left_over or ()
    places = [float(key[6:]) for key in left_over if key.startswith("right:")]
    return [
        loose_doubt(loose.text)
        for loose in _loose(sight, entries, known, dialect)
        if f"words:{loose.words}" not in left_over
        and not any(abs(place - loose.right) <= _WIDE for place in places)
    ]


def _loose(
    sight: Sight, entries: Sequence[Entry], known: Iterable[Decimal], dialect: Dialect
) -> Iterator[_Loose]:
    held = {abs(amount) for amount in known} | sums_of(entries)
    for row in sight.rows:
        for piece in (part for whole in row.pieces for part in split_typed(whole)):
            amount = money_in(piece, dialect)
            if amount and abs(amount) not in held:
                yield _Loose(piece.text, _words_before(row, piece), piece.right)


def _words_before(row: Row, piece: Piece) -> str:
    """Return the folded words of the nearest text before a piece, without figures."""
    before = [other.text for other in row.pieces if other.left < piece.left]
    words = [word for text in reversed(before) for word in [_without_figures(text)] if word]
    return words[0] if words else ""


def _without_figures(text: str) -> str:
    kept = [word for word in folded_words(text) if not any(map(str.isdigit, word))]
    return " ".join(kept)[:_LONGEST]


def _unread_labels(sight: Sight, entries: Sequence[Entry], dialect: Dialect) -> list[str]:
    found = [hit for hit in labelled(sight.rows, dialect) if hit.concept == "line_reason"]
    return unread_line_labels([hit for hit in found if hit.how in ("same", "beside")], entries)
