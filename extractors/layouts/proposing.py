"""Proposes the labels from which a true value is found again, and words that mean it by themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from domain.dialect import Dialect
from domain.dialect_dates import is_month
from domain.layouts import Anchor, Direction
from extractors.layouts.anchors import LONGEST_TYPED, TYPED, WRAPPED, at_anchor
from extractors.layouts.flowing import flowing
from extractors.layouts.kinds import KIND_OF, Kind, Value
from extractors.layouts.sight import Run, Sight, folded_words, read_run, runs_of, words_in
from extractors.recognition.words import label_meaning

_MOST_WORDS = 6
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
    if kind in WRAPPED:
        for anchor, worth in _in_flow(kind, truth, flowing(sight), dialect):
            rated[anchor] = max(rated.get(anchor, 0.0), worth + meaning_bonus(name, anchor))
    ordered = sorted(rated, key=lambda anchor: -rated[anchor])
    kept: list[Anchor] = []
    for anchor in ordered[:60]:
        for tried in (anchor, replace(anchor, last=True)):
            hit = at_anchor(tried, kind, sight, dialect)
            if hit is not None and hit.value == truth and _is_further(tried, kept, name):
                kept.append(tried)
                break
        if len(kept) == most:
            break
    return tuple(kept)


def _is_further(anchor: Anchor, kept: Sequence[Anchor], name: str) -> bool:
    """Tell whether an anchor says more than those kept: another label, or a sum counted from its row's end.

    A row of sums has fewer of them where a column is empty; the last of them is the same one.
    """
    same = [one for one in kept if one.label == anchor.label]
    if not same:
        return True
    from_end = anchor.direction is Direction.RIGHT and anchor.nth == -1
    return name == "total_amount" and from_end and len(same) == 1 and same[0].nth > 1


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


def anchors_around(run: Run, kind: Kind, sight: Sight, dialect: Dialect) -> Iterator[tuple[Anchor, float]]:
    """Yield labels around a run with how likely they are to stay."""
    before = _words_before(sight, run)
    if before:
        length = 0 if _ends_piece(sight, run) or kind in TYPED else run.after - run.first
        for words, worth in _labels_before(before):
            yield Anchor(words, Direction.SAME, length), worth
        yield from _over_typed(run, kind, sight, dialect)
    else:
        yield from _left_labels(run, sight)
        yield from _right_labels(run, sight)
        yield from _upper_labels(run, sight)
        yield from _lower_labels(run, sight)


def meaning_bonus(name: str, anchor: Anchor) -> float:
    """Return what the label's own meaning adds: it names the field, names another one, or is unknown."""
    meaning = label_meaning(anchor.label)
    if meaning is None:
        return 0.0
    return 1.5 if meaning.concept == _CONCEPTS.get(name) else -0.7


def _in_flow(kind: Kind, truth: Value, sight: Sight, dialect: Dialect) -> Iterator[tuple[Anchor, float]]:
    """Yield labels before a value in running text, its words counted: what follows it may be any sentence."""
    for at in range(len(sight.rows)):
        for run in runs_of(sight, at):
            if read_run(kind, sight, run, dialect) != truth:
                continue
            length = 0 if kind in TYPED else run.after - run.first
            for words, worth in _labels_before(_words_before(sight, run)):
                yield Anchor(words, Direction.SAME, length), worth + 0.01
            yield from _over_typed(run, kind, sight, dialect)


def _over_typed(run: Run, kind: Kind, sight: Sight, dialect: Dialect) -> Iterator[tuple[Anchor, float]]:
    """Yield labels before the amount or day that a number follows: "paid on 3 May 2026 (4711)"."""
    if kind is not Kind.NUMBER:
        return
    text = sight.rows[run.at].pieces[run.place].text
    words = words_in(text)
    for first in range(max(0, run.first - LONGEST_TYPED), run.first):
        between = Run(run.at, run.place, first, run.first, text[words[first][1] : words[run.first - 1][2]])
        if any(read_run(typed, sight, between, dialect) is not None for typed in TYPED):
            for label, worth in _labels_before(folded_words(text[: words[first][1]])):
                yield Anchor(label, Direction.SAME, run.after - run.first, over=True), worth - 0.5
            return


def _labels_before(before: list[str]) -> Iterator[tuple[str, float]]:
    for size in range(min(len(before), _MOST_WORDS), 0, -1):
        words = before[-size:]
        if _is_label(words):
            whole = 0.4 if size == len(before) else 0.0
            yield " ".join(words), 2.0 + whole + 0.05 * size


def _words_before(sight: Sight, run: Run) -> list[str]:
    return folded_words(sight.rows[run.at].pieces[run.place].text[: _start(sight, run)])


def _left_labels(run: Run, sight: Sight) -> Iterator[tuple[Anchor, float]]:
    row = sight.rows[run.at]
    for place in range(run.place - 1, -1, -1):
        words = _leading(folded_words(row.pieces[place].text))
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


def _leading(words: list[str]) -> list[str]:
    """Return the words before the first with a figure: "our payment" of "our payment PAY-4711"."""
    return list(takewhile(lambda word: not any(c.isdigit() for c in word), words))


def _right_labels(run: Run, sight: Sight) -> Iterator[tuple[Anchor, float]]:
    """Yield labels that stand behind the value in its row: "12.03.2026  Our payment"."""
    row = sight.rows[run.at]
    for place in range(run.place + 1, len(row.pieces)):
        words = _leading(folded_words(row.pieces[place].text))
        if words and len(words) <= _MOST_WORDS and _is_label(words):
            yield Anchor(" ".join(words), Direction.LEFT, place - run.place), 0.9 - 0.2 * (place - run.place)


def _is_label(words: list[str]) -> bool:
    if all(map(is_month, words)):
        return False  # The month of a day before the value, which is another one next time.
    return any(any(c.isalpha() for c in word) for word in words) and not any(
        any(c.isdigit() for c in word) for word in words
    )


def _start(sight: Sight, run: Run) -> int:
    return words_in(sight.rows[run.at].pieces[run.place].text)[run.first][1]


def _ends_piece(sight: Sight, run: Run) -> bool:
    return run.after == len(words_in(sight.rows[run.at].pieces[run.place].text))
