"""The scripted IMAP server behaves as a server should, and misbehaves as it is told, to a real client."""

import imaplib
import ssl
import threading
from collections.abc import Iterator

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from tests.servers.imap_mailbox import Generated, KeywordHabit
from tests.servers.imap_script import EVERY, answer, bye, call, drop, tell, wait_for
from tests.servers.scripted_imap import CAPABILITIES, PASSWORD, ScriptedImap

RAW = b"From: a@acme.example\r\nSubject: one\r\nMessage-ID: <1@acme.example>\r\n\r\nhello\r\n"


@pytest.fixture
def server() -> Iterator[ScriptedImap]:
    with ScriptedImap() as one:
        yield one


def client_of(server: ScriptedImap, user: str = "ar") -> IMAPClient:
    client = IMAPClient(server.host, server.port, ssl=False, timeout=5)
    client._imap.debug = 0
    client.login(user, PASSWORD)
    return client


def test_what_a_test_puts_there_is_what_a_client_finds(server: ScriptedImap) -> None:
    inbox = server.mailbox("ar").inbox
    inbox.add(RAW, uid=7, flags=["\\Seen", "vip"])
    inbox.add(RAW.replace(b"one", b"two"), uid=90)
    with client_of(server) as client:
        opened = client.select_folder("INBOX", readonly=True)
        assert (opened[b"UIDVALIDITY"], opened[b"UIDNEXT"], opened[b"EXISTS"]) == (100, 91, 2)
        assert client.search(["UID", "8:*"]) == [90]
        assert client.search(["SUBJECT", "one"]) == client.search(["KEYWORD", "vip"]) == [7]
        assert client.search(["HEADER", "Message-ID", "<1@acme.example>"]) == [7, 90]
        found = client.fetch([7], ["FLAGS", "RFC822.SIZE", "INTERNALDATE", "BODY.PEEK[]", "BODY.PEEK[]<5.3>"])
        assert found[7][b"BODY[]"] == RAW
        assert found[7][b"BODY[]<5>"] == RAW[5:8]
        assert found[7][b"RFC822.SIZE"] == len(RAW)
        assert set(found[7][b"FLAGS"]) == {b"\\Seen", b"vip"}
        head = client.fetch([90], ["BODY.PEEK[HEADER.FIELDS (SUBJECT)]"])[90]
        assert head[b"BODY[HEADER.FIELDS (SUBJECT)]"] == b"Subject: two\r\n\r\n"
    assert inbox.find(90).flags == set()
    assert [one.name for one in server.sent("EXAMINE", "SELECT")] == ["EXAMINE"]


def test_flags_copies_moves_and_appends_change_the_objects(server: ScriptedImap) -> None:
    box = server.mailbox("ar")
    done = box.folder("Erledigt & fertig/März")
    for _ in range(3):
        box.inbox.add(RAW)
    with client_of(server) as client:
        assert [name for _, _, name in client.list_folders()] == ["INBOX", "Erledigt & fertig/März"]
        client.select_folder("INBOX")
        client.add_flags([1], ["\\Deleted", "$Done"])
        client.copy([2], done.name)
        assert client._imap.response("COPYUID")[1] == [b"101 2 1"]
        client.move([3], done.name)
        assert client._imap.response("COPYUID")[1] == [b"101 3 2"]
        client.uid_expunge([1, 2])
        assert [one.uid for one in box.inbox.messages] == [2]
        assert [one.uid for one in done.messages] == [1, 2]
        assert b"APPENDUID 101 3" in client.append(done.name, RAW, ["\\Seen"])
    assert done.find(3).flags == {"\\Seen"}


@pytest.mark.parametrize(
    ("habit", "seen_here", "kept"),
    [(KeywordHabit.IGNORED, False, False), (KeywordHabit.SESSION, True, False)],
)
def test_keywords_that_are_not_permitted_are_forgotten(
    server: ScriptedImap, habit: KeywordHabit, seen_here: bool, kept: bool
) -> None:
    inbox = server.mailbox("ar").folder("INBOX", permanent_flags=("\\Seen",), refused_keywords=habit)
    inbox.add(RAW)
    with client_of(server) as client:
        client.select_folder("INBOX")
        client.add_flags([1], ["$Done"])
        assert (b"$Done" in client.get_flags([1])[1]) is seen_here
    assert ("$Done" in inbox.find(1).flags) is kept
    inbox.refused_keywords = KeywordHabit.BAD
    with client_of(server) as client, pytest.raises(IMAPClientError):
        client.select_folder("INBOX")
        client.add_flags([1], ["$Done"])


def test_a_huge_mail_is_sent_by_ranges_without_being_made(server: ScriptedImap) -> None:
    body = Generated(RAW, 2**30)
    server.mailbox("ar").inbox.add(body)
    with client_of(server) as client:
        client.select_folder("INBOX", readonly=True)
        assert client.fetch([1], ["RFC822.SIZE"])[1][b"RFC822.SIZE"] == 2**30
        part = client.fetch([1], ["BODY.PEEK[]<1000000000.1000>"])[1][b"BODY[]<1000000000>"]
        assert part == body.read(10**9, 10**9 + 1000)
        assert client.fetch([1], ["BODY.PEEK[HEADER]"])[1][b"BODY[HEADER]"] == RAW[:-7]


def test_mail_that_arrives_ends_an_idle(server: ScriptedImap) -> None:
    with client_of(server) as client:
        client.select_folder("INBOX", readonly=True)
        client.idle()
        server.mailbox("ar").deliver(RAW)
        assert (1, b"EXISTS") in client.idle_check(timeout=5)
        client.idle_done()
        with server.mailbox("ar") as box:
            box.inbox.take(1)
        client.noop()
        assert client.search("ALL") == []


def test_a_command_can_be_cut_before_or_after_it_is_done(server: ScriptedImap) -> None:
    box = server.mailbox("ar")
    box.folder("Done")
    box.inbox.add(RAW)
    server.script.before("UID COPY", drop(), nth=1)
    server.script.after("UID COPY", drop(reset=True), nth=1)
    for copies in (0, 1):
        client = client_of(server)
        client.select_folder("INBOX")
        with pytest.raises((IMAPClientAbortError, OSError)):
            client.copy([1], "Done")
        client.shutdown()
        assert len(box.folder("Done").messages) == copies


def test_oddities_are_said_as_scripted(server: ScriptedImap) -> None:
    inbox = server.mailbox("ar").inbox
    inbox.add(RAW).announced_size = 3
    server.script.omitted.add("INTERNALDATE")
    server.script.before("UID FETCH", tell(b"* 5 RECENT"), nth=1)
    server.script.before("UID FETCH", answer("OK [None]"), nth=2)
    server.script.before("UID FETCH", answer("NO [UNAVAILABLE] later"), nth=3)
    server.script.before("UID SEARCH", call(lambda: inbox.take(1)))
    with client_of(server) as client:
        client.select_folder("INBOX", readonly=True)
        found = client.fetch([1], ["RFC822.SIZE", "INTERNALDATE"])[1]
        assert found[b"RFC822.SIZE"] == 3
        assert b"INTERNALDATE" not in found
        assert client.fetch([1], ["FLAGS"]) == {}
        with pytest.raises(IMAPClientError, match="UNAVAILABLE"):
            client.fetch([1], ["FLAGS"])
        assert client.search("ALL") == []


def test_a_delay_lasts_until_the_test_lets_go(server: ScriptedImap) -> None:
    let_go = threading.Event()
    server.script.before("NOOP", wait_for(let_go))
    with client_of(server) as client:
        threading.Timer(0.05, let_go.set).start()
        client.noop()
    assert let_go.is_set()


def test_tokens_and_passwords_are_checked_and_end_when_told(server: ScriptedImap) -> None:
    server.accept(token=lambda user, token: (user, token) == ("ar@ours.example", "t1"))
    with IMAPClient(server.host, server.port, ssl=False, timeout=5) as client:
        with pytest.raises(LoginError):
            client.oauth2_login("ar@ours.example", "t0")
        client.oauth2_login("ar@ours.example", "t1")
        server.script.expire_after(1)
        client.list_folders()
        with pytest.raises(IMAPClientAbortError, match="AccessTokenExpired"):
            client.list_folders()
        client.shutdown()
    with IMAPClient(server.host, server.port, ssl=False, timeout=5) as client:
        with pytest.raises(LoginError):
            client.login("ar", "wrong")
        client.plain_login("ar", PASSWORD)


def test_a_server_may_refuse_to_greet(server: ScriptedImap) -> None:
    server.script.before("CONNECT", bye("Too many simultaneous connections"), nth=1)
    with pytest.raises(IMAPClientError, match="Too many"):
        client_of(server)
    server.script.before(EVERY, drop(), nth=1)
    with pytest.raises((IMAPClientAbortError, OSError)):
        client_of(server)
    client_of(server).logout()


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_it_speaks_tls(tls: str) -> None:
    with ScriptedImap(tls=tls) as server:  # type: ignore[arg-type]
        context = ssl.create_default_context(cafile=str(server.ca_file))
        secure = tls == "tls"
        client = IMAPClient(
            server.host, server.port, ssl=secure, ssl_context=context if secure else None, timeout=5
        )
        if not secure:
            client.starttls(context)
        client.login("ar", PASSWORD)
        client.select_folder("INBOX")
        client.logout()


def test_what_is_not_offered_is_refused() -> None:
    with ScriptedImap([one for one in CAPABILITIES if one not in ("MOVE", "UIDPLUS")]) as server:
        server.mailbox("ar").inbox.add(RAW)
        with client_of(server) as client:
            client.select_folder("INBOX")
            assert not client.has_capability("MOVE")
            client.copy([1], "INBOX")
            assert client._imap.response("COPYUID")[1] == [None]
            for refused in ("move", "expunge"):
                with pytest.raises((IMAPClientError, imaplib.IMAP4.error)):
                    client._command_and_check(
                        refused, "1", *(["INBOX"] if refused == "move" else []), uid=True
                    )
