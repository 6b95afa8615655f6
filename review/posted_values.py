"""Reads the payments out of a posted form: what a person saw and typed, and the lines out of sight."""

from collections.abc import Sequence

from domain.remittance import Remittance, RemittanceLine
from review.typed import (
    HEADER,
    LINE,
    MOST_LINES,
    MOST_PAYMENTS,
    TypedLine,
    TypedPayment,
    at_index,
    text_of,
)
from review.visits import Form
from review.windows import unpacked


def typed(form: Form, stored: Sequence[Remittance]) -> list[TypedPayment] | None:
    """Return the payments as they were typed, None for a form that holds no values.

    A field that was not sent says what is stored: only what a person blanked is blank. Raises UnusableError
    where the lines out of sight are not as they were sent out.
    """
    if not form.has("payments"):
        return None
    payments = []
    for number in range(min(form.whole("payments", 0), MOST_PAYMENTS)):
        prefix, was = f"p{number}.", _was(form, f"p{number}.")
        known = at_index(stored, was)
        texts = _sent(form, prefix, HEADER, known)
        lines = _lines(form, prefix, known.lines if known else ())
        payments.append(TypedPayment(was, texts, lines, max(0, form.whole(f"{prefix}from", 0))))
    return payments


def _lines(form: Form, prefix: str, known: Sequence[RemittanceLine]) -> list[TypedLine]:
    first, count = form.whole(f"{prefix}from", 0), min(form.whole(f"{prefix}lines", 0), MOST_LINES)
    end = min(first + form.whole(f"{prefix}shown", 0), count) if form.has(f"{prefix}from") else count
    shown = [_line(form, f"{prefix}l{index}.", known) for index in range(max(0, first), end)]
    if not form.has(f"{prefix}from"):
        return shown
    above, below = (unpacked(form.text(f"{prefix}{part}"), known) for part in ("above", "below"))
    return [*above, *shown, *below][:MOST_LINES]


def _line(form: Form, prefix: str, known: Sequence[RemittanceLine]) -> TypedLine:
    was = _was(form, prefix)
    return TypedLine(was, _sent(form, prefix, LINE, at_index(known, was)))


def _sent(
    form: Form, prefix: str, names: Sequence[str], known: Remittance | RemittanceLine | None
) -> dict[str, str]:
    return {
        name: form.text(prefix + name)
        if known is None or form.has(prefix + name)
        else text_of(getattr(known, name))
        for name in names
    }


def _was(form: Form, prefix: str) -> int | None:
    was = form.whole(prefix + "was")
    return None if was < 0 else was
