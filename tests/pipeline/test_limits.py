"""The limits hold on what really left, whatever the mails say of themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.alarm_policy import Alarms
from domain.alarms import AlarmName
from domain.states import OutboxState
from pipeline.alarms.facts import House as Watched
from pipeline.alarms.facts import look
from pipeline.alarms.rules import troubles
from store.engine import Store
from store.repositories import settings
from tests.pipeline.releases import REQUEST, House, another, policy
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]


def asking_for(number: str, serial: int, subject: str | None = None) -> bytes:
    """The sample request about another number, under another Message-ID."""
    raw = another(serial).replace(b"INV-204016", number.encode())
    if subject is None:
        return raw
    return b"".join(
        b"Subject: " + subject.encode() + b"\r\n" if line.lower().startswith(b"subject:") else line
        for line in raw.splitlines(keepends=True)
    )


@pytest.fixture
def house(store: Store, tmp_path: Path) -> Iterator[House]:
    yield House(store, tmp_path, policy())


def test_a_second_request_for_another_document_is_answered_the_same_day(house: House) -> None:
    house.deliver("1", REQUEST)
    house.deliver("2", asking_for("INV-204018", 2))
    house.deliver("3", asking_for("INV-204016", 3))
    house.work()
    states = [answer.state for answer in house.answers()]
    assert states == [OutboxState.SENT, OutboxState.SENT, OutboxState.DRAFT]


def test_who_asks_for_numbers_of_others_is_cut_off_for_a_day(house: House) -> None:
    for serial in range(3):
        house.deliver(str(serial), asking_for(f"INV-99{serial}777", serial, f"Copy {'abc'[serial]}"))
    house.work()
    house.deliver("own", REQUEST)
    house.work()
    assert house.server.taken == []
    assert house.answers()[-1].blocked_by == ("cap",)
    house.clock.sleep(24 * 3600 + 1)
    house.deliver("next day", another(9))
    house.work()
    assert len(house.server.taken) == 1


def test_the_breaker_turns_the_kill_switch_on_and_raises_an_alarm_until_a_person_looks(
    store: Store, tmp_path: Path
) -> None:
    house = House(store, tmp_path, policy(per_hour=2, per_correspondent_and_subject_a_day=9))
    for serial in range(4):
        house.deliver(str(serial), another(serial))
        house.work()
    assert len(house.server.taken) == 1
    states = [answer.state for answer in house.answers()]
    assert states == [OutboxState.SENT, OutboxState.HELD, OutboxState.DRAFT, OutboxState.DRAFT]
    watched = Watched(Alarms(), answering=house.answering)
    names = [trouble.name for trouble in troubles(look(house.engines, watched), watched)]
    assert AlarmName.BREAKER_TRIPPED in names
    with store.write() as session:
        settings.set_setting(session, settings.KILL_SWITCH, False, "anna", house.clock.now())
    names = [trouble.name for trouble in troubles(look(house.engines, watched), watched)]
    assert AlarmName.BREAKER_TRIPPED not in names
    house.clock.sleep(1)
    house.deliver("after", another(7))
    house.work()
    assert len(house.server.taken) == 2
