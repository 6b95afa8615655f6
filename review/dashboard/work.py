"""Cards of people's work: corrections, waiting, answers, disputes."""

from pipeline.dashboard.figures import Dashboard
from review.dashboard.card import Card
from review.dashboard.wording import Wording
from review.plots.lines import lines
from review.plots.ranks import ranks
from review.plots.strips import strips
from review.plots.svg import Said

SHOWN = 8
"""Bars of one plot; the table holds all."""


def fields(found: Dashboard, told: Wording) -> Card:
    """Return which fields are set right most often."""
    rows = [(told.field(field), count, _share(count, found.settled)) for field, count in found.corrected]
    said = Said(
        "fields",
        told.say("Corrections by field"),
        told.say("Bars: the share of payments in which each field was set right."),
    )
    items = max((count for _, count in found.corrected), default=0)
    return Card(
        key="fields",
        title=said.title,
        large=told.percent(_share(items, found.settled), 1),
        beside=told.say("for the field that is corrected most"),
        meaning=told.say(
            "For each field, in how many of the %(number)s work items whose payments were confirmed in the "
            "period somebody set it right.",
            number=told.number(found.settled),
        ),
        plot=ranks(said, [(name, count, told.percent(share, 1)) for name, count, share in rows[:SHOWN]])
        if rows
        else None,
        columns=(told.say("Field"), told.say("Corrected"), told.say("Share")),
        rows=tuple((name, count, told.percent(share, 1)) for name, count, share in rows),
    )


def layouts(found: Dashboard, told: Wording) -> Card:
    """Return which layouts are corrected most often."""
    documents = sum(use.documents for use in found.layouts)
    corrected = sum(use.corrected for use in found.layouts)
    said = Said(
        "layouts",
        told.say("Corrections by layout"),
        told.say("Bars: the share of documents that were set right, for the layouts with most of them."),
    )
    worst = [use for use in found.layouts if use.corrected][:SHOWN]
    bars = [
        (use.name, use.corrected / use.documents, told.percent(use.corrected / use.documents))
        for use in worst
    ]
    return Card(
        key="layouts",
        title=said.title,
        large=told.percent(_share(corrected, documents), 1),
        beside=told.say(
            "%(part)s of %(whole)s documents", part=told.number(corrected), whole=told.number(documents)
        ),
        meaning=told.say(
            "Of the documents that a taught layout read and that are settled, those in which somebody set a "
            "value right; the table names the fields."
        ),
        plot=ranks(said, bars) if bars else None,
        columns=(
            told.say("Layout"),
            told.say("Documents"),
            told.say("Corrected"),
            told.say("Share"),
            told.say("Fields"),
        ),
        rows=tuple(
            (
                use.name,
                use.documents,
                use.corrected,
                told.percent(_share(use.corrected, use.documents), 1),
                _named(use.fields, told),
            )
            for use in found.layouts
        ),
    )


def waiting(found: Dashboard, told: Wording) -> Card:
    """Return how long people were waited for."""
    waited = found.waited
    said = Said(
        "waiting",
        told.say("Waiting time"),
        told.say("Two lines in working hours: half of the items took no longer, and nine of ten."),
    )
    top = max((value for value in waited.nines if value is not None), default=0.0) or 1.0
    half, nine = told.say("half of them"), told.say("nine of ten")
    meaning = told.say(
        "Working hours from arrival until a person closed the item, for what people closed in the period."
    )
    if waited.looked_at < waited.items:
        meaning += " " + told.say(
            "Measured on %(part)s of %(whole)s items.",
            part=told.number(waited.looked_at),
            whole=told.number(waited.items),
        )
    return Card(
        key="waiting",
        title=said.title,
        large=told.hours(waited.median),
        beside=told.say("half took no longer; nine of ten: %(hours)s", hours=told.hours(waited.nine_of_ten)),
        meaning=meaning,
        plot=lines(said, told.labels, [(half, waited.medians), (nine, waited.nines)], top, told.hours)
        if waited.looked_at
        else None,
        columns=(told.stretch, half, nine),
        rows=tuple(
            (label, told.hours(median), told.hours(most))
            for label, median, most in zip(told.days, waited.medians, waited.nines, strict=True)
        ),
    )


def answers(found: Dashboard, told: Wording) -> Card:
    """Return what became of the answers."""
    names = [told.word(name) for name in found.answers]
    rows = list(found.answers.values())
    total = sum(map(sum, rows))
    sent = sum(found.answers["sent_by_itself"]) + sum(found.answers["sent_by_a_person"])
    said = Said(
        "answers", told.say("Answers"), told.say("Columns for each state in which answers stand now.")
    )
    shown = [(name, row) for name, row in zip(names, rows, strict=True) if any(row)]
    return Card(
        key="answers",
        title=said.title,
        large=told.number(sent),
        beside=told.say("of %(whole)s were sent", whole=told.number(total)),
        meaning=told.say(
            "The answers made in the period, and how they stand now; a draft waits for a person."
        ),
        plot=strips(said, told.labels, shown, [told.number(sum(row)) for _, row in shown]) if total else None,
        columns=(told.stretch, *names),
        rows=tuple(zip(told.days, *rows, strict=True)),
    )


def blocked(found: Dashboard, told: Wording) -> Card:
    """Return why answers did not leave by themselves."""
    rows = [(told.word(rule), count) for rule, count in found.blocked]
    said = Said(
        "blocked",
        told.say("Why answers were held back"),
        told.say("Bars: how many answers each rule held back."),
    )
    return Card(
        key="blocked",
        title=said.title,
        large=rows[0][0] if rows else "–",
        beside=told.say("the most frequent reason") if rows else told.say("nothing was held back"),
        meaning=told.say("The release rules that failed; one answer may be held back by several."),
        plot=ranks(said, [(name, count, told.number(count)) for name, count in rows[:SHOWN]])
        if rows
        else None,
        columns=(told.say("Rule"), told.say("Answers")),
        rows=tuple(rows),
    )


def disputes(found: Dashboard, told: Wording) -> Card:
    """Return why customers dispute."""
    rows = [(told.word(reason), row) for reason, row in found.disputes]
    total = sum(sum(row) for _, row in rows)
    said = Said(
        "disputes", told.say("Disputes by reason"), told.say("Bars: how many disputes came for each reason.")
    )
    return Card(
        key="disputes",
        title=said.title,
        large=told.number(total),
        beside=told.say("disputes came"),
        meaning=told.say(
            "The reason that a dispute states, on the day it came; its first one where it states several."
        ),
        plot=ranks(said, [(name, sum(row), told.number(sum(row))) for name, row in rows[:SHOWN]])
        if rows
        else None,
        columns=(told.stretch, *(name for name, _ in rows)),
        rows=tuple(zip(told.days, *(row for _, row in rows), strict=True)),
    )


def _share(part: int, whole: int) -> float | None:
    return min(1.0, part / whole) if whole else None


def _named(fields: tuple[tuple[str, ...], ...], told: Wording) -> str:
    counts: dict[str, int] = {}
    for names in fields:
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{told.field(name)} {count}" for name, count in ordered)
