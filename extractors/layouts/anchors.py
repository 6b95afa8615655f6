"""Finds header values by the labels that a template names, and proposes such labels from a true value."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.dialect import Dialect
from domain.layouts import Anchor, Direction, FieldRule
from extractors.layouts.kinds import KIND_OF, Kind, Value, read_piece, squeezed, true_value
from extractors.layouts.sight import (
    Run,
    Sight,
    above,
    below,
    folded_words,
    heads_of,
    labels_at,
    piece_of,
    read_run,
    rest_of,
    right_of,
    runs_of,
    words_in,
)
from extractors.recognition.pieces import Piece, is_typed, split_typed
from extractors.recognition.words import label_meaning

_MOST_WORDS = 6
_TYPED = (Kind.AMOUNT, Kind.DAY)
_CONCEPTS = {
    "payer_name": "payer",
    "payee_name": "payee",
    "payment_reference": "payment_reference",
    "payment_method": "payment_method",
    "payment_date": "payment_date",
    "currency": "currency",
    "total_amount": "total",
    "document_number": "document_number",
    "document_date": "line_date",
    "po_number": "line_po",
    "gross_amount": "line_gross",
    "discount_amount": "line_discount",
    "deduction_amount": "line_deduction",
    "deduction_reason": "line_reason",
}


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
    hits = (
        hit for run in labels_at(sight, anchor.label) if (hit := value_at(anchor, run, kind, sight, dialect))
    )
    if anchor.last:
        found = list(hits)
        return found[-1] if found else None
    return next(hits, None)


def value_at(anchor: Anchor, label: Run, kind: Kind, sight: Sight, dialect: Dialect) -> Found | None:
    """Return the value that stands where the anchor says, seen from one occurrence of its label."""
    if anchor.direction is Direction.SAME:
        return _behind(anchor, label, kind, sight, dialect)
    if anchor.direction is Direction.BELOW:
        return _stacked(anchor, below(sight, label), kind, sight, dialect)
    if anchor.direction is Direction.ABOVE:
        return _stacked(anchor, above(sight, label), kind, sight, dialect)
    return _beside(anchor, label, kind, sight, dialect)


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


def anchors_for(name: str, truth: Value, sight: Sight, dialect: Dialect, most: int = 3) -> tuple[Anchor, ...]:
    """Return the labels from which the true value is found again, the surest first."""
    kind = KIND_OF[name]
    rated: dict[Anchor, float] = {}
    for at in range(len(sight.rows)):
        for run in runs_of(sight, at):
            if read_run(kind, sight, run, dialect) != truth:
                continue
            for anchor, worth in anchors_around(run, kind, sight, dialect):
                rated[anchor] = max(rated.get(anchor, 0.0), worth + meaning_bonus(name, anchor))
    ordered = sorted(rated, key=lambda anchor: -rated[anchor])
    kept: list[Anchor] = []
    for anchor in ordered[:60]:
        for tried in (anchor, Anchor(anchor.label, anchor.direction, anchor.nth, last=True)):
            hit = at_anchor(tried, kind, sight, dialect)
            if hit is not None and hit.value == truth and all(k.label != tried.label for k in kept):
                kept.append(tried)
                break
        if len(kept) == most:
            break
    return tuple(kept)


def phrase_for(name: str, truth: Value, sight: Sight, dialect: Dialect) -> str | None:
    """Return words as printed that mean the value by themselves, None where no words do."""
    kind = KIND_OF[name]
    if kind not in (Kind.NAME, Kind.METHOD, Kind.CURRENCY):
        return None
    found = [
        run.text
        for at in range(len(sight.rows))
        for run in runs_of(sight, at)
        if read_run(kind, sight, run, dialect) == truth
    ]
    return min(found, key=len) if found else None


def _behind(anchor: Anchor, label: Run, kind: Kind, sight: Sight, dialect: Dialect) -> Found | None:
    rest = rest_of(sight, label)
    if rest is None:
        return None
    if anchor.nth > 0 and kind not in _TYPED:
        heads = [run for run in heads_of(sight, rest) if run.after - run.first == anchor.nth]
    else:
        heads = [*heads_of(sight, rest)] if kind in _TYPED else [rest]
    for run in heads:
        value = read_run(kind, sight, run, dialect)
        if value is not None:
            return Found(value, piece_of(sight, run), True)
    return None


def _beside(anchor: Anchor, label: Run, kind: Kind, sight: Sight, dialect: Dialect) -> Found | None:
    found: list[Found] = []
    for run in right_of(sight, label):
        whole = piece_of(sight, run)
        parts = split_typed(whole) if kind in _TYPED else (whole,)
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
        for part in split_typed(piece) if kind in _TYPED else (piece,):
            value = read_piece(kind, part, dialect)
            if value is not None:
                seen += 1
                if seen == anchor.nth:
                    return Found(value, part, True)
    return None


def anchors_around(run: Run, kind: Kind, sight: Sight, dialect: Dialect) -> Iterator[tuple[Anchor, float]]:
    """Yield labels around a run with how likely they are to stay."""
    row = sight.rows[run.at]
    before = folded_words(row.pieces[run.place].text[: _start(sight, run)])
    if before:
        length = 0 if _ends_piece(sight, run) or kind in _TYPED else run.after - run.first
        for size in range(min(len(before), _MOST_WORDS), 0, -1):
            words = before[-size:]
            if _is_label(words):
                whole = 0.4 if size == len(before) else 0.0
                yield Anchor(" ".join(words), Direction.SAME, length), 2.0 + whole + 0.05 * size
    else:
        yield from _left_labels(run, sight)
        yield from _upper_labels(run, sight)
        yield from _lower_labels(run, sight)


def _left_labels(run: Run, sight: Sight) -> Iterator[tuple[Anchor, float]]:
    row = sight.rows[run.at]
    for place in range(run.place - 1, -1, -1):
        words = folded_words(row.pieces[place].text)
        if words and len(words) <= _MOST_WORDS and _is_label(words):
            label = " ".join(words)
            away = run.place - place
            for nth in range(1, len(row.pieces) - place):
                yield Anchor(label, Direction.RIGHT, nth), 2.3 - 0.3 * away - 0.01 * nth
                yield Anchor(label, Direction.RIGHT, -nth), 2.2 - 0.3 * away - 0.01 * nth


def _upper_labels(run: Run, sight: Sight) -> Iterator[tuple[Anchor, float]]:
    for at in range(max(0, run.at - 3), run.at):
        for piece in sight.rows[at].pieces:
            words = folded_words(piece.text)
            own = sight.rows[run.at].pieces[run.place]
            if not words or len(words) > _MOST_WORDS or not _is_label(words):
                continue
            if min(piece.right, own.right) - max(piece.left, own.left) > 0:
                away = run.at - at
                for nth in (1, 2, 3):
                    yield Anchor(" ".join(words), Direction.BELOW, nth), 1.6 - 0.2 * away - 0.1 * nth


def _lower_labels(run: Run, sight: Sight) -> Iterator[tuple[Anchor, float]]:
    own = sight.rows[run.at].pieces[run.place]
    for at in range(run.at + 1, min(run.at + 3, len(sight.rows))):
        for piece in sight.rows[at].pieces:
            words = folded_words(piece.text)
            near = min(piece.right, own.right) - max(piece.left, own.left) > 0
            if near and words and len(words) <= _MOST_WORDS and _is_label(words):
                yield Anchor(" ".join(words), Direction.ABOVE, 1), 0.8 - 0.2 * (at - run.at)


def _is_label(words: list[str]) -> bool:
    return any(any(c.isalpha() for c in word) for word in words) and not any(
        any(c.isdigit() for c in word) for word in words
    )


def _start(sight: Sight, run: Run) -> int:
    return words_in(sight.rows[run.at].pieces[run.place].text)[run.first][1]


def _ends_piece(sight: Sight, run: Run) -> bool:
    return run.after == len(words_in(sight.rows[run.at].pieces[run.place].text))


def meaning_bonus(name: str, anchor: Anchor) -> float:
    """Return what the label's own meaning adds: it names the field, names another one, or is unknown."""
    meaning = label_meaning(anchor.label)
    if meaning is None:
        return 0.0
    return 1.5 if meaning.concept == _CONCEPTS.get(name) else -0.7
