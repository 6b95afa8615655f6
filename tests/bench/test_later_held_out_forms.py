"""The pages of the fourth to sixth sets held out are drawn and their truth looked up in what is printed."""

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest

from bench.layouts.drawing import MEDIA
from bench.layouts.forms import recipes
from bench.layouts.series import Drawn, Layout, documents, layout, media_for
from bench.layouts.speech import Speech
from bench.layouts.truth import Line
from bench.layouts.unseen2.phrases import LANGUAGES
from bench.layouts.unseen4.kit import SIGNS
from bench.layouts.unseen4.wording import worded

METHODS = {
    "transfer": "transfer virement überwies überweis overboek overschrijv bonifico transferência",
    "cheque": "cheque check chèque scheck assegno",
    "card": "card carte karte tarjeta carta creditcard kaart cartão",
}


def _module(form: str) -> str:
    made = recipes()[form].make
    while hasattr(made, "__wrapped__"):
        made = made.__wrapped__
    return str(made.__module__).rsplit(".", 1)[1]


SETS = ("unseen4", "unseen5", "unseen6")
FORMS = sorted(form for held in SETS for form in recipes(unseen=held) if _module(form).startswith("pages_"))
PRINTED = [form for form in FORMS if not _module(form).endswith("browser")]
EACH = [pytest.param(one, marks=() if one in PRINTED else pytest.mark.long) for one in FORMS]


def _one(form: str, medium: str, seed: int, language: str = "") -> tuple[Layout, Drawn]:
    rng = random.Random(seed)
    made = layout(rng, form, medium, varied=True)
    if language:
        style = {"en": "plain", "fr": "space", "de": "apostrophe"}.get(language, "comma")
        made = replace(made, say=replace(made.say, language=language, style=style, dates="%d.%m.%Y"))
    return made, documents(made, rng, 1)[0]


def _printed(one: Drawn) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(one.raw)) as pdf:
        return _folded(" ".join(page.get_textpage().get_text_range() for page in pdf))


def _folded(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum() or sign in "€£").casefold()


def _wanted(say: Speech, one: Drawn) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each true value with the ways to print it."""
    for own, pay in zip(one.sheet.payments, one.truth, strict=True):
        for name, value in pay.fields.items():
            if name == "payment_date":
                yield name, _days(say, own.day)
            elif name == "payment_method" and value:
                yield name, tuple(METHODS[value].split())
            elif name == "currency":
                yield name, (value or "", SIGNS.get(value or "", value or ""))
            else:
                yield name, _amount(value or "")
        for line, true in zip(own.lines, pay.lines, strict=True):
            yield from ((name, _ways(say, line, name, value)) for name, value in true.items() if value)


def _ways(say: Speech, line: Line, name: str, value: str) -> tuple[str, ...]:
    if name == "document_date" and line.day:
        return _days(say, line.day)
    return ("",) if name == "document_type" else _amount(value)


def _amount(value: str) -> tuple[str, ...]:
    """Return an amount, or another value, with hundredths and without those that are none."""
    return value.lstrip("-"), value.lstrip("-").removesuffix(".00")


def _days(say: Speech, day) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    ways = ("%Y-%m-%d", "%Y%m%d", "%d-%b-%Y", "%d %b %Y", "%d%m%Y")
    return (say.day(day), worded(say, day), worded(say, day, "short"), *(format(day, way) for way in ways))


def _missing(made: Layout, one: Drawn) -> list[tuple[str, str]]:
    text = _printed(one)
    wanted = _wanted(made.say, one)
    return [(name, ways[0]) for name, ways in wanted if not any(_folded(way) in text for way in ways)]


def _adds_up(form: str, one: Drawn) -> None:
    for pay in one.truth:
        nets = [Decimal(line["net_amount"] or "NaN") for line in pay.lines]
        assert nets and pay.fields["total_amount"] in (None, f"{sum(nets):.2f}")
        for line in pay.lines:
            told = form != "rate_without_its_sum" and "deduction_amount" in line
            if told and line.get("gross_amount"):
                cuts = Decimal(line["discount_amount"] or 0) + Decimal(line["deduction_amount"] or 0)
                assert Decimal(line["gross_amount"] or 0) - cuts == Decimal(line["net_amount"] or 0)


def _inside(one: Drawn) -> bool:
    """Whether every letter stands on its page."""
    with pypdfium2.PdfDocument(io.BytesIO(one.raw)) as pdf:
        for page in pdf:
            (wide, high), text = page.get_size(), page.get_textpage()
            boxes = [text.get_rect(at) for at in range(text.count_rects())]
            if any(box[0] < 0 or box[1] < 0 or box[2] > wide or box[3] > high for box in boxes):
                return False
    return True


def test_at_least_seventy_pages_stand_in_the_last_sets_and_in_no_other() -> None:
    assert len(FORMS) >= 70
    others = [recipes(unseen=False), *(recipes(unseen=one) for one in ("unseen", "unseen2", "unseen3"))]
    assert not {*FORMS} & {name for known in others for name in known}


@pytest.mark.parametrize("form", EACH)
def test_a_page_of_a_set_held_out_prints_all_that_is_true(form: str) -> None:
    number = FORMS.index(form)
    fitting = [m for m in media_for(form, MEDIA) if m not in ("pdf_web", "pdf_turned")]
    made, one = _one(form, fitting[number % len(fitting)], 40 + number)
    _adds_up(form, one)
    assert _missing(made, one) == []
    assert _inside(one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_a_set_held_out_speak_their_languages(language: str) -> None:
    for number, form in enumerate(PRINTED):
        spoken = recipes()[form].languages or LANGUAGES
        if number % 3 != LANGUAGES.index(language) % 3 or language not in spoken:
            continue
        fitting = [m for m in media_for(form, MEDIA) if m in ("own", "pdf_free", "pdf_raw", "pdf_lines")]
        made, one = _one(form, fitting[number % len(fitting)], 900 + number, language)
        _adds_up(form, one)
        assert _missing(made, one) == [], form
        assert _inside(one), form
