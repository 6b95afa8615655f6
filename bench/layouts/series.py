"""Makes several documents of one layout: the same form, words, fonts and payer, other payments."""

import random
import re
from dataclasses import dataclass

from bench.layouts.forms import CONTENT, COUNTS, FORMS, Sheet
from bench.layouts.held_out import HELD_OUT
from bench.layouts.render import TYPES, render
from bench.layouts.speech import WORDS, Speech
from bench.layouts.truth import Line, Payment, make_payment
from domain.layouts import TruePayment
from domain.pages import Document
from domain.words import Medium
from extractors.readers import csv, html, pdf, text, xlsx

READERS = {
    "pdf": (pdf.PLUGIN, Medium.PDF),
    "html": (html.PLUGIN, Medium.HTML),
    "csv": (csv.PLUGIN, Medium.CSV),
    "xlsx": (xlsx.PLUGIN, Medium.SHEET),
    "text": (text.PLUGIN, Medium.TEXT),
}
STYLES = {
    "en": ["point", "plain"],
    "fr": ["space", "comma"],
    "de": ["comma", "apostrophe"],
    "es": ["comma"],
    "it": ["comma"],
    "nl": ["comma"],
    "pt": ["comma", "space"],
}
DATES = {"en": ["%d/%m/%Y", "%d-%b-%Y", "%Y-%m-%d", "%B %d, %Y"], "de": ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"]}
NUMBERS = ["INV-{}", "{}", "F-2026-{}", "RE{}", "90{}", "A/{}/26", "SI-{}-X"]


@dataclass(frozen=True)
class Made:
    """One document of a series: its bytes, what was read from them, and its true values."""

    sheet: Sheet
    raw: bytes
    document: Document
    truth: tuple[TruePayment, ...]


def series(seed: int, form: str, medium: str, count: int = 2, payer: str | None = None) -> list[Made]:
    """Return `count` documents of one layout, the same for the same seed."""
    rng = random.Random(seed)
    say = speech(rng)
    fewest, most, payments = COUNTS[form]
    currency = rng.choice(["EUR", "GBP", "CHF"]) if say.language in ("en", "de") else "EUR"
    numbers, look = rng.choice(NUMBERS), rng.randint(0, 10**9)
    first: Payment | None = None
    made = []
    for _ in range(count):
        pays = [
            make_payment(
                rng,
                currency=currency,
                lines=rng.randint(fewest, most),
                credits=most > 1,
                reductions=CONTENT[form],
            )
            for _ in range(payments)
        ]
        for pay in pays:
            first = first or pay
            _as_the_first(pay, first, numbers, rng)
            pay.payer = payer or pay.payer
        sheet = (FORMS | HELD_OUT)[form](random.Random(look), say, pays)
        raw = render(sheet, medium, random.Random(look))
        made.append(Made(sheet, raw, read(raw, medium), truth_of(sheet)))
    return made


def speech(rng: random.Random) -> Speech:
    """Return a language and its way to write numbers and days."""
    language = rng.choice(list(WORDS))
    days = rng.choice(DATES.get(language, ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]))
    return Speech(
        language, rng.choice(STYLES[language]), days, rng.choice(["lead", "trail", "brackets", "lead"])
    )


def read(raw: bytes, medium: str) -> Document:
    """Return the pages that the medium's reader makes of the bytes."""
    kind = medium.split("_")[0]
    plugin, own = READERS[kind]
    return Document(f"advice.{kind}", f"{hash(raw):x}", own, TYPES[kind], plugin.read(raw, "advice"))


def truth_of(sheet: Sheet) -> tuple[TruePayment, ...]:
    """Return the true values of a sheet in the form of the public JSON."""
    return tuple(
        TruePayment(_header(sheet, pay), tuple(_line(sheet, line) for line in pay.lines))
        for pay in sheet.payments
    )


def _as_the_first(pay: Payment, first: Payment, numbers: str, rng: random.Random) -> None:
    shape = re.sub(r"\d", "9", first.reference)
    pay.payer, pay.payee, pay.method = first.payer, first.payee, first.method
    pay.reference = "".join(rng.choice("123456789") if letter == "9" else letter for letter in shape)
    last = rng.randint(10000, 80000)
    for line in pay.lines:
        last += rng.randint(1, 60)
        line.number = numbers.format(last) if line.number is not None else None


def _header(sheet: Sheet, pay: Payment) -> dict[str, str | None]:
    header = {
        "payer_name": pay.payer,
        "payee_name": pay.payee,
        "payment_reference": pay.reference,
        "payment_date": pay.day.isoformat() if pay.day else None,
        "currency": pay.currency,
        "total_amount": f"{pay.total:.2f}" if pay.total is not None else None,
    }
    return header | ({"payment_method": pay.method} if "method" in sheet.shown else {})


def _line(sheet: Sheet, line: Line) -> dict[str, str | None]:
    shown = sheet.shown

    def money(name: str, value: object) -> str | None:
        return f"{value:.2f}" if name in shown and value else None

    return {
        "document_number": line.number,
        "document_type": line.kind,
        "document_date": line.day.isoformat() if "date" in shown and line.day else None,
        "po_number": line.po if "po" in shown else None,
        "gross_amount": money("gross", line.gross),
        "discount_amount": money("discount", line.discount),
        "deduction_amount": money("deduction", line.deduction),
        "deduction_reason": line.reason if "reason" in shown else None,
        "net_amount": f"{line.net:.2f}" if line.net is not None else None,
    }
