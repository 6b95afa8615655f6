"""Times choosing the taught layout of a document among thousands, and putting the shelf of them together."""

import random
import time
from dataclasses import replace
from itertools import cycle

from bench.figure import SEED, Aim, Figure
from bench.layouts.series import series
from bench.timing import cpu_ms
from domain.layouts import LayoutTemplate, Sample
from domain.pages import Document
from extractors.layouts.learn import learn
from extractors.layouts.shelf import TemplateShelf

TEMPLATES = 5000
FORMS = ("plain_full", "two_line_rows", "extra_columns", "total_row_under", "single_amount")
TAUGHT = 10
"""Layouts that are learnt; the others are theirs under other names and letterheads."""


def measure() -> list[Figure]:
    """Return CPU ms of choosing and seconds of building, over generated layouts."""
    templates, documents = made_up_templates(TEMPLATES)
    started = time.process_time()
    shelf = TemplateShelf(templates)
    built = time.process_time() - started
    waiting = cycle(documents)
    chosen = cpu_ms(lambda: shelf.candidates(next(waiting)), 5 * len(documents))
    right = sum(
        shelf.candidates(document)[0].template.name == templates[number].name
        for number, document in enumerate(documents)
    )
    return [
        Figure(
            name="templates.choose",
            what=f"choose the layout of a one-page PDF among {TEMPLATES:,}",
            value=chosen.median,
            unit="ms CPU",
            low=chosen.low,
            high=chosen.high,
            aim=Aim(5),
            less_is_better=True,
            note=f"the right one stands first for {right} of {len(documents)} documents",
        ),
        Figure(
            name="templates.build",
            what=f"put {TEMPLATES:,} layouts on the shelf, only after a change",
            value=built,
            unit="s CPU",
            aim=Aim(1),
            less_is_better=True,
        ),
    ]


def made_up_templates(count: int) -> tuple[list[LayoutTemplate], list[Document]]:
    """Return that many layouts, and a further document of each of the first ones, in order."""
    chance = random.Random(SEED)
    words = ["".join(chance.choice("abcdefghiklmnoprstuvwz") for _ in range(7)) for _ in range(4000)]
    taught, documents = [], []
    for number in range(TAUGHT):
        first, second = series(SEED + number, FORMS[number % len(FORMS)], "pdf_free", 2)
        taught.append(learn(Sample(first.document, first.truth), f"taught-{number}", f"Payer {number}"))
        documents.append(second.document)
    others = [_another(taught[number % TAUGHT], number, words, chance) for number in range(count - TAUGHT)]
    return [*taught, *others], documents


def _another(like: LayoutTemplate, number: int, words: list[str], chance: random.Random) -> LayoutTemplate:
    firm, street, town, person = (chance.choice(words) for _ in range(4))
    own = (f"{firm} {person} ltd", f"{street} street", town)
    return replace(like, name=f"other-{number}", payer=own[0], landmarks=(*own, *like.landmarks[3:]))
