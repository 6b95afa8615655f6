"""A desk at a scripted server: what it does not offer, and a mail that was worked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.engine import Store
from tests.pipeline.marked_mailboxes import EVERYTHING, Desk, raw_mail
from tests.servers.scripted_imap import ScriptedImap
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

MIXES = {
    "both": (),
    "move": ("UIDPLUS",),
    "uidplus": ("MOVE",),
    "neither": ("MOVE", "UIDPLUS"),
}
"""What the server does not offer."""


@pytest.fixture
def server() -> Iterator[ScriptedImap]:
    with ScriptedImap() as one:
        yield one


@pytest.fixture
def desk(store: Store, tmp_path: Path, server: ScriptedImap) -> Iterator[Desk]:
    one = Desk(store, tmp_path, server, EVERYTHING)
    yield one
    assert server.sent("EXPUNGE", "CLOSE") == []
    assert one.box.inbox.find(6) is not None
    assert "\\Deleted" in one.box.inbox.find(6).flags


def worked(desk: Desk, number: int = 1, uid: int = 5) -> int:
    item_id = desk.deliver(raw_mail(number), uid)
    desk.close(item_id)
    return item_id
