"""Views of the queue that somebody keeps under a name, for themselves or for everybody."""

from fastapi import Response

from domain.errors import NotFoundError
from review.doors import Door, Role
from review.queue_query import kept_query
from review.refusals import RefusedError
from review.visits import Here, Number, Posted
from store.repositories import team

LONGEST_NAME = 60
MOST = 50
"""Views of one person."""


def save(visit: Here, form: Posted) -> Response:
    """Keep the list as it is under a name; one of the same name is replaced."""
    query, name = kept_query(form.text("query")), " ".join(form.text("name").split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise RefusedError("Give the view a name of 1 to %(most)s characters.", most=LONGEST_NAME)
    engines = visit.office.engines
    with engines.store.write() as session:
        own = [view for view in team.views_for(session, visit.who) if view.owner == visit.who]
        if len(own) >= MOST and name not in {view.name for view in own}:
            raise RefusedError("You keep %(most)s views already; remove one first.", most=MOST)
        shared = form.text("shared") == "yes"
        team.save_view(session, visit.who, name, query.saved, shared, engines.clock.now())
    return visit.go(query.address())


def remove(visit: Here, form: Posted, view_id: Number) -> Response:
    """Remove one's own view."""
    with visit.office.engines.store.write() as session:
        if not team.remove_view(session, visit.who, view_id):
            raise NotFoundError(f"you keep no view {view_id}.")
    return visit.go("/")


DOORS = (
    Door("POST", "/views", save, Role.CLERK, 20_000),
    Door("POST", "/views/{view_id}/remove", remove, Role.CLERK, 10_000),
)
