"""Decides the document's currency from codes and signs, and its country where a sign needs one."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

import yaml

from domain.dialect_numbers import CODES, clean, currency_beside
from extractors.recognition.words import fold

_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₺": "TRY",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "฿": "THB",
    "₴": "UAH",
    "R$": "BRL",
    "US$": "USD",
    "CA$": "CAD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "SG$": "SGD",
    "zł": "PLN",
    "Kč": "CZK",
    "Ft": "HUF",
    "SFr": "CHF",
    "SFr.": "CHF",
    "Fr.": "CHF",
    "EURO": "EUR",
    "EUROS": "EUR",
    "Euro": "EUR",
    "Euros": "EUR",
    "euro": "EUR",
    "euros": "EUR",
}
_BY_COUNTRY = {
    "$": {"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "MX": "MXN"},
    "kr": {"SE": "SEK", "NO": "NOK", "DK": "DKK"},
}
_US_PLACE = re.compile(
    r",\s*(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.?\s+\d{5}(?:-\d{4})?\b"
)
_CODE = re.compile(r"\b[A-Z]{3}(?:\b|(?=\d[\d.,' ]*[.,]\d{2}(?!\d)))")
"""A word of its own, or set against an amount: "EUR63162,11"."""
_NAMES = {
    "us dollar": "USD",
    "us dollars": "USD",
    "pound sterling": "GBP",
    "pounds sterling": "GBP",
    "livres sterling": "GBP",
    "pfund sterling": "GBP",
    "swiss francs": "CHF",
    "francs suisses": "CHF",
    "schweizer franken": "CHF",
    "canadian dollars": "CAD",
    "australian dollars": "AUD",
    "euros": "EUR",
    "euro": "EUR",
}


def country_of(text: str) -> str | None:
    """Return the country that the text names (or a US address shows), None where none or several are."""
    folded = f" {fold(text)} "
    found = {
        country for country, names in _countries().items() if any(f" {name} " in folded for name in names)
    }
    if _US_PLACE.search(text):
        found.add("US")
    return found.pop() if len(found) == 1 else None


def code_for(mark: str | None, country: str | None) -> str | None:
    """Return the ISO code of a printed code or sign; a shared sign only with its country."""
    if mark is None:
        return None
    mark = mark.strip()
    if mark in CODES:
        return mark
    if mark in _SIGNS:
        return _SIGNS[mark]
    return _BY_COUNTRY.get(mark.rstrip(".").lower(), {}).get(country or "")


def currencies_beside(texts: Iterable[str], country: str | None) -> Counter[str]:
    """Count the currencies that stand beside amounts, or as a code of their own."""
    counts: Counter[str] = Counter()
    for text in texts:
        code = code_for(currency_beside(text), country) or (text.strip() if text.strip() in CODES else None)
        if code:
            counts[code] += 1
    return counts


def codes_in(texts: Iterable[str]) -> Counter[str]:
    """Count currency codes and single-meaning signs inside texts such as "Amount (EUR)"."""
    counts: Counter[str] = Counter()
    for text in texts:
        for code in _CODE.findall(clean(text)):
            counts[code] += code in CODES
        folded = f" {fold(text)} "
        for name, code in _NAMES.items():
            counts[code] += f" {name} " in folded
        for sign in "€£₹":
            counts[_SIGNS[sign]] += sign in text
    return +counts


def decide_currency(ranked: Sequence[Counter[str]]) -> tuple[str | None, bool]:
    """Return (currency, whether several compete): the first evidence that names one decides."""
    for counts in ranked:
        if len(counts) == 1:
            code = next(iter(counts))
            others = {other for later in ranked for other in later if other != code}
            return code, bool(others and any(counts.get(o) for counts in ranked[:3] for o in others))
        if counts:
            return None, True
    return None, False


@cache
def _countries() -> Mapping[str, tuple[str, ...]]:
    text = (resources.files("extractors.recognition.vocabulary") / "countries.yaml").read_text("utf-8")
    return {country: tuple(names) for country, names in yaml.safe_load(text).items()}
