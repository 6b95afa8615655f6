"""Single mails are flagged, copied, moved and taken out without a word to any other mail."""

import hashlib
from collections.abc import Iterator

import pytest

from domain.errors import SourceError
from domain.mailbox_marks import Abilities, CopyPlace, FlagOutcome, Place, RefusedError, Standing
from domain.mailbox_policy import Mailbox
from intake import imap_session
from intake.imap_marks import ImapMarks
from intake.imap_marks_check import check_marks
from tests.servers.imap_mailbox import Folder, Generated, KeywordHabit
from tests.servers.imap_script import answer, drop
from tests.servers.scripted_imap import PASSWORD, ScriptedImap

RAW = b"From: a@acme.example\r\nSubject: one\r\nMessage-ID: <1@acme.example>\r\n\r\nhello\r\n"
SEEN = "\\Seen"
TAG = "$Done"


@pytest.fixture
def server() -> Iterator[ScriptedImap]:
    with ScriptedImap() as one:
        box = one.mailbox("ar")
        box.folder("Done", uidvalidity=7)
        box.inbox.add(RAW, uid=5)
        box.inbox.add(b"Subject: theirs\r\n\r\n", uid=6, flags=["\\Deleted"])
        yield one
        assert one.sent("EXPUNGE", "CLOSE") == []
        assert box.inbox.find(6) is not None


@pytest.fixture
def marks(server: ScriptedImap) -> Iterator[ImapMarks]:
    box = Mailbox(
        name="ar", host=server.host, port=server.port, security="none", user="ar", timeout_seconds=5
    )
    opened = ImapMarks(box, lambda: imap_session.connect(box, PASSWORD))
    yield opened
    opened.close()


@pytest.fixture
def inbox(server: ScriptedImap) -> Folder:
    return server.mailbox("ar").inbox


@pytest.fixture
def done(server: ScriptedImap) -> Folder:
    return server.mailbox("ar").folder("Done")


def place(uid: int = 5, validity: int = 100, raw: bytes = RAW, message_id: str | None = None) -> Place:
    return Place("INBOX", validity, uid, message_id, hashlib.sha256(raw).hexdigest())


def test_a_mail_is_known_by_uidvalidity_uid_and_message_id(marks: ImapMarks, server: ScriptedImap) -> None:
    assert marks.standing(place(message_id="<1@acme.example>")) is Standing.THERE
    assert marks.standing(place(message_id="<2@acme.example>")) is Standing.ANOTHER_MAIL
    assert marks.standing(place(uid=9)) is Standing.GONE
    assert marks.standing(place(uid=6)) is Standing.DELETED
    assert marks.standing(place(validity=99)) is Standing.RENUMBERED
    assert server.sent("UID STORE") == []


def test_a_folder_that_may_only_be_read_is_told(marks: ImapMarks, server: ScriptedImap) -> None:
    server.script.before("SELECT", answer("OK [READ-ONLY] look only"))
    assert marks.standing(place()) is Standing.READ_ONLY


@pytest.mark.parametrize(
    ("permanent", "habit", "expected"),
    [
        (("\\Seen", "\\*"), KeywordHabit.IGNORED, FlagOutcome.SET),
        (("\\Seen", TAG), KeywordHabit.IGNORED, FlagOutcome.SET),
        (("\\Seen",), KeywordHabit.IGNORED, FlagOutcome.NOT_PERMITTED),
        (("\\Seen",), KeywordHabit.SESSION, FlagOutcome.NOT_PERMITTED),
        (("\\Seen",), KeywordHabit.BAD, FlagOutcome.NOT_PERMITTED),
    ],
)
def test_a_keyword_is_sent_only_where_the_folder_permits_it(
    marks: ImapMarks,
    inbox: Folder,
    server: ScriptedImap,
    permanent: tuple[str, ...],
    habit: KeywordHabit,
    expected: FlagOutcome,
) -> None:
    inbox.permanent_flags, inbox.refused_keywords = permanent, habit
    assert marks.flag(place(), (TAG, SEEN)) == {TAG: expected, SEEN: FlagOutcome.SET}
    kept = {SEEN, TAG} if expected is FlagOutcome.SET else {SEEN}
    assert inbox.find(5).flags == kept
    assert len(server.sent("UID STORE")) == len(kept)


def test_a_flag_that_a_server_promises_and_forgets_or_refuses_is_told(
    marks: ImapMarks, server: ScriptedImap
) -> None:
    server.script.before("UID STORE", answer("OK stored"), nth=1)
    server.script.before("UID STORE", answer("BAD unknown flag"), nth=2)
    outcomes = marks.flag(place(), (TAG, SEEN))
    assert outcomes == {TAG: FlagOutcome.NOT_KEPT, SEEN: FlagOutcome.REFUSED}


@pytest.mark.parametrize("uidplus", [True, False])
def test_a_mail_is_moved_and_its_new_place_is_told_where_the_server_tells_it(
    marks: ImapMarks, inbox: Folder, done: Folder, server: ScriptedImap, uidplus: bool
) -> None:
    if not uidplus:
        server.capabilities.discard("UIDPLUS")
    end = marks.end_of("Done")
    assert marks.move(place(), "Done") == (CopyPlace(7, 1) if uidplus else None)
    assert end is not None
    assert marks.find_copy("Done", end, place()) == CopyPlace(7, 1)
    assert marks.standing(place()) is Standing.GONE
    assert [one.raw for one in done.messages] == [RAW]


def test_a_mail_is_taken_out_alone(marks: ImapMarks, inbox: Folder, server: ScriptedImap) -> None:
    marks.remove(place())
    assert [one.uid for one in inbox.messages] == [6]
    server.capabilities.discard("UIDPLUS")
    marks.close()
    inbox.add(RAW, uid=8)
    with pytest.raises(RefusedError, match="single mail"):
        marks.remove(place(uid=8))
    assert inbox.find(8).flags == set()
    assert marks.abilities() == Abilities(move=True, remove=False)


def test_only_what_came_since_and_has_the_same_bytes_is_our_copy(
    marks: ImapMarks, inbox: Folder, done: Folder
) -> None:
    done.add(RAW)
    end = marks.end_of("Done")
    assert end is not None
    done.add(RAW + b"more")
    assert marks.find_copy("Done", end, place(message_id="<1@acme.example>")) is None
    done.add(RAW, uid=40)
    for known in ("<1@acme.example>", None):
        assert marks.find_copy("Done", end, place(message_id=known)) == CopyPlace(7, 40)
    assert marks.holds("Done", CopyPlace(7, 40))
    assert not marks.holds("Done", CopyPlace(7, 41))
    assert not marks.holds("Done", CopyPlace(8, 40))


def test_a_copy_is_found_again_when_its_folder_was_renumbered(marks: ImapMarks, done: Folder) -> None:
    done.uidnext = 50
    end = marks.end_of("Done")
    done.add(RAW)
    done.renumber(8)
    assert end is not None
    assert marks.find_copy("Done", end, place()) == CopyPlace(8, 1)


def test_a_large_copy_is_compared_piece_by_piece(marks: ImapMarks, done: Folder) -> None:
    body = Generated(RAW, 3_000_001)
    end = marks.end_of("Done")
    done.add(body)
    assert end is not None
    assert marks.find_copy("Done", end, place(raw=body.read(0, body.size))) == CopyPlace(7, 1)


def test_folders_are_found_by_the_spelling_of_the_configuration(
    marks: ImapMarks, server: ScriptedImap
) -> None:
    box = server.mailbox("ar")
    box.delimiter, box.namespace = ".", '(("INBOX." ".")) NIL NIL'
    done = box.folder("INBOX.Erledigt.März", uidvalidity=9)
    assert marks.end_of("Erledigt/März") is not None
    assert marks.move(place(), "Erledigt/März") == CopyPlace(9, 1)
    assert marks.holds("Erledigt/März", CopyPlace(9, 1))
    assert [one.raw for one in done.messages] == [RAW]


def test_a_folder_that_is_not_there_is_told_and_never_made(marks: ImapMarks, server: ScriptedImap) -> None:
    assert marks.end_of("Nowhere") is None
    with pytest.raises(RefusedError):
        marks.copy(place(), "Nowhere")
    assert server.sent("CREATE") == []


def test_a_check_names_folders_that_are_missing_and_servers_that_cannot_move(server: ScriptedImap) -> None:
    box = Mailbox.model_validate(
        {"name": "ar", "host": server.host, "port": server.port, "security": "none", "user": "ar"}
        | {"timeout_seconds": 5, "after_work": {"move_to": {"dispute": "Done", "other": "Nowhere"}}}
    )
    found = {finding.sentence: finding.works for finding in check_marks(box, PASSWORD)}
    assert list(found.values()) == [True, False]
    assert "no folder 'Nowhere'" in list(found)[1]
    server.capabilities.difference_update({"MOVE", "UIDPLUS"})
    assert "left in place" in check_marks(box, PASSWORD)[-1].sentence
    assert check_marks(box, "wrong")[0].works is False
    assert server.sent("SELECT", "CREATE") == []


def test_a_lost_connection_is_no_refusal_and_the_next_call_makes_a_new_one(
    marks: ImapMarks, server: ScriptedImap
) -> None:
    server.script.before("UID COPY", drop(), nth=1)
    with pytest.raises(SourceError) as lost:
        marks.copy(place(), "Done")
    assert not isinstance(lost.value, RefusedError)
    assert marks.copy(place(), "Done") == CopyPlace(7, 1)
