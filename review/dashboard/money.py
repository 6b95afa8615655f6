"""The card of money: what confirmed payments state and no open item took."""

from collections.abc import Sequence

from pipeline.dashboard.figures import Dashboard, unapplied
from review.dashboard.card import Card
from review.dashboard.wording import Wording
from review.plots.ranks import ranks
from review.plots.svg import Said
from review.sheets import Cell

SHOWN = 12
"""Bars; the table holds all."""


def cash(found: Dashboard, told: Wording) -> Card:
    """Return which money met no open item."""
    left = sorted(unapplied(found.cash).items(), key=lambda pair: -abs(pair[1]))
    said = Said(
        "cash",
        told.say("Unapplied cash"),
        told.say("Bars: confirmed payments that met no open item, by stretch, in the first currency."),
    )
    bars = _bars(found, told, left[0][0] if left else "")
    return Card(
        key="cash",
        title=said.title,
        large=told.amount(left[0][1], left[0][0]) if left else "–",
        beside=", ".join(told.amount(total, currency) for currency, total in left[1:4]),
        meaning=told.say(
            "What the payments confirmed in the period state, less what was applied to open items; each "
            "currency by itself."
        ),
        plot=ranks(said, bars, names=84, values=100) if bars else None,
        columns=(told.stretch, *(told.say(head) for head in _HEADS)),
        rows=_rows(found, told),
    )


_HEADS = ("Currency", "Payments", "Stated", "Applied", "Unapplied")


def _bars(found: Dashboard, told: Wording, currency: str) -> list[tuple[str, float, str]]:
    """Return the last stretches in which something of one currency was left."""
    left = {one.stretch: one.stated - one.applied for one in found.cash if (one.currency or "") == currency}
    named = [(label, left[n]) for n, label in enumerate(told.labels) if left.get(n)]
    return [(label, float(abs(value)), told.amount(value, None)) for label, value in named[-SHOWN:]]


def _rows(found: Dashboard, told: Wording) -> tuple[Sequence[Cell], ...]:
    ordered = sorted(found.cash, key=lambda one: (one.stretch, one.currency or ""))
    return tuple(
        (
            told.days[one.stretch],
            one.currency or "",
            one.payments,
            one.stated,
            one.applied,
            one.stated - one.applied,
        )
        for one in ordered
    )
