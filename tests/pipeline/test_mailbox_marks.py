"""What is done to a mail after its work: only what is asked for, once, where the mail still is as it was."""

from dataclasses import replace

import pytest

from domain.after_work import AfterWork
from domain.mail import Delivered, DeliveryKey
from domain.mail_ports import Batch, Mark
from domain.mailbox_marks import MarkOutcome, MarkState
from domain.words import Route
from pipeline.collect import store_batch
from store.repositories.deliveries import get_delivery
from store.repositories.history import events_of
from tests.pipeline.marked_desks import desk, server, worked
from tests.pipeline.marked_mailboxes import SEEN, TAG, Desk, raw_mail
from tests.servers.imap_script import Action
from tests.servers.scripted_imap import ScriptedImap
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["desk", "server", "sqlite_template", "store"]


def test_nothing_is_done_to_a_mailbox_unless_it_is_asked_for(desk: Desk, server: ScriptedImap) -> None:
    desk.engines = replace(desk.engines, after_work={})
    item_id = worked(desk)
    assert desk.work() == 0
    assert desk.marks(item_id) == []
    assert server.received == []


def test_a_mail_is_tagged_read_and_moved_once_its_work_is_closed(desk: Desk, server: ScriptedImap) -> None:
    item_id = desk.deliver(raw_mail(), 5)
    desk.work()
    assert server.received == []
    desk.close(item_id)
    desk.work()
    assert desk.copies(raw_mail()) == (0, 1)
    assert desk.done.messages[0].flags == {SEEN, TAG}
    (mark,) = desk.marks(item_id)
    assert (mark.state, mark.outcome, mark.copy_uid) == (MarkState.ENDED, MarkOutcome.MOVED, 1)
    assert mark.flag_outcomes == (f"{TAG}: set", f"{SEEN}: set")
    with desk.store.read() as session:
        assert [event.action for event in events_of(session, item_id)][-1] == "mailbox_marked"


def test_a_mail_waits_until_the_last_of_its_matters_is_closed(desk: Desk, server: ScriptedImap) -> None:
    first = desk.deliver(raw_mail(), 5)
    second = desk.another_matter(first)
    desk.close(first)
    desk.work()
    assert server.received == []
    desk.close(second)
    desk.work()
    assert desk.copies(raw_mail()) == (0, 1)


def test_a_mail_whose_work_is_opened_again_is_left_until_it_is_closed_again(
    desk: Desk, server: ScriptedImap
) -> None:
    item_id = worked(desk)
    desk.reopen(item_id)
    assert desk.work() == 0
    assert (desk.marks(item_id), server.received) == ([], [])
    desk.close(item_id)
    desk.work()
    assert desk.outcome(item_id) is MarkOutcome.MOVED


def renumber(desk: Desk) -> None:
    desk.box.inbox.uidvalidity = 101


def exchange(desk: Desk) -> None:
    desk.box.inbox.take(5)
    desk.box.inbox.add(raw_mail(77), uid=5)


def mark_deleted(desk: Desk) -> None:
    desk.box.inbox.find(5).flags.add("\\Deleted")


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        (lambda desk: desk.box.inbox.take(5), MarkOutcome.VANISHED),
        (renumber, MarkOutcome.RENUMBERED),
        (exchange, MarkOutcome.ANOTHER_MAIL),
        (mark_deleted, MarkOutcome.DELETED),
    ],
)
def test_a_mail_that_is_no_longer_as_it_was_is_left_alone_and_that_is_recorded(
    desk: Desk, server: ScriptedImap, change: Action, outcome: MarkOutcome
) -> None:
    item_id = worked(desk)
    change(desk)
    assert desk.work() == 0
    assert desk.outcome(item_id) is outcome
    assert server.sent("UID STORE", "UID COPY", "UID MOVE", "UID EXPUNGE") == []


def test_many_mails_of_an_account_share_one_connection(desk: Desk, server: ScriptedImap) -> None:
    for number in range(10, 20):
        desk.box.inbox.add(raw_mail(number), uid=number)
    items = [worked(desk, number, number) for number in range(10, 20)]
    desk.work()
    assert {desk.outcome(item_id) for item_id in items} == {MarkOutcome.MOVED}
    assert len(server.sent("CONNECT")) == 1


def test_a_mail_that_reaches_a_second_mailbox_later_is_marked_there_and_never_again_in_the_first(
    desk: Desk,
) -> None:
    wishes = desk.engines.after_work["ar"]
    desk.engines = replace(desk.engines, after_work={"ar": wishes, "second": wishes})
    item_id = worked(desk)
    for account, uid in (("ar", "60"), ("second", "61"), ("second", "62")):
        mail = Delivered(DeliveryKey(account, "INBOX", 100, uid), raw_mail(), desk.clock.now())
        store_batch(desk.engines, Batch(account, "INBOX", (mail,), Mark(100, int(uid))))
    with desk.store.read() as session:
        planned = [get_delivery(session, mark.delivery_id) for mark in desk.marks(item_id)]
    assert [(one.account, one.uid) for one in planned if one] == [("ar", "5"), ("second", "61")]


def test_what_was_planned_is_dropped_when_the_setting_is_turned_off(desk: Desk, server: ScriptedImap) -> None:
    item_id = worked(desk)
    desk.engines = replace(desk.engines, after_work={})
    desk.work()
    assert desk.outcome(item_id) is MarkOutcome.SWITCHED_OFF
    assert server.sent("UID STORE", "UID MOVE") == []


def test_only_the_chosen_routes_are_touched(desk: Desk) -> None:
    other = AfterWork(tag=TAG, move_to={Route.PO_INQUIRY: "Done"}, routes=(Route.PO_INQUIRY,))
    desk.engines = replace(desk.engines, after_work={"ar": other})
    assert desk.marks(worked(desk)) == []
    tagged = AfterWork(tag=TAG, move_to={Route.PO_INQUIRY: "Done"})
    desk.engines = replace(desk.engines, after_work={"ar": tagged})
    desk.box.inbox.add(raw_mail(2), uid=8)
    item_id = worked(desk, 2, 8)
    desk.work()
    assert desk.outcome(item_id) is MarkOutcome.STAYED
    assert desk.box.inbox.find(8).flags == {TAG}
