"""Shadow mode counts what would have left by itself, by the very rules and limits that hold in earnest."""

from pathlib import Path

import pytest

from domain.states import OutboxState
from domain.words import Mode, ReplyKind
from pipeline.clerk_answers import approve
from pipeline.shadow_answers import ShadowCount, shadow_count
from store.engine import Store, open_store
from store.repositories import outbox
from tests.pipeline.releases import REQUEST, House, another, policy
from tests.pipeline.test_limits import asking_for
from tests.servers import stores
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

NUMBERS = ("INV-204016", "INV-204018")


def counted(house: House) -> ShadowCount:
    with house.store.read() as session:
        return shadow_count(session, house.answering, house.clock.now())


def arrive(house: House) -> None:
    """Requests of one writer: sound ones, a repeated one, and one for what is not the writer's."""
    for serial, number in enumerate((*NUMBERS, NUMBERS[0], "INV-299999")):
        house.deliver(str(serial), asking_for(number, serial))
        house.work()
        house.clock.sleep(60)


def test_what_shadow_mode_counts_is_what_leaves_in_earnest(
    store: Store, sqlite_template: Path, tmp_path: Path
) -> None:
    shadow = House(store, tmp_path, policy(Mode.DRAFT))
    (tmp_path / "earnest").mkdir()
    second = open_store(stores.sqlite_copy(sqlite_template, tmp_path / "earnest"))
    earnest = House(second, tmp_path / "earnest", policy(Mode.AUTOMATIC))
    arrive(shadow)
    arrive(earnest)
    left = len(earnest.server.taken)
    second.close()
    assert shadow.server.taken == []
    assert counted(shadow) == ShadowCount(left, left, ((ReplyKind.INVOICE_COPY, left),), 1)
    assert left == 2


def test_what_a_person_sent_counts_as_held_by_the_mode_and_old_answers_do_not(
    store: Store, tmp_path: Path
) -> None:
    house = House(store, tmp_path, policy(Mode.DRAFT))
    house.deliver("1", REQUEST)
    house.work()
    (answer,) = house.answers()
    desk = house.desk()
    approve(house.engines, answer.id, answer.version, desk.company, desk.outgoing, house.shelf, "anna")
    house.work()
    assert house.answers()[0].state is OutboxState.SENT
    assert counted(house).answers == 1
    house.clock.sleep(8 * 24 * 3600)
    assert counted(house).answers == 0


@pytest.mark.parametrize("rule", ["cap", "sender_unknown", "kill_switch"])
def test_what_another_rule_holds_is_not_counted(store: Store, tmp_path: Path, rule: str) -> None:
    house = House(store, tmp_path, policy(Mode.DRAFT))
    house.deliver("1", another(1))
    house.work()
    (answer,) = house.answers()
    with store.write() as session:
        changed = outbox.change_answer(session, answer.id, None, house.clock.now())
        changed.blocked_by = (*changed.blocked_by, rule)
    assert counted(house) == ShadowCount(0, 0, (), 0)
