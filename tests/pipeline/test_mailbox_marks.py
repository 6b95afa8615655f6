"""What is done to a mail after its work is done at most once, taken up where it was cut, and never needed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.after_work import AfterWork
from domain.errors import Throttled
from domain.mail import Delivered, DeliveryKey
from domain.mail_ports import Batch, Mark
from domain.mailbox_marks import MarkOutcome, MarkState
from domain.states import WorkState
from domain.words import Route
from pipeline.collect import store_batch
from pipeline.mailbox_marks import MOST_REFUSALS
from pipeline.pauses import hold_back
from store.engine import Store
from store.repositories import work_items
from store.repositories.deliveries import get_delivery
from store.repositories.history import events_of
from tests.pipeline.marked_mailboxes import EVERYTHING, SEEN, TAG, Desk, raw_mail
from tests.servers.imap_mailbox import KeywordHabit
from tests.servers.imap_script import EVERY, Action, Answered, Command, Dropped, answer, call, drop
from tests.servers.scripted_imap import ScriptedImap
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

MIXES = {
    "both": (),
    "move": ("UIDPLUS",),
    "uidplus": ("MOVE",),
    "neither": ("MOVE", "UIDPLUS"),
}
"""What the server does not offer."""
MOST_COMMANDS = 60
LEAST_COMMANDS = 8
"""Connecting, looking, flags and copying alone take more."""


@pytest.fixture
def server() -> Iterator[ScriptedImap]:
    with ScriptedImap() as one:
        yield one


@pytest.fixture
def desk(store: Store, tmp_path: Path, server: ScriptedImap) -> Iterator[Desk]:
    one = Desk(store, tmp_path, server, EVERYTHING)
    yield one
    assert server.sent("EXPUNGE", "CLOSE") == []
    assert one.box.inbox.find(6) is not None
    assert "\\Deleted" in one.box.inbox.find(6).flags


def worked(desk: Desk, number: int = 1, uid: int = 5) -> int:
    item_id = desk.deliver(raw_mail(number), uid)
    desk.close(item_id)
    return item_id


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


@pytest.mark.parametrize("mix", MIXES)
def test_a_move_cut_at_some_commands_ends_with_one_mail_in_one_place(
    store: Store, tmp_path: Path, mix: str
) -> None:
    cut_everywhere(store, tmp_path, mix, copy_only=True, both=False)


@pytest.mark.long
@pytest.mark.parametrize("copy_only", [False, True])
@pytest.mark.parametrize("mix", MIXES)
def test_a_move_cut_before_and_after_every_command_ends_with_one_mail_in_one_place(
    store: Store, tmp_path: Path, mix: str, copy_only: bool
) -> None:
    cut_everywhere(store, tmp_path, mix, copy_only=copy_only, both=True)


def cut_everywhere(store: Store, tmp_path: Path, mix: str, *, copy_only: bool, both: bool) -> None:
    """Cut the connection at the first command, then at a later one, and so on, until nothing is left to cut.

    Each time another mail is to be moved. With `both` each command is cut before and after it is done,
    else each second one, by turns.
    """
    with ScriptedImap() as server:
        wishes = EVERYTHING.model_copy(update={"copy_only": copy_only})
        desk = Desk(store, tmp_path, server, wishes)
        server.capabilities.difference_update(MIXES[mix])
        for done in (False, True) if both else (None,):
            for at in range(1, MOST_COMMANDS, 2 if done is None else 1):
                after = at % 4 == 1 if done is None else done
                number = uid = 1000 * (1 + bool(done)) + at
                desk.box.inbox.add(raw_mail(number), uid=uid)
                (server.script.after if after else server.script.before)(EVERY, drop(), nth=at)
                item_id = worked(desk, number, uid)
                failed = desk.work()
                server.script.clear()
                judge(desk, item_id, raw_mail(number), mix, copy_only)
                if not failed:
                    break
            assert at > LEAST_COMMANDS
        assert server.sent("EXPUNGE", "CLOSE") == []
        assert desk.box.inbox.find(6) is not None


def judge(desk: Desk, item_id: int, raw: bytes, mix: str, copy_only: bool) -> None:
    """Fail unless the mail lies where it should, once, with its flags, and the others as they were."""
    if mix != "neither":
        places, outcome = (0, 1), MarkOutcome.MOVED
    elif copy_only:
        places, outcome = (1, 1), MarkOutcome.COPIED
    else:
        places, outcome = (1, 0), MarkOutcome.NOT_MOVED
    assert (desk.copies(raw), desk.outcome(item_id)) == (places, outcome)
    mine = [one for folder in (desk.box.inbox, desk.done) for one in folder.messages if one.raw == raw]
    assert all(one.flags == {SEEN, TAG} for one in mine)


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


@pytest.mark.parametrize(
    ("mix", "outcome"), [("uidplus", MarkOutcome.COPY_GONE), ("neither", MarkOutcome.COPIED)]
)
def test_a_copy_that_was_made_and_is_not_found_is_never_made_again(
    desk: Desk, server: ScriptedImap, mix: str, outcome: MarkOutcome
) -> None:
    desk.engines = replace(desk.engines, after_work={"ar": EVERYTHING.model_copy(update={"copy_only": True})})
    server.capabilities.difference_update(MIXES[mix])
    server.script.after("UID COPY", call(desk.done.messages.clear))
    server.script.after("UID COPY", answer("OK copied"))
    item_id = worked(desk)
    assert desk.work() == 0
    assert desk.outcome(item_id) is outcome
    assert desk.copies(raw_mail()) == (1, 0)
    assert len(server.sent("UID COPY")) == 1


@pytest.mark.parametrize("mix", ["both", "uidplus"])
def test_a_copy_that_somebody_made_before_is_not_taken_for_ours(
    desk: Desk, server: ScriptedImap, mix: str
) -> None:
    server.capabilities.difference_update(MIXES[mix])
    desk.done.add(raw_mail())
    server.script.before("UID MOVE" if mix == "both" else "UID COPY", drop(), nth=1)
    item_id = worked(desk)
    assert desk.work() == 1
    assert desk.copies(raw_mail()) == (0, 2)
    assert desk.outcome(item_id) is MarkOutcome.MOVED


def test_an_original_stays_when_its_copy_was_taken_away_meanwhile(desk: Desk, server: ScriptedImap) -> None:
    server.capabilities.discard("MOVE")
    server.script.before("UID EXPUNGE", call(desk.done.messages.clear), nth=1)
    server.script.before("UID EXPUNGE", drop(), nth=1)
    item_id = worked(desk)
    assert desk.work() == 1
    assert desk.outcome(item_id) is MarkOutcome.COPY_GONE
    assert desk.copies(raw_mail()) == (1, 0)
    assert "\\Deleted" not in desk.box.inbox.find(5).flags


@pytest.mark.parametrize(
    ("permanent", "habit", "kept"),
    [
        (("\\Seen", "\\*"), KeywordHabit.IGNORED, "set"),
        (("\\Seen",), KeywordHabit.IGNORED, "not_permitted"),
        (("\\Seen",), KeywordHabit.SESSION, "not_permitted"),
        (("\\Seen",), KeywordHabit.BAD, "not_permitted"),
    ],
)
def test_the_work_is_the_same_whatever_the_server_does_with_keywords(
    desk: Desk, permanent: tuple[str, ...], habit: KeywordHabit, kept: str
) -> None:
    desk.box.inbox.permanent_flags, desk.box.inbox.refused_keywords = permanent, habit
    item_id = worked(desk)
    assert desk.work() == 0
    (mark,) = desk.marks(item_id)
    assert mark.flag_outcomes == (f"{TAG}: {kept}", f"{SEEN}: set")
    assert mark.outcome is MarkOutcome.MOVED
    with desk.store.read() as session:
        assert work_items.get_item(session, item_id).state is WorkState.CLOSED


@pytest.mark.parametrize("said", ["OK stored", "NO [CANNOT] no keywords here", "BAD unknown systemflag"])
def test_a_server_that_promises_a_keyword_and_breaks_its_word_changes_nothing_else(
    desk: Desk, server: ScriptedImap, said: str
) -> None:
    server.script.before("UID STORE", answer(said), nth=1)
    item_id = worked(desk)
    assert desk.work() == 0
    assert desk.outcome(item_id) is MarkOutcome.MOVED
    assert desk.done.messages[0].flags == {SEEN}


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


def test_a_target_folder_that_is_not_there_is_recorded_and_not_made(desk: Desk, server: ScriptedImap) -> None:
    del desk.box.folders["Done"]
    item_id = worked(desk)
    assert desk.work() == 0
    assert desk.outcome(item_id) is MarkOutcome.NO_FOLDER
    assert desk.box.inbox.find(5).flags == {SEEN, TAG}
    assert server.sent("CREATE") == []


def test_what_a_server_refuses_is_tried_again_a_few_times_and_holds_up_no_other(
    desk: Desk, server: ScriptedImap
) -> None:
    server.capabilities.discard("MOVE")
    server.script.before("UID COPY", lambda command, say: refuse(command, b" 5 "))
    desk.box.inbox.add(raw_mail(2), uid=8)
    first, second = worked(desk), worked(desk, 2, 8)
    assert desk.work() == MOST_REFUSALS - 1
    assert (desk.outcome(first), desk.outcome(second)) == (MarkOutcome.REFUSED, MarkOutcome.MOVED)
    (mark,) = desk.marks(first)
    assert "OVERQUOTA" in (mark.problem or "")
    assert desk.copies(raw_mail()) == (1, 0)


def refuse(command: Command, wanted: bytes) -> None:
    if wanted in command.line:
        raise Answered("NO [OVERQUOTA] the folder is full")


def test_a_mail_at_which_the_server_hangs_up_holds_up_no_other(desk: Desk, server: ScriptedImap) -> None:
    server.script.before("UID MOVE", lambda command, say: hang_up(command, b" 5 "))
    for uid in (8, 9, 10):
        desk.box.inbox.add(raw_mail(uid), uid=uid)
    first, *others = [worked(desk), *(worked(desk, uid, uid) for uid in (8, 9, 10))]
    assert desk.work(timedelta(minutes=1)) == 1
    assert [desk.outcome(item_id) for item_id in others] == [MarkOutcome.MOVED] * 3
    assert desk.outcome(first) is None
    server.script.clear()
    desk.clock.sleep(61)
    desk.work()
    assert desk.outcome(first) is MarkOutcome.MOVED
    assert desk.copies(raw_mail()) == (0, 1)


def hang_up(command: Command, wanted: bytes) -> None:
    if wanted in command.line:
        raise Dropped


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


def test_an_account_that_asks_for_patience_is_left_in_peace(desk: Desk, server: ScriptedImap) -> None:
    hold_back(desk.engines, "ar", Throttled("too many connections", 60))
    item_id = worked(desk)
    assert desk.work() == 0
    assert (server.received, desk.outcome(item_id)) == ([], None)
    desk.clock.sleep(61)
    assert desk.work() == 0
    assert desk.outcome(item_id) is MarkOutcome.MOVED


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
