"""Shows a spreadsheet's numbers and dates as its number format would, in the plain cases."""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]')
_UNSHOWN = re.compile(r"\[[^\]]*\]|_.|\*.")
_DIGITS = re.compile(r"[#0?](?:[#0?,]*[#0?])?(?:\.([#0?]+))?,*")
_SAVED = "\ue000"
_DATE_PARTS = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|AM/PM", re.IGNORECASE)


def decimal_of(value: int | float) -> Decimal | None:
    """Return the number as typed: the shortest decimal that stands for the float, never binary noise.

    Floats carry about 15 digits of what was typed; what stands behind them is noise of sums. None for
    infinities and for what is not a number.
    """
    if isinstance(value, int):
        return Decimal(value)
    number = Decimal(repr(value))
    if not number.is_finite():
        return None
    if len(number.as_tuple().digits) > 15:
        number = Decimal(f"{value:.15g}")
    return (
        number.quantize(Decimal(1))
        if number == number.to_integral_value() and abs(number) < 10**15
        else number
    )


def shown_number(number: Decimal, code: str) -> str:
    """Return the number as the format code shows it: "1,234.50", "12.5%", "(3.00)", "1,234.50 €"."""
    section, negative_section = _section(code, number)
    saved: list[str] = []

    def save(match: re.Match[str]) -> str:
        saved.append(next((group for group in match.groups() if group), ""))
        return _SAVED

    pattern = _UNSHOWN.sub("", _LITERAL.sub(save, section))
    digits = _DIGITS.search(pattern)
    if "general" in code.lower() or code == "@" or digits is None or "E+" in pattern:
        return f"{number:f}"
    if "%" in pattern:
        number *= 100
    body = _digits(abs(number) if negative_section else number, digits)
    text = pattern[: digits.start()] + body + pattern[digits.end() :]
    for literal in saved:
        text = text.replace(_SAVED, literal, 1)
    return " ".join(text.split())


def shown_day(value: datetime | date | time, code: str) -> str:
    """Return the date as the format code shows it; ISO where the code says nothing plain."""
    pattern = _UNSHOWN.sub(
        "", _LITERAL.sub(lambda m: next((g for g in m.groups() if g), ""), code.split(";")[0])
    )
    if isinstance(value, time) or "d" not in pattern.lower() or "y" not in pattern.lower():
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return _DATE_PARTS.sub(lambda part: _date_part(part.group().lower(), value), pattern).strip()


def _section(code: str, number: Decimal) -> tuple[str, bool]:
    """Return the part of the code for this sign, and whether it writes the minus sign itself."""
    sections = code.split(";")
    if number < 0 and len(sections) > 1 and sections[1]:
        return sections[1], True
    if number == 0 and len(sections) > 2 and _DIGITS.search(sections[2]):
        return sections[2], False
    return sections[0], False


def _digits(number: Decimal, digits: re.Match[str]) -> str:
    places = digits.group(1) or ""
    whole = digits.group().split(".")[0]
    rounded = number.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    least = whole.count("0") + (len(places) + 1 if places else 0) + (rounded < 0)
    text = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:0{least}f}"
    optional = len(places) - len(places.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.rstrip(".") if places else text


def _date_part(part: str, value: datetime | date) -> str:
    if part in ("h", "hh", "s", "ss", "am/pm"):
        return ""
    forms = {
        "yyyy": f"{value.year:04d}",
        "yy": f"{value.year % 100:02d}",
        "m": str(value.month),
        "mm": f"{value.month:02d}",
        "d": str(value.day),
        "dd": f"{value.day:02d}",
    }
    return forms.get(part) or value.strftime({"mmm": "%b", "mmmm": "%B", "ddd": "%a", "dddd": "%A"}[part])
