"""Personal data: what is kept of a customer or an address is looked through, given out, or erased; holds."""

import io
from dataclasses import dataclass

from fastapi import Response

from domain.errors import ConflictError
from pipeline.companies import ALONE
from pipeline.holds import end_hold, hold
from pipeline.privacy import Found, Preview, disclose, erase, find, preview
from review.doors import Door, Role
from review.downloads import download
from review.refusals import RefusedError
from review.visits import Form, Here, Posted, Visit
from store.repositories import holds

LONGEST = 254
_NAMES = ("customer", "address", "company")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose data it is: one customer's number, of one company's ledger, or one address."""

    customer: str = ""
    address: str = ""
    company: str = ALONE

    @property
    def told(self) -> str:
        """What must be typed once more before it is erased."""
        return self.customer or self.address


def show(visit: Here) -> Response:
    """Show the forms, what would go of whoever is looked for, and what is held."""
    asked = visit.request.query_params
    wanted = Wanted(*(asked.get(name, "").strip()[:LONGEST] for name in _NAMES))
    return _page(visit, wanted, done=asked.get("done", ""))


def give_out(visit: Here, form: Posted) -> Response:
    """Send everything that is kept as a ZIP file."""
    found, file = _found(visit, _wanted(visit, form)), io.BytesIO()
    disclose(visit.office.engines, found, file, visit.who)
    return download(file.getvalue(), "personal-data.zip", "application/zip")


def remove(visit: Here, form: Posted) -> Response:
    """Erase for good, once the same was typed a second time."""
    wanted = _wanted(visit, form)
    try:
        if form.text("again").strip().lower() != wanted.told.lower():
            raise RefusedError("Type the number or address once more to erase; nothing was erased.")
        erase(
            visit.office.engines,
            visit.who,
            customer=wanted.customer,
            address=wanted.address,
            company=wanted.company,
        )
    except RefusedError as error:
        return _page(visit, wanted, 422, visit.say(error.message, **error.values))
    except ConflictError as error:
        return _page(visit, wanted, 409, visit.told(error))
    return visit.go("/privacy?done=erased")


def keep(visit: Here, form: Posted) -> Response:
    """Hold what must be kept."""
    item = form.whole("item") if form.text("item").strip() else None
    customer, address = form.text("customer").strip()[:LONGEST], form.text("address").strip()[:LONGEST]
    hold(visit.office.engines, visit.who, form.text("reason"), customer=customer, address=address, item=item)
    return visit.go("/privacy?done=held")


def let_go(visit: Here, form: Posted) -> Response:
    """End a hold."""
    end_hold(visit.office.engines, form.whole("hold"), visit.who)
    return visit.go("/privacy?done=ended")


def _wanted(visit: Visit, form: Form) -> Wanted:
    wanted = Wanted(*(form.text(name).strip()[:LONGEST] for name in _NAMES))
    fault = _fault(visit, wanted)
    if fault:
        raise RefusedError(fault)
    return wanted


def _fault(visit: Visit, wanted: Wanted) -> str:
    """Return what is wrong with a wish, in English words of the catalogue, "" for nothing."""
    if bool(wanted.customer) == bool(wanted.address):
        return "Name one customer or one address."
    companies = visit.office.engines.companies
    if wanted.customer and wanted.company not in companies.names:
        # The same number stands for another customer in another company's ledger.
        return "Choose one of our companies from the list."
    return ""


def _found(visit: Visit, wanted: Wanted) -> Found:
    return find(
        visit.office.engines, customer=wanted.customer, address=wanted.address, company=wanted.company
    )


def _page(visit: Visit, wanted: Wanted, status: int = 200, refusal: str = "", done: str = "") -> Response:
    seen: Preview | None = None
    fault = _fault(visit, wanted)
    if not fault:
        seen = preview(visit.office.engines, _found(visit, wanted))
    elif wanted.customer:
        refusal = visit.say(fault)
    with visit.office.engines.store.read() as session:
        kept = holds.open_holds(session)
    shown = {"wanted": wanted, "seen": seen, "kept": kept, "refusal": refusal, "done": done}
    companies = visit.office.engines.companies
    return visit.page("privacy.html", status, companies=companies.names if companies.several else (), **shown)


DOORS = (
    Door("GET", "/privacy", show, Role.ADMIN),
    Door("POST", "/privacy/export", give_out, Role.ADMIN, 10_000),
    Door("POST", "/privacy/erase", remove, Role.ADMIN, 10_000),
    Door("POST", "/privacy/holds", keep, Role.ADMIN, 10_000),
    Door("POST", "/privacy/holds/end", let_go, Role.ADMIN, 10_000),
)
