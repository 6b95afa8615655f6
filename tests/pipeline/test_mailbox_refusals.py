"""A server that refuses, forgets or hangs up changes nothing about the work and holds up no other mail."""

from datetime import timedelta

import pytest

from domain.errors import Throttled
from domain.mailbox_marks import MarkOutcome
from domain.states import WorkState
from pipeline.mailbox_marks import MOST_REFUSALS
from pipeline.pauses import hold_back
from store.repositories import work_items
from tests.pipeline.marked_desks import desk, server, worked
from tests.pipeline.marked_mailboxes import SEEN, TAG, Desk, raw_mail
from tests.servers.imap_mailbox import KeywordHabit
from tests.servers.imap_script import Answered, Command, Dropped, answer
from tests.servers.scripted_imap import ScriptedImap
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["desk", "server", "sqlite_template", "store"]


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


def test_an_account_that_asks_for_patience_is_left_in_peace(desk: Desk, server: ScriptedImap) -> None:
    hold_back(desk.engines, "ar", Throttled("too many connections", 60))
    item_id = worked(desk)
    assert desk.work() == 0
    assert (server.received, desk.outcome(item_id)) == ([], None)
    desk.clock.sleep(61)
    assert desk.work() == 0
    assert desk.outcome(item_id) is MarkOutcome.MOVED
