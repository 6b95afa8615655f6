"""The dashboard: every figure of a period with its plot, its table and its file."""

from fastapi import Response
from starlette.exceptions import HTTPException

from review.dashboard import arrivals, money, work
from review.dashboard.asked import SPANS, Asked, asked, mailboxes
from review.dashboard.card import Card
from review.dashboard.wording import Wording
from review.doors import Door, Role
from review.downloads import download
from review.sheets import FORMS, sheet
from review.visits import Here, Visit

_MEDIA = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def show(visit: Here) -> Response:
    """Show the figures of the period and mailbox that the address names."""
    wanted = asked(visit)
    cards = _cards(visit, wanted)
    companies = visit.office.engines.companies
    return visit.page(
        "dashboard.html",
        asked=wanted,
        cards=cards,
        spans=SPANS,
        mailboxes=mailboxes(visit.office),
        companies=companies.names if companies.several else (),
    )


def table(visit: Here, figure: str) -> Response:
    """Send the table of one figure: `volume.csv`, `volume.xlsx`."""
    key, _, form = figure.partition(".")
    wanted = asked(visit)
    card = next((card for card in _cards(visit, wanted) if card.key == key), None)
    if card is None or form not in FORMS:
        raise HTTPException(404)
    content = sheet(form, card.columns, card.rows)
    name = f"{card.key}-{wanted.first.isoformat()}-{wanted.last.isoformat()}.{form}"
    return download(content, name, _MEDIA[form])


def _cards(visit: Visit, wanted: Asked) -> tuple[Card, ...]:
    office = visit.office
    found = office.figures.of(office.engines, wanted.stretches, wanted.account, wanted.company)
    told = Wording(visit.words, wanted.stretches)
    return (
        arrivals.volume(found, told),
        arrivals.touchless(found, told),
        arrivals.silent_errors(found, told, office.sampling.share),
        work.waiting(found, told),
        work.answers(found, told),
        work.blocked(found, told),
        work.fields(found, told),
        work.layouts(found, told),
        money.cash(found, told),
        work.disputes(found, told),
    )


DOORS = (
    Door("GET", "/dashboard", show, Role.CLERK),
    Door("GET", "/dashboard/{figure}", table, Role.CLERK),
)
