"""Times taking mail from a real server into database and blobs, beside raw imaplib that keeps nothing."""

from bench.figure import Aim, Figure
from bench.imap import MAILS, fill, open_source, raw_fetch
from bench.timing import seconds, spread
from bench.workspace import empty_installation
from domain.mail_ports import Mark
from pipeline.collect import store_batch
from tests.servers.dovecot import Dovecot, why_not

RUNS = 3
NAME, WHAT = "storing.durable", "mails of 20 KB fetched and stored, one sync and one transaction a batch"


def measure() -> list[Figure]:
    """Return mails/s fetched, stored durably and queued for work."""
    reason = why_not()
    if reason:
        return [Figure(NAME, WHAT, None, "mails/s", note=f"left out: {reason}")]
    server = Dovecot()
    try:
        fill(server.start())
        raw_fetch(server)
        pairs = [(_stored(server), seconds(lambda: raw_fetch(server))) for _ in range(RUNS)]
    finally:
        server.stop()
    ours, peer = (spread([MAILS / pair[place] for pair in pairs]) for place in (0, 1))
    return [
        Figure(
            name=NAME,
            what=WHAT,
            value=ours.median,
            unit="mails/s",
            low=ours.low,
            high=ours.high,
            peer="raw imaplib, nothing stored",
            peer_value=peer.median,
            aim=Aim(500),
        )
    ]


def _stored(server: Dovecot) -> float:
    """Return the seconds that the whole mailbox takes into an empty installation."""
    with empty_installation() as installation:
        source = open_source(server)
        mark = Mark(source.first_mark("INBOX").uidvalidity, 0)

        def take() -> None:
            new = sum(store_batch(installation.engines, batch).new for batch in source.fetch("INBOX", mark))
            if new != MAILS:
                raise RuntimeError(f"{new} of {MAILS} mails were stored")

        took = seconds(take)
        source.close()
        return took
