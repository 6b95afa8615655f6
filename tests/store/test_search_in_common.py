"""Searching for several things, each of which thousands of items have."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select

from domain.states import Step, WorkState
from store.dialect import table_of
from store.engine import Store
from store.repositories.search import FEW, Asked, found_by
from store.tables import SearchWord, WorkItemRow

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
MANY = FEW + 1
BOTH = {5, 6, 7}
"""Items that have what two halves of the others have."""
ITEM, WORD = table_of(WorkItemRow), table_of(SearchWord)


@pytest.fixture
def common(any_store: Store) -> Store:
    rows = [
        {
            "id": number,
            "source_name": "a.pdf",
            "step": Step.REVIEW,
            "state": WorkState.WAITING,
            "flags": (),
            "waits_because": (),
            "created_at": NOW,
            "updated_at": NOW,
            "due_at": NOW,
        }
        for number in range(1, 2 * MANY + 1)
    ]
    words = {(("left" if each["id"] <= MANY else "right"), each["id"]) for each in rows}
    words |= {("right", number) for number in BOTH} | {("alsoright", each["id"]) for each in rows[MANY:]}
    with any_store.write() as session:
        session.execute(insert(ITEM), rows)
        session.execute(insert(WORD), [{"word": word, "work_item_id": number} for word, number in words])
    return any_store


LEFT, RIGHT = (("left",),), (("right",),)


FOUND: tuple[tuple[tuple[Asked, ...], set[int]], ...] = (
    ((LEFT, RIGHT), BOTH),
    ((LEFT, (("right", "alsoright"),)), set()),
    ((LEFT, (("right", "alsoright"), ("right",))), BOTH),
    ((RIGHT, (("alsoright",),)), set(range(MANY + 1, 2 * MANY + 1))),
    ((LEFT,), set(range(1, MANY + 1))),
)


def test_things_that_thousands_have_are_found_together(common: Store) -> None:
    for asked, expected in FOUND:
        with common.read() as session:
            condition, common_alone = found_by(session, asked)
            found = set(session.execute(select(ITEM.c.id).where(condition)).scalars())
        assert (found, common_alone) == (expected, len(expected) > FEW), asked
