"""Times the fetching of mail from a real server beside raw imaplib."""

import imaplib
import random

from bench.figure import SEED, Aim, Figure
from bench.mime import made_up_mail
from bench.timing import seconds, spread
from domain.clock import SystemClock
from domain.mail_ports import Mark
from domain.mailbox_policy import Mailbox
from intake.sources.imap import ImapSource
from tests.servers.dovecot import PASSWORD, Dovecot, why_not

MAILS = 1000
ATTACHED = 11_000
"""Bytes of attachment that make a mail of 20 KB."""
USER = "bench"
RUNS = 7


def measure() -> list[Figure]:
    """Return mails/s fetched, nothing stored."""
    reason = why_not()
    if reason:
        return [Figure("imap.fetched", "mails of 20 KB fetched", None, "mails/s", note=f"left out: {reason}")]
    server = Dovecot()
    try:
        fill(server.start())
        source = open_source(server)
        raw_fetch(server)
        validity = source.first_mark("INBOX").uidvalidity
        pairs = [
            (seconds(lambda: _ours(source, validity)), seconds(lambda: raw_fetch(server)))
            for _ in range(RUNS)
        ]
        source.close()
    finally:
        server.stop()
    return [_figure(pairs)]


def fill(server: Dovecot) -> None:
    """Put the mails into the mailbox."""
    chance = random.Random(SEED)
    server.append(USER, [made_up_mail(chance, ATTACHED) for _ in range(MAILS)])


def open_source(server: Dovecot) -> ImapSource:
    """Return our source over that mailbox."""
    mailbox = Mailbox(name="bench", host=server.host, port=server.port, security="none", user=USER)
    return ImapSource(mailbox, PASSWORD, SystemClock())


def raw_fetch(server: Dovecot) -> None:
    """Fetch all over a connection of imaplib's, 50 mails a command."""
    connection = imaplib.IMAP4(server.host, server.port, timeout=20)
    connection.login(USER, PASSWORD)
    connection.select("INBOX", readonly=True)
    _, found = connection.uid("SEARCH", "ALL")
    uids = found[0].split()
    taken = 0
    for at in range(0, len(uids), 50):
        _, answers = connection.uid("FETCH", b",".join(uids[at : at + 50]).decode(), "(BODY.PEEK[])")
        taken += sum(isinstance(answer, tuple) for answer in answers)
    connection.logout()
    _all_there(taken)


def _ours(source: ImapSource, validity: int) -> None:
    _all_there(sum(len(batch.mails) for batch in source.fetch("INBOX", Mark(validity, 0))))
    source.close()


def _all_there(taken: int) -> None:
    if taken != MAILS:
        raise RuntimeError(f"{taken} of {MAILS} mails were fetched")


def _figure(pairs: list[tuple[float, float]]) -> Figure:
    ours, peer = (spread([MAILS / pair[place] for pair in pairs]) for place in (0, 1))
    return Figure(
        name="imap.fetched",
        what="mails of 20 KB fetched, nothing stored",
        value=ours.median,
        unit="mails/s",
        low=ours.low,
        high=ours.high,
        peer="raw imaplib, 50 mails a command",
        peer_value=peer.median,
        aim=Aim(0.8, of="ratio"),
        note="signing in and asking for sizes and dates included",
    )
