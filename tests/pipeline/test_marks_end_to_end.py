"""From the folder through the work and back into the mailbox: nothing is worked twice for being moved."""

import hashlib
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from imapclient import IMAPClient

from domain.after_work import AfterWork
from domain.mailbox_marks import CopyPlace, MarkOutcome, Place, Standing
from domain.mailbox_policy import Mailbox
from domain.policy import Service
from domain.states import WorkState
from domain.words import Route
from intake.imap_marks import open_marks
from intake.sources import open_source
from pipeline.collect import collect
from pipeline.engines import MARK_JOB, SEND_JOB, SETTLE_JOB
from pipeline.mailbox_marks import Marker
from pipeline.worker import Worker
from store.engine import Store
from store.repositories import mailbox_marks, work_items
from tests.pipeline.releases import REQUEST, House, policy
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.fixtures import dovecot
from tests.servers.scripted_imap import ScriptedImap
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["dovecot", "sqlite_template", "store"]

SEED = 20261122
WISHES = AfterWork(tag="$Done", mark_read=True, move_to={Route.INVOICE_COPY_REQUEST: "Done"})


class Post:
    """A house whose mail comes from one account and is marked there."""

    def __init__(self, store: Store, folder: Path, mailbox: Mailbox) -> None:
        self.house = House(store, folder, policy())
        wishes = {mailbox.name: mailbox.after_work} if mailbox.after_work.wanted else {}
        self.engines = replace(self.house.engines, after_work=wishes)
        self.house.engines = self.engines
        handlers = {kind: self.house.worker._others[kind] for kind in (SEND_JOB, SETTLE_JOB)}
        marker = Marker("w", self.engines, lambda account: open_marks(mailbox, PASSWORD))
        self.house.worker = Worker(
            "w", self.engines, self.house.desk, Service(), handlers | {MARK_JOB: marker.mark}
        )
        self.source = open_source(mailbox, PASSWORD, self.house.clock)
        self.folders = mailbox.folders

    def visit(self) -> int:
        """Visit every folder; return how many deliveries were new."""
        return sum(collect(self.engines, self.source, folder).new for folder in self.folders)

    def items(self) -> Counter[WorkState]:
        with self.house.store.read() as session:
            return Counter(work_items.counts_by_state(session))

    def outcomes(self) -> list[MarkOutcome | None]:
        with self.house.store.read() as session:
            return [
                mark.outcome for item in range(1, 20) for mark in mailbox_marks.marks_of_item(session, item)
            ]


def test_a_moved_mail_that_arrives_in_its_watched_folder_is_not_new_mail(
    store: Store, tmp_path: Path
) -> None:
    with ScriptedImap() as server:
        box = server.mailbox("ar")
        done = box.folder("Done", uidvalidity=7)
        mailbox = mailbox_of(server.port, "ar", folders=("INBOX", "Done"), after_work=WISHES)
        post = Post(store, tmp_path, mailbox)
        post.visit()
        box.deliver(REQUEST)
        assert post.visit() == 1
        post.house.work()
        assert [one.flags for one in done.messages] == [{"$Done", "\\Seen"}]
        assert box.inbox.messages == []
        assert post.visit() == 0
        post.house.work()
        assert post.items() == {WorkState.CLOSED: 1}
        assert post.outcomes() == [MarkOutcome.MOVED]
        assert [one.uid for one in done.messages] == [1]
        assert len(post.house.server.taken) == 1
        post.source.close()


def test_a_known_mail_that_somebody_puts_back_is_left_where_it_is(store: Store, tmp_path: Path) -> None:
    with ScriptedImap() as server:
        box = server.mailbox("ar")
        done = box.folder("Done", uidvalidity=7)
        post = Post(store, tmp_path, mailbox_of(server.port, "ar", after_work=WISHES))
        post.visit()
        box.deliver(REQUEST)
        post.visit()
        post.house.work()
        done.messages.clear()
        box.deliver(REQUEST)
        assert post.visit() == 0
        post.house.work()
        assert (len(box.inbox.messages), len(done.messages)) == (1, 0)
        assert box.inbox.messages[0].flags == set()
        post.source.close()


def mailbox_of(port: int, user: str, **settings: object) -> Mailbox:
    usual = {"name": "ar", "host": "127.0.0.1", "port": port, "security": "none", "user": user}
    return Mailbox.model_validate(usual | {"timeout_seconds": 20, "idle": False} | settings)


def test_a_real_server_moves_one_mail_and_keeps_what_others_deleted(
    store: Store, tmp_path: Path, dovecot: Dovecot
) -> None:
    dovecot.maildir("moved", "Done/März")
    wishes = AfterWork(tag="$Done", mark_read=True, move_to={Route.INVOICE_COPY_REQUEST: "Done/März"})
    post = Post(store, tmp_path, mailbox_of(dovecot.port, "moved", after_work=wishes))
    post.visit()
    dovecot.append("moved", [b"Subject: theirs\r\n\r\n"], flags=[b"\\Deleted"])
    dovecot.append("moved", [REQUEST])
    post.visit()
    post.house.work()
    post.source.close()
    assert MarkOutcome.MOVED in post.outcomes()
    assert dovecot.flags("moved") == {1: (b"\\Deleted",)}
    assert list(dovecot.mails("moved", "Done/März").values()) == [REQUEST]
    assert set(dovecot.flags("moved", "Done/März")[1]) == {b"\\Seen", b"$Done"}


def test_a_real_server_copies_and_takes_out_one_mail(dovecot: Dovecot) -> None:
    dovecot.maildir("copied", "Done")
    dovecot.append("copied", [b"Subject: theirs\r\n\r\n"], flags=[b"\\Deleted"])
    dovecot.append("copied", [REQUEST])
    with dovecot.client("copied") as client:
        validity = client.select_folder("INBOX", readonly=True)[b"UIDVALIDITY"]
    place = Place("INBOX", validity, 2, None, hashlib.sha256(REQUEST).hexdigest())
    marks = open_marks(mailbox_of(dovecot.port, "copied"), PASSWORD)
    assert marks.standing(place) is Standing.THERE
    end = marks.end_of("Done")
    assert end is not None
    copy = marks.copy(place, "Done")
    assert copy == CopyPlace(end.uidvalidity, end.next_uid) == marks.find_copy("Done", end, place)
    assert marks.holds("Done", copy)
    marks.remove(place)
    assert marks.standing(place) is Standing.GONE
    marks.close()
    assert dovecot.flags("copied") == {1: (b"\\Deleted",)}


@pytest.mark.parametrize(
    "count", [20, pytest.param(200, marks=pytest.mark.long), pytest.param(2000, marks=pytest.mark.soak)]
)
def test_every_mail_is_taken_and_flags_are_what_people_made_them(
    store: Store, tmp_path: Path, dovecot: Dovecot, count: int
) -> None:
    user, chance = f"people{count}", random.Random(SEED)
    dovecot.maildir(user)
    post = Post(store, tmp_path, mailbox_of(dovecot.port, user, batch_messages=3))
    post.visit()
    taken, expected = 0, dict[int, set[bytes]]()
    with dovecot.client(user) as person:
        for start in range(0, count, SLICE):
            numbers = range(start + 1, start + SLICE + 1)
            dovecot.append(user, [f"Message-ID: <{n}@acme.example>\r\n\r\n{n}\r\n".encode() for n in numbers])
            expected |= {uid: set() for uid in numbers}
            person.select_folder("INBOX")
            for uid in chance.sample(sorted(expected), SLICE):
                touch(person, chance.choice(sorted(TOUCHES)), uid, expected[uid])
            taken += post.visit()
    post.source.close()
    assert taken == count
    assert {uid: set(flags) for uid, flags in dovecot.flags(user).items()} == expected


SLICE = 10
TOUCHES = {
    "read": b"\\Seen",
    "flag": b"\\Flagged",
    "answer": b"\\Answered",
    "tag": b"vip",
    "unread": b"\\Seen",
}


def touch(person: IMAPClient, how: str, uid: int, flags: set[bytes]) -> None:
    """Do what a colleague does to a mail, in the mailbox and in our books."""
    if how == "unread":
        person.remove_flags([uid], [TOUCHES[how]])
        flags.discard(TOUCHES[how])
    else:
        person.add_flags([uid], [TOUCHES[how]])
        flags.add(TOUCHES[how])
