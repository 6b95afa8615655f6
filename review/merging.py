"""Puts together what two people typed into one item: each keeps what only they changed, the rest is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from review.typed import TypedLine, TypedPayment


@dataclass(frozen=True, slots=True)
class Clash:
    """A value that both changed, each to something else: as it was, and as it is stored now."""

    before: str
    theirs: str


@dataclass(slots=True)
class Merged:
    """The payments as both want them, over those stored now; a clash shows mine, theirs stands beside it."""

    payments: list[TypedPayment] = field(default_factory=list)
    clashes: dict[str, Clash] = field(default_factory=dict)
    """By the name of the input."""
    theirs: dict[str, str] = field(default_factory=dict)
    """What only the other changed, by the name of the input: what stood there before."""


def merge(
    base: Sequence[TypedPayment], mine: Sequence[TypedPayment], theirs: Sequence[TypedPayment]
) -> Merged:
    """Merge two changes of the same payments, all of them as texts.

    `was` of mine counts in base, that of the result in theirs. A line that one deleted and the other changed
    stays, as a clash of each changed value.
    """
    merged = Merged()
    taken = {payment.was for payment in mine}
    for own in mine:
        before = base[own.was] if own.was is not None and own.was < len(base) else None
        other = (
            theirs[own.was] if before is not None and own.was is not None and own.was < len(theirs) else None
        )
        number = len(merged.payments)
        if before is None or other is None:
            merged.payments.append(TypedPayment(None, dict(own.texts), _unbound(own.lines), own.first))
            continue
        texts = _texts(before.texts, own.texts, other.texts, f"p{number}.", merged)
        payment = TypedPayment(own.was, texts, first=own.first)
        payment.lines = _lines(before.lines, own.lines, other.lines, f"p{number}", merged)
        merged.payments.append(payment)
    # What the other added stays; what I deleted goes only where the other left it alone.
    for index, other in enumerate(theirs):
        if index in taken or (index < len(base) and _same(base[index], other)):
            continue
        merged.payments.append(TypedPayment(index, dict(other.texts), _renumbered(other.lines)))
    return merged


def _lines(
    base: Sequence[TypedLine],
    mine: Sequence[TypedLine],
    theirs: Sequence[TypedLine],
    key: str,
    merged: Merged,
) -> list[TypedLine]:
    where = _followed(base, theirs)
    origins = {at: number for number, at in where.items()}
    kept = {line.was for line in mine if line.was is not None}
    lines: list[TypedLine] = []
    for own in mine:
        prefix = f"{key}.l{len(lines)}."
        if own.was is None or own.was >= len(base):
            lines.append(TypedLine(None, dict(own.texts)))
            continue
        before, at = base[own.was], where.get(own.was)
        if at is None:
            if own.texts != before.texts:
                lines.append(TypedLine(None, dict(own.texts)))
                merged.clashes |= {
                    prefix + name: Clash(before.texts[name], "")
                    for name, text in own.texts.items()
                    if text != before.texts[name]
                }
            continue
        texts = _texts(before.texts, own.texts, theirs[at].texts, prefix, merged)
        lines.append(TypedLine(at, texts))
    for index, other in enumerate(theirs):
        origin = origins.get(index)
        if origin is None or (origin not in kept and other.texts != base[origin].texts):
            lines.append(TypedLine(index, dict(other.texts)))
    return lines


def _followed(base: Sequence[TypedLine], theirs: Sequence[TypedLine]) -> dict[int, int]:
    """Return where each line of base went: the same lines first, then those changed in their place."""
    one, other = [_key(line) for line in base], [_key(line) for line in theirs]
    # What is alike at both ends is not looked at: that is nearly all of a long payment.
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    start = min(len(one), len(other)) if start is None else start
    tail = 0
    while tail < min(len(one), len(other)) - start and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    where = {at: at for at in range(start)}
    where |= {len(one) - 1 - at: len(other) - 1 - at for at in range(tail)}
    matcher = SequenceMatcher(None, one[start : len(one) - tail], other[start : len(other) - tail], False)
    for tag, *ends in matcher.get_opcodes():
        low, high, other_low, other_high = (end + start for end in ends)
        if tag == "equal" or (tag == "replace" and high - low == other_high - other_low):
            where |= dict(zip(range(low, high), range(other_low, other_high), strict=True))
        elif tag == "replace":
            where |= dict(zip(range(low, high), range(other_low, other_high), strict=False))
    return where


def _texts(
    before: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str], prefix: str, merged: Merged
) -> dict[str, str]:
    texts = {}
    for name, text in mine.items():
        old, other = before[name], theirs[name]
        if text == old:
            texts[name] = other
            if other != old:
                merged.theirs[prefix + name] = old
            continue
        texts[name] = text
        if other not in (old, text):
            merged.clashes[prefix + name] = Clash(old, other)
    return texts


def _key(line: TypedLine) -> tuple[str, ...]:
    return tuple(line.texts.values())


def _same(one: TypedPayment, other: TypedPayment) -> bool:
    return one.texts == other.texts and [line.texts for line in one.lines] == [
        line.texts for line in other.lines
    ]


def _unbound(lines: Sequence[TypedLine]) -> list[TypedLine]:
    return [TypedLine(None, dict(line.texts)) for line in lines]


def _renumbered(lines: Sequence[TypedLine]) -> list[TypedLine]:
    return [TypedLine(index, dict(line.texts)) for index, line in enumerate(lines)]
