"""Workbooks and mails of the fourth to sixth sets are drawn and their truth looked up in what stands there; no reader is asked."""

# ruff: noqa: E501

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from docx import Document
from lxml import html

from bench.layouts.drawing import MEDIA, kind_of
from bench.layouts.forms import recipes
from bench.layouts.series import Drawn, Layout, documents, layout, media_for
from bench.layouts.speech import Speech
from bench.layouts.truth import Line
from bench.layouts.unseen2.phrases import LANGUAGES, spoken
from bench.layouts.unseen4.wording import worded

FORMS = sorted(
    name
    for held in ("unseen4", "unseen5", "unseen6")
    for name, one in recipes(unseen=held).items()
    if one.make.__module__.rpartition(".")[2].startswith(("sheets_", "mails_"))
)
METHODS = {
    "transfer": "transfer virement viré überwies überweis overboek overschrijv overgemaakt bonific wire",
    "cheque": "cheque chèque scheck assegno",
    "card": "card carte karte tarjeta carta creditcard kaart cartão",
    "direct_debit": "debit prélèv lastschrift einzug domicili adeudo addebit incasso débito",
}
WAYS = (
    "%Y-%m-%d",
    "%Y%m%d",
    "%d-%b-%Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
)
SIGNS = {"EUR": ("EUR", "€"), "GBP": ("GBP", "£")}


def _one(form: str, medium: str, seed: int, language: str = "") -> tuple[Layout, Drawn]:
    rng = random.Random(seed)
    made = layout(rng, form, medium, varied=True)
    if language:
        style = {"en": "plain", "fr": "space", "de": "apostrophe"}.get(language, "comma")
        made = replace(made, say=replace(made.say, language=language, style=style, dates="%d.%m.%Y"))
    return made, documents(made, rng, 1)[0]


def _printed(one: Drawn) -> str:
    """Return all words of a document."""
    if one.kind == "docx":
        letter = Document(io.BytesIO(one.raw))
        ends = (letter.sections[0].header._element, letter.sections[0].footer._element)
        return "\n".join(found.text or "" for part in (letter.element, *ends) for found in part.iter())
    if one.kind == "html":
        return " ".join(html.fromstring(one.raw.decode()).itertext())
    if one.kind in ("xlsx", "xls", "ods"):
        return "\n".join(map(_cell, _cells(one))) + _formats(one)
    return _decoded(one.raw)


def _formats(one: Drawn) -> str:
    """Return what a workbook shows by the formats of its cells alone."""
    if one.kind != "xlsx":
        return ""
    book = openpyxl.load_workbook(io.BytesIO(one.raw))
    return " ".join({cell.number_format for page in book for row in page.rows for cell in row})


def _cells(one: Drawn) -> list[object]:
    if one.kind == "xlsx":
        sheets = [list(page.values) for page in openpyxl.load_workbook(io.BytesIO(one.raw))]
    else:
        calamine = pytest.importorskip("python_calamine")
        ods = calamine.CalamineWorkbook.from_filelike(io.BytesIO(one.raw))
        sheets = [ods.get_sheet_by_name(name).to_python() for name in ods.sheet_names]
    return [value for rows in sheets for row in rows for value in row if value not in (None, "")]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value} {value}00" if isinstance(value, int) else str(value)


def _decoded(raw: bytes) -> str:
    for charset in ("utf-16",) if raw[:2] == b"\xff\xfe" else ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _folded(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum() or sign in "€£").casefold()


def _wanted(say: Speech, one: Drawn) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each true value with the ways to print it."""
    for own, pay in zip(one.sheet.payments, one.truth, strict=True):
        for name, value in pay.fields.items():
            if name == "payment_date" and own.day:
                yield name, _days(say, own.day)
            elif name == "payment_method" and value:
                yield name, tuple(METHODS[value].split())
            elif name == "currency":
                yield name, SIGNS.get(value or "", (value or "",))
            else:
                yield name, ((value or "").lstrip("-"),)
        for line, true in zip(own.lines, pay.lines, strict=True):
            yield from ((name, _ways(say, line, name, value)) for name, value in true.items() if value)


def _ways(say: Speech, line: Line, name: str, value: str) -> tuple[str, ...]:
    if name == "document_date" and line.day:
        return _days(say, line.day)
    whole = (value.lstrip("-").rstrip("0").rstrip("."),) if name.endswith("_amount") else ()
    return ("",) if name == "document_type" else (value.lstrip("-"), *whole)


def _days(say: Speech, day) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    return (
        say.day(day),
        spoken(say, day),
        worded(say, day),
        worded(say, day, "short"),
        *(format(day, way) for way in WAYS),
    )


def _missing(made: Layout, one: Drawn) -> list[tuple[str, str]]:
    text = _folded(_printed(one))
    wanted = _wanted(made.say, one)
    return [(name, ways[0]) for name, ways in wanted if not any(_folded(way) in text for way in ways)]


def _adds_up(one: Drawn) -> None:
    for pay in one.truth:
        nets = [Decimal(line["net_amount"] or "NaN") for line in pay.lines if "net_amount" in line]
        assert nets
        assert pay.fields["total_amount"] in (None, f"{sum(nets):.2f}")
        for line in pay.lines:
            if line.get("gross_amount") and "deduction_amount" in line:
                cuts = Decimal(line["discount_amount"] or 0) + Decimal(line["deduction_amount"] or 0)
                assert Decimal(line["gross_amount"] or 0) - cuts == Decimal(line["net_amount"] or 0)


def test_workbooks_and_mails_of_the_last_sets_stand_in_no_other() -> None:
    others = [recipes(unseen=name) for name in (False, True, "unseen2", "unseen3")]
    assert not {*FORMS} & {name for one in others for name in one}
    kinds = [_one(form, media_for(form, MEDIA)[0], 7)[1].kind for form in FORMS]
    assert sum(kind in ("xlsx", "xls", "ods", "csv") for kind in kinds) >= 16
    assert sum(kind in ("docx", "html", "text") for kind in kinds) >= 20


@pytest.mark.parametrize("form", FORMS)
def test_a_workbook_or_mail_of_a_set_held_out_tells_all_that_is_true(form: str) -> None:
    number = FORMS.index(form)
    fitting = [m for m in media_for(form, MEDIA) if not kind_of(m).startswith("pdf")]
    for seed in (40 + number, 4000 + number):
        made, one = _one(form, fitting[seed % len(fitting)], seed)
        _adds_up(one)
        assert _missing(made, one) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbooks_and_mails_of_a_set_held_out_speak_their_languages(language: str) -> None:
    for number, form in enumerate(FORMS):
        if language not in (recipes()[form].languages or LANGUAGES):
            continue
        medium = next(m for m in media_for(form, MEDIA) if not kind_of(m).startswith("pdf"))
        made, one = _one(form, medium, 900 + number, language)
        assert _missing(made, one) == [], form
