"""Nothing lost, nothing twice while mail arrives, clients meddle, processes die and the database restarts.

The full counts are reached in rounds that `make soak` goes on with where it stopped; each round is an
installation of its own. What the rounds came to is kept in docs/soak.md.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.faults.storm import Storm
from tests.faults.storm_journal import Outcome, Scale
from tests.servers.dovecot import Dovecot
from tests.servers.installations import ROOT
from tests.servers.postgres import Server, why_not
from tests.servers.smtp_sink import SmtpSink
from tests.soaking import KEPT, out_of_time

SEED = 20261122
REPORT = ROOT / "docs" / "soak.md"
FAULTS = ("lost", "worked_twice", "unanswered", "answered_twice")
FULL = {
    "postgresql": (10, Scale(mails=1000, kills=100, restarts=10)),
    "sqlite": (3, Scale(mails=1000, kills=100)),
}


@pytest.fixture
def postgresql() -> Iterator[Server]:
    reason = why_not()
    if reason:
        pytest.skip(reason)
    server = Server()
    server.start()
    try:
        yield server
    finally:
        server.stop()
        server.remove()


def storm(folder: Path, dovecot: Dovecot, scale: Scale, seed: int, database: Server | None) -> Outcome:
    folder.mkdir(parents=True, exist_ok=True)
    with SmtpSink(copy=lambda raw: dovecot.append(f"storm{seed}", [raw], "Sent")) as sink:
        return Storm(folder, dovecot, sink, scale, seed, database).rage()


def test_a_storm_on_sqlite_loses_nothing_and_repeats_nothing(tmp_path: Path, dovecot: Dovecot) -> None:
    outcome = storm(tmp_path, dovecot, Scale(20, 6, workers=2, pollers=1), SEED, None)
    assert not outcome.faults
    assert outcome.kills == 6


def test_a_storm_on_postgresql_loses_nothing_and_repeats_nothing(
    tmp_path: Path, dovecot: Dovecot, postgresql: Server
) -> None:
    scale = Scale(20, 6, restarts=1, workers=2, pollers=2)
    outcome = storm(tmp_path, dovecot, scale, SEED + 1, postgresql)
    assert not outcome.faults
    assert outcome.restarts == 1


@pytest.mark.long
def test_a_tenth_of_the_storm_on_postgresql(tmp_path: Path, dovecot: Dovecot, postgresql: Server) -> None:
    outcome = storm(tmp_path, dovecot, FULL["postgresql"][1], SEED + 2, postgresql)
    assert not outcome.faults


@pytest.mark.long
def test_a_tenth_of_the_storm_on_sqlite(tmp_path: Path, dovecot: Dovecot) -> None:
    outcome = storm(tmp_path, dovecot, Scale(mails=300, kills=30), SEED + 3, None)
    assert not outcome.faults


@pytest.mark.soak
@pytest.mark.parametrize("engine", ["postgresql", "sqlite"])
def test_the_whole_storm_in_rounds(engine: str, tmp_path: Path, dovecot: Dovecot) -> None:
    """Run rounds until the full count is reached or the time is used up; skipped rounds go on next time."""
    rounds, scale = FULL[engine]
    first = len(_done(engine))
    for number in range(first, rounds):
        if number > first and out_of_time():
            pytest.skip(f"{rounds - number} rounds are left; run make soak again")
        outcome = _round(engine, number, scale, tmp_path / str(number), dovecot)
        _keep(engine, outcome)
        assert not outcome.faults, f"round {number}"


def _round(engine: str, number: int, scale: Scale, folder: Path, dovecot: Dovecot) -> Outcome:
    seed = SEED + 100 + number + 50 * (engine == "sqlite")
    if engine == "sqlite":
        return storm(folder, dovecot, scale, seed, None)
    server = Server()
    server.start()
    try:
        return storm(folder, dovecot, scale, seed, server)
    finally:
        server.stop()
        server.remove()


def _done(engine: str) -> list[dict[str, object]]:
    path = KEPT / f"storm-{engine}.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.is_file() else []


def _keep(engine: str, outcome: Outcome) -> None:
    """Note a round and write the report anew from all rounds so far."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"storm-{engine}.jsonl").open("a") as kept:
        kept.write(json.dumps(asdict(outcome)) + "\n")
    _report()


def _report() -> None:
    rows = []
    for engine, (rounds, scale) in FULL.items():
        done = _done(engine)
        total = {name: sum(_count(one[name]) for one in done) for name in asdict(Outcome())}
        names = ("mails", "kills", "restarts", "meddlings", "answers", *FAULTS)
        cells = [engine, f"{len(done)} of {rounds}", *(str(total[name]) for name in names)]
        rows.append(f"| {' | '.join([*cells, f'{scale.workers} + {scale.pollers}'])} |")
    marker = "<!-- storm -->"
    text = REPORT.read_text() if REPORT.is_file() else f"# What the long runs came to\n\n{marker}\n{marker}\n"
    before, _, rest = text.partition(marker)
    _, _, after = rest.partition(marker)
    titles = "database,rounds,mails,kills,database restarts,acts of other clients,answers sent,lost"
    titles += ",worked twice,unanswered,answered twice,workers + pollers"
    head = f"| {titles.replace(',', ' | ')} |\n{'|---' * 12}|\n"
    REPORT.write_text(f"{before}{marker}\n{head}" + "\n".join(rows) + f"\n{marker}{after}")


def _count(value: object) -> int:
    return len(value) if isinstance(value, list) else int(value)  # type: ignore[call-overload]
