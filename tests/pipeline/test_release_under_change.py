"""What others do between judging and sending never lets an answer out that would not go out now."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import DeliveryError
from domain.states import OutboxState, Step, WorkState
from domain.words import Intent, Mode
from pipeline import clerk, clerk_answers
from pipeline.known_senders import end as end_sender
from store.engine import Store
from store.repositories import known_senders, outbox, settings, work_items
from store.tables import KnownSender, Outbox
from tests.pipeline.releases import REQUEST, House, another, policy
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

ONE_A_DAY = 1


def once(act: Callable[[], None]) -> Callable[[], None]:
    """Do something the first time only."""
    left = [act]
    return lambda: left.pop()() if left else None


def released_by_another_worker(house: House, recipient: str = "r.stokely@haldenbridge.example") -> None:
    """Queue an automatic answer as a second worker would: about the same thing, by default to the writer."""
    with house.store.write() as session:
        item = work_items.get_item(session, 1)
        answer = Outbox(
            work_item_id=item.id,
            mail_id=None,
            recipient=recipient,
            kind="invoice_copy",
            subject_key="copyofinvplease#inv204016",
            state=OutboxState.QUEUED,
            automatic=True,
            created_at=house.clock.now(),
            updated_at=house.clock.now(),
            frozen_at=house.clock.now(),
            documents=1,
            customer_id=item.customer_id,
        )
        outbox.add_answer(session, answer)


def states(house: House) -> list[OutboxState]:
    return [answer.state for answer in house.answers()]


def test_a_sound_request_is_answered_once(store: Store, tmp_path: Path) -> None:
    house = House(store, tmp_path, policy())
    house.deliver("1", REQUEST)
    house.deliver("2", REQUEST)
    house.work()
    assert len(house.server.taken) == 1
    assert states(house) == [OutboxState.SENT]


def test_an_answer_released_right_after_the_caps_were_counted_is_counted(
    store: Store, tmp_path: Path
) -> None:
    house = House(store, tmp_path, policy())
    house.on_judged = once(lambda: released_by_another_worker(house))
    house.deliver("1", REQUEST)
    house.work()
    (answer,) = house.answers()
    assert answer.state is OutboxState.DRAFT
    assert answer.blocked_by == ("cap",)


def test_answers_to_others_that_leave_meanwhile_do_not_make_the_work_be_done_again(
    store: Store, tmp_path: Path
) -> None:
    house = House(store, tmp_path, policy())
    judged: list[int] = []

    def another_leaves() -> None:
        judged.append(1)
        released_by_another_worker(house, f"writer{len(judged)}@elsewhere.example")

    house.on_judged = another_leaves
    house.deliver("1", REQUEST)
    house.work()
    assert len(house.server.taken) == 1
    assert len(judged) == 1


def test_a_ledger_imported_right_after_the_desk_was_made_is_looked_at(store: Store, tmp_path: Path) -> None:
    house = House(store, tmp_path, policy())
    house.deliver("1", REQUEST)
    imports: list[int] = []
    judged: list[int] = []

    def import_before_it_is_answered() -> None:
        if not imports and house.step_of(1) is Step.RESPOND:
            imports.append(1)
            house.import_ledger()

    house.on_desk = import_before_it_is_answered
    house.on_judged = lambda: judged.append(1)
    house.work()
    assert (len(imports), len(judged)) == (1, 2)


def test_a_sender_that_is_ended_right_after_the_judgement_has_it_judged_anew(
    store: Store, tmp_path: Path
) -> None:
    house = House(store, tmp_path, policy())
    item_id = house.deliver("1", REQUEST)
    with store.write() as session:
        made = KnownSender(
            kind="contact",
            value="r.stokely@haldenbridge.example",
            customer_id="C-1",
            asked_by="anna",
            asked_at=house.clock.now(),
            agreed_by="anna",
            agreed_at=house.clock.now(),
        )
        number = known_senders.add(session, made)
    judged: list[int] = []

    def end_it_at_first() -> None:
        judged.append(item_id)
        if len(judged) == 1:
            end_sender(house.engines, number, "ben")

    house.on_judged = end_it_at_first
    house.work()
    assert len(judged) == 2


@pytest.mark.parametrize("act", ["drop", "stop", "kill_switch", "hold"])
@pytest.mark.parametrize("refused", [False, True])
def test_an_answer_stopped_while_the_server_is_rung_does_not_leave(
    store: Store, tmp_path: Path, act: str, refused: bool
) -> None:
    house = House(store, tmp_path, policy())

    def stop() -> None:
        (answer,) = house.answers()
        if act == "drop":
            with store.write() as session:
                outbox.change_answer(session, answer.id, None, house.clock.now()).state = OutboxState.DROPPED
        elif act == "stop":
            clerk_answers.stop(house.engines, answer.id, answer.version, "anna")
        else:
            name = settings.KILL_SWITCH if act == "kill_switch" else settings.HOLD_OUTGOING
            with store.write() as session:
                settings.set_setting(session, name, True, "ben", house.clock.now())
        if refused and act in ("drop", "stop"):
            raise DeliveryError("451 later")

    house.server.on_open = once(stop)
    house.deliver("1", REQUEST)
    house.work()
    assert house.server.taken == []
    wanted = {"drop": OutboxState.DROPPED, "stop": OutboxState.DRAFT, "hold": OutboxState.QUEUED}
    assert states(house) == [wanted.get(act, OutboxState.HELD)]


def waiting_with_delayed_answer(house: House) -> int:
    """Deliver a mail whose answer is delayed, and bring its item before a clerk."""
    item_id = house.deliver("1", REQUEST)
    house.work()
    assert states(house) == [OutboxState.DELAYED]
    clerk.reopen(house.engines, item_id, version(house, item_id), "anna")
    return item_id


def version(house: House, item_id: int) -> int:
    with house.store.read() as session:
        return work_items.get_item(session, item_id).version


@pytest.mark.parametrize("what", ["route", "customer"])
def test_a_correction_stops_the_answer_that_rested_on_it(store: Store, tmp_path: Path, what: str) -> None:
    house = House(store, tmp_path, policy(Mode.DELAYED, delay_minutes=30))
    item_id = waiting_with_delayed_answer(house)
    if what == "route":
        clerk.correct_route(
            house.engines, item_id, version(house, item_id), Intent.INVOICE_COPY_REQUEST, "anna"
        )
    else:
        clerk.correct_customer(house.engines, item_id, version(house, item_id), None, "anna")
    house.work()
    house.clock.moment = house.clock.now().replace(hour=23)
    house.work()
    assert house.server.taken == []
    assert states(house) == [OutboxState.DRAFT]
    with store.read() as session:
        item = work_items.get_item(session, item_id)
    assert item.state is WorkState.WAITING
    assert item.waits_because


@pytest.mark.parametrize(
    "state", [OutboxState.SENT, OutboxState.DROPPED, OutboxState.UNCERTAIN, OutboxState.FAILED]
)
def test_a_corrected_mail_whose_answer_is_settled_gets_no_second_one(
    store: Store, tmp_path: Path, state: OutboxState
) -> None:
    house = House(store, tmp_path, policy())
    item_id = house.deliver("1", REQUEST)
    house.work()
    with store.write() as session:
        outbox.change_answer(session, house.answers()[0].id, None, house.clock.now()).state = state
    for intent in (Intent.PO_INQUIRY, Intent.INVOICE_COPY_REQUEST):
        with store.read() as session:
            closed = work_items.get_item(session, item_id).state is WorkState.CLOSED
        if closed:
            clerk.reopen(house.engines, item_id, version(house, item_id), "anna")
        clerk.correct_route(house.engines, item_id, version(house, item_id), intent, "anna")
        house.work()
    assert len(house.server.taken) == 1
    assert states(house) == [state]


def test_a_flood_of_mails_about_one_thing_gets_one_answer(store: Store, tmp_path: Path) -> None:
    house = House(store, tmp_path, policy())
    for number in range(8):
        house.deliver(str(number), another(number))
    house.work()
    assert len(house.server.taken) == ONE_A_DAY
