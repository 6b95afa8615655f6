"""A mail with several matters is one set of linked work items with one answer, however it is worked."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.decisions import AlsoDecision, RouteDecision
from domain.errors import ConflictError
from domain.policy import Matching, Routing
from domain.states import Step, WorkState
from domain.words import Intent, Route
from pipeline import clerk, clerk_parts
from pipeline.commit import save_step
from pipeline.matters import OF_ITS_OWN, own_matters
from pipeline.records import load_item
from pipeline.table import run_step
from store.engine import Store
from store.repositories import exports, history, outbox, remittances, work_items
from store.session import Session
from store.tables import WorkItemRow
from tests.pipeline.releases import SAMPLES, House, policy
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

TWO_MATTERS = (SAMPLES / "inbox" / "advice-fr-short-payment-dispute.eml").read_bytes()


@pytest.fixture
def house(store: Store, tmp_path: Path) -> House:
    return House(store, tmp_path, policy())


def items_of(house: House, mail_id: int = 1) -> tuple[WorkItemRow, ...]:
    with house.store.read() as session:
        return work_items.items_of_mail(session, mail_id)


def payments_of(house: House) -> dict[int, int]:
    """How many payments each item of the mail keeps, where it keeps any."""
    with house.store.read() as session:
        kept = {item.id: len(remittances.load_remittances(session, item.id)) for item in items_of(house)}
    return {number: count for number, count in kept.items() if count}


def row_of(house: House, number: int) -> WorkItemRow:
    with house.store.read() as session:
        return work_items.get_item(session, number)


def test_only_matters_of_the_table_become_work_of_their_own_each_once() -> None:
    also = tuple(AlsoDecision(intent.route, intent, 0.95) for intent in (*Intent, Intent.DISPUTE))
    route = RouteDecision(Route.PAYMENT_ADVICE, Intent.PAYMENT_ADVICE, 0.99, True, also)
    found = own_matters(route, Routing())
    assert {one.intent for one in found} == set(OF_ITS_OWN) - {Intent.PAYMENT_ADVICE}
    assert len(found) == len(OF_ITS_OWN) - 1 and all(one.auto for one in found)
    unsure = replace(route, also=(AlsoDecision(Route.DISPUTE, Intent.DISPUTE, 0.6),))
    assert [one.auto for one in own_matters(unsure, Routing())] == [False]
    assert own_matters(replace(route, automatic_mail="Auto-Submitted"), Routing()) == ()


def test_a_short_payment_that_is_disputed_is_two_items_with_one_answer(house: House) -> None:
    house.deliver("1", TWO_MATTERS)
    house.work()
    first, part = items_of(house)
    assert (first.parent_id, first.matter, first.route) == (None, "", Route.PAYMENT_ADVICE)
    assert (part.parent_id, part.matter, part.route) == (first.id, "dispute", Route.DISPUTE)
    assert part.delivery_id == first.delivery_id and part.created_at == first.created_at
    assert not any("disputes" in reason for reason in first.waits_because)
    assert any("disputes" in reason for reason in part.waits_because)
    assert payments_of(house) == {first.id: 1}
    whole, half = (load_item(house.store, house.engines.blobs, one.id) for one in (first, part))
    assert whole.documents == half.documents and whole.remittances == half.remittances
    assert half.dispute is not None and half.reply is None
    with house.store.read() as session:
        assert len(outbox.answers_to_mail(session, 1)) == 1
        assert outbox.answers_to_mail(session, 1)[0].work_item_id == first.id


def test_nothing_is_read_or_extracted_twice_for_a_further_matter(house: House) -> None:
    house.deliver("1", TWO_MATTERS)
    house.work()
    part = items_of(house)[1]
    with house.store.read() as session:
        steps = [event.action for event in history.events_of(session, part.id)]
        kept = work_items.results(session, part.id)
    assert steps == ["part_begun", "step_match", "step_dispute", "step_respond"]
    assert Step.READ not in kept and Step.EXTRACT in kept


def test_running_a_step_again_makes_no_second_part(house: House) -> None:
    number = house.deliver("1", TWO_MATTERS)
    house.work()
    before = [(row.id, row.matter, row.version) for row in items_of(house)]
    item = load_item(house.store, house.engines.blobs, number)
    for _ in range(3):
        outcome = run_step(Step.EXTRACT, item, house.desk())
        assert len(outcome.matters) == 1
        save_step(house.engines, number, Step.EXTRACT, outcome, None, lambda session, step: None)
    after = [(row.id, row.matter, row.version) for row in items_of(house)]
    assert [row[:2] for row in after] == [row[:2] for row in before]
    assert after[1] == before[1]


def test_closing_reopening_and_handing_one_item_leaves_the_other(house: House) -> None:
    house.deliver("1", TWO_MATTERS)
    house.work()
    first, part = items_of(house)
    clerk_parts.hand(house.engines, part.id, part.version, "anna", "ben")
    clerk.close(house.engines, part.id, part.version + 1, "credited", "anna")
    changed = row_of(house, part.id)
    assert (changed.state, changed.assignee) == (WorkState.CLOSED, "anna")
    untouched = row_of(house, first.id)
    assert (untouched.version, untouched.state, untouched.assignee) == (first.version, first.state, None)
    clerk.reopen(house.engines, part.id, changed.version, "anna")
    assert row_of(house, part.id).state is WorkState.WAITING
    assert row_of(house, first.id).version == first.version


def test_correcting_one_item_works_that_one_again_alone(house: House) -> None:
    house.deliver("1", TWO_MATTERS)
    house.work()
    first, part = items_of(house)
    clerk.correct_route(house.engines, part.id, part.version, Intent.PROMISE_TO_PAY, "anna")
    house.work()
    assert row_of(house, part.id).intent is Intent.PROMISE_TO_PAY
    assert row_of(house, first.id).version == first.version
    assert len(items_of(house)) == 2 and payments_of(house) == {first.id: 1}


def test_payments_are_kept_and_exported_once_whoever_holds_them(house: House) -> None:
    house.deliver("1", TWO_MATTERS)
    house.work()
    first, part = items_of(house)
    # Now both are payment advices; the older one keeps the payments.
    clerk.correct_route(house.engines, part.id, part.version, Intent.PAYMENT_ADVICE, "anna")
    house.work()
    assert payments_of(house) == {first.id: 1}
    clerk.reopen(house.engines, part.id, row_of(house, part.id).version, "anna")
    with pytest.raises(ConflictError, match="worked in another of its items"):
        values = load_item(house.store, house.engines.blobs, part.id).remittances
        version = row_of(house, part.id).version
        clerk.correct_values(house.engines, part.id, version, values, None, Matching(), "anna")
    # The older one turns out to be none: the payments go where the advice is.
    clerk.correct_route(house.engines, first.id, row_of(house, first.id).version, Intent.DISPUTE, "anna")
    house.work()
    clerk.correct_route(house.engines, part.id, row_of(house, part.id).version, Intent.PAYMENT_ADVICE, "anna")
    house.work()
    assert payments_of(house) == {part.id: 1}
    # The part's payments are proved by themselves; the other item waits for a person.
    assert row_of(house, part.id).closed_by == "ardoise"
    clerk.confirm(house.engines, first.id, row_of(house, first.id).version, "anna")
    with house.store.read() as session:
        assert len(_exportable(session)) == 1


def test_exported_payments_stay_where_they_were_exported_from(house: House) -> None:
    house.deliver("1", TWO_MATTERS)
    house.work()
    first, part = items_of(house)
    clerk.confirm(house.engines, first.id, first.version, "anna")
    with house.store.write() as session:
        gone = exports.Exportable(first.id, 0, "anna", house.clock.now())
        today = house.clock.now().date()
        exports.record_export(session, "x", "payments", "csv", today, (gone,), "anna", house.clock.now())
    clerk.reopen(house.engines, first.id, row_of(house, first.id).version, "anna")
    clerk.correct_route(house.engines, first.id, row_of(house, first.id).version, Intent.GENERAL, "anna")
    house.work()
    clerk.correct_route(house.engines, part.id, part.version, Intent.PAYMENT_ADVICE, "anna")
    house.work()
    assert set(payments_of(house)) == {first.id}


def _exportable(session: Session) -> list[int]:
    return [
        number
        for number in range(1, 10)
        if remittances.load_remittances(session, number) and remittances.is_confirmed(session, number)
    ]


def test_a_clerk_splits_a_matter_off_and_puts_it_back(house: House) -> None:
    house.deliver("1", TWO_MATTERS)
    house.work()
    first = items_of(house)[0]
    number = clerk_parts.split(house.engines, first.id, first.version, Intent.PROMISE_TO_PAY, "anna")
    house.work()
    split_off = row_of(house, number)
    assert (split_off.parent_id, split_off.split_by, split_off.state) == (first.id, "anna", WorkState.WAITING)
    assert "anna split this off from work item 1." in split_off.waits_because
    with pytest.raises(ConflictError, match="changed in the meantime"):
        clerk_parts.split(house.engines, first.id, first.version, Intent.GENERAL, "anna")
    back = clerk_parts.put_back(house.engines, number, split_off.version, "anna")
    assert back == first.id and len(items_of(house)) == 2
    with house.store.read() as session:
        actions = [event.action for event in history.events_of(session, first.id)]
    assert "part_split_off" in actions and "part_put_back" in actions and "part_begun" in actions
    again = clerk_parts.split(
        house.engines, first.id, row_of(house, first.id).version, Intent.DISPUTE, "anna"
    )
    assert row_of(house, again).matter == "dispute#2"


def test_payments_move_with_a_split_and_come_back(house: House) -> None:
    house.deliver("1", TWO_MATTERS)
    house.work()
    first, part = items_of(house)
    with pytest.raises(ConflictError, match="payments of this mail are worked in item 1"):
        clerk_parts.split(house.engines, part.id, part.version, Intent.PAYMENT_ADVICE, "anna")
    clerk.correct_route(house.engines, first.id, first.version, Intent.GENERAL, "anna")
    house.work()
    assert payments_of(house) == {first.id: 1}
    version = row_of(house, first.id).version
    number = clerk_parts.split(house.engines, first.id, version, Intent.PAYMENT_ADVICE, "anna")
    house.work()
    assert payments_of(house) == {number: 1}
    clerk_parts.put_back(house.engines, number, row_of(house, number).version, "anna")
    assert payments_of(house) == {first.id: 1}


def test_what_somebody_worked_on_is_not_put_back(house: House) -> None:
    house.deliver("1", TWO_MATTERS)
    house.work()
    first, part = items_of(house)
    with pytest.raises(ConflictError, match="not split off by hand"):
        clerk_parts.put_back(house.engines, part.id, part.version, "anna")
    number = clerk_parts.split(house.engines, first.id, first.version, Intent.PROMISE_TO_PAY, "anna")
    house.work()
    clerk.correct_route(house.engines, number, row_of(house, number).version, Intent.GENERAL, "anna")
    house.work()
    with pytest.raises(ConflictError, match="worked on item"):
        clerk_parts.put_back(house.engines, number, row_of(house, number).version, "anna")
