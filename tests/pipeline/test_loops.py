"""Two installations that answer each other with every header stripped stop at the counters."""

import random
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from store.engine import open_store
from tests.pipeline.releases import House, policy
from tests.servers import stores
from tests.servers.store_fixtures import sqlite_template

__all__ = ["sqlite_template"]

WRITER = "r.stokely@haldenbridge.example"
ROUNDS = 24
A_DAY_TO_ONE_ADDRESS = 5
WORDS = ("urgent", "audit", "closing", "ledger", "quarter", "missing", "scan", "archive", "second", "copy")


def relayed(answer: bytes, chance: random.Random) -> bytes:
    """Return what the other machine gets: no header that tells a machine, another subject, a fresh wish."""
    left = message_from_bytes(answer, policy=default)
    mail = EmailMessage()
    mail["Authentication-Results"] = "mx.tarvenne.example; dmarc=pass header.from=haldenbridge.example"
    mail["From"], mail["To"] = WRITER, "ar@tarvenne.example"
    mail["Subject"] = f"Copy of INV-204016 please {' '.join(chance.sample(WORDS, 3))}"
    mail["Message-ID"] = f"<{chance.getrandbits(64):x}@haldenbridge.example>"
    body = left.get_body(("plain",))
    quoted = body.get_content() if body else ""
    mail.set_content(f"Could you let me have a copy of invoice INV-204016?\n\n> {quoted[:200]}\n")
    return mail.as_bytes()


@pytest.mark.parametrize("seed", [1, 2])
def test_two_machines_without_headers_stop_at_the_limit(
    sqlite_template: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    houses = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        store = open_store(stores.sqlite_copy(sqlite_template, tmp_path / name))
        houses.append(House(store, tmp_path / name, policy()))
    waiting = [relayed(b"", chance)]
    for number in range(ROUNDS):
        house = houses[number % 2]
        for index, raw in enumerate(waiting):
            house.deliver(f"{number}.{index}", raw)
        before = len(house.server.taken)
        house.work()
        waiting = [relayed(answer, chance) for answer in house.server.taken[before:]]
        for each in houses:
            each.clock.sleep(1800)
    sent = [len(house.server.taken) for house in houses]
    for house in houses:
        house.store.close()
    assert sent == [A_DAY_TO_ONE_ADDRESS, A_DAY_TO_ONE_ADDRESS]
    assert waiting == []
