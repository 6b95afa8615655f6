import csv
import io
import random
import re
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pdfplumber
import pypdfium2
import pytest
from docx import Document
from lxml import html
from python_calamine import CalamineWorkbook

from bench.layouts.drawing import MEDIA, kind_of
from bench.layouts.forms import recipes
from bench.layouts.series import Drawn, Layout, documents, layout, media_for
from bench.layouts.unseen.wording import told
from bench.layouts.words import WORDS

FORMS = sorted(recipes(unseen=True))
NOT_HERE = ("pdf_web", "pdf_turned")
"""Drawn elsewhere: by a browser that may be missing, and sideways."""
PAGES = ("pdf_free", "pdf_ruled", "pdf_lines", "pdf_raw", "pdf_spaced", "pdf_marked")


def _drawn(seed: int, form: str, medium: str, language: str | None = None) -> tuple[Layout, Drawn]:
    rng = random.Random(seed)
    made = layout(rng, form, medium, varied=True)
    if language:
        style = {"en": "point", "fr": "space"}.get(language, "comma")
        made = replace(made, say=replace(made.say, language=language, style=style, dates="%d.%m.%Y"))
    return made, documents(made, rng, 1)[0]


def _folded(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum()).casefold()


def _pages(raw: bytes) -> str:
    """Return the words of a PDF, none of which may stand outside its pages."""
    texts = []
    with pdfplumber.open(io.BytesIO(raw)) as pdf:
        for page in pdf.pages:
            for sign in page.chars:
                assert sign["x0"] > 0 and sign["x1"] < page.width, f"{sign['text']} stands outside the page"
            texts.append(page.extract_text(x_tolerance=1) or "")
            texts.append("".join(sign["text"] for sign in page.chars))
            page.close()
    return "\n".join(texts)


def _text(one: Drawn) -> str:
    if one.kind == "pdf":
        return _pages(one.raw)
    if one.kind == "html":
        return " ".join(html.fromstring(one.raw.decode()).itertext())
    if one.kind == "docx":
        letter = Document(io.BytesIO(one.raw))
        cells = [cell.text for table in letter.tables for row in table.rows for cell in row.cells]
        parts = [*letter.sections[0].header.paragraphs, *letter.paragraphs]
        return "\n".join([*(part.text for part in parts), *cells])
    if one.kind in ("xlsx", "xls", "ods"):
        return _cells(one)
    charset = "utf-16" if one.raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = one.raw.decode(charset)
    except UnicodeDecodeError:
        text = one.raw.decode("cp1252")
    if one.kind == "csv":
        mark = max(";\t|,", key=lambda sign: len(list(filter(sign.__contains__, text))))
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=mark) for cell in row]
        assert len(cells) > 8
        return "\n".join(cells)
    return text


def _cells(one: Drawn) -> str:
    if one.kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(one.raw), data_only=True)
        values = [cell for page in book for row in page.iter_rows(values_only=True) for cell in row]
    else:
        old = CalamineWorkbook.from_filelike(io.BytesIO(one.raw))
        values = [
            c for name in old.sheet_names for row in old.get_sheet_by_name(name).to_python() for c in row
        ]
    return "\n".join(
        f"{v:.2f}" if isinstance(v, float | int) else str(v).removesuffix(" 00:00:00")
        for v in values
        if v not in (None, "")
    )


def _missing(made: Layout, one: Drawn) -> list[str]:
    """Return the true values that the document does not print."""
    text = _folded(_text(one))
    wanted: list[tuple[str, ...]] = []
    for sheet_pay, pay in zip(one.sheet.payments, one.truth, strict=True):
        for name in ("payer_name", "payee_name", "payment_reference", "currency"):
            wanted.append((pay.fields[name] or "",))
        day = sheet_pay.day
        wanted.append((made.say.day(day), day.isoformat(), f"{day:%y%m%d}"))
        wanted.append(_amount(pay.fields["total_amount"]))
        if "method" in one.sheet.shown and sheet_pay.method and made.form != "answer_over_reminder":
            wanted.append((told(made.say, sheet_pay.method),))
        for line, true in zip(sheet_pay.lines, pay.lines, strict=True):
            wanted += [(true[name] or "",) for name in ("document_number", "po_number", "deduction_reason")]
            wanted += [_amount(value) for name, value in true.items() if name.endswith("_amount")]
            if true["document_date"]:
                wanted.append((made.say.day(line.day), true["document_date"]))
    return [ways[0] for ways in wanted if not any(_folded(way) in text for way in ways)]


def _amount(value: str | None) -> tuple[str, ...]:
    return ((value or "").lstrip("-"), re.sub(r"\.00$", "", (value or "").lstrip("-")))


def test_at_least_forty_eight_forms_are_held_out_and_none_is_among_the_others() -> None:
    assert len(FORMS) >= 48
    assert not set(FORMS) & set(recipes(unseen=False))


@pytest.mark.parametrize("number", range(len(FORMS)), ids=FORMS)
def test_a_held_out_form_prints_all_that_is_true_in_every_medium(number: int) -> None:
    form = FORMS[number]
    pages = PAGES[number % len(PAGES)]
    for medium in media_for(form, MEDIA):
        if medium in NOT_HERE or (kind_of(medium) == "pdf" and medium not in (pages, "own")):
            continue
        made, one = _drawn(40 + number, form, medium)
        assert _missing(made, one) == [], medium


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_held_out_form_speaks_the_language(language: str) -> None:
    for number, form in enumerate(FORMS):
        medium = next((one for one in ("text", "html", "pdf_free") if one in media_for(form, MEDIA)), "own")
        made, one = _drawn(400 + number, form, medium, language)
        if one.kind != "pdf":
            assert _missing(made, one) == [], form


@pytest.mark.parametrize("form", FORMS)
def test_the_lines_of_a_held_out_form_add_up(form: str) -> None:
    medium = next((one for one in ("text", "html", "pdf_free") if one in media_for(form, MEDIA)), "own")
    for seed in range(3):
        _, one = _drawn(seed, form, medium)
        for pay in one.truth:
            nets = [line["net_amount"] for line in pay.lines]
            assert pay.lines and all(amount is None or Decimal(amount) for amount in nets)
            if None not in nets and pay.fields["total_amount"]:
                assert sum(map(Decimal, nets)) == Decimal(pay.fields["total_amount"])
            for line in pay.lines:
                if line["gross_amount"] and line["net_amount"]:
                    cuts = Decimal(line["discount_amount"] or 0) + Decimal(line["deduction_amount"] or 0)
                    assert Decimal(line["gross_amount"]) - cuts == Decimal(line["net_amount"])


def test_a_sideways_page_holds_the_words_of_a_held_out_form() -> None:
    _, one = _drawn(9, "stacked_cells", "pdf_turned")
    with pypdfium2.PdfDocument(io.BytesIO(one.raw)) as pdf:
        text = _folded("".join(page.get_textpage().get_text_range() for page in pdf))
    assert _folded(one.truth[0].lines[0]["document_number"] or "?") in text
