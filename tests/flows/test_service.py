"""The service on real servers: mails delivered while it runs are routed, read, matched and answered."""

import subprocess
import sys
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.request import urlopen

from domain.states import OutboxState, WorkState
from store.repositories import deliveries, outbox, work_items
from store.tables import WorkItemRow
from tests.servers.dovecot import Dovecot
from tests.servers.installations import SAMPLES, Workplace, stop, until
from tests.servers.smtp_sink import SmtpSink

CHOSEN = (
    "advice-en-grid-pdf",
    "advice-en-html-table",
    "advice-fr-csv-semicolon",
    "advice-en-workbook",
    "advice-fr-encrypted-pdf",
    "dispute-en-price",
    "po-en-which-order",
    "request-en-one-copy",
    "request-es-copia",
    "request-en-dmarc-fails",
    "request-en-own-and-foreign",
    "other-en-out-of-office",
    "odd-empty",
    "odd-broken-mime",
    "odd-delivered-twice-a",
    "odd-delivered-twice-b",
)
WORKED = {WorkState.WAITING, WorkState.CLOSED, WorkState.SHELVED}


def items(place: Workplace) -> list[WorkItemRow]:
    installation = place.open()
    with installation.engines.store.read() as session:
        found = [row for state in WorkState for row in work_items.recent(session, state, limit=500).rows]
    installation.engines.store.close()
    return found


def first_look_done(place: Workplace) -> bool:
    installation = place.open()
    with installation.engines.store.read() as session:
        state = deliveries.folder_state(session, "ar", "INBOX")
    installation.engines.store.close()
    return state is not None and state.polled_at is not None


def all_done(place: Workplace, count: int) -> bool:
    found = items(place)
    if len(found) != count or not all(row.state in WORKED for row in found):
        return False
    installation = place.open()
    with installation.engines.store.read() as session:
        counts = outbox.counts_by_state(session)
    installation.engines.store.close()
    return not {OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNCERTAIN} & counts.keys()


def test_mails_that_arrive_while_the_service_runs_are_worked_and_answered(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    user = "flow"
    dovecot.deliver(user, (SAMPLES / "inbox" / "dispute-fr-prix.eml").read_bytes())
    with SmtpSink(copy=lambda raw: dovecot.append(user, [raw], "Sent")) as sink:
        dovecot.maildir(user, "Sent")
        place = Workplace(tmp_path, imap_port=dovecot.port, smtp_port=sink.port, user=user)
        place.load_samples()
        service = place.start()
        try:
            until(lambda: first_look_done(place), 60, "the first look at the mailbox")
            for name in CHOSEN:
                dovecot.deliver(user, (SAMPLES / "inbox" / f"{name}.eml").read_bytes())
            until(lambda: all_done(place, len(CHOSEN) - 1), 120, "the end of all work")
            with urlopen(f"http://127.0.0.1:{place.web_port}/healthz", timeout=10) as answer:
                assert answer.status == 200
        finally:
            code = stop(service)
        assert code == 0
        found = items(place)
        received = [message_from_bytes(message.content, policy=default) for message in sink.received]

    assert len(found) == len(CHOSEN) - 1, "the same mail delivered twice is one work item"
    routes = {row.id: row.route for row in found if row.route}
    assert len(routes) == len(found)
    assert {"payment_advice", "dispute", "po_inquiry", "invoice_copy_request", "other"} <= set(
        routes.values()
    )
    recipients = sorted(str(message["To"]) for message in received)
    assert len(recipients) == len(set(recipients)) == len(received)
    assert {"request-en-one-copy", "request-es-copia"} <= answered_samples(received)
    assert "request-en-dmarc-fails" not in answered_samples(received)
    assert "request-en-own-and-foreign" not in answered_samples(received)
    assert all(message["Auto-Submitted"] == "auto-replied" for message in received)
    flags = dovecot.flags(user)
    assert len(flags) == len(CHOSEN) + 1, "nothing was expunged"
    assert all(each == () for each in flags.values()), "no flag was changed"


def message_id(name: str) -> str:
    message = message_from_bytes((SAMPLES / "inbox" / f"{name}.eml").read_bytes(), policy=default)
    return str(message["Message-ID"])


def answered_samples(received: list[EmailMessage]) -> set[str]:
    names = {message_id(name): name for name in CHOSEN}
    return {names[str(message["In-Reply-To"])] for message in received}


def test_the_demo_runs_without_any_server_and_starts_again_in_its_workspace(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "demo", "--no-serve", "--folder", str(tmp_path / "demo")]
    first = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    assert "mails routed to payment_advice" in first.stdout
    assert "waiting for a clerk" in first.stdout
    again = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert again.stdout == first.stdout
