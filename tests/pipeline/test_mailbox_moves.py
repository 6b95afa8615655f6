"""A move that is cut anywhere ends with one mail in one place; a copy is never made twice."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.mailbox_marks import MarkOutcome
from store.engine import Store
from tests.pipeline.marked_desks import MIXES, desk, server, worked
from tests.pipeline.marked_mailboxes import EVERYTHING, SEEN, TAG, Desk, raw_mail
from tests.servers.imap_script import EVERY, answer, call, drop
from tests.servers.scripted_imap import ScriptedImap
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["desk", "server", "sqlite_template", "store"]

MOST_COMMANDS = 60


LEAST_COMMANDS = 8
"""Connecting, looking, flags and copying alone take more."""


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


def test_a_target_folder_that_is_not_there_is_recorded_and_not_made(desk: Desk, server: ScriptedImap) -> None:
    del desk.box.folders["Done"]
    item_id = worked(desk)
    assert desk.work() == 0
    assert desk.outcome(item_id) is MarkOutcome.NO_FOLDER
    assert desk.box.inbox.find(5).flags == {SEEN, TAG}
    assert server.sent("CREATE") == []
