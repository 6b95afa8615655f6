"""Every act of the pages has its equal in the API, or a reason for having none."""

from collections.abc import Iterator

from review.api import doors as api_doors
from review.api.bodies import BulkDeed
from review.api.equals import EQUALS, NONE
from review.item_acts import ACTS
from review.office import Office
from review.pages import doors as page_doors
from review.pages.answers import ACTS as ANSWER_ACTS
from review.templates_pages.one import ACTS as LAYOUT_ACTS

BUTTONS = {
    "/items/{item_id}": ACTS,
    "/answers/{answer_id}": ANSWER_ACTS,
    "/layouts/{name}": LAYOUT_ACTS,
    "/queue/together": list(BulkDeed),
}
"""Forms with several buttons, and their words."""


def acts(office: Office) -> Iterator[str]:
    for door in page_doors(office):
        if door.changes and door.path in BUTTONS:
            yield from (f"{door.path} {word}" for word in BUTTONS[door.path])
        elif door.changes:
            yield door.path


def test_every_act_of_the_pages_has_its_equal_or_a_reason(office: Office) -> None:
    there = set(acts(office))
    assert sorted(there - EQUALS.keys() - NONE.keys()) == [], "add them to review/api/equals.py"
    assert sorted((EQUALS.keys() | NONE.keys()) - there) == []
    assert not EQUALS.keys() & NONE.keys() and all(NONE.values())


def test_every_equal_is_a_route_of_the_api(office: Office) -> None:
    routes = {f"{door.method} {door.path}" for door in api_doors(office)}
    assert set(EQUALS.values()) <= routes
