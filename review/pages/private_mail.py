"""Marks a mail as private, and shows it to everybody again."""

from fastapi import Response

from pipeline.private_mail import set_open, set_private
from review.doors import Door, Role
from review.visits import Here, Number, Posted

LONGEST_REASON = 200


def change(visit: Here, form: Posted, item_id: Number) -> Response:
    """Do what the button says; whoever may see an item may mark it, whoever may open it may end that."""
    if form.text("private") == "yes":
        set_private(visit.office.engines, item_id, visit.who, form.text("reason").strip()[:LONGEST_REASON])
    else:
        set_open(visit.office.engines, item_id, visit.who)
    return visit.go(f"/items/{item_id}")


DOORS = (Door("POST", "/items/{item_id}/private", change, Role.CLERK, 10_000),)
