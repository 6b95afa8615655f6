"""A house that is restored from a backup, and what its Sent folder would say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import SourceError
from domain.policy import Outgoing, Service
from pipeline.engines import SEND_JOB, SETTLE_JOB
from pipeline.outbox import Sender
from pipeline.restored import SentBooks, note_restore
from pipeline.worker import Worker
from store.engine import Store
from tests.pipeline.releases import House, policy
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

SMTP = Outgoing(kind="smtp", server_keeps_sent=True, sender="ar@tarvenne.example")


@dataclass
class Sent:
    """What Sent would say."""

    ids: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    there: bool = True
    reachable: bool = True

    def has_sent(self, message_id: str) -> bool | None:
        if not self.reachable:
            raise SourceError("the server is away")
        return message_id in self.ids if self.there else None

    def has_answered(self, message_id: str) -> bool | None:
        if not self.reachable:
            raise SourceError("the server is away")
        return message_id in self.answered if self.there else None


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def house(store: Store, tmp_path: Path, sent: Sent) -> Iterator[House]:
    yield furnished(House(store, tmp_path, policy()), sent, SMTP)


def furnished(house: House, sent: Sent, outgoing: Outgoing) -> House:
    sender = Sender(
        "w",
        house.engines,
        outgoing,
        "ar@tarvenne.example",
        lambda: house.server,
        sent.has_sent,
        books=SentBooks(sent.has_sent, sent.has_answered, outgoing),
    )
    handlers = {SEND_JOB: sender.send, SETTLE_JOB: sender.settle}
    house.worker = Worker("w", house.engines, house.desk, Service(), handlers)
    return house


def books(sent: Sent, outgoing: Outgoing = SMTP) -> SentBooks:
    return SentBooks(sent.has_sent, sent.has_answered, outgoing)


def restored(house: House) -> None:
    with house.store.write() as session:
        note_restore(session, house.clock.now())


def pass_time(house: House, **time: float) -> None:
    house.clock.sleep(timedelta(**time).total_seconds())
    house.work()
