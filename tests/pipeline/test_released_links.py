"""A person's answer leaves only while its links hold; what ended is written anew or taken out."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import ConflictError
from domain.policy import Answering
from domain.states import OutboxState, WorkState
from domain.words import Mode
from pipeline import clerk
from pipeline.clerk_answers import approve, draft_of, write_anew
from store.engine import Store
from store.repositories import promises, work_items
from tests.pipeline.drafted_answers import COMPANY, LINKS, OUTGOING, linked, with_links
from tests.pipeline.releases import SAMPLES, House, hold, policy, the_answer
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

PAY = (SAMPLES / "inbox" / "other-en-payment-link.eml").read_bytes()


@pytest.mark.parametrize("hours", [7 * 24 - 11, 7 * 24 + 1])
def test_a_draft_whose_link_ends_is_refused_and_written_anew(
    store: Store, tmp_path: Path, hours: int
) -> None:
    house = linked(store, tmp_path)
    house.clock.sleep(hours * 3600)
    answer = the_answer(house)
    with pytest.raises(ConflictError, match="written anew"):
        approve(house.engines, answer.id, answer.version, COMPANY, OUTGOING, house.shelf, "anna")
    write_anew(house.engines, answer.id, answer.version, "anna")
    house.work()
    fresh = the_answer(house)
    assert (fresh.state, house.server.taken) == (OutboxState.DRAFT, [])
    (before,), (after,) = draft_of(answer).links, draft_of(fresh).links
    assert after.until == house.clock.now() + timedelta(days=7) and before.text != after.text
    approve(house.engines, fresh.id, fresh.version, COMPANY, OUTGOING, house.shelf, "anna")
    house.work()
    assert the_answer(house).state is OutboxState.SENT
    with store.read() as session:
        (link,) = promises.links_of(session, answer.id)
    assert link.expires_at == after.until


def test_an_answer_written_anew_waits_for_a_person_also_where_it_might_leave_by_itself(
    store: Store, tmp_path: Path
) -> None:
    house = linked(store, tmp_path)
    answer = the_answer(house)
    house.answering = policy(Mode.AUTOMATIC, attachment_bytes=10)
    write_anew(house.engines, answer.id, answer.version, "anna")
    house.work()
    after = the_answer(house)
    assert (after.state, after.automatic, house.server.taken) == (OutboxState.DRAFT, False, [])
    with store.read() as session:
        assert work_items.get_item(session, answer.work_item_id).state is WorkState.WAITING


def test_an_answer_of_a_closed_item_is_not_written_anew(store: Store, tmp_path: Path) -> None:
    house = linked(store, tmp_path)
    answer = the_answer(house)
    with store.read() as session:
        row = work_items.get_item(session, answer.work_item_id)
    clerk.close(house.engines, row.id, row.version, "done", "anna")
    with pytest.raises(ConflictError, match="reopen it first"):
        write_anew(house.engines, answer.id, answer.version, "anna")


def test_a_link_to_a_document_that_was_taken_out_does_not_go_along(store: Store, tmp_path: Path) -> None:
    house = linked(store, tmp_path)
    answer = the_answer(house)
    (document,) = draft_of(answer).attachments
    out = frozenset({document.file})
    send = (house.engines, answer.id, answer.version, COMPANY, OUTGOING, house.shelf, "anna")
    with pytest.raises(ConflictError, match="still holds the link"):
        approve(*send, without=out)
    house.clock.sleep(30 * 24 * 3600)
    approve(*send, without=out, body="We send it by post.")
    house.work()
    assert the_answer(house).state is OutboxState.SENT


def test_a_payment_link_that_ended_keeps_a_draft_back_unless_it_is_taken_out(
    store: Store, tmp_path: Path
) -> None:
    house = with_links(House(store, tmp_path, Answering()), LINKS, PAY)
    answer = the_answer(house)
    assert "https://pay.example/" in draft_of(answer).body
    house.clock.sleep(15 * 24 * 3600)
    send = (house.engines, answer.id, answer.version, COMPANY, OUTGOING, house.shelf, "anna")
    with pytest.raises(ConflictError, match="a link in this answer"):
        approve(*send)
    write_anew(house.engines, answer.id, answer.version, "anna")
    house.work()
    fresh = the_answer(house)
    assert draft_of(fresh).body != draft_of(answer).body
    send = (house.engines, fresh.id, fresh.version, COMPANY, OUTGOING, house.shelf, "anna")
    house.clock.sleep(15 * 24 * 3600)
    approve(*send, body="Please pay by bank transfer.")
    house.work()
    assert the_answer(house).state is OutboxState.SENT


def test_an_answer_held_until_its_link_ended_is_for_a_person(store: Store, tmp_path: Path) -> None:
    house = linked(store, tmp_path)
    answer = the_answer(house)
    hold(house, on=True)
    approve(house.engines, answer.id, answer.version, COMPANY, OUTGOING, house.shelf, "anna")
    house.work()
    assert the_answer(house).state is OutboxState.QUEUED
    house.clock.sleep(8 * 24 * 3600)
    hold(house, on=False)
    house.work()
    after = the_answer(house)
    assert (after.state, "links_ended" in after.blocked_by) == (OutboxState.DRAFT, True)
    assert house.server.taken == []
    with store.read() as session:
        assert work_items.get_item(session, answer.work_item_id).state is WorkState.WAITING
