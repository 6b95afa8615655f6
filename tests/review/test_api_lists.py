"""The lists of the API: chosen, searched, ordered and paged as the page of the queue is."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.states import WorkState
from domain.words import DisputeReason, Intent, Route
from review.office import Office
from store.repositories import work_items
from store.tables import WorkItemRow
from tests.review.offices import CLERK, NOON, Visitor


@pytest.fixture
def made(office: Office) -> tuple[int, ...]:
    """Nine waiting items of a mailbox of their own, each chosen by other filters."""
    numbers = []
    with office.engines.store.write() as session:
        for number in range(9):
            came = NOON - timedelta(days=number)
            row = WorkItemRow(source_name=f"made {number}", created_at=came, updated_at=came)
            row.state, row.account, row.amount = WorkState.WAITING, "second", Decimal(100 * number)
            row.route = Route.DISPUTE if number % 2 else Route.PAYMENT_ADVICE
            row.intent = Intent.DISPUTE if number % 2 else Intent.PAYMENT_ADVICE
            row.reason = DisputeReason.PRICE if number == 3 else None
            row.language, row.assignee = ("fr", CLERK) if number < 2 else ("en", None)
            row.green, row.risk = number == 4, number == 5
            row.flags = ("reply_to_differs",) if number == 5 else ()
            numbers.append(work_items.add_item(session, row))
    return tuple(numbers)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("route=dispute", {1, 3, 5, 7}),
        ("intent=payment_advice", {0, 2, 4, 6, 8}),
        ("reason=price", {3}),
        ("assignee=me", {0, 1}),
        ("assignee=-", {2, 3, 4, 5, 6, 7, 8}),
        ("language=fr", {0, 1}),
        ("min=700", {7, 8}),
        ("max=100.00", {0, 1}),
        ("age=5", {6, 7, 8}),
        ("green=yes", {4}),
        ("flagged=yes", {5}),
        ("customer=nobody", set()),
        ("state=postponed", set()),
        ("route=dispute&min=300&age=2&assignee=-", {3, 5, 7}),
    ],
)
def test_api_chooses_items_as_the_page_of_the_queue_does(
    clerk: Visitor, made: tuple[int, ...], chosen: str, expected: set[int]
) -> None:
    listed = clerk.get(f"/api/items?mailbox=second&{chosen}").json()["items"]
    assert {made.index(item["id"]) for item in listed} == expected
    counted = clerk.get(f"/api/counts?mailbox=second&{chosen}").json()["trays"]
    assert counted["postponed" if "postponed" in chosen else "waiting"] == len(expected)


def test_search_of_the_api_finds_by_words(clerk: Visitor) -> None:
    found = clerk.get("/api/items?q=remittance").json()["items"]
    assert found and clerk.get("/api/items?q=nobodyeverwrotethis").json()["items"] == []


@pytest.mark.parametrize("order", ["risk", "due", "amount", "age", "priority", "changed"])
def test_pages_of_the_api_miss_and_repeat_nothing(clerk: Visitor, made: tuple[int, ...], order: str) -> None:
    seen: list[int] = []
    after: str | None = ""
    while after is not None:
        asked: dict[str, Any] = {"mailbox": "second", "order": order, "limit": 2, "after": after}
        page = clerk.client.get("/api/items", params=asked).json()
        assert len(page["items"]) <= 2 and page["order"] == order
        seen += [item["id"] for item in page["items"]]
        after = page["next"]
    assert sorted(seen) == list(made) and len(seen) == len(made)


@pytest.mark.parametrize(
    "asked",
    ["state=nonsense", "route=x", "age=9", "limit=0", "limit=201", "colour=red", "min=abc", "after=1.2.x"],
)
def test_unsound_choices_are_refused_and_named(clerk: Visitor, asked: str) -> None:
    answer = clerk.get(f"/api/items?{asked}")
    assert answer.status_code == 422 and asked.partition("=")[0] in answer.json()["error"]


def test_choices_of_the_list_are_described(clerk: Visitor) -> None:
    described = clerk.get("/api/openapi.json").json()["paths"]["/api/items"]["get"]["parameters"]
    names = {each["name"] for each in described}
    assert names >= {"route", "intent", "reason", "customer", "min", "max", "age", "assignee", "mailbox"}
    assert names >= {"language", "q", "due", "flagged", "green", "state", "order", "after", "limit"}
