"""Reads amounts of money in any of the ways that firms print them."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from domain.numbers import visible

CODES = frozenset(
    """AED AFN AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP
    LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB
    PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SRD SSP STN SYP SZL THB
    TJS TMT TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW""".split()  # noqa: SIM905
)
"""ISO 4217 codes that are recognised beside an amount; ALL, CUP, MOP, SOS and TOP are words as well."""

_SIGNS = "€$£¥₹₺₽₩₪฿₫₴₦"
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_LOST = re.compile(r"(?<=\d)[?\ufffd](?=\d{3}(?:[?\ufffd.,]|$))")
"""What an export into a smaller character set leaves of a narrow blank between thousands: "1?134?674.30"."""
_MINUS = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "´": "'", "`": "'", "＋": "+"}
)
_WORD = r"(?:(?!CR|DR)[A-Z]{2,3}\$?|kr\.?|Kr\.?|Rs\.?|R\$|zł|Kč|Ft|Fr\.|SFr\.?|EURO?S?|Euros?|euros?)"
_MARK = rf"(?:{_WORD}|[{_SIGNS}])"
_CORE = r"(?P<core>\d[\d.,' ]*\d(?:[.,]--?)?|\d(?:[.,]--?)?|[.,]\d{2})"
_SHAPE = re.compile(
    rf"^\**\s*(?P<lead>[-+]|\()?\s*\**\s*(?P<before>{_MARK})?\s*\**\s*(?P<lead2>[-+]|\()?\s*{_CORE}"
    rf"\s*\**\s*(?P<trail2>[-+]|\))?\s*(?P<after>{_MARK})?\s*(?P<trail>[-+]|\))?\s*(?P<side>CR|DR|Cr|Dr|cr|dr)?\s*\**$"
)
_GROUPED = {
    ".": re.compile(
        r"^\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+|(?:'\d{3})+|(?:,\d{2})*,\d{3})?(?:\.(\d{1,4}|--?))?$"
    ),
    ",": re.compile(r"^\d{1,3}(?:(?:\.\d{3})+|(?: \d{3})+|(?:'\d{3})+)?(?:,(\d{1,4}|--?))?$"),
}
_PLAIN = {
    ".": re.compile(r"^\d*(?:\.(\d{1,4}|--?))?$"),
    ",": re.compile(r"^\d*(?:,(\d{1,4}|--?))?$"),
}
_POINT_LANGUAGES = frozenset({"en"})
_COMMA_LANGUAGES = frozenset({"fr", "de", "es", "it", "nl", "pt"})


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Return the text without invisible characters, with plain spaces, minus and apostrophe."""
    return _LOST.sub(" ", _SPACES.sub(" ", visible(text).translate(_MINUS)).strip())


@lru_cache(maxsize=8192)
def is_amount_like(text: str) -> bool:
    """Tell whether the text could be an amount with cents or thousands, or carries a currency or sign."""
    shape = _shape(text)
    if shape is None:
        return False
    core = shape.group("core").strip()
    if not any(forms[mark].match(core) for forms in (_GROUPED, _PLAIN) for mark in ".,"):
        return False
    marked = any(shape.group(part) for part in ("before", "after"))
    return marked or any(mark in core for mark in ".,") or bool(re.search(r"\d[ ']\d{3}$", core))


@lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Tell whether the text is written like a number, cents or not."""
    return _shape(text) is not None


@lru_cache(maxsize=4096)
def currency_beside(text: str) -> str | None:
    """Return the currency code or sign that stands beside the amount, as printed; None without one."""
    shape = _shape(text)
    if shape is None:
        return None
    return shape.group("before") or shape.group("after")


def decide_decimal(amounts: Iterable[str], language: str | None) -> tuple[str | None, bool, tuple[str, ...]]:
    """Return (decimal mark or None, whether both are surely used, why)."""
    votes = {".": 0, ",": 0}
    open_question = False
    for text in amounts:
        mark = _sure_mark(text)
        if mark:
            votes[mark] += 1
        open_question = open_question or (mark is None and _three_after(text))
    if votes["."] or votes[","]:
        winner = max(votes, key=lambda mark: votes[mark])
        mixed = min(votes.values()) > 0
        return (
            winner if not mixed or votes[winner] >= 4 * min(votes.values()) else None,
            mixed,
            (f'the decimal mark is "{winner}" in {votes[winner]} amounts',),
        )
    if not open_question:
        return ".", False, ()
    if language in _POINT_LANGUAGES or language in _COMMA_LANGUAGES:
        mark = "." if language in _POINT_LANGUAGES else ","
        return mark, False, (f'the decimal mark "{mark}" follows from the language {language}',)
    return None, False, ("nothing says whether 1.234 is a thousand or a fraction",)


def fractions_of_three(amounts: Iterable[str], decimal: str | None) -> bool:
    """Tell whether some amount surely has three decimals (both marks, as in 12,345.678, or 0.125)."""
    if decimal is None:
        return False
    other = "," if decimal == "." else "."
    cores = [shape.group("core") for text in amounts if (shape := _shape(text))]
    pattern = re.compile(
        rf"^(?:0|\d[\d{re.escape(other)}]*{re.escape(other)}\d{{3}}){re.escape(decimal)}\d{{3}}$"
    )
    return any(pattern.match(core) for core in cores)


@lru_cache(maxsize=8192)
def read_amount(text: str, decimal: str | None, *, three_decimals: bool = False) -> Decimal | None:
    """Return the amount written in that dialect, None where the text does not fit it."""
    shape = _shape(text)
    if shape is None:
        return None
    core = shape.group("core").strip()
    if decimal is None:
        decimal = _sure_mark(text) or ("." if core.isdigit() else None)
        if decimal is None:
            return None
    fits = _GROUPED[decimal].match(core) or _PLAIN[decimal].match(core)
    if not fits:
        return None
    fraction = fits.group(1) or ""
    if len(fraction.strip("-")) >= 3 and not three_decimals:
        return None
    value = Decimal(_figures(core, decimal))
    return -value if _negative(shape) else value


@lru_cache(maxsize=8192)
def _shape(text: str) -> re.Match[str] | None:
    if len(text) > 40 or not any(letter.isdigit() for letter in text):
        return None
    shape = _SHAPE.match(clean(text))
    if shape is None:
        return None
    opened = "(" in (shape.group("lead"), shape.group("lead2"))
    closed = ")" in (shape.group("trail"), shape.group("trail2"))
    words = [shape.group("before"), shape.group("after")]
    if opened != closed or not all(_is_currency(word) for word in words if word):
        return None
    return shape


def _is_currency(word: str) -> bool:
    return not re.fullmatch(r"[A-Z]{2,3}", word) or word in CODES or word in ("RS", "KR", "TL", "DT")


def _negative(shape: re.Match[str]) -> bool:
    marks = (shape.group("lead"), shape.group("lead2"), shape.group("trail"), shape.group("trail2"))
    return any(mark in ("-", "(") for mark in marks) or (shape.group("side") or "").upper() == "CR"


def _figures(core: str, decimal: str) -> str:
    other = "," if decimal == "." else "."
    bare = re.sub(rf"[{re.escape(other)}' ]", "", core).replace(decimal, ".").rstrip("-")
    return bare.rstrip(".") or "0" if not bare.startswith(".") else "0" + bare


def _sure_mark(text: str) -> str | None:
    """Return the decimal mark that this amount alone proves."""
    shape = _shape(text)
    if shape is None:
        return None
    core = shape.group("core").strip()
    points, commas = core.count("."), core.count(",")
    if points and commas:
        return "." if core.rfind(".") > core.rfind(",") else ","
    mark = "." if points else "," if commas else None
    if mark is None:
        return None
    other = "," if mark == "." else "."
    if points + commas > 1:
        return other if _GROUPED[other].match(core) else None
    head, tail = core.split(mark)
    if len(tail) != 3 or not tail.isdigit() or head in ("", "0") or " " in head or "'" in head:
        return mark
    return mark if len(head) > 3 else None


def _three_after(text: str) -> bool:
    shape = _shape(text)
    return bool(shape and re.search(r"[.,]\d{3}$", shape.group("core").strip()))
