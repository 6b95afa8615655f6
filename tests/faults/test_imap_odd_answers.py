"""Answers that no server should give, and mails that go away in between: the rest of the folder goes on."""

import itertools
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from domain.clock import SetClock
from domain.errors import SourceError
from intake.sources.imap import ImapSource
from store.dialect import table_of
from store.engine import Store
from store.tables import FolderHistoryRow
from tests.faults.imap_office import Office
from tests.servers.imap_mailbox import Mailbox
from tests.servers.imap_script import Action, Answered, Command, Say, answer, call, tell
from tests.servers.scripted_imap import ScriptedImap

_START = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
_users = (f"odd{number}" for number in itertools.count())


@dataclass
class Folder:
    """A folder that was connected while it was empty."""

    server: ScriptedImap
    mailbox: Mailbox
    office: Office
    clock: SetClock
    source: ImapSource

    def deliver(self, *subjects: str) -> None:
        for subject in subjects:
            raw = (
                f"From: a@acme.example\r\nSubject: {subject}\r\nX-Number: <{self.source.name}.{subject}>\r\n"
            )
            with self.mailbox:
                self.mailbox.inbox.add(f"{raw}\r\n{subject}\r\n".encode(), internal_date=self.clock.now())

    def poll(self, times: int = 1) -> None:
        for _ in range(times):
            try:
                self.office.poll(self.source)
            except SourceError:
                self.source.close()
            self.clock.sleep(60)

    @property
    def worked(self) -> dict[str, int]:
        return dict(self.office.worked(self.source.name))


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedImap]:
    with ScriptedImap() as started:
        yield started


@pytest.fixture
def folder(server: ScriptedImap, store: Store) -> Iterator[Folder]:
    server.script.clear()
    user = next(_users)
    clock = SetClock(_START)
    with tempfile.TemporaryDirectory(prefix="ardoise-") as place:
        office = Office(store, Path(place), clock, durable=False)
        source = office.source(server.port, user)
        made = Folder(server, server.mailbox(user), office, clock, source)
        made.poll()
        yield made
        source.close()


def _only(part: bytes, action: Action) -> Action:
    """Act at commands that hold those bytes."""

    def act(command: Command, say: Say) -> None:
        if part in command.line:
            action(command, say)

    return act


def _expunge(folder: Folder, uid: int) -> Action:
    def gone() -> None:
        with folder.mailbox:
            folder.mailbox.inbox.take(uid)

    return call(gone)


@pytest.mark.parametrize("when", [b"RFC822.SIZE", b"BODY.PEEK"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_mail_expunged_in_between_costs_no_other(folder: Folder, when: bytes, moment: str) -> None:
    folder.deliver("one", "two", "three")
    hook = folder.server.script.before if moment == "before" else folder.server.script.after
    hook("UID FETCH", _only(when, _expunge(folder, 2)), nth=1 if when == b"RFC822.SIZE" else None)
    folder.poll(2)
    worked = folder.worked
    assert {"one": 1, "three": 1}.items() <= worked.items() <= {"one": 1, "two": 1, "three": 1}.items()


@pytest.mark.parametrize(
    "lines",
    [
        (b"* 1 FETCH (FLAGS (\\Seen))", b"* 99 EXISTS", b"* 2 EXPUNGE"),
        (b"* 2 FETCH (UID 2 FLAGS (\\Seen \\Answered))",),
        (b"* 1 FETCH (UID 1 BODY[] NIL)",),
        (b"* 3 FETCH (UID 3 RFC822.SIZE NIL INTERNALDATE NIL)",),
        (b"* 7 FETCH (UID", b"* OK [ALERT] look here", b"* 5 FETCH ((((((", b"* NO [ALERT] disk"),
        (b'* 1 FETCH (X-UNKNOWN "a \\" quote" UID 1 X-LIST ((a) NIL ("b")))',),
    ],
)
def test_lines_that_nobody_asked_for_change_nothing(folder: Folder, lines: tuple[bytes, ...]) -> None:
    folder.deliver("one", "two", "three")
    for command in ("EXAMINE", "UID FETCH", "UID SEARCH"):
        folder.server.script.before(command, tell(*lines))
    folder.poll(3)
    assert folder.worked == {"one": 1, "two": 1, "three": 1}


def test_ok_none_for_a_mail_that_is_there_is_asked_again(folder: Folder) -> None:
    folder.deliver("one", "two")
    folder.server.script.before("UID FETCH", _only(b"BODY.PEEK", answer("OK [None]")), nth=2)
    folder.poll(2)
    assert folder.worked == {"one": 1, "two": 1}


@pytest.mark.parametrize("item", ["RFC822.SIZE", "INTERNALDATE"])
def test_a_server_that_leaves_out_an_attribute_is_read_all_the_same(folder: Folder, item: str) -> None:
    folder.server.script.omitted.add(item)
    folder.deliver("one", "two")
    folder.poll()
    assert folder.worked == {"one": 1, "two": 1}


@pytest.mark.parametrize("said", ["NO not this one", "BAD what?", "OK [None]"])
def test_a_mail_that_is_never_given_is_shown_after_three_tries_and_taken_once_it_is_given(
    folder: Folder, said: str
) -> None:
    folder.deliver("one", "two", "three")
    folder.server.script.before("UID FETCH", _refusing(2, said))
    folder.poll(1)
    assert folder.worked == {"one": 1, "three": 1}
    folder.deliver("four")
    folder.poll(3)
    assert folder.worked == {"one": 1, "three": 1, "four": 1, "incomplete: two": 1}
    folder.server.script.clear()
    folder.clock.sleep(timedelta(minutes=61).total_seconds())
    folder.poll(2)
    assert folder.worked == {"one": 1, "two": 1, "three": 1, "four": 1}


def test_a_server_that_refuses_everything_for_a_time_makes_no_work_for_clerks(folder: Folder) -> None:
    folder.deliver(*(f"mail {number}" for number in range(8)))
    folder.server.script.before("UID FETCH", _only(b"BODY.PEEK", answer("NO [UNAVAILABLE] later")))
    folder.poll(6)
    assert folder.worked == {}
    folder.server.script.clear()
    folder.poll()
    assert folder.worked == {f"mail {number}": 1 for number in range(8)}


def test_without_uidvalidity_nothing_is_taken_and_the_sentence_stands_on_the_health_page(
    folder: Folder,
) -> None:
    folder.deliver("one")
    with folder.mailbox:
        folder.mailbox.inbox.uidvalidity_said = False
    with pytest.raises(SourceError, match=r"gives no UIDVALIDITY for the folder 'INBOX'.*is not taken"):
        folder.office.poll(folder.source)
    assert folder.worked == {}
    with folder.mailbox:
        folder.mailbox.inbox.uidvalidity_said = True
    folder.poll()
    assert folder.worked == {"one": 1}


def test_uidnext_that_stays_at_one_and_numbers_in_any_order_lose_nothing(folder: Folder) -> None:
    def nonsense(command: Command, say: Say) -> None:
        say(b"* OK [UIDNEXT 1] nonsense")

    folder.server.script.after("EXAMINE", nonsense)
    for uid in (50, 7, 30, 51, 2):
        with folder.mailbox:
            raw = f"From: a@acme.example\r\nSubject: mail {uid}\r\n\r\n{folder.source.name}\r\n".encode()
            folder.mailbox.inbox.add(raw, uid=uid, internal_date=folder.clock.now())
        folder.poll(2)
        assert folder.worked[f"mail {uid}"] == 1
    assert len(folder.worked) == 5


def _refusing(uid: int, said: str) -> Action:
    def act(command: Command, say: Say) -> None:
        words = command.line.split()
        if b"BODY.PEEK[]" in command.line and str(uid).encode() in words[2].split(b","):
            raise Answered(said)

    return act


def test_a_folder_read_before_histories_were_kept_gets_one_and_works_nothing_old(folder: Folder) -> None:
    folder.deliver("one")
    folder.poll()
    with folder.office.engines.store.write() as session:
        session.execute(delete(table_of(FolderHistoryRow)))
    with folder.mailbox:
        folder.mailbox.inbox.add(b"Subject: below the mark\r\n\r\nold\r\n", uid=0)
    folder.clock.sleep(timedelta(minutes=61).total_seconds())
    folder.deliver("two")
    folder.poll(2)
    assert folder.worked == {"one": 1, "two": 1}
