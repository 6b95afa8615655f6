"""The drill: answer, back up, answer more, lose everything, restore, release: nothing lost, nothing twice."""

import random
import shutil
from collections import Counter
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import yaml

from app.backups import back_up, restore
from app.installation import Installation
from app.settings import load_settings
from app.working import open_worker
from domain.clock import SystemClock
from domain.states import OutboxState, WorkState
from pipeline.collect import collect
from pipeline.restored import Released, release
from store.backups import problems_of
from store.repositories import outbox, settings, work_items
from tests.servers import stores
from tests.servers.dovecot import Dovecot
from tests.servers.installations import SAMPLES, Workplace, until
from tests.servers.s3 import KEYS, running_s3
from tests.servers.smtp_sink import SmtpSink

REQUEST = (SAMPLES / "inbox" / "request-en-one-copy.eml").read_bytes()
ADVICE = (SAMPLES / "inbox" / "advice-en-html-table.eml").read_bytes()


def silent(sentence: str) -> None:
    pass


class Drill:
    """One mailbox, and what was delivered and sent by an account of our own."""

    def __init__(self, folder: Path, dovecot: Dovecot, sink: SmtpSink, user: str) -> None:
        self.dovecot, self.sink, self.user = dovecot, sink, user
        self.place = Workplace(folder, imap_port=dovecot.port, smtp_port=sink.port, user=user)
        self.delivered: list[str] = []
        self.requests: list[str] = []

    def deliver(self, requests: int, advices: int = 1) -> None:
        """Deliver so many mails that are answered by themselves, and so many that are not."""
        mails = [(REQUEST, self.requests)] * requests + [(ADVICE, [])] * advices
        for raw, kept in mails:
            name, value = next(
                (line.split(b":", 1)[0], line.split(b":", 1)[1].strip())
                for line in raw.splitlines()
                if line.lower().startswith(b"message-id:")
            )
            fresh = b"<%d." % len(self.delivered) + value.lstrip(b"<")
            self.dovecot.deliver(self.user, raw.replace(name + b": " + value, name + b": " + fresh, 1))
            self.delivered.append(fresh.decode())
            kept.append(fresh.decode())

    def answered(self) -> Counter[str]:
        """Count what left, by the mail that it answers and whom it went to."""
        messages = [message_from_bytes(one.content, policy=default) for one in self.sink.received]
        return Counter(str(message["In-Reply-To"]) for message in messages)


def poll(installation: Installation) -> None:
    source = installation.source(installation.settings.mailboxes[0])
    collect(installation.engines, source, "INBOX")
    source.close()


def work(installation: Installation, most: int = 10_000) -> None:
    """Work what is due, at most so many jobs with what follows from each."""
    with open_worker(installation, "drill") as worker:
        for _ in range(most):
            if not worker.run_one():
                return


def hold(installation: Installation) -> None:
    with installation.engines.store.write() as session:
        now = installation.engines.clock.now()
        settings.set_setting(session, settings.HOLD_OUTGOING, True, "drill", now)


def unsent(installation: Installation) -> int:
    with installation.engines.store.read() as session:
        counts = outbox.counts_by_state(session)
    waiting = (OutboxState.QUEUED, OutboxState.DELAYED, OutboxState.SENDING, OutboxState.UNCERTAIN)
    return sum(counts.get(state, 0) for state in waiting)


def let_go(installation: Installation) -> Released:
    """Release, and work until nothing is on its way."""
    done = release(installation.engines, installation.sent_books(), "drill")

    def all_left() -> bool:
        work(installation)
        return unsent(installation) == 0

    until(all_left, 90, "the end of the outbox")
    return done


@pytest.mark.parametrize(
    ("count", "rounds"),
    [
        pytest.param(2, 1, id="small"),
        pytest.param(20, 5, id="long", marks=pytest.mark.long),
        pytest.param(100, 10, id="full", marks=pytest.mark.soak),
    ],
)
def test_a_restored_installation_answers_every_mail_once_and_loses_none(
    tmp_path: Path, dovecot: Dovecot, count: int, rounds: int
) -> None:
    for turn in range(rounds):
        chance = random.Random(turn)
        user = f"drill-{count}-{turn}"
        with SmtpSink(copy=lambda raw, user=user: dovecot.append(user, [raw], "Sent")) as sink:  # type: ignore[misc]
            dovecot.maildir(user, "Sent")
            (tmp_path / user).mkdir()
            drilled(Drill(tmp_path / user, dovecot, sink, user), count, chance)


@pytest.mark.long
def test_the_drill_ends_well_on_other_engines_than_it_began(
    tmp_path: Path, dovecot: Dovecot, postgres_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEYS[0])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", KEYS[1])
    user = "drill-engines"
    with SmtpSink(copy=lambda raw: dovecot.append(user, [raw], "Sent")) as sink, running_s3() as server:
        dovecot.maildir(user, "Sent")
        bucket = server.bucket("drill")
        place = {"kind": "s3", "bucket": bucket.name, "endpoint": bucket.endpoint, "region": bucket.region}
        engines = {"database": stores.empty_postgres(postgres_server), "blobs": place}
        drilled(Drill(tmp_path, dovecot, sink, user), 10, random.Random(1), engines)


def drilled(
    drill: Drill, count: int, chance: random.Random, engines: dict[str, object] | None = None
) -> None:
    """Go through all of it; `engines` are settings of the installation that is restored."""
    drill.place.load_samples()
    first = drill.place.open()
    poll(first)
    drill.deliver(count)
    poll(first)
    work(first)
    # Some are queued, and some only begun, when the backup is made.
    hold(first)
    drill.deliver(count)
    poll(first)
    work(first)
    drill.deliver(count)
    poll(first)
    work(first, chance.randrange(count))
    backups = drill.place.folder / "backups"
    snapshot = back_up(first.settings, backups, SystemClock(), silent).snapshot
    assert list(problems_of(snapshot)) == []

    let_go(first)
    drill.deliver(count)
    poll(first)
    work(first)
    hold(first)
    drill.deliver(count)
    poll(first)
    work(first)
    before = drill.answered()
    assert set(before) == set(drill.requests[: 4 * count])
    first.engines.store.close()
    shutil.rmtree(first.settings.data)

    config = yaml.safe_load(drill.place.config.read_text())
    drill.place.config.write_text(yaml.safe_dump(config | (engines or {})))
    restore(load_settings(drill.place.config), snapshot, SystemClock(), silent)
    second = drill.place.open()
    poll(second)
    work(second, chance.randrange(5 * count))
    drill.deliver(count)
    poll(second)
    assert drill.answered() == before, "nothing leaves before the release"
    done = let_go(second)
    assert done.sent >= count
    assert drill.answered() == Counter(drill.requests), "every mail was answered once"
    with second.engines.store.read() as session:
        items = [row for state in WorkState for row in work_items.recent(session, state, limit=5000).rows]
    assert len(items) == len(drill.delivered), "no mail was lost"
    assert not [row for row in items if row.state in (WorkState.SHELVED, WorkState.WORKING)]
    second.engines.store.close()
