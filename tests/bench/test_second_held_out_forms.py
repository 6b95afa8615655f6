"""The second set of forms held out is drawn and compared with its truth; no reader looks at it here."""

import io
import random
import re
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pypdfium2
import pytest
from docx import Document
from lxml import html
from python_calamine import CalamineWorkbook

from bench.layouts.drawing import MEDIA, TECHNIQUES, kind_of
from bench.layouts.forms import recipes
from bench.layouts.series import Drawn, Layout, documents, layout, media_for
from bench.layouts.unseen2.phrases import LANGUAGES, spoken, w

FORMS = sorted(recipes(unseen="unseen2"))
BROWSER = ("pdf_web", "portal_with_figures", "line_of_time", "bar_at_the_side", "address_line_on_pages")
PICTURES = ("picture_of_a_program", "picture_of_a_phone")
"""Forms that a browser draws, which may be missing."""
ELECTRONIC = ("edi", "xml")


def _drawn(seed: int, form: str, medium: str) -> tuple[Layout, Drawn]:
    rng = random.Random(seed)
    made = layout(rng, form, medium, varied=True)
    return made, documents(made, rng, 1)[0]


def _medium(number: int, form: str) -> str | None:
    """Return one technique for a form, another for each, none that needs a browser."""
    fitting = [
        m for m in media_for(form, list(TECHNIQUES)) if m not in ("pdf_web", "pdf_broken", "pdf_turned")
    ]
    plain = [m for m in fitting if kind_of(m) not in ("png", "jpg", "tiff") and not m.startswith("scan")]
    return None if form in BROWSER + PICTURES else (plain or fitting)[number % len(plain or fitting)]


def _text(one: Drawn) -> str | None:
    """Return the words of a document, None of a picture."""
    if one.kind == "pdf":
        with pypdfium2.PdfDocument(io.BytesIO(one.raw)) as pdf:
            return "".join(page.get_textpage().get_text_range() for page in pdf) or None
    if one.kind == "docx":
        letter = Document(io.BytesIO(one.raw))
        return "\n".join(
            one.text or ""
            for part in (letter.element, letter.sections[0].header._element)
            for one in part.iter()
        )
    if one.kind in ("xlsx", "xls", "ods"):
        return _cells(one)
    if one.kind == "html":
        page = html.fromstring(one.raw.decode())
        return " ".join([*page.itertext(), *(str(value) for value in page.xpath("//@value"))])
    if one.kind in ("csv", "text"):
        charset = "utf-16" if one.raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        try:
            return one.raw.decode(charset)
        except UnicodeDecodeError:
            return one.raw.decode("cp1252")
    return None


def _cells(one: Drawn) -> str:
    if one.kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(one.raw))
        values = [cell for page in book for row in page.iter_rows(values_only=True) for cell in row]
    else:
        old = CalamineWorkbook.from_filelike(io.BytesIO(one.raw))
        values = [
            c for name in old.sheet_names for row in old.get_sheet_by_name(name).to_python() for c in row
        ]
    return "\n".join(
        f"{v:.2f}" if isinstance(v, float | int) else str(v)[:60] for v in values if v not in (None, "")
    )


def _folded(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum()).casefold()


def _missing(made: Layout, one: Drawn, text: str) -> list[str]:
    """Return the true values that the document does not print."""
    folded, wanted = _folded(text), []
    for own, pay in zip(one.sheet.payments, one.truth, strict=True):
        for name in ("payer_name", "payee_name", "payment_reference", "currency"):
            wanted.append((pay.fields.get(name) or "",))
        if pay.fields["payment_date"]:
            wanted.append((made.say.day(own.day), spoken(made.say, own.day), own.day.isoformat()))
        wanted.append(_ways(pay.fields["total_amount"]))
        if pay.fields.get("payment_method") and "cheque" not in made.form:
            wanted.append(
                (
                    w(made.say, pay.fields["payment_method"] or ""),
                    "virement",
                    "bank",
                    "bonifico",
                    "addebito diretto",
                    "transfer",
                )
            )
        for line, true in zip(own.lines, pay.lines, strict=True):
            wanted += [
                (true.get(name) or "",) for name in ("document_number", "po_number", "deduction_reason")
            ]
            wanted += [_ways(value) for name, value in true.items() if name.endswith("_amount")]
            if true.get("document_date"):
                wanted.append((made.say.day(line.day), line.day.isoformat()))
    return [ways[0] for ways in wanted if not any(_folded(way) in folded for way in ways)]


def _ways(value: str | None) -> tuple[str, ...]:
    plain = (value or "").lstrip("-")
    return plain, re.sub(r"\.00$", "", plain), plain.replace(".", "").lstrip("0") or "0"


def test_at_least_seventy_forms_stand_in_the_second_set_and_in_no_other() -> None:
    assert len(FORMS) >= 70
    assert not set(FORMS) & {*recipes(unseen=False), *recipes(unseen=True)}
    assert sum(not media_for(form, MEDIA) for form in FORMS) >= 15


NUMBERS = [
    number if media_for(form, MEDIA) else pytest.param(number, marks=pytest.mark.long)
    for number, form in enumerate(FORMS)
]
"""Pictures take their time to be worn."""


@pytest.mark.parametrize("number", NUMBERS)
def test_a_form_of_the_second_set_prints_all_that_is_true(number: int) -> None:
    form = FORMS[number]
    medium = _medium(number, form)
    if medium is None:
        pytest.skip("drawn by a browser")
    made, one = _drawn(90 + number, form, medium)
    for pay in one.truth:
        _adds_up(pay.fields["total_amount"], pay.lines)
    text = _text(one)
    if text is not None and "passed_on" not in form and one.sheet.layout != "edi":
        assert _missing(made, one, text) == [], medium


def _adds_up(total: str | None, lines: object) -> None:
    nets = [line["net_amount"] for line in lines]  # type: ignore[attr-defined]
    assert nets
    if None not in nets and total:
        assert sum(map(Decimal, nets)) == Decimal(total)
    for line in lines:  # type: ignore[attr-defined]
        if line.get("gross_amount") and line["net_amount"]:
            cuts = Decimal(line["discount_amount"] or 0) + Decimal(line.get("deduction_amount") or 0)
            assert Decimal(line["gross_amount"]) - cuts == Decimal(line["net_amount"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_set_speaks_seven_languages_and_prints_every_amount(language: str) -> None:
    for number, form in enumerate(FORMS):
        if not media_for(form, ["text", "csv"]) or recipes()[form].draws_itself:
            continue
        medium = media_for(form, ["text", "csv"])[0]
        rng = random.Random(700 + number)
        made = layout(rng, form, medium, varied=True)
        style = {"en": "point", "fr": "space"}.get(language, "comma")
        made = replace(made, say=replace(made.say, language=language, style=style, dates="%d.%m.%Y"))
        one = documents(made, rng, 1)[0]
        assert _missing(made, one, _text(one) or "") == [], form
