"""Two installations that answer each other with every header stripped stop at the counters."""

import random
from collections.abc import Iterable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from string import ascii_lowercase

import pytest

from pipeline.breaker import tripped_since
from store.engine import open_store
from tests.pipeline.releases import NOON, House, policy
from tests.servers import stores
from tests.servers.store_fixtures import sqlite_template

__all__ = ["sqlite_template"]

WRITER = "r.stokely@haldenbridge.example"
ROUNDS = 24
A_DAY_TO_ONE_ADDRESS = 5
WORDS = ("urgent", "audit", "closing", "ledger", "quarter", "missing", "scan", "archive", "second", "copy")


def relayed(answer: bytes, chance: random.Random, writer: str = WRITER) -> bytes:
    """Return what the other machine gets: no header that tells a machine, another subject, a fresh wish."""
    left = message_from_bytes(answer, policy=default)
    mail = EmailMessage()
    mail["Authentication-Results"] = "mx.tarvenne.example; dmarc=pass header.from=haldenbridge.example"
    mail["From"], mail["To"] = writer, "ar@tarvenne.example"
    # No subject comes twice, or the limit of one answer a subject would stop the machines before the others.
    mail["Subject"] = f"Copy of INV-204016 please {''.join(chance.choices(ascii_lowercase, k=12))}"
    mail["Message-ID"] = f"<{chance.getrandbits(64):x}@haldenbridge.example>"
    body = left.get_body(("plain",))
    quoted = body.get_content() if body else ""
    mail.set_content(f"Could you let me have a copy of invoice INV-204016?\n\n> {quoted[:200]}\n")
    return mail.as_bytes()


def write(house: House, chance: random.Random, names: Iterable[str], seconds: float) -> None:
    """Deliver and work one mail of each name of the other firm, so many seconds apart."""
    for number, name in enumerate(names):
        house.deliver(str(number), relayed(b"", chance, f"{name}@haldenbridge.example"))
        house.work()
        house.clock.sleep(seconds)


SEEDS = [
    1,
    *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 11)),
    *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(11, 101)),
]


@pytest.mark.parametrize("seed", SEEDS)
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


@pytest.mark.parametrize("seed", SEEDS)
def test_machines_that_change_their_addresses_meet_the_breaker_within_a_minute(
    sqlite_template: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    store = open_store(stores.sqlite_copy(sqlite_template, tmp_path))
    house = House(store, tmp_path, policy(domain_may_receive=True, per_hour=6))
    write(house, chance, (f"{chance.choice(WORDS)}+{chance.getrandbits(32):x}" for _ in range(20)), 2)
    with store.read() as session:
        tripped = tripped_since(session)
    left = len(house.server.taken)
    store.close()
    # The sixth release trips the breaker, which holds that very answer.
    assert left == 5
    assert tripped is not None
    assert (tripped - NOON).total_seconds() < 60


@pytest.mark.parametrize("seed", SEEDS)
def test_a_domain_whose_addresses_change_gets_so_many_answers_an_hour(
    sqlite_template: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    store = open_store(stores.sqlite_copy(sqlite_template, tmp_path))
    house = House(store, tmp_path, policy(domain_may_receive=True, per_domain_an_hour=4))
    write(house, chance, (f"a{chance.getrandbits(32):x}" for _ in range(10)), 60)
    left = len(house.server.taken)
    store.close()
    assert left == 4
