"""The third set of forms held out is drawn and its truth looked up in what is printed; no reader is asked."""

import io
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pypdfium2
import pytest
from docx import Document
from lxml import etree, html

from bench.layouts.drawing import MEDIA, kind_of
from bench.layouts.forms import recipes
from bench.layouts.series import Drawn, Layout, documents, layout, media_for
from bench.layouts.speech import Speech
from bench.layouts.truth import Line
from bench.layouts.unseen2.phrases import LANGUAGES, spoken

FORMS = sorted(recipes(unseen="unseen3"))
BROWSER = frozenset(
    {
        "cards_two_abreast",
        "states_and_buttons",
        "tabs_with_counts",
        "sum_at_each_foot",
        "memo_over_many_rows",
        "number_broken_anywhere",
    }
)
METHODS = {
    "transfer": "transfer virement überwies überweis overboek overschrijv overgemaakt bonifico",
    "cheque": "cheque chèque scheck assegno",
    "card": "card carte karte tarjeta carta creditcard kaart cartão",
}
WAYS = ("%Y-%m-%d", "%Y%m%d", "%d-%b-%Y", "%b %d, %Y", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")
EACH = [pytest.param(one, marks=pytest.mark.long) if one in BROWSER else one for one in FORMS]


def _one(form: str, medium: str, seed: int, language: str = "") -> tuple[Layout, Drawn]:
    rng = random.Random(seed)
    made = layout(rng, form, medium, varied=True)
    if language:
        style = {"en": "plain", "fr": "space", "de": "apostrophe"}.get(language, "comma")
        made = replace(made, say=replace(made.say, language=language, style=style, dates="%d.%m.%Y"))
    return made, documents(made, rng, 1)[0]


def _printed(form: str, one: Drawn) -> str:
    """Return all words of a document."""
    if one.kind == "pdf" and form != "filled_form":
        with pypdfium2.PdfDocument(io.BytesIO(one.raw)) as pdf:
            return " ".join(page.get_textpage().get_text_range() for page in pdf)
    if one.kind == "pdf":
        return re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), one.raw.decode("latin-1"))
    if one.kind == "docx":
        letter = Document(io.BytesIO(one.raw))
        parts = (letter.element, letter.sections[0].header._element)
        return "\n".join(found.text or "" for part in parts for found in part.iter())
    if one.kind == "html":
        return " ".join(html.fromstring(one.raw.decode()).itertext())
    if one.kind == "xml":
        return " ".join(etree.fromstring(one.raw).itertext()) + " ".join(
            etree.fromstring(one.raw).xpath("//@*")
        )
    return _cells(one) if one.kind in ("xlsx", "ods") else _decoded(one.raw)


def _cells(one: Drawn) -> str:
    if one.kind == "ods":
        book = pytest.importorskip("python_calamine").CalamineWorkbook.from_filelike(io.BytesIO(one.raw))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    else:
        sheets = [list(page.values) for page in openpyxl.load_workbook(io.BytesIO(one.raw))]
    values = [value for rows in sheets for row in rows for value in row if value not in (None, "")]
    return "\n".join(
        f"{v:.2f}" if isinstance(v, float) else f"{v} {v}00" if isinstance(v, int) else str(v) for v in values
    )


def _decoded(raw: bytes) -> str:
    for charset in ("utf-16",) if raw[:2] == b"\xff\xfe" else ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _folded(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum()).casefold()


def _wanted(say: Speech, one: Drawn) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each true value with the ways to print it."""
    for own, pay in zip(one.sheet.payments, one.truth, strict=True):
        for name, value in pay.fields.items():
            if name == "payment_date":
                yield name, _days(say, own.day)
            elif name == "payment_method" and value:
                yield name, tuple(METHODS[value].split()) if one.sheet.layout != "edi" else ("",)
            else:
                yield name, ((value or "").lstrip("-"),)
        for line, true in zip(own.lines, pay.lines, strict=True):
            yield from ((name, _ways(say, line, name, value)) for name, value in true.items() if value)


def _ways(say: Speech, line: Line, name: str, value: str) -> tuple[str, ...]:
    if name == "document_date" and line.day:
        return _days(say, line.day)
    return ("",) if name == "document_type" else (value.lstrip("-"),)


def _days(say: Speech, day) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    return (say.day(day), spoken(say, day), *(format(day, way) for way in WAYS))


def _missing(form: str, made: Layout, one: Drawn) -> list[tuple[str, str]]:
    text = _folded(_printed(form, one))
    wanted = _wanted(made.say, one)
    return [(name, ways[0]) for name, ways in wanted if not any(_folded(way) in text for way in ways)]


def _adds_up(one: Drawn) -> None:
    for pay in one.truth:
        nets = [Decimal(line["net_amount"] or "NaN") for line in pay.lines]
        assert nets and pay.fields["total_amount"] in (None, f"{sum(nets):.2f}")
        for line in pay.lines:
            if line.get("gross_amount") and "deduction_amount" in line:
                cuts = Decimal(line["discount_amount"] or 0) + Decimal(line["deduction_amount"] or 0)
                assert Decimal(line["gross_amount"] or 0) - cuts == Decimal(line["net_amount"] or 0)


def test_at_least_sixty_forms_stand_in_the_third_set_and_in_no_other() -> None:
    assert len(FORMS) >= 60
    assert not {*FORMS} & {*recipes(unseen=False), *recipes(unseen=True), *recipes(unseen="unseen2")}
    alone = [form for form in FORMS if recipes()[form].draws_itself and form not in BROWSER]
    own = [_one(form, "own", 7)[1] for form in alone]
    assert sum(one.sheet.layout == "edi" for one in own) >= 8
    assert sum(one.kind in ("xlsx", "ods", "csv") for one in own) >= 12


@pytest.mark.parametrize("form", EACH)
def test_a_form_of_the_third_set_prints_all_that_is_true(form: str) -> None:
    number = FORMS.index(form)
    fitting = [m for m in media_for(form, MEDIA) or ["own"] if m not in ("pdf_web", "pdf_turned")]
    made, one = _one(form, fitting[number % len(fitting)], 40 + number)
    _adds_up(one)
    assert _missing(form, made, one) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_third_set_speaks_seven_languages(language: str) -> None:
    for number, form in enumerate(FORMS):
        if form in BROWSER or number % 7 != LANGUAGES.index(language):
            continue
        text = next((m for m in media_for(form, MEDIA) if kind_of(m) in ("text", "csv")), "own")
        made, one = _one(form, text, 900 + number, language)
        assert _missing(form, made, one) == [], form
