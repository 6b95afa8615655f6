"""Items that wait in a made-up mailbox beside those of the sample mails, and how to look at them."""

import re

import pytest

from domain.states import WorkState
from review.office import Office
from store.repositories import work_items
from store.tables import WorkItemRow
from tests.review.offices import NOON, Visitor

ROW = re.compile(r'<a href="/items/(\d+)(?:\?view=[^"]+)?" class="open">')


@pytest.fixture
def made(office: Office) -> tuple[int, ...]:
    """Six waiting items beside those of the sample mails, the first three wholly green."""
    numbers = []
    with office.engines.store.write() as session:
        for number in range(6):
            row = WorkItemRow(source_name=f"made {number}", created_at=NOON, updated_at=NOON)
            row.state, row.green, row.account = WorkState.WAITING, number < 3, "second"
            numbers.append(work_items.add_item(session, row))
    return tuple(numbers)


def listed(visitor: Visitor, address: str) -> set[int]:
    answer = visitor.get(address)
    assert answer.status_code == 200, answer.text[:300]
    return {int(number) for number in ROW.findall(answer.text)}


def row_of(office: Office, item_id: int) -> WorkItemRow:
    with office.engines.store.read() as session:
        return work_items.get_item(session, item_id)
