"""A connection that is cut, slowed, garbled or swallowed at any line: new mail is found in time."""

import itertools
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from domain.clock import SystemClock
from domain.errors import SourceError
from intake.sources.imap import ImapSource
from store.engine import Store
from tests.faults.imap_office import Office
from tests.servers.fault_proxy import Direction, Fault, FaultProxy, Plan
from tests.servers.imap_mailbox import Mailbox
from tests.servers.imap_script import Command, Dropped, Say
from tests.servers.scripted_imap import ScriptedImap

_POLL_SECONDS = 0.3
_SILENCE_SECONDS = 1.0
"""The time-out of the account; the slow connections below pass a byte far more often."""
_SLACK_SECONDS = 6.0
"""For a machine that does other things."""
_SLOW = 1500.0
_LINES = {Direction.TO_SERVER: 7, Direction.TO_CLIENT: 13}
_EVERY = [
    Plan(fault, direction, after_lines=lines, bytes_per_second=_SLOW)
    for fault in Fault
    for direction, most in _LINES.items()
    for lines in range(most)
]
_numbers = itertools.count()
_users = (f"broken{number}" for number in itertools.count())


@pytest.fixture
def office(store: Store) -> Iterator[Office]:
    with tempfile.TemporaryDirectory(prefix="ardoise-") as folder:
        yield Office(store, Path(folder), SystemClock(), durable=False)


def _mail(subject: str) -> bytes:
    head = f"From: ap@acme.example\r\nDate: {format_datetime(datetime.now(UTC))}\r\nSubject: {subject}\r\n"
    return (head + f"Message-ID: <{subject}@acme.example>\r\n\r\nText\r\n").encode()


def _deliver(mailbox: Mailbox, subject: str) -> None:
    """Deliver a mail like no other: the same bytes to two mailboxes would be one mail."""
    raw = _mail(subject) + f"{next(_numbers)}\r\n".encode()
    with mailbox:
        mailbox.inbox.add(raw, internal_date=datetime.now(UTC))


def _seconds_until_found(office: Office, source: ImapSource, wanted: int) -> float:
    """Poll as the service does until so many mails are worked; return how long it took."""
    started = time.monotonic()
    while sum(office.worked(source.name).values()) < wanted:
        try:
            office.poll(source)
        except SourceError:
            source.close()
        if sum(office.worked(source.name).values()) < wanted:
            source.wait(_POLL_SECONDS)
        assert time.monotonic() - started < 60, "the mail was never found"
    return time.monotonic() - started


@pytest.mark.parametrize(
    "plans",
    [
        _EVERY[::9],
        pytest.param(_EVERY[::4], marks=pytest.mark.long),
        pytest.param(_EVERY, marks=pytest.mark.soak),
    ],
    ids=["few", "many", "all"],
)
def test_new_mail_is_found_however_a_connection_breaks_at_whatever_line(
    office: Office, plans: list[Plan]
) -> None:
    assert len(_EVERY) == 100
    with ScriptedImap() as server, FaultProxy(server.port) as proxy:
        for plan in plans:
            user = next(_users)
            mailbox = server.mailbox(user)
            direct = office.source(server.port, user)
            office.poll(direct)
            direct.close()
            _deliver(mailbox, "first")
            _deliver(mailbox, "second")
            proxy.heal()
            proxy.plan(plan)
            source = office.source(
                proxy.port, user, timeout_seconds=_SILENCE_SECONDS, batch_messages=1, idle=True
            )
            took = _seconds_until_found(office, source, 2)
            source.close()
            slow = 10.0 if plan.fault is Fault.SLOW else 0.0  # 1,200 bytes, one by one
            assert took <= _POLL_SECONDS + _SILENCE_SECONDS + slow + _SLACK_SECONDS, (plan, took)
            assert dict(office.worked(user)) == {"first": 1, "second": 1}, plan


@pytest.mark.parametrize("fault", [Fault.BLACK_HOLE, Fault.RESET, Fault.GARBLE])
def test_new_mail_is_found_when_the_connection_dies_while_listening(office: Office, fault: Fault) -> None:
    with ScriptedImap() as server, FaultProxy(server.port) as proxy:
        user = next(_users)
        mailbox = server.mailbox(user)
        source = office.source(proxy.port, user, timeout_seconds=_SILENCE_SECONDS, idle=True)
        office.poll(source)
        proxy.plan(Plan(fault, Direction.TO_SERVER, before=b"IDLE"))
        assert source.wait(_POLL_SECONDS) is False
        _deliver(mailbox, "while nobody listened")
        assert _seconds_until_found(office, source, 1) < _POLL_SECONDS + _SILENCE_SECONDS + _SLACK_SECONDS
        source.close()


def test_a_mail_at_which_the_connection_always_ends_holds_back_no_other(office: Office) -> None:
    with ScriptedImap() as server:
        user = next(_users)
        mailbox = server.mailbox(user)
        source = office.source(server.port, user)
        office.poll(source)
        for subject in ("before", "deadly", "after"):
            _deliver(mailbox, subject)
        _cut_at(server, mailbox.inbox.messages[1].uid)
        for _ in range(12):
            try:
                office.poll(source)
            except SourceError:
                source.close()
        source.close()
        worked = office.worked(user)
        assert (worked["before"], worked["after"]) == (1, 1)
        assert worked["incomplete: mail that could not be read"] == 1
        assert len(worked) == 3


def _cut_at(server: ScriptedImap, uid: int) -> None:
    def act(command: Command, say: Say) -> None:
        said = command.line.split()
        if b"BODY" in command.line and str(uid).encode() in said[2].split(b","):
            raise Dropped(reset=True)

    server.script.before("UID FETCH", act)
