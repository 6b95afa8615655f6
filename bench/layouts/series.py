"""Makes several documents of one layout: the same form, words, fonts and payer, other payments."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bench.layouts.changes import CHANGES
from bench.layouts.drawing import TYPES, kind_of, render
from bench.layouts.firms import firm
from bench.layouts.forms import Recipe, Sheet, recipes
from bench.layouts.speech import Speech, speech
from bench.layouts.strangers import speak
from bench.layouts.true_values import truth_of
from bench.layouts.truth import Payment, make_payment
from domain.layouts import TruePayment
from domain.pages import Document
from domain.ports import Reader
from domain.words import Medium
from extractors.readers import csv, html, pdf, text, xlsx

READERS: Mapping[str, tuple[Reader, Medium]] = {
    "pdf": (pdf.PLUGIN, Medium.PDF),
    "html": (html.PLUGIN, Medium.HTML),
    "csv": (csv.PLUGIN, Medium.CSV),
    "xlsx": (xlsx.PLUGIN, Medium.SHEET),
    "text": (text.PLUGIN, Medium.TEXT),
}
NUMBERS = ["INV-{}", "{}", "F-2026-{}", "RE{}", "90{}", "A/{}/26", "SI-{}-X"]
MORE_NUMBERS = [*NUMBERS, "RG {}", "FV{}/2026", "00{}45", "2026/{}", "C{}B", "{}-01", "1900{}", "E-{}"]


@dataclass(frozen=True)
class Drawn:
    """One document of a series: its bytes and its true values."""

    sheet: Sheet
    kind: str
    raw: bytes
    truth: tuple[TruePayment, ...]


@dataclass(frozen=True)
class Made(Drawn):
    """A document of a series with what was read from its bytes."""

    document: Document


@dataclass(frozen=True)
class Layout:
    """What stays from one document of a payer to the next."""

    form: str
    medium: str
    say: Speech
    currency: str
    numbers: str
    look: int
    payer: str | None = None
    varied: bool = False
    """True: documents of one line and of eighty, and values that only some documents hold."""
    change: str | None = None
    """A name of `CHANGES` that is done to every sheet."""

    @property
    def recipe(self) -> Recipe:
        """The form with what its payments hold."""
        return recipes()[self.form]


def series(seed: int, form: str, medium: str, count: int = 2, payer: str | None = None) -> list[Made]:
    """Return `count` documents of one layout, the same for the same seed."""
    rng = random.Random(seed)
    return [_read(one) for one in documents(layout(rng, form, medium, payer=payer), rng, count)]


def drawn(seed: int, form: str, medium: str, count: int, payer: str | None = None) -> list[Drawn]:
    """Return `count` documents of one layout of many looks, unread; sizes and filled fields vary."""
    rng = random.Random(seed)
    return documents(layout(rng, form, medium, payer=payer, varied=True), rng, count)


def language_of(seed: int, form: str) -> str:
    """Return the language that `drawn` gives a layout."""
    return layout(random.Random(seed), form, "own", varied=True).say.language


def drift(seed: int, form: str, medium: str, change: str, count: int = 2) -> tuple[list[Drawn], list[Drawn]]:
    """Return documents of a payer before and after it changed its form.

    change: renamed (other labels), language, or a name of `CHANGES` (added, moved, dropped).
    """
    rng = random.Random(seed)
    before = layout(rng, form, medium, varied=True)
    old = documents(before, rng, count)
    after = replace(before, payer=old[0].sheet.payments[0].payer)
    if change == "renamed":
        after = replace(after, say=replace(before.say, look=before.say.look + 1))
    elif change == "language":
        after = replace(
            after, say=replace(before.say, language="fr" if before.say.language != "fr" else "de")
        )
    else:
        after = replace(after, change=change)
    return old, documents(after, rng, count, replace(old[0].sheet.payments[0]))


def layout(
    rng: random.Random, form: str, medium: str, *, payer: str | None = None, varied: bool = False
) -> Layout:
    """Draw a layout of a form."""
    say = speech(rng, languages=recipes()[form].languages)
    currency = rng.choice(["EUR", "GBP", "CHF"]) if say.language in ("en", "de") else "EUR"
    numbers, look = rng.choice(MORE_NUMBERS if varied else NUMBERS), rng.randint(1, 10**9)
    if varied:
        say = replace(say, look=look)
        payer = payer or firm(random.Random(look), say.language)
    # Forms held out bring words in all languages.
    if varied and recipes()[form].draws_itself and not recipes()[form].held_out:
        say = speak(random.Random(look), say)
    return Layout(form, medium, say, currency, numbers, look, payer, varied)


def documents(made: Layout, rng: random.Random, count: int, first: Payment | None = None) -> list[Drawn]:
    """Return `count` documents of a layout; payee, method and form of references are those of `first`."""
    found: list[Drawn] = []
    for number in range(count):
        pays = _payments(made, rng)
        for pay in pays:
            first = first or pay
            _as_the_first(pay, first, made.numbers, rng)
            pay.payer = made.payer or pay.payer
        sheet = made.recipe.make(random.Random(made.look + number), made.say, pays)
        if made.change:
            CHANGES[made.change](sheet, made.say)
        kind, raw = sheet.drawn or (
            kind_of(made.medium),
            render(sheet, made.medium, random.Random(made.look)),
        )
        found.append(Drawn(sheet, kind, raw, truth_of(sheet)))
    return found


def read(raw: bytes, medium: str) -> Document:
    """Return the pages that the medium's reader makes of the bytes."""
    kind = kind_of(medium)
    plugin, own = READERS[kind]
    return Document(f"advice.{kind}", f"{hash(raw):x}", own, TYPES[kind], plugin.read(raw, "advice"))


def _read(one: Drawn) -> Made:
    return Made(one.sheet, one.kind, one.raw, one.truth, read(one.raw, one.kind))


def _payments(made: Layout, rng: random.Random) -> list[Payment]:
    recipe = made.recipe
    reductions = recipe.reductions
    if made.varied and rng.random() < 0.2:
        reductions = "none"
    return [
        make_payment(
            rng,
            currency=made.currency,
            lines=_size(made, rng),
            credits=recipe.credits and recipe.most > 1,
            reductions=reductions,
        )
        for _ in range(recipe.payments)
    ]


def _size(made: Layout, rng: random.Random) -> int:
    recipe = made.recipe
    if not made.varied:
        return rng.randint(recipe.fewest, recipe.most)
    drawn_size = rng.random()
    if drawn_size < 0.12:
        return recipe.fewest
    if drawn_size < 0.17 and recipe.most >= 10:
        return rng.randint(40, 80)
    return rng.randint(recipe.fewest, recipe.most)


def _as_the_first(pay: Payment, first: Payment, numbers: str, rng: random.Random) -> None:
    shape = re.sub(r"\d", "9", first.reference)
    pay.payer, pay.payee, pay.method = first.payer, first.payee, first.method
    pay.reference = "".join(rng.choice("123456789") if letter == "9" else letter for letter in shape)
    last = rng.randint(10000, 80000)
    for line in pay.lines:
        last += rng.randint(1, 60)
        line.number = numbers.format(last) if line.number is not None else None


def media_for(form: str, media: Sequence[str]) -> list[str]:
    """Return those media that suit a form; "own" where it draws itself."""
    recipe = recipes()[form]
    if recipe.draws_itself:
        return ["own"]
    return [medium for medium in media if kind_of(medium) not in recipe.unfit and medium not in recipe.unfit]
