"""Finds header values by the labels that a template names."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.dialect import Dialect
from domain.layouts import Anchor, Direction, FieldRule
from extractors.layouts.flowing import flowing
from extractors.layouts.kinds import KIND_OF, Kind, Value, read_piece, squeezed, true_value
from extractors.layouts.sight import (
    Run,
    Sight,
    above,
    below,
    folded_words,
    heads_of,
    labels_at,
    left_of,
    piece_of,
    read_run,
    rest_of,
    right_of,
)
from extractors.recognition.pieces import Piece, is_typed, split_typed

TYPED = (Kind.AMOUNT, Kind.DAY)
"""What parts words by itself: whatever stands around it."""
WRAPPED = (*TYPED, Kind.NUMBER)
"""What is looked for over the line breaks of running text, too."""
LONGEST_TYPED = 5
"""In words: "22 de julio de 2026"."""


@dataclass(frozen=True, slots=True)
class Found:
    """One header value, its place, and whether a label led to it."""

    value: Value
    piece: Piece
    by_label: bool


def found_by(rule: FieldRule, sight: Sight, dialect: Dialect) -> tuple[Found | None, bool]:
    """Return the value of a header field and whether the anchors contradict one another."""
    kind = KIND_OF[rule.name]
    hits = every_by(rule, sight, dialect)
    if hits:
        return hits[0], any(hit.value != hits[0].value for hit in hits[1:])
    if rule.phrase is not None and rule.value is not None:
        piece = phrase_in(sight, rule.phrase)
        value = true_value(kind, rule.value)
        if piece is not None and value is not None:
            return Found(value, piece, False), False
    return None, False


def every_by(rule: FieldRule, sight: Sight, dialect: Dialect) -> list[Found]:
    """Return what each anchor of a rule leads to, the surest first."""
    kind = KIND_OF[rule.name]
    hits = (at_anchor(anchor, kind, sight, dialect) for anchor in rule.anchors)
    return [hit for hit in hits if hit is not None]


def at_anchor(anchor: Anchor, kind: Kind, sight: Sight, dialect: Dialect) -> Found | None:
    """Return the value that stands at an anchor, None where the label or its value is missing."""
    found = _at_anchor(anchor, kind, sight, dialect)
    if found is None and anchor.direction is Direction.SAME and kind in WRAPPED:
        return _at_anchor(anchor, kind, flowing(sight), dialect)
    return found


def value_at(anchor: Anchor, label: Run, kind: Kind, sight: Sight, dialect: Dialect) -> Found | None:
    """Return the value that stands where the anchor says, seen from one occurrence of its label."""
    if anchor.direction is Direction.SAME:
        return _behind(anchor, label, kind, sight, dialect)
    if anchor.direction is Direction.BELOW:
        return _stacked(anchor, below(sight, label), kind, sight, dialect)
    if anchor.direction is Direction.ABOVE:
        return _stacked(anchor, above(sight, label), kind, sight, dialect)
    runs = left_of(sight, label) if anchor.direction is Direction.LEFT else right_of(sight, label)
    return _beside(anchor, runs, kind, sight, dialect)


def phrase_in(sight: Sight, phrase: str) -> Piece | None:
    """Return the piece that holds the phrase as whole words, None where nothing does."""
    wanted = " ".join(folded_words(phrase))
    for run in labels_at(sight, wanted):
        return piece_of(sight, run)
    bare = squeezed(phrase)
    if bare and not wanted:  # a sign such as "€" has no words
        for row in sight.rows:
            for piece in row.pieces:
                if bare in piece.text:
                    return piece
    return None


def _at_anchor(anchor: Anchor, kind: Kind, sight: Sight, dialect: Dialect) -> Found | None:
    hits = (
        hit for run in labels_at(sight, anchor.label) if (hit := value_at(anchor, run, kind, sight, dialect))
    )
    if anchor.last:
        found = list(hits)
        return found[-1] if found else None
    return next(hits, None)


def _behind(anchor: Anchor, label: Run, kind: Kind, sight: Sight, dialect: Dialect) -> Found | None:
    rest = rest_of(sight, label)
    if rest is not None and anchor.over:
        between = _typed_head(sight, rest, dialect)
        rest = rest_of(sight, between) if between is not None else None
    if rest is None:
        return None
    if anchor.nth > 0 and kind not in TYPED:
        heads = [run for run in heads_of(sight, rest) if run.after - run.first == anchor.nth]
    else:
        heads = [*heads_of(sight, rest)] if kind in TYPED else [rest]
    for run in heads:
        value = read_run(kind, sight, run, dialect)
        if value is not None:
            return Found(value, piece_of(sight, run), True)
    return None


def _typed_head(sight: Sight, rest: Run, dialect: Dialect) -> Run | None:
    """Return the amount or day that a run begins with, None where it begins with neither."""
    return next(
        (
            head
            for head in heads_of(sight, rest, LONGEST_TYPED)
            if any(read_run(kind, sight, head, dialect) is not None for kind in TYPED)
        ),
        None,
    )


def _beside(anchor: Anchor, runs: list[Run], kind: Kind, sight: Sight, dialect: Dialect) -> Found | None:
    found: list[Found] = []
    for run in runs:
        whole = piece_of(sight, run)
        parts = split_typed(whole) if kind in TYPED else (whole,)
        for part in parts:
            value = read_piece(kind, part, dialect)
            if value is not None and not (
                kind is Kind.NUMBER and is_typed(part.text) and not part.text.isdigit()
            ):
                found.append(Found(value, part, True))
    at = anchor.nth - 1 if anchor.nth > 0 else anchor.nth
    return found[at] if -len(found) <= at < len(found) else None


def _stacked(anchor: Anchor, runs: Iterator[Run], kind: Kind, sight: Sight, dialect: Dialect) -> Found | None:
    seen = 0
    for run in runs:
        piece = piece_of(sight, run)
        for part in split_typed(piece) if kind in TYPED else (piece,):
            value = read_piece(kind, part, dialect)
            if value is not None:
                seen += 1
                if seen == anchor.nth:
                    return Found(value, part, True)
    return None
