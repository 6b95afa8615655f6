"""A bounce is tied to the answer that it concerns, a dead address gets no more, and nothing else changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.policy import Outgoing
from domain.states import OutboxState, WorkState
from intake.delivery_report import delivery_report
from pipeline.bounces import envelope_sender
from store.engine import Store
from store.repositories import bounces, work_items
from tests.pipeline.releases import REQUEST, House, another, policy
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

WRITER = "r.stokely@haldenbridge.example"
TOP = """Return-Path: <>
From: Mail Delivery System <mailer-daemon@haldenbridge.example>
To: {to}
Subject: Undelivered mail
Date: Mon, 16 Nov 2026 13:00:00 +0000
Message-ID: <bounce.{serial}@haldenbridge.example>
MIME-Version: 1.0
"""
STANDARD = (
    TOP
    + """Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.haldenbridge.example

Final-Recipient: rfc822; r.stokely@haldenbridge.example
Action: {action}
Status: {status}
--b
Content-Type: {returned}

Message-ID: {about}
Subject: Re: Copy
--b--
"""
)
WORDS = (
    TOP
    + """Content-Type: text/plain

I'm afraid I wasn't able to deliver your message. 550 5.1.1 no such user

--- Below this line is a copy of the message.

Received: from here
Message-ID: {about}
Subject: Re: Copy
"""
)
MARKED = TOP + "Content-Type: text/plain\n\nUser unknown (550 no mailbox here)\n"


def answered(store: Store, folder: Path) -> House:
    house = House(store, folder, policy(per_correspondent_and_subject_a_day=9))
    house.deliver("1", REQUEST)
    house.work()
    return house


def bounce(house: House, serial: int = 1, template: str = STANDARD, **more: str) -> bytes:
    answer = house.answers()[0]
    values = {
        "to": "ar@tarvenne.example",
        "about": answer.message_id or "",
        "action": "failed",
        "status": "5.1.1",
        "returned": "message/rfc822",
        **more,
    }
    return template.format(serial=serial, **values).encode()


@pytest.mark.parametrize(
    ("template", "more"),
    [
        (STANDARD, {}),
        (STANDARD, {"returned": "text/rfc822-headers"}),
        (WORDS, {}),
    ],
)
def test_a_bounce_is_tied_to_its_answer_and_asks_a_person(
    store: Store, tmp_path: Path, template: str, more: dict[str, str]
) -> None:
    house = answered(store, tmp_path)
    first = work_item(store, 1)
    item_id = house.deliver("b", bounce(house, template=template, **more))
    house.work()
    with store.read() as session:
        (noted,) = bounces.bounces_of(session, [1])
    assert (noted.recipient, noted.hard, noted.status) == (WRITER, True, "5.1.1")
    came_back = work_item(store, item_id)
    assert came_back.state is WorkState.WAITING
    assert any(WRITER in sentence for sentence in came_back.waits_because)
    # The matter of the answer is neither reopened nor changed by a machine.
    assert work_item(store, 1).state == first.state
    assert house.answers()[0].state is OutboxState.SENT
    assert len(house.server.taken) == 1


def work_item(store: Store, number: int):  # type: ignore[no-untyped-def]
    with store.read() as session:
        return work_items.get_item(session, number)


@pytest.mark.parametrize("more", [{"action": "delayed", "status": "4.4.1"}, {"about": "<other@x.example>"}])
def test_a_delay_and_a_strange_bounce_ask_nobody(store: Store, tmp_path: Path, more: dict[str, str]) -> None:
    house = answered(store, tmp_path)
    house.deliver("b", bounce(house, **more))
    house.work()
    with store.read() as session:
        assert bounces.hard_bounces_since(session, WRITER, house.clock.now().replace(hour=0)) == 0


def test_an_address_from_which_two_answers_came_back_gets_no_more_by_itself(
    store: Store, tmp_path: Path
) -> None:
    house = answered(store, tmp_path)
    house.deliver("2", another(2))
    house.work()
    for number, answer in enumerate(house.answers()):
        house.deliver(f"b{number}", bounce(house, number, about=answer.message_id or ""))
        # The same report twice counts once.
        house.deliver(f"c{number}", bounce(house, number, about=answer.message_id or ""))
    house.work()
    house.deliver("3", another(3))
    house.work()
    assert house.answers()[-1].blocked_by == ("undeliverable",)
    assert len(house.server.taken) == 2


def test_the_mark_in_the_envelope_address_names_the_answer(store: Store, tmp_path: Path) -> None:
    house = answered(store, tmp_path)
    out = Outgoing(bounce_address="bounces@tarvenne.example")
    house.engines = replace(house.engines, outgoing=out)
    house.worker.engines = house.engines
    address = envelope_sender("ar@tarvenne.example", house.answers()[0].message_id, out)
    assert address.startswith("bounces+")
    house.deliver("b", bounce(house, template=MARKED, to=address))
    house.work()
    with store.read() as session:
        (noted,) = bounces.bounces_of(session, [1])
    assert noted.hard


def test_without_a_bounce_address_reports_go_to_the_sender() -> None:
    assert envelope_sender("ar@x.example", "<a@x.example>", Outgoing()) == "ar@x.example"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n\n",
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n--b--",
        b"Content-Type: message/rfc822\n\n" * 200,
        bytes(range(256)) * 100,
    ],
)
def test_a_broken_report_is_about_nothing(raw: bytes) -> None:
    assert delivery_report(raw).message_ids == ()
