"""Teaches layouts step by step and reads further documents of each through everything taught so far."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.curve.ledgers import ledger_for
from bench.layouts.drawing import MEDIA, SCANS, TECHNIQUES
from bench.layouts.forms import recipes
from bench.layouts.reading import read_whole
from bench.layouts.scoring import Score, judge
from bench.layouts.series import Drawn, drawn, language_of, media_for
from domain.layouts import LayoutTemplate, Sample
from domain.ledger import Ledger
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from extractors.extraction import extract
from extractors.layouts.refine import refine
from extractors.layouts.shelf import TemplateShelf
from extractors.layouts.truth import LearningError

STEPS = (0, 1, 2, 5)
READ = 2
"""Documents of each layout that are read and never taught."""


@dataclass(frozen=True)
class Subject:
    """One layout with documents to teach and documents to read."""

    form: str
    medium: str
    family: str
    language: str
    seed: int
    taught: tuple[tuple[Drawn, Document], ...]
    asked: tuple[tuple[Drawn, Document], ...]
    ledger: Ledger
    samples: tuple[Sample, ...] = field(default=())


@dataclass(frozen=True)
class Point:
    """One document read at one step of the curve."""

    taught: int
    ledger: bool
    subject: Subject
    number: int
    score: Score
    read: tuple[Remittance, ...]


@dataclass
class Lessons:
    """The templates learnt so far, by the layout's place in the run."""

    templates: dict[int, LayoutTemplate] = field(default_factory=dict)
    refused: list[tuple[int, int, str]] = field(default_factory=list)
    """(step, subject, why) where nothing was learnt; the older template stays."""
    seconds: float = 0.0


def subjects(
    count: int, seed: int, media: Sequence[str], *, unseen: bool | str, form: str | None = None
) -> Iterator[Subject]:
    """Yield `count` layouts, every form in turn and every medium about equally often."""
    for number, (name, medium) in enumerate(subject_media(count, seed, media, unseen=unseen, form=form)):
        yield subject(name, medium, seed * 1_000_000 + number)


def subject_media(
    count: int,
    seed: int,
    media: Sequence[str] = MEDIA,
    *,
    unseen: bool | str = False,
    form: str | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield pairs of form and medium, every form in turn, of the media that suit it the least used."""
    names = [form] if form else list(recipes(unseen=unseen))
    rng = random.Random(seed)
    rng.shuffle(names)
    only_scans = all(medium in SCANS for medium in media)
    names = [n for n in names if media_for(n, media) and not (only_scans and recipes()[n].draws_itself)]
    if not names:
        raise ValueError("no form suits these media; forms held out belong into bench/layouts/unseen.")
    used = dict.fromkeys((*media, "own"), 0)
    for number in range(count):
        name = names[number % len(names)]
        medium = min(media_for(name, media), key=lambda one: (used[one], rng.random()))
        used[medium] += 1
        yield name, medium


def subject(form: str, medium: str, seed: int) -> Subject:
    """Return a layout drawn and read; scans with fewer taught documents, for OCR takes its time."""
    scanned = medium in TECHNIQUES and TECHNIQUES[medium].family == "scan"
    teach = 2 if scanned else STEPS[-1]
    made = drawn(seed, form, medium, teach + READ)
    both = [(one, read_whole(one)) for one in made]
    samples = tuple(Sample(document, one.truth) for one, document in both[:teach])
    kind = TECHNIQUES[medium].family if medium in TECHNIQUES else made[0].kind
    return Subject(
        form,
        medium,
        kind,
        language_of(seed, form),
        seed,
        tuple(both[:teach]),
        tuple(both[teach:]),
        ledger_for(made[teach:], random.Random(seed)),
        samples,
    )


def points(layouts: Sequence[Subject], lessons: Lessons, steps: Sequence[int] = STEPS) -> Iterator[Point]:
    """Yield every document at every step, without and with a ledger."""
    for step in steps:
        if step:
            _teach(layouts, step, lessons)
        shelf = TemplateShelf(list(lessons.templates.values())) if step else None
        for one in layouts:
            if step > len(one.samples):
                continue
            for number, (made, document) in enumerate(one.asked):
                for ledger in (None, one.ledger):
                    started = time.process_time()
                    aids = ReadingAids(ledger=ledger, templates=shelf)
                    read = extract((document,), aids, advice_expected=True)
                    score = judge(made.truth, read)
                    score.seconds = time.process_time() - started
                    yield Point(step, ledger is not None, one, number, score, read)


def _teach(layouts: Sequence[Subject], step: int, lessons: Lessons) -> None:
    started = time.process_time()
    for at, one in enumerate(layouts):
        if step > len(one.samples):
            continue
        payer = one.taught[0][0].truth[0].fields.get("payer_name") or "unknown"
        try:
            lessons.templates[at] = refine(one.samples[:step], f"layout-{at}", payer)
        except LearningError as error:
            lessons.refused.append((step, at, str(error)))
    lessons.seconds += time.process_time() - started
