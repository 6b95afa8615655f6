"""Random requests through mail, database and way out: no document reaches a stranger to its owner."""

import random
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from domain.ledger import Ledger
from domain.policy import Outgoing, Service
from pipeline.engines import SEND_JOB, SETTLE_JOB
from pipeline.outbox import Sender
from pipeline.worker import Worker
from responders.delivery.smtp import SmtpSubmission
from store.engine import Store
from tests.pipeline.releases import House, policy
from tests.servers.smtp_sink import SmtpSink
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

OPEN = {
    "per_correspondent_and_subject_a_day": 10_000,
    "per_correspondent_a_day": 10_000,
    "per_domain_an_hour": 10_000,
    "per_hour": 10_000,
    "documents_per_customer_a_day": 10_000,
    "documents_per_correspondent_a_day": 10_000,
    "documents_a_day": 10_000,
    "misses_a_day": 10_000,
}
"""So that only who may have what decides."""
LOOK_ALIKES = ("haldenbr1dge.example", "haldenbridge-ap.example", "stranger.example")


def request(number: int, sender: str, wanted: list[str], chance: random.Random) -> bytes:
    """A request for documents, from whoever, stamped as genuine for its sender's domain."""
    mail = EmailMessage()
    domain = sender.rpartition("@")[2]
    mail["Authentication-Results"] = f"mx.tarvenne.example; dmarc=pass header.from={domain}"
    mail["From"], mail["To"] = sender, "ar@tarvenne.example"
    mail["Subject"] = f"Copy of {', '.join(wanted)}"
    mail["Message-ID"] = f"<{number}.{chance.getrandbits(32):x}@{domain}>"
    if chance.random() < 0.3:
        mail["Reply-To"] = "thief@elsewhere.example"
    if chance.random() < 0.3:
        mail["Cc"] = "boss@elsewhere.example"
    mail.set_content(f"Please send us a copy of {' and '.join(wanted)}.\n")
    return mail.as_bytes()


def over_smtp(house: House, sink: SmtpSink) -> None:
    """Let the house hand its answers to a real server."""
    outgoing = Outgoing(kind="smtp", host="127.0.0.1", port=sink.port, security="none")
    sender = Sender(
        "w", house.engines, outgoing, "ar@tarvenne.example", lambda: SmtpSubmission(outgoing), lambda _: None
    )
    handlers = {SEND_JOB: sender.send, SETTLE_JOB: sender.settle}
    house.worker = Worker("w", house.engines, house.desk, Service(), handlers)


def owners_of_files(ledger: Ledger) -> dict[str, str | None]:
    return {Path(row.file).name: row.customer_id for row in ledger.supporting_documents}


@pytest.mark.parametrize(
    "requests", [15, pytest.param(50, marks=pytest.mark.long), pytest.param(500, marks=pytest.mark.soak)]
)
def test_what_leaves_reaches_only_contacts_of_its_owner(store: Store, tmp_path: Path, requests: int) -> None:
    house = House(store, tmp_path, policy(**OPEN))
    with SmtpSink() as sink:
        released(house, sink, requests)


def released(house: House, sink: SmtpSink, requests: int) -> None:
    """Ask so many times, and look at what the server was handed, envelopes included."""
    chance = random.Random(20261122)
    over_smtp(house, sink)
    ledger = house.shelf.ledger()
    assert ledger is not None
    senders = [contact.email for contact in ledger.contacts]
    senders += [
        f"{contact.email.partition('@')[0]}@{chance.choice(LOOK_ALIKES)}" for contact in ledger.contacts
    ]
    numbers = [item.document_number for item in ledger.open_items]
    for number in range(requests):
        contact = chance.choice(ledger.contacts)
        own = [each.document_number for each in ledger.open_items if each.customer_id == contact.customer_id]
        wanted = chance.sample(own if own and chance.random() < 0.6 else numbers, 1)
        sender = contact.email if chance.random() < 0.7 else chance.choice(senders)
        house.deliver(str(number), request(number, sender, wanted, chance))
        if number % 40 == 0:
            house.work()
    house.work()
    owners = owners_of_files(ledger)
    for taken in sink.received:
        mail = message_from_bytes(taken.content, policy=default)
        (recipient,) = [each.addr_spec for each in mail["To"].addresses]
        assert taken.recipients == (recipient,)
        customers = {contact.customer_id for contact in ledger.contacts_by_email[recipient]}
        files = [str(part.get_filename()) for part in mail.iter_attachments()]
        assert {owners[name] for name in files} <= customers
        assert mail["Cc"] is None
        assert mail["Reply-To"] is None
    assert sink.received
