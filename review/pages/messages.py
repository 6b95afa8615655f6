"""Which mails one wishes from here: the daily digest, and a notice of what is handed over."""

from fastapi import Response

from domain.errors import ConfigurationError
from pipeline.messages.wishes import own_domains, refuse_address, refuse_time
from review.doors import Door, Role
from review.visits import Here, Posted, Visit
from store.repositories import messages
from store.repositories.history import add_event
from store.tables import MessageWish


def show(visit: Here) -> Response:
    """Show one's wishes."""
    return _page(visit, _kept(visit))


def keep(visit: Here, form: Posted) -> Response:
    """Keep one's wishes; what cannot be is said and nothing is lost."""
    office = visit.office
    wish = MessageWish(
        who=visit.who,
        address=form.text("address").strip(),
        digest=form.text("digest") == "yes",
        hour=form.text("hour").strip() or "08:00",
        time_zone=form.text("time_zone").strip() or "UTC",
        assigned=form.text("assigned") == "yes",
    )
    try:
        refuse_time(wish.hour, wish.time_zone)
        if wish.address or wish.digest or wish.assigned:
            refuse_address(wish.address, _domains(visit), office.company, office.outgoing)
    except ConfigurationError as error:
        return _page(visit, wish, 422, visit.told(error))
    with office.engines.store.write() as session:
        messages.keep_wish(session, wish)
        wished = {"digest": wish.digest, "assigned": wish.assigned}
        add_event(session, visit.who, "messages_wished", office.engines.clock.now(), detail=wished)
    return visit.go("/account/messages?done=1")


def _kept(visit: Visit) -> MessageWish:
    with visit.office.engines.store.read() as session:
        found = messages.wish_of(session, visit.who)
    zone = visit.office.engines.hours.time_zone
    return found or MessageWish(who=visit.who, address="", time_zone=zone)


def _domains(visit: Visit) -> tuple[str, ...]:
    office = visit.office
    return own_domains(office.company, office.outgoing, office.digest)


def _page(visit: Visit, wish: MessageWish, status: int = 200, refusal: str | None = None) -> Response:
    return visit.page(
        "messages.html",
        status,
        wish=wish,
        refusal=refusal,
        domains=_domains(visit),
        details=visit.office.digest.details,
        done=visit.request.query_params.get("done", ""),
    )


DOORS = (
    Door("GET", "/account/messages", show, Role.CLERK),
    Door("POST", "/account/messages", keep, Role.CLERK, 10_000),
)
