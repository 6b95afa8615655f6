"""Cards of what came and what became of it without a person: volume, touchless share, silent errors."""

from collections.abc import Iterator, Sequence

from pipeline.dashboard.figures import Dashboard, Touch
from review.dashboard.card import Card
from review.dashboard.wording import Wording
from review.plots.lines import lines
from review.plots.ranks import ranks
from review.plots.strips import strips
from review.plots.svg import Said
from review.sheets import Cell


def volume(found: Dashboard, told: Wording) -> Card:
    """Return how much came, by route."""
    names = [told.word(route) if route else told.say("Not routed") for route in found.arrived]
    rows = list(found.arrived.values())
    total = sum(map(sum, rows))
    said = Said(
        "volume",
        told.say("What came, by route"),
        told.say("Columns for each route; %(number)s work items in all.", number=told.number(total)),
    )
    plot = strips(
        said, told.labels, list(zip(names, rows, strict=True)), [told.number(sum(row)) for row in rows]
    )
    return Card(
        key="volume",
        title=said.title,
        large=told.number(total),
        beside=told.say("work items"),
        meaning=told.say(
            "Each mail or document counts once for each matter that it holds, on the day it came."
        ),
        plot=plot if total else None,
        columns=(told.stretch, *names, told.say("All")),
        rows=tuple((label, *numbers, sum(numbers)) for label, *numbers in zip(told.days, *rows, strict=True)),
    )


def touchless(found: Dashboard, told: Wording) -> Card:
    """Return which share nobody touched."""
    touch = found.touch
    closed, untouched = sum(touch.closed), sum(touch.untouched)
    share = untouched / closed if closed else None
    row = [part / whole if whole else None for part, whole in zip(touch.untouched, touch.closed, strict=True)]
    said = Said(
        "touchless",
        told.say("Touchless share"),
        told.say("A line from 0 to 100 percent; %(share)s over the whole period.", share=told.percent(share)),
    )
    name = told.say("closed without anybody")
    beside = told.say("%(part)s of %(whole)s", part=told.number(untouched), whole=told.number(closed))
    return Card(
        key="touchless",
        title=said.title,
        large=told.percent(share),
        beside=beside,
        meaning=told.say(
            "Of the work items closed in the period, those that the program closed and in which nobody "
            "corrected, confirmed or decided anything. What somebody sent, confirmed, archived or set right "
            "was touched, and so was what was put before a clerk as a check."
        ),
        plot=lines(said, told.labels, [(name, row)], 1.0, told.percent) if closed else None,
        columns=(told.stretch, told.say("Closed"), told.say("Nobody touched"), told.say("Share")),
        rows=(*_touch_by_day(touch, told), *_touch_by_route(touch, told)),
    )


def _touch_by_day(touch: Touch, told: Wording) -> Iterator[Sequence[Cell]]:
    for label, whole, part in zip(told.days, touch.closed, touch.untouched, strict=True):
        yield label, whole, part, told.percent(part / whole if whole else None, 1)


def _touch_by_route(touch: Touch, told: Wording) -> Iterator[Sequence[Cell]]:
    for route, (whole, part) in sorted(touch.by_route.items(), key=lambda pair: -pair[1][0]):
        yield (
            told.word(route) if route else told.say("Not routed"),
            whole,
            part,
            told.percent(part / whole, 1),
        )


def silent_errors(found: Dashboard, told: Wording, share: float) -> Card:
    """Return how much of what the program closes by itself is wrong, as far as checks tell."""
    checks = found.checks
    bound = told.percent(checks.bound, 2) if checks.settled else "–"
    beside = told.say("at most %(bound)s with 95%% confidence", bound=bound)
    rows = [
        (told.field(field) if field else told.say("Left unconfirmed"), count)
        for field, count in checks.fields
    ]
    said = Said(
        "silent",
        told.say("Silent errors"),
        told.say("Bars: what was wrong in checked items, the most frequent first."),
    )
    return Card(
        key="silent",
        title=said.title,
        large=told.percent(checks.rate, 2),
        beside=beside if checks.settled else told.say("nothing was checked"),
        meaning=_what_checks_mean(found, told, share),
        plot=ranks(said, [(name, count, told.number(count)) for name, count in rows[:8]]) if rows else None,
        columns=(told.say("Figure"), told.say("Number")),
        rows=(
            (told.say("Chosen at random"), checks.chosen),
            (told.say("Looked at by a clerk"), checks.settled),
            (told.say("Wrong"), checks.wrong),
            (told.say("Share of wrong ones"), told.percent(checks.rate, 2)),
            (told.say("At most, with 95 percent confidence"), bound),
            *((told.say("Wrong: %(field)s", field=name), count) for name, count in rows),
        ),
    )


def _what_checks_mean(found: Dashboard, told: Wording, share: float) -> str:
    checks = found.checks
    meaning = told.say(
        "Proved work items that are chosen at random are looked at by a clerk; what the clerk changes was a "
        "silent error."
    )
    if checks.chosen:
        meaning = told.say(
            "Of %(settled)s proved work items that a clerk looked at because they were chosen at random, "
            "those in which the clerk changed something or confirmed no payment. %(open)s more wait to be "
            "looked at.",
            settled=told.number(checks.settled),
            open=told.number(checks.chosen - checks.settled),
        )
    if share:
        chosen = told.say("Now %(share)s of them are chosen (sampling.share).", share=told.percent(share, 1))
    else:
        chosen = told.say("None are chosen now: set sampling.share, e.g. to 0.02.")
    return f"{meaning} {chosen}"
