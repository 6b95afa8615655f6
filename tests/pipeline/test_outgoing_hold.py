"""A hold on outgoing mail loses nothing, counts no try, and ends when it is released."""

from pathlib import Path

import pytest
from sqlalchemy import select

from domain.errors import SourceError, StoreError
from domain.states import OutboxState
from domain.words import Mode
from pipeline.engines import SEND_JOB
from pipeline.restored import release
from store.engine import Store
from store.tables import JobRow
from tests.pipeline.releases import REQUEST, House, hold, policy, the_answer
from tests.pipeline.restored_houses import SMTP, Sent, books, furnished, house, pass_time, restored, sent
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["house", "sent", "sqlite_template", "store"]


def test_a_hold_keeps_what_is_queued_and_counts_no_try(house: House) -> None:
    hold(house, True)
    house.deliver("1", REQUEST)
    house.work()
    for _ in range(5):
        pass_time(house, minutes=2)
    with house.store.read() as session:
        (job,) = session.execute(select(JobRow).where(JobRow.kind == SEND_JOB)).scalars()
    assert (the_answer(house).state, the_answer(house).attempts, job.attempts) == (OutboxState.QUEUED, 0, 0)
    assert house.server.taken == []
    release(house.engines, books(Sent()), "ben")
    house.work()
    assert the_answer(house).state is OutboxState.SENT
    assert len(house.server.taken) == 1


def test_while_sent_cannot_be_asked_nothing_leaves_and_nothing_is_lost(house: House, sent: Sent) -> None:
    restored(house)
    house.deliver("1", REQUEST)
    house.work()
    sent.reachable = False
    with pytest.raises(SourceError):
        release(house.engines, books(sent), "ben")
    hold(house, False)
    for _ in range(5):
        pass_time(house, minutes=5)
    assert (house.server.taken, the_answer(house).state) == ([], OutboxState.QUEUED)
    sent.reachable = True
    pass_time(house, minutes=5)
    assert len(house.server.taken) == 1


def test_a_delayed_answer_keeps_its_time_through_the_hold(store: Store, tmp_path: Path, sent: Sent) -> None:
    house = furnished(House(store, tmp_path, policy(Mode.DELAYED, delay_minutes=30)), sent, SMTP)
    hold(house, True)
    house.deliver("1", REQUEST)
    house.work()
    release(house.engines, books(sent), "ben")
    house.work()
    assert house.server.taken == []
    pass_time(house, minutes=31)
    assert len(house.server.taken) == 1


def test_what_is_not_on_hold_cannot_be_released(house: House, sent: Sent) -> None:
    with pytest.raises(StoreError, match="is not on hold"):
        release(house.engines, books(sent), "ben")
