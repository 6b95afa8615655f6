"""The way to everything that admins set: one page of links."""

from fastapi import Response

from review.doors import Door, Role
from review.visits import Here

ROOMS = (
    ("/people", "Users and roles", "Who may sign in, and as what."),
    ("/mailboxes", "Mailboxes", "What is watched, how it stands; pause, go on, try."),
    ("/modes", "Modes and thresholds", "What may leave by itself, and what needs no checking."),
    ("/ledger", "Ledger imports", "What was loaded, and what was refused and why."),
    ("/canned", "Canned texts", "Texts that people put into their letters."),
    ("/senders", "Added senders", "What people added to customers from mails."),
    ("/tokens", "API tokens", "Programs that use the API in somebody's name."),
    ("/webhooks", "Webhooks", "Programs that are told of what happens."),
    ("/account/sessions", "Signed-in browsers", "Who is signed in where."),
    ("/privacy", "Personal data", "What is kept of somebody: given out, erased, held."),
    ("/audit", "Audit trail", "Who did what and when."),
)


def show(visit: Here) -> Response:
    """Show the links to the pages that are there."""
    rooms = [(address, visit.say(name), visit.say(said)) for address, name, said in ROOMS]
    return visit.page("house.html", rooms=rooms)


DOORS = (Door("GET", "/settings", show, Role.ADMIN),)
