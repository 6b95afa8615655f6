"""The table of doors of the pages of layouts."""

from review.doors import Door, Role
from review.office import Office
from review.teaching.room import TeachingRoom
from review.templates_pages import one
from review.templates_pages.by_hand import HandPages
from review.templates_pages.lists import ListPages
from review.templates_pages.proposals import ProposalPages


def doors(office: Office) -> tuple[Door, ...]:
    """Return the doors: clerks look and try, admins decide."""
    room = TeachingRoom.of(office)
    lists = ListPages(room)
    hand, proposals = HandPages(room, lists), ProposalPages(room)
    return (
        Door("GET", "/layouts", lists.show, Role.CLERK),
        Door("POST", "/layouts", hand.take, Role.ADMIN),
        Door("GET", "/layout-matrix", lists.matrix, Role.CLERK),
        Door("GET", "/layout-proposals", proposals.queue, Role.CLERK),
        Door("GET", "/layout-proposals/{number}", proposals.show, Role.CLERK),
        Door("POST", "/layout-proposals/{number}", proposals.act, Role.ADMIN),
        Door("GET", "/layouts/{name}", one.show, Role.CLERK),
        Door("POST", "/layouts/{name}", one.act, Role.ADMIN),
        Door("GET", "/layouts/{name}/file", one.file, Role.CLERK),
        Door("GET", "/layouts/{name}/edit", hand.show, Role.CLERK),
        Door("POST", "/layouts/{name}/edit", hand.check, Role.CLERK),
        Door("POST", "/layouts/{name}/save", hand.save, Role.ADMIN),
    )
