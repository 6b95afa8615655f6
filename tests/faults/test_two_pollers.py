"""Two pollers on one account: whoever loses the lease in the middle doubles nothing and sets nothing back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from domain.clock import SetClock
from domain.errors import ConflictError
from domain.mail_ports import Batch, Mark
from pipeline.collect import collect, store_batch
from pipeline.counting import counted_batches
from store.engine import Store
from store.repositories.recounts import current_mark
from tests.faults.imap_office import LEASE, Office
from tests.servers.imap_mailbox import Mailbox
from tests.servers.scripted_imap import ScriptedImap

_KIND = "poll:ar"


@pytest.fixture
def server() -> Iterator[ScriptedImap]:
    with ScriptedImap() as started:
        yield started


@pytest.fixture
def office(any_store: Store, tmp_path: Path) -> Office:
    return Office(any_store, tmp_path, SetClock(datetime(2026, 11, 16, 12, 0, tzinfo=UTC)), durable=False)


def _deliver(office: Office, mailbox: Mailbox, *numbers: int) -> None:
    for number in numbers:
        with mailbox:
            head = f"From: a@acme.example\r\nDate: {format_datetime(office.clock.now())}\r\n"
            raw = (head + f"Subject: mail {number}\r\n\r\n{number}\r\n").encode()
            mailbox.inbox.add(raw, internal_date=office.clock.now())


def _mark(office: Office) -> Mark | None:
    with office.engines.store.read() as session:
        return current_mark(session, "ar", "INBOX")


def _rest(office: Office, batches: Iterator[Batch]) -> None:
    for batch in batches:
        store_batch(office.engines, batch)


@pytest.mark.parametrize("renumbered", [False, True])
def test_a_poller_that_loses_its_lease_in_the_middle_doubles_nothing(
    server: ScriptedImap, office: Office, renumbered: bool
) -> None:
    jobs, mailbox = office.engines.jobs, server.mailbox("ar")
    slow, quick = (office.source(server.port, "ar", batch_messages=2) for _ in range(2))
    office.poll(slow)
    _deliver(office, mailbox, 1, 2, 3, 4, 5)
    jobs.submit(_KIND, "ar", {})
    held = jobs.claim([_KIND], "slow")
    assert held is not None and jobs.claim([_KIND], "quick") is None
    batches = counted_batches(office.engines, slow, "INBOX")
    first = next(batches)
    office.clock.sleep(LEASE.total_seconds() + 1)
    taken_over = jobs.claim([_KIND], "quick")
    assert taken_over is not None and taken_over.id == held.id
    if renumbered:
        with mailbox:
            mailbox.inbox.renumber(mailbox.inbox.uidvalidity + 1)
    collect(office.engines, quick, "INBOX")
    jobs.finish(taken_over, "quick")
    after = _mark(office)
    _late(office, first, batches)
    with pytest.raises(ConflictError, match="no longer belongs to slow"):
        jobs.finish(held, "slow")
    office.parse("ar")
    assert dict(office.worked("ar")) == {f"mail {number}": 1 for number in range(1, 6)}
    assert _mark(office) == after
    _deliver(office, mailbox, 6)
    office.poll(quick)
    assert office.worked("ar")["mail 6"] == 1
    for source in (slow, quick):
        source.close()


def _late(office: Office, first: Batch, batches: Iterator[Batch]) -> None:
    """What the slow one still does: it stores what it has, and goes on over its old connection."""
    store_batch(office.engines, first)
    _rest(office, batches)


def test_an_account_is_leased_to_one_poller_at_a_time(server: ScriptedImap, office: Office) -> None:
    jobs = office.engines.jobs
    assert jobs.submit(_KIND, "ar", {}) is True
    assert jobs.submit(_KIND, "ar", {}) is False
    held = jobs.claim([_KIND], "first")
    assert held is not None
    assert jobs.submit(_KIND, "ar", {}) is False
    assert jobs.claim([_KIND], "second") is None
    jobs.finish(held, "first")
    assert jobs.submit(_KIND, "ar", {}) is True
