"""The lines of a long payment: a window of them stands in the form, of the others only what differs."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.remittance import RemittanceLine
from domain.words import DocumentType
from review.refusals import UnusableError
from review.typed import LINE, LONGEST, MOST_LINES, TypedLine, TypedPayment, line_texts, stored_line

WINDOW = 200
WHOLE = 300
"""Lines of a payment up to which all are shown at once."""
MOST_SHOWN = 1000
"""Lines of all payments on one page; with many long payments each has a smaller window."""
LEAST = 20
MOST_SEEN = 20_000
"""Values that a person has looked at and found right, as a form may tell them."""


def size_of(payments: Sequence[TypedPayment]) -> int:
    """Return how many lines of a long payment are shown at once."""
    if sum(min(len(payment.lines), WHOLE) for payment in payments) <= MOST_SHOWN:
        return WINDOW
    return max(LEAST, min(WINDOW, MOST_SHOWN // len(payments)))


def window(payment: TypedPayment, size: int) -> range:
    """Return which lines of a payment are shown: all of a short one, else those around its `first`."""
    count = len(payment.lines)
    if (count <= WHOLE and size == WINDOW) or count <= size:
        return range(count)
    first = max(0, min(payment.first, count - 1)) // size * size
    return range(first, min(first + size, count))


def turn_to(payments: Sequence[TypedPayment], keys: Iterable[str]) -> None:
    """Move windows so that the first named line of each payment is shown; "p0.l450.net_amount" names one."""
    turned: set[int] = set()
    for payment, line in sorted(places_in(keys)):
        if payment not in turned and payment < len(payments):
            turned.add(payment)
            payments[payment].first = line


def places_in(keys: Iterable[str]) -> set[tuple[int, int]]:
    """Return (payment, line) of each name of an input that stands in a line."""
    return set(filter(None, map(_place, keys)))


def packed(lines: Sequence[TypedLine], stored: Sequence[RemittanceLine]) -> str:
    """Return lines as a form carries them unseen: runs [from, to) of unchanged ones, else what differs."""
    entries: list[list[int] | dict[str, object]] = []
    for line in lines:
        known = line.stored
        if known is None and line.was is not None and line.was < len(stored):
            known = line_texts(stored[line.was])
        known = known or {}
        same = line.texts == known
        differing = {} if same else {n: text for n, text in line.texts.items() if text != known.get(n)}
        last = entries[-1] if entries else None
        if not known or differing:
            entries.append({"was": line.was if known else None, "texts": differing})
        elif isinstance(last, list) and last[1] == line.was:
            last[1] += 1
        else:
            entries.append([line.was or 0, (line.was or 0) + 1])
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str, stored: Sequence[RemittanceLine]) -> list[TypedLine]:
    """Return lines as they were packed. Raises UnusableError for anything that was not."""
    try:
        entries = json.loads(text or "[]")
        lines: list[TypedLine] = []
        for entry in entries if isinstance(entries, list) else [None]:
            lines.extend(_lines(entry, stored))
            if len(lines) > MOST_LINES:
                raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UnusableError("The form was not sent as it was shown; load the page again.") from None
    return lines


def seen_in(text: str) -> frozenset[str]:
    """Return the values ("p0.l3.net_amount|12.00") that a form says were found right."""
    try:
        marks = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return frozenset()
    if not isinstance(marks, list):
        return frozenset()
    return frozenset(mark for mark in marks[:MOST_SEEN] if isinstance(mark, str))


def _lines(entry: object, stored: Sequence[RemittanceLine]) -> Iterator[TypedLine]:
    if isinstance(entry, list):
        first, end = entry
        if type(first) is not int or type(end) is not int or not 0 <= first < end <= len(stored):
            raise ValueError
        for was in range(first, end):
            yield stored_line(was, stored[was])
        return
    if not isinstance(entry, Mapping) or not isinstance(entry["texts"], Mapping):
        raise ValueError
    was = entry["was"]
    if was is not None and (type(was) is not int or not 0 <= was < len(stored)):
        raise ValueError
    blank = {**dict.fromkeys(LINE, ""), "document_type": DocumentType.INVOICE.value}
    known = blank if was is None else line_texts(stored[was])
    yield TypedLine(was, {name: _text(entry["texts"].get(name, own)) for name, own in known.items()})


def _text(text: object) -> str:
    if not isinstance(text, str):
        raise TypeError
    # PostgreSQL keeps no NUL; one sign more than may be kept is refused beside its field on saving.
    return text.replace("\0", "")[: LONGEST + 1]


def _place(key: str) -> tuple[int, int] | None:
    payment, _, rest = key.partition(".")
    line = rest.partition(".")[0]
    numbers = payment.removeprefix("p"), line.removeprefix("l")
    if not line.startswith("l") or not all(part.isascii() and part.isdigit() for part in numbers):
        return None
    return int(numbers[0]), int(numbers[1])
