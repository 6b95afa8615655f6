"""Webhooks: signed, in order, again and again, given up in the end; never into one's own network."""

import hashlib
import hmac
import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

from domain.clock import SetClock
from domain.errors import DeliveryError
from domain.hook_policy import Hook as Policy
from jobs.table import LeasedJobs
from pipeline.engines import Engines
from pipeline.hooks import OFF, Target, Teller, wait_after
from responders.delivery.hooks import is_public, post_guarded
from store.blobs import BlobFolder
from store.engine import Store
from store.repositories import hooks, private
from store.repositories.history import add_event
from store.repositories.settings import set_setting
from store.tables import WorkItemRow
from tests.servers.hook import Hook
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
SECRET = "a secret of forty signs, made up for this"


class House:
    def __init__(self, store: Store, folder: Path, hook: Hook, **more: object) -> None:
        self.clock, self.store, self.hook = SetClock(NOON), store, hook
        jobs = LeasedJobs(store, self.clock, timedelta(minutes=2))
        engines = Engines(store, BlobFolder(folder / "blobs"), jobs, jobs, self.clock)
        values = {"name": "erp", "url": hook.url, "own_network": True, "attempts": 3, **more}
        self.target = Target(Policy.model_validate(values), lambda: hook.url, lambda: SECRET)
        self.teller = Teller("test", engines, (self.target,))
        self.tell()

    def tell(self) -> list[int]:
        before = len(self.hook.posted)
        self.teller.tell(self.target)
        return [json.loads(each.body)["id"] for each in self.hook.posted[before:]]

    def act(self, *words: str) -> None:
        with self.store.write() as session:
            for word in words:
                add_event(session, "anna", word, self.clock.now(), detail={"reason": "Kestwick pays late"})


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as opened:
        yield opened


def test_each_act_is_told_once_in_order_and_signed(store: Store, tmp_path: Path, hook: Hook) -> None:
    house = House(store, tmp_path, hook, events=["confirmed", "closed"])
    house.act("confirmed", "noted", "closed")
    assert (house.tell(), house.tell()) == ([1, 3], [])
    first = hook.posted[0]
    mac = hmac.new(
        SECRET.encode(), first.headers["X-Ardoise-Timestamp"].encode() + b"." + first.body, hashlib.sha256
    )
    assert first.headers["X-Ardoise-Signature"] == f"sha256={mac.hexdigest()}"
    assert first.headers["X-Ardoise-Timestamp"] == str(int(NOON.timestamp()))
    assert first.headers["X-Ardoise-Delivery"] == "1"
    assert json.loads(first.body)["event"] == "confirmed"
    assert b"Kestwick" not in first.body and b"anna" not in first.body


def test_who_asks_for_handings_over_is_told_of_whom_and_others_are_not(
    store: Store, tmp_path: Path, hook: Hook
) -> None:
    house = House(store, tmp_path, hook, events=["handed"])
    with store.write() as session:
        add_event(session, "ben", "handed", NOON, detail={"to": "anna"})
        add_event(session, "ben", "handed", NOON, detail={"to": None})
    house.tell()
    told = [json.loads(each.body) for each in hook.posted]
    assert [(each["event"], each["to"], each["by"]) for each in told] == [
        ("handed", "anna", "ben"),
        ("handed", None, "ben"),
    ]
    everything = House(store, tmp_path, hook, name="all")
    with store.write() as session:
        add_event(session, "ben", "handed", NOON, detail={"to": "anna"})
    everything.tell()
    assert b"anna" not in hook.posted[-1].body and b"ben" not in hook.posted[-1].body


def test_of_private_mail_nobody_is_named(store: Store, tmp_path: Path, hook: Hook) -> None:
    house = House(store, tmp_path, hook, events=["handed"])
    with store.write() as session:
        item = WorkItemRow(source_name="made", created_at=NOON, updated_at=NOON)
        session.add(item)
        session.flush()
        add_event(session, "ben", "handed", NOON, item.id, {"to": "anna"})
        private.mark(session, item.id, "ben", "", NOON)
    house.tell()
    assert json.loads(hook.posted[-1].body)["event"] == "handed"
    assert b"anna" not in hook.posted[-1].body and b"ben" not in hook.posted[-1].body


def test_what_happened_before_the_webhook_is_not_told(store: Store, tmp_path: Path, hook: Hook) -> None:
    with store.write() as session:
        add_event(session, "anna", "closed", NOON)
    house = House(store, tmp_path, hook)
    house.act("closed")
    assert house.tell() == [2]


def test_failed_act_is_tried_after_ever_longer_waits_and_keeps_the_order(
    store: Store, tmp_path: Path, hook: Hook
) -> None:
    house = House(store, tmp_path, hook)
    house.act("closed", "confirmed")
    hook.answers.extend([500, 302])
    assert (house.tell(), house.tell()) == ([1], [])
    house.clock.sleep(31)
    assert (house.tell(), house.tell()) == ([1], [])
    house.clock.sleep(31)
    assert house.tell() == []
    house.clock.sleep(30)
    assert house.tell() == [1, 2]
    assert [wait_after(each).total_seconds() for each in (1, 2, 3, 40)] == [30, 60, 120, 21_600]


def test_act_is_given_up_after_its_last_try_and_once_more_on_demand(
    store: Store, tmp_path: Path, hook: Hook
) -> None:
    house = House(store, tmp_path, hook)
    house.act("closed", "confirmed")
    hook.answers.extend([500] * 3)
    for _ in range(3):
        house.tell()
        house.clock.sleep(3600)
    assert house.tell() == [2]
    with store.write() as session:
        dead = hooks.given_up(session, "erp")
        assert [(each.entry_id, each.problem) for each in dead] == [(1, "the address answers 500.")]
        dead[0].problem = ""
    assert (house.tell(), house.tell()) == ([1], [])
    with store.read() as session:
        assert hooks.given_up(session, "erp") == ()


def test_stopped_webhook_waits_and_goes_on_where_it_was(store: Store, tmp_path: Path, hook: Hook) -> None:
    house = House(store, tmp_path, hook)
    with store.write() as session:
        set_setting(session, OFF + "erp", True, "ben", NOON)
    house.act("closed")
    assert house.tell() == []
    with store.write() as session:
        set_setting(session, OFF + "erp", False, "ben", NOON)
    assert house.tell() == [1, 2, 3]


INSIDE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1"),
    *("64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe", "240.0.0.1"),
)


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_of_ones_own_network_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


def test_public_addresses_are_public() -> None:
    assert all(is_public(ip_address(each)) for each in ("93.184.215.14", "2606:2800:21f:cb07::1"))


@pytest.mark.parametrize(
    "url",
    [
        *(
            "https://127.0.0.1/x",
            "https://localhost/x",
            "https://[::1]/x",
            "https://2130706433/",
            "https://0/",
        ),
        *("https://0x7f.1/", "https://[::ffff:127.0.0.1]/", "http://93.184.215.14/", "ftp://a.example/"),
        *("file:///etc/passwd", "https://anna:pw@93.184.215.14/", "https:///x", "https://93.184.215.14:0/"),
        *("https://a.example:x/", "https://exa mple/", "gopher://127.0.0.1/", "", "https://nowhere.invalid/"),
    ],
)
def test_posts_go_nowhere_but_to_public_https(url: str) -> None:
    with pytest.raises(DeliveryError):
        post_guarded(url, None, b"{}", 1, NOON, 1)


def test_answer_of_the_name_server_is_asked_for_once(hook: Hook) -> None:
    port = hook.url.partition("127.0.0.1:")[2].partition("/")[0]
    post_guarded(f"http://localhost:{port}/hook", None, b"{}", 7, NOON, 5, own_network=True)
    assert hook.posted[0].headers["Host"] == f"localhost:{port}"
    assert socket.gethostname()


def test_webhook_names_its_address_once() -> None:
    with pytest.raises(ValueError, match="either"):
        Policy(name="x")
