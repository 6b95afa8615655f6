"""The same mail in two mailboxes, at the same moment or by hand again, is one set of items and one answer."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from domain.mail import Delivered, DeliveryKey
from domain.policy import Service
from domain.states import OutboxState
from jobs.table import LeasedJobs
from pipeline.collect import upload
from pipeline.records import load_item
from pipeline.uploads import hand_over
from pipeline.worker import Worker
from store.engine import Store, open_store
from store.repositories import history, outbox, work_items
from store.session import Session
from store.tables import WorkItemRow
from tests.pipeline.releases import REQUEST, SAMPLES, House, policy
from tests.servers.store_fixtures import any_store, postgres_server, postgres_template, sqlite_template, store

__all__ = ["any_store", "postgres_server", "postgres_template", "sqlite_template", "store"]

TWO_MATTERS = (SAMPLES / "inbox" / "advice-fr-short-payment-dispute.eml").read_bytes()


@pytest.fixture
def house(store: Store, tmp_path: Path) -> House:
    return House(store, tmp_path, policy())


def items_of(house: House, mail_id: int = 1) -> tuple[WorkItemRow, ...]:
    with house.store.read() as session:
        return work_items.items_of_mail(session, mail_id)


class Meeting:
    """Holds two workers back until both have parsed, so that they commit at the same time."""

    def __init__(self) -> None:
        self._barrier = threading.Barrier(2, timeout=20)
        self._seen = threading.local()

    def at(self, point: str) -> None:
        """Wait for the other at the first parsing of each worker."""
        if point == "parse:done" and not getattr(self._seen, "done", False):
            self._seen.done = True
            self._barrier.wait()


@pytest.mark.parametrize(
    "rounds",
    [2, pytest.param(20, marks=pytest.mark.long), pytest.param(200, marks=pytest.mark.soak)],
)
@pytest.mark.parametrize("raw", [TWO_MATTERS, REQUEST], ids=["two matters", "answered"])
def test_two_deliveries_parsed_at_the_same_time_are_one_set_of_items_and_one_answer(
    any_store: Store, tmp_path: Path, raw: bytes, rounds: int
) -> None:
    house = House(any_store, tmp_path, policy())
    url = any_store.url.render_as_string(hide_password=False)
    for round_number in range(rounds):
        mail = raw.replace(b"Message-ID: <", b"Message-ID: <%d." % round_number)
        for account in ("desk", "sales"):
            _deliver(house, account, mail)
        meeting = Meeting()
        stores = [open_store(url) for _ in range(2)]
        workers = [_worker(house, f"w{n}", one, meeting) for n, one in enumerate(stores)]
        _side_by_side(workers)
        house.clock.sleep(60)  # what only the house can send was given back for a while
        house.work()
        with any_store.read() as session:
            mail_id = max(item.mail_id or 0 for item in _all_items(session))
            matters = sorted(item.matter for item in work_items.items_of_mail(session, mail_id))
            assert matters == (["", "dispute"] if raw is TWO_MATTERS else [""])
            assert sum(item.parent_id is None for item in _all_items(session)) == round_number + 1
            assert len(outbox.answers_to_mail(session, mail_id)) == 1
        for one in stores:
            one.close()
    with any_store.read() as session:
        sent = outbox.counts_by_state(session).get(OutboxState.SENT, 0)
    # Of some requests about one subject a day one is answered by itself, and each answer leaves once.
    assert sent == len(house.server.taken) == (1 if raw is REQUEST else 0)


def _all_items(session: Session) -> list[WorkItemRow]:
    return list(session.exec(select(WorkItemRow)))


def _is_there(session: Session, number: int) -> bool:
    return session.get(WorkItemRow, number) is not None


def _deliver(house: House, account: str, raw: bytes) -> int:
    key = DeliveryKey(account, "INBOX", 1, str(hash((account, raw))))
    taken = upload(house.engines, Delivered(key, raw, house.clock.now()))
    assert taken is not None
    return taken


def _worker(house: House, name: str, own: Store, meeting: Meeting) -> Worker:
    jobs = LeasedJobs(own, house.clock, timedelta(minutes=2))
    engines = replace(house.engines, store=own, jobs=jobs, sending=jobs)
    return Worker(name, engines, house.desk, Service(), {}, meeting)


def _side_by_side(workers: list[Worker]) -> None:
    failures: list[BaseException] = []

    def work(worker: Worker) -> None:
        try:
            for _ in range(20):
                worker.run_one()
        except Exception as error:  # noqa: BLE001 - told to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_second_delivery_that_failed_before_joins_with_its_history(house: House) -> None:
    house.deliver("1", TWO_MATTERS)
    house.work()
    second = _deliver(house, "sales", TWO_MATTERS)
    with house.store.write() as session:
        history.add_event(session, "ardoise", "shelved", house.clock.now(), second)
        history.add_event(session, "anna", "tried_again", house.clock.now(), second)
    house.work()
    with house.store.read() as session:
        assert not _is_there(session, second)
        actions = [event.action for event in history.events_of(session, 1)]
    assert "tried_again" in actions and "delivered_again" in actions


def test_an_upload_of_a_known_mail_names_its_item(house: House) -> None:
    number = house.deliver("1", TWO_MATTERS)
    key = DeliveryKey("upload", "upload", 0, "x")
    early = hand_over(house.engines, Delivered(key, TWO_MATTERS, house.clock.now(), backfill=True))
    assert (early.item_id, early.new) == (number, False)
    house.work()
    assert len(items_of(house)) == 2
    same = hand_over(house.engines, Delivered(key, TWO_MATTERS, house.clock.now(), backfill=True))
    assert (same.item_id, same.new) == (number, False)
    mail = load_item(house.store, house.engines.blobs, number).mail
    assert mail is not None
    other_trace = b"Received: from a.example by b.example; Mon, 16 Nov 2026 11:00:00 +0000\r\n" + TWO_MATTERS
    seen = Delivered(replace(key, uid="y"), other_trace, house.clock.now(), backfill=True)
    third = hand_over(house.engines, seen, mail.identity)
    assert (third.item_id, third.new) == (number, False)
    house.work()
    with house.store.read() as session:
        assert sum(work_items.counts_by_state(session).values()) == 2
