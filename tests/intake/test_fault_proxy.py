"""The fault proxy breaks what passes through it at the chosen moment, to a real client and server."""

import socket
from collections.abc import Iterator

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from tests.servers.fault_proxy import Direction, Fault, FaultProxy, Plan
from tests.servers.scripted_imap import PASSWORD, ScriptedImap

BROKEN = (IMAPClientAbortError, IMAPClientError, OSError)


@pytest.fixture
def server() -> Iterator[ScriptedImap]:
    with ScriptedImap() as one:
        one.mailbox("ar").inbox.add(b"Subject: one\r\n\r\n" + b"x" * 5000 + b"\r\n")
        yield one


@pytest.fixture
def proxy(server: ScriptedImap) -> Iterator[FaultProxy]:
    with FaultProxy(server.port) as one:
        yield one


def client_of(proxy: FaultProxy, timeout: float = 5) -> IMAPClient:
    client = IMAPClient(proxy.host, proxy.port, ssl=False, timeout=timeout)
    client._imap.debug = 0
    client.login("ar", PASSWORD)
    client.select_folder("INBOX", readonly=True)
    return client


def test_everything_passes_and_is_counted(proxy: FaultProxy, server: ScriptedImap) -> None:
    with client_of(proxy) as client:
        assert len(client.fetch([1], ["BODY.PEEK[]"])[1][b"BODY[]"]) == 5018
    assert proxy.passed(Direction.TO_CLIENT).bytes > 5018
    assert proxy.passed(Direction.TO_SERVER).lines == len([c for c in server.received if c.name != "CONNECT"])


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.CLOSE])
def test_a_connection_is_cut_behind_so_many_bytes(proxy: FaultProxy, fault: Fault) -> None:
    client = client_of(proxy)
    before = proxy.passed(Direction.TO_CLIENT).bytes
    proxy.plan(Plan(fault, Direction.TO_CLIENT, after_bytes=before + 1000))
    with pytest.raises(BROKEN):
        client.fetch([1], ["BODY.PEEK[]"])
    assert proxy.passed(Direction.TO_CLIENT).bytes == before + 1000
    client_of(proxy).logout()


def test_a_black_hole_swallows_without_a_word_and_lets_go_again(
    proxy: FaultProxy, server: ScriptedImap
) -> None:
    client = client_of(proxy, timeout=0.2)
    proxy.plan(Plan(Fault.BLACK_HOLE, after_lines=proxy.passed(Direction.TO_SERVER).lines + 1))
    with pytest.raises(TimeoutError):
        client.noop()
    assert len(server.sent("NOOP")) == 1
    proxy.hold_all()
    with pytest.raises(TimeoutError):
        client_of(proxy, timeout=0.2)
    proxy.heal()
    client_of(proxy).logout()


def test_the_answer_to_a_chosen_command_is_lost(proxy: FaultProxy, server: ScriptedImap) -> None:
    client = client_of(proxy)
    proxy.plan(Plan(Fault.RESET, Direction.TO_CLIENT, before=b"searched"))
    with pytest.raises(BROKEN):
        client.search("ALL")
    assert len(server.sent("UID SEARCH")) == 1
    proxy.plan(Plan(Fault.RESET, Direction.TO_SERVER, before=b"SEARCH"))
    with pytest.raises(BROKEN):
        client_of(proxy).search("ALL")
    assert len(server.sent("UID SEARCH")) == 1


def test_bytes_are_garbled_one_way(proxy: FaultProxy, server: ScriptedImap) -> None:
    client = client_of(proxy)
    proxy.plan(Plan(Fault.GARBLE, Direction.TO_SERVER))
    with pytest.raises(BROKEN):
        client.search("ALL")
    assert server.sent("UID SEARCH") == []


def test_slow_bytes_all_come_through(proxy: FaultProxy) -> None:
    with client_of(proxy) as client:
        proxy.plan(Plan(Fault.SLOW, Direction.TO_CLIENT, bytes_per_second=2000))
        assert client.search("ALL") == [1]


def test_a_server_that_is_down_refuses_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with FaultProxy(port) as proxy, pytest.raises(BROKEN):
        client_of(proxy)
