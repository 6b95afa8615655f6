"""Keeps how a person likes the item page; buttons and scripts post the same form."""

import re

from fastapi import Response

from review.doors import Door, Role
from review.visits import Here, Posted
from store.repositories import users

_ITEM = re.compile(r"/items/\d{1,10}(\?view=[\w.%+*-]{0,4000})?", re.ASCII)


def change(visit: Here, form: Posted) -> Response:
    """Keep the wishes that were sent; go back to the item that was shown, to none for a script."""
    if visit.visitor is not None:
        wishes = visit.visitor.preferences.changed(form.texts())
        with visit.office.engines.store.write() as session:
            users.set_preferences(session, visit.visitor.user_id, wishes.as_text())
    if form.text("quiet"):
        return Response(status_code=204)
    back = form.text("next")
    return visit.go(back if back == "/" or _ITEM.fullmatch(back) else "/account")


DOORS = (Door("POST", "/preferences", change, Role.CLERK, 10_000),)
