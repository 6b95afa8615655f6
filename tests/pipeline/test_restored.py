"""After a restore nothing leaves that may have left before: Sent is asked, else a person."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.states import OutboxState, WorkState
from domain.words import Mode
from pipeline import clerk, clerk_answers
from pipeline.restored import (
    ANSWERED_SENTENCE,
    UNKNOWN_SENTENCE,
    SentBooks,
    Since,
    note_restore,
    release,
    since_backup,
)
from store.engine import Store
from store.repositories import outbox, work_items
from store.tables import Event, Outbox
from tests.pipeline.releases import REQUEST, House, another, hold, policy, the_answer
from tests.pipeline.restored_houses import SMTP, Sent, books, furnished, house, pass_time, restored, sent
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["house", "sent", "sqlite_template", "store"]


def events(house: House) -> list[str]:
    with house.store.read() as session:
        return [row.action for row in session.execute(select(Event)).scalars()]


def message_id() -> str:
    line = next(line for line in REQUEST.splitlines() if line.lower().startswith(b"message-id:"))
    return line.partition(b":")[2].strip().decode()


def test_an_answer_that_left_after_the_backup_counts_as_sent(house: House, sent: Sent) -> None:
    hold(house, True)
    house.deliver("1", REQUEST)
    house.work()
    restored(house)
    sent.ids.add(the_answer(house).message_id or "")
    done = release(house.engines, books(sent), "ben")
    pass_time(house, hours=1)
    assert (done.sent, done.to_person) == (1, 0)
    assert the_answer(house).state is OutboxState.SENT
    assert house.server.taken == []
    assert "answer_found_in_sent" in events(house)


def test_a_mail_that_was_answered_after_the_backup_is_not_answered_again(house: House, sent: Sent) -> None:
    """The restored installation reads the mail again and makes another answer of it."""
    restored(house)
    sent.answered.add(message_id())
    item_id = house.deliver("1", REQUEST)
    house.work()
    assert house.server.taken == []
    release(house.engines, books(sent), "ben")
    pass_time(house, hours=1)
    assert house.server.taken == []
    assert the_answer(house).state is OutboxState.DRAFT
    with house.store.read() as session:
        row = work_items.get_item(session, item_id)
    assert row.state is WorkState.WAITING
    assert ANSWERED_SENTENCE in row.waits_because


def test_an_answer_made_only_after_the_release_is_looked_up_too(house: House, sent: Sent) -> None:
    restored(house)
    release(house.engines, books(sent), "ben")
    sent.answered.add(message_id())
    house.deliver("1", REQUEST)
    pass_time(house, hours=1)
    assert (house.server.taken, the_answer(house).state) == ([], OutboxState.DRAFT)


def test_who_has_been_told_may_send_all_the_same(house: House, sent: Sent) -> None:
    restored(house)
    sent.answered.add(message_id())
    house.deliver("1", REQUEST)
    house.work()
    release(house.engines, books(sent), "ben")
    house.work()
    answer = the_answer(house)
    desk = house.desk()
    clerk_answers.approve(house.engines, answer.id, answer.version, desk.company, SMTP, house.shelf, "anna")
    house.work()
    assert the_answer(house).state is OutboxState.SENT
    assert len(house.server.taken) == 1


@pytest.mark.parametrize("blind", ["no Sent folder", "Sent is not complete"])
def test_where_nothing_can_tell_a_person_decides(
    store: Store, tmp_path: Path, sent: Sent, blind: str
) -> None:
    outgoing = SMTP if blind == "no Sent folder" else SMTP.model_copy(update={"server_keeps_sent": False})
    house = furnished(House(store, tmp_path, policy()), sent, outgoing)
    sent.there = blind != "no Sent folder"
    restored(house)
    item_id = house.deliver("1", REQUEST)
    house.work()
    assert release(house.engines, books(sent, outgoing), "ben").to_person == 1
    pass_time(house, hours=1)
    assert (house.server.taken, the_answer(house).state) == ([], OutboxState.DRAFT)
    with house.store.read() as session:
        assert UNKNOWN_SENTENCE in work_items.get_item(session, item_id).waits_because


def test_an_answer_of_the_last_minutes_before_the_restore_is_given_time_to_appear(
    house: House, sent: Sent
) -> None:
    restored(house)
    house.deliver("1", REQUEST)
    house.work()
    release(house.engines, books(sent), "ben")
    house.work()
    assert house.server.taken == []
    sent.answered.add(message_id())
    pass_time(house, hours=1)
    assert (house.server.taken, the_answer(house).state) == ([], OutboxState.DRAFT)


def test_mail_that_comes_after_the_restore_is_answered_without_asking(house: House, sent: Sent) -> None:
    restored(house)
    release(house.engines, books(sent), "ben")
    house.clock.sleep(3600)
    sent.reachable = False
    house.deliver("2", another(2).replace(b"Date: ", b"X-Date: ", 1))
    house.work()
    assert len(house.server.taken) == 1


def test_a_closed_item_with_an_old_draft_stays_closed_and_is_named_once(
    store: Store, tmp_path: Path, sent: Sent
) -> None:
    house = furnished(House(store, tmp_path, policy(Mode.DRAFT)), sent, SMTP)
    item_id = house.deliver("1", REQUEST)
    house.work()
    with house.store.read() as session:
        version = work_items.get_item(session, item_id).version
    clerk.close(house.engines, item_id, version, "done by phone", "anna")
    restored(house)
    sent.answered.add(message_id())
    for _ in range(2):
        release(house.engines, books(sent), "ben")
        hold(house, True)
    answer = the_answer(house)
    assert (answer.state, answer.blocked_by.count("answered_since_backup")) == (OutboxState.DRAFT, 1)
    with house.store.read() as session:
        assert work_items.get_item(session, item_id).state is WorkState.CLOSED


@pytest.mark.parametrize(
    ("message_id", "in_sent", "found"),
    [
        ("<a@tarvenne.example>", True, Since.SENT),
        ("<a@tarvenne.example>", False, Since.FREE),
        (None, False, Since.UNKNOWN),
    ],
)
def test_what_a_person_wrote_before_the_backup_leaves_only_where_sent_lacks_it(
    house: House, sent: Sent, message_id: str | None, in_sent: bool, found: Since
) -> None:
    house.deliver("1", REQUEST)
    now = house.clock.now()
    with house.store.write() as session:
        answer = Outbox(
            work_item_id=1,
            mail_id=None,
            recipient="a@b.example",
            kind="free_reply",
            message_id=message_id,
            state=OutboxState.QUEUED if message_id else OutboxState.DRAFT,
            created_at=now,
            updated_at=now,
        )
        outbox.add_answer(session, answer)
        note_restore(session, now)
        session.flush()
        number = answer.id
    sent.ids = {message_id} if in_sent and message_id else set()
    house.clock.sleep(timedelta(days=1).total_seconds())
    books = SentBooks(sent.has_sent, sent.has_answered, SMTP)
    assert since_backup(house.engines, number, books) is found
