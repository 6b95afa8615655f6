"""Whatever happens on the way out: nothing is lost, and nothing leaves twice without being told."""

from collections import Counter
from pathlib import Path

import pytest

from domain.states import OutboxState, WorkState
from store.engine import Store
from store.repositories import work_items
from tests.faults.outgoing_room import Room, way_out
from tests.servers.fault_proxy import Direction, Fault, FaultProxy, Plan
from tests.servers.smtp_sink import SmtpSink
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

IN, OUT = Direction.TO_SERVER, Direction.TO_CLIENT
PHASES = {
    "greeting": (OUT, b"220"),
    "hello": (IN, b"ehlo"),
    "sender": (IN, b"mail FROM"),
    "recipient": (IN, b"rcpt TO"),
    "data": (IN, b"DATA\r\n"),
    "go on": (OUT, b"354"),
    "message": (IN, b"leading dot"),
    "final dot": (IN, b".\r\n"),
    "taken": (OUT, b"2.0.0 kept"),
    "goodbye": (IN, b"quit"),
}
WINDOW = ("message", "final dot", "taken")
"""Where the sender cannot know whether the server took the message: a short one lies in the machine's own
buffers, final dot and all, before anything of it travels."""
ROUNDS = [1, pytest.param(20, marks=pytest.mark.long), pytest.param(200, marks=pytest.mark.soak)]


def message_ids(sink: SmtpSink) -> Counter[str]:
    lines = [line for mail in sink.received for line in mail.content.decode().splitlines()]
    return Counter(line.partition(": ")[2] for line in lines if line.startswith("Message-ID"))


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_connection_cut_anywhere_loses_nothing_and_doubles_nothing(
    store: Store, tmp_path: Path, phase: str, rounds: int
) -> None:
    direction, before = PHASES[phase]
    with SmtpSink() as sink, FaultProxy(sink.port) as proxy:
        room = Room(store, tmp_path, way_out(proxy.port))
        for number in range(rounds):
            fault = (Fault.RESET, Fault.CLOSE)[number % 2]
            proxy.plan(Plan(fault, direction, before=before))
            answer_id = room.queue(number)
            room.work()
            cut = room.answer(answer_id)
            if phase in WINDOW:
                assert cut.state is OutboxState.UNCERTAIN
                assert cut.last_error
            elif phase != "goodbye":
                assert cut.state is OutboxState.QUEUED
            proxy.heal()
            room.work(hours=0.5)
        came = message_ids(sink)
    wanted = 0 if phase in ("message", "final dot") else 1
    assert came == Counter({f"<{number}@tarvenne.example>": wanted for number in range(rounds) if wanted})
    states = Counter(room.answer(number + 1).state for number in range(rounds))
    assert states == {OutboxState.UNCERTAIN if phase in WINDOW else OutboxState.SENT: rounds}
    if phase in WINDOW:
        with store.read() as session:
            assert work_items.get_item(session, 1).state is WorkState.WAITING


@pytest.mark.parametrize("phase", WINDOW)
@pytest.mark.parametrize("rounds", ROUNDS)
def test_where_sent_keeps_every_mail_each_leaves_exactly_once(
    store: Store, tmp_path: Path, phase: str, rounds: int
) -> None:
    direction, before = PHASES[phase]
    with SmtpSink() as sink, FaultProxy(sink.port) as proxy:
        room = Room(
            store,
            tmp_path,
            way_out(proxy.port, server_keeps_sent=True),
            lambda message_id: message_id in message_ids(sink),
        )
        for number in range(rounds):
            proxy.plan(Plan(Fault.RESET, direction, before=before))
            room.queue(number)
            room.work()
            proxy.heal()
            room.work(hours=0.5)
        came = message_ids(sink)
    assert came == Counter({f"<{number}@tarvenne.example>": 1 for number in range(rounds)})
    assert {room.answer(number + 1).state for number in range(rounds)} == {OutboxState.SENT}


PUT_OFF = (
    "421 4.3.2 closing", "421 too many connections", "450 4.2.1 mailbox busy", "450 4.7.1 greylisted",
    "451 4.3.0 try again", "451 4.7.500 server busy", "452 4.2.2 over quota", "452 4.3.1 no space",
    "432 4.3.2 concurrent connections exceeded", "454 4.7.0 later", "455 no", "471 filter away", "499 what",
)  # fmt: skip
REFUSED = (
    "500 what", "501 5.1.7 bad address", "503 5.5.1 sequence", "521 5.3.2 takes no mail",
    "530 5.7.1 sign in first", "535 5.7.8 no", "550 5.1.1 no such user", "550 5.7.1 policy",
    "550 5.7.26 unauthenticated", "551 not local", "552 5.3.4 too big", "553 5.1.3 syntax",
    "554 5.7.1 spam", "554 5.6.0 content", "556 5.1.10 null mx", "571 blocked", "599 no",
)  # fmt: skip
PLACES = [pytest.param("mail", marks=pytest.mark.long), pytest.param("rcpt", marks=pytest.mark.long), "data"]


def test_there_are_thirty_answers() -> None:
    assert len(PUT_OFF) + len(REFUSED) == 30


@pytest.mark.parametrize("place", PLACES)
def test_what_is_refused_for_a_while_leaves_later_and_what_is_refused_for_good_asks_a_person(
    store: Store, tmp_path: Path, place: str
) -> None:
    with SmtpSink() as sink:
        room = Room(store, tmp_path, way_out(sink.port))
        for number, words in enumerate((*PUT_OFF, *REFUSED)):
            getattr(sink.script, place).append(words)
            answer = room.answer(room.queue(number))
            room.work()
            answer = room.answer(answer.id)
            soft = words.startswith("4")
            assert answer.state is (OutboxState.QUEUED if soft else OutboxState.FAILED), words
            assert words[:3] in (answer.last_error or "")
            assert (answer.next_try_at is not None) is soft
            with store.read() as session:
                waits = work_items.get_item(session, answer.work_item_id).state is WorkState.WAITING
            assert waits is not soft
        room.work(hours=0.5)
        came = message_ids(sink)
    assert came == Counter({f"<{number}@tarvenne.example>": 1 for number in range(len(PUT_OFF))})


@pytest.mark.long
def test_a_refusal_that_lasts_is_tried_ever_more_slowly_for_five_days_and_then_asks_a_person(
    store: Store, tmp_path: Path
) -> None:
    with SmtpSink() as sink:
        room = Room(store, tmp_path, way_out(sink.port))
        sink.script.rcpt.extend(["450 4.7.1 greylisted"] * 500)
        room.queue(0)
        room.work(hours=24 * 6)
        tried = 500 - len(sink.script.rcpt)
    assert 30 < tried < 60
    assert room.answer(1).state is OutboxState.FAILED


@pytest.mark.parametrize("words", ["354 go on", "333 what", "199 hm"])
def test_a_reply_to_the_final_dot_that_says_neither_is_uncertain(
    store: Store, tmp_path: Path, words: str
) -> None:
    with SmtpSink() as sink:
        room = Room(store, tmp_path, way_out(sink.port))
        sink.script.data.append(words)
        room.queue(0)
        room.work()
    assert room.answer(1).state is OutboxState.UNCERTAIN


def test_a_long_message_cut_on_its_way_is_sent_again_by_itself(store: Store, tmp_path: Path) -> None:
    with SmtpSink() as sink, FaultProxy(sink.port) as proxy:
        room = Room(store, tmp_path, way_out(proxy.port))
        proxy.plan(Plan(Fault.RESET, IN, after_bytes=2_000_000))
        # Longer than what both ends of the wire take into their buffers.
        room.queue(0, text="x" * 70 + "\r\n", times=300_000)
        room.work()
        assert room.answer(1).state is OutboxState.QUEUED
        room.work(hours=0.5)
        came = message_ids(sink)
    assert came == Counter({"<0@tarvenne.example>": 1})
    assert room.answer(1).state is OutboxState.SENT
