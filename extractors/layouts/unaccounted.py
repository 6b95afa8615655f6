"""Accounts for the money of a document that a layout read; what no taught page left over is a doubt."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.dialect import Dialect
from domain.layouts import LayoutTemplate
from extractors.layouts.sight import Sight, folded_words
from extractors.recognition.doubts import unread_line_labels
from extractors.recognition.entries import Entry
from extractors.recognition.explaining import sums_of
from extractors.recognition.labels import labelled
from extractors.recognition.leftovers import loose_doubt, money_in
from extractors.recognition.pieces import Piece, Row, split_typed

_MOST = 3
"""Doubts that are told; more of them say no more."""
_WIDE = 12.0
"""In the document's own measure: so far apart two columns may end and be the same."""
_LONGEST = 60
_REASON = "reason:"


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
    sight: Sight, entries: Sequence[Entry], known: Iterable[Decimal], dialect: Dialect
) -> tuple[str, ...]:
    """Return what the reading of a taught document leaves unread, as a template keeps it: by words and place.

    `known` are the amounts that were read beside the lines.
    """
    keys = [key for loose in _loose(sight, entries, known, dialect) for key in loose.keys]
    keys += [_REASON] if _unread_labels(sight, entries, dialect) else []
    return tuple(dict.fromkeys(keys))


def unaccounted(
    template: LayoutTemplate,
    sight: Sight,
    entries: Sequence[Entry],
    known: Iterable[Decimal],
    dialect: Dialect,
) -> list[str]:
    """Return doubts about money and reasons that no line took, where no taught document had such."""
    if template.left_over is None:
        return []
    doubts = money_unaccounted(template, sight, entries, known, dialect)
    if _REASON not in template.left_over:
        doubts += _unread_labels(sight, entries, dialect)
    return list(dict.fromkeys(doubts))[:_MOST]


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
