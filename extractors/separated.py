"""Rows of separated values: which separator and quotes a text uses, and amounts that a comma cut in two."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

SEPARATORS = (";", "\t", "|", "^", ",")
_SAMPLE_LINES = 200
_LONGEST_FIELD = 1_000_000
_CENTS = re.compile(r"\d{1,2}[)-]?(?: ?[A-Z€£$]{1,3})?")
_BEFORE_CENTS = re.compile(r"[-+(]?(?:[A-Z]{3} |[€£$] ?)?[-+]?(?:\d{1,3}(?:[.' \u00a0]\d{3})*|\d+)")
_THOUSANDS = re.compile(r"\d{3}(?:\.\d{2}[)-]?(?: ?[A-Z€£$]{1,3})?)?")
_BEFORE_THOUSANDS = re.compile(r"[-+(]?(?:[A-Z]{3} |[€£$] ?)?[-+]?\d{1,3}")
_MOST_CUTS = 12
_VALUE = re.compile(r"\d")
_WRITTEN_COMMA = re.compile(r",(?=[ \t])|(?<=\d),(?=\d{1,2}(?!\d))|(?<=\d),(?=\d{3}[.,]\d)")
"""A comma of running text or of an amount."""
_UNSURE = 0.25

Rows = list[list[str]]


def told_separator(text: str) -> tuple[str | None, str]:
    """Take the line `sep=;` off, by which spreadsheets tell the separator."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"')
    if told.lower().startswith("sep=") and len(told) == 5:
        return told[4], rest
    return None, text


def likely_separator(text: str) -> str | None:
    """Return the separator by which most lines fall into the same number of fields; None without any."""
    sample = "\n".join(text.split("\n")[:_SAMPLE_LINES])
    best = max(SEPARATORS, key=lambda separator: _worth(sample, separator))
    return best if _worth(sample, best) else None


def rows_of(text: str, separator: str) -> Rows:
    """Return the rows, quoted or not. Raises csv.Error."""
    quote = _quote(text, separator)
    escape = "\\" if f"\\{quote}" in text else None
    rows = _parsed(text, separator, quote, escape)
    return _parsed(text, separator, None, None) if _quote_ran_away(rows) else rows


def rejoined(rows: Rows) -> Rows:
    """Put amounts together again that their own commas cut, where every row proves where.

    A header of fewer fields than the rows under it shows how many cuts there are; in each row only one choice
    of places may make amounts. Otherwise nothing is changed.
    """
    at = _header_before_surplus(rows)
    if at is None:
        return rows
    width = len(rows[at])
    mended: Rows = []
    joints: set[int] = set()
    for row in rows[at + 1 :]:
        if len(row) <= width:
            mended.append(row)
            continue
        places = _cuts(row, len(row) - width)
        if not places:
            return rows
        whole = _joined(row, places)
        joints.update(place - shift for shift, place in enumerate(places))
        mended.append(whole)
    steady = all(_is_amount_column(mended, column) for column in joints)
    return [*rows[: at + 1], *mended] if steady else rows


def _worth(sample: str, separator: str) -> float:
    """Rate a separator; commas that sentences and amounts hold anyway say little beside any other."""
    if separator != ",":
        return _fit(sample, separator)
    bare = _WRITTEN_COMMA.sub(" ", sample)
    return max(_fit(bare, separator), _UNSURE * _fit(sample, separator))


def _fit(sample: str, separator: str) -> float:
    rows = [
        row
        for row in _parsed(sample, separator, _quote(sample, separator), None)
        if any(field.strip() for field in row)
    ]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count / len(rows) + min(width, 20) / 100


def _quote(text: str, separator: str) -> str:
    """Single quotes stand around fields only where they do on both sides of separators."""
    if '"' in text or text.count(f"'{separator}'") < 3:
        return '"'
    return "'"


def _parsed(text: str, separator: str, quote: str | None, escape: str | None) -> Rows:
    csv.field_size_limit(_LONGEST_FIELD)
    return list(
        csv.reader(
            io.StringIO(text, newline=""),
            delimiter=separator,
            quotechar=quote,
            escapechar=escape,
            quoting=csv.QUOTE_NONE if quote is None else csv.QUOTE_MINIMAL,
        )
    )


def _quote_ran_away(rows: Rows) -> bool:
    """An opening quote that nobody closes swallows the rest of the file."""
    return any(field.count("\n") > 20 for row in rows for field in row)


def _header_before_surplus(rows: Rows) -> int | None:
    """Return the last row of words alone before the first row that is wider than it, None without one."""
    header = None
    for at, row in enumerate(rows):
        filled = [field for field in row if field.strip()]
        if header is not None and len(row) > len(rows[header]):
            return header if any(map(_VALUE.search, filled)) else None
        if len(filled) > 1 and len(filled) == len(row) and not any(map(_VALUE.search, filled)):
            header = at
    return None


def _cuts(row: Sequence[str], count: int) -> list[int]:
    """Return the places behind which the next field goes on with the amount; [] unless one choice fits."""
    decimal = [at for at, pair in enumerate(pairwise(row)) if _is_cut(pair, _BEFORE_CENTS, _CENTS)]
    grouped = list(_thousands(row))
    if len(grouped) == count:
        return [] if set(decimal) - set(grouped) else grouped
    if grouped or not count <= len(decimal) <= _MOST_CUTS:
        return []
    choices = [
        list(places)
        for places in combinations(decimal, count)
        if all(right - left > 1 for left, right in pairwise(places))
    ]
    return choices[0] if len(choices) == 1 else []


def _thousands(row: Sequence[str]) -> Iterator[int]:
    """Yield the cuts of "1,234,567.89": only figures with cents at their end prove that they were one."""
    at = 0
    while at + 1 < len(row):
        end = at
        while end + 1 < len(row) and _THOUSANDS.fullmatch(row[end + 1].strip()):
            end += 1
            if "." in row[end]:
                break
        if end > at and "." in row[end] and _BEFORE_THOUSANDS.fullmatch(row[at].strip()):
            yield from range(at, end)
        at = max(end, at + 1)


def _is_cut(pair: tuple[str, str], left: re.Pattern[str], right: re.Pattern[str]) -> bool:
    return bool(left.fullmatch(pair[0].strip()) and right.fullmatch(pair[1].strip()))


def _joined(row: Sequence[str], places: Sequence[int]) -> list[str]:
    whole = [row[0]]
    for at, field in enumerate(row[1:]):
        if at in places:
            whole[-1] = f"{whole[-1].rstrip()},{field.lstrip()}"
        else:
            whole.append(field)
    return whole


def _is_amount_column(rows: Rows, column: int) -> bool:
    held = [row[column].strip() for row in rows if len(row) > column and row[column].strip()]
    return all(_VALUE.search(text) and not re.search(r"[A-Za-z]{4}", text) for text in held)
