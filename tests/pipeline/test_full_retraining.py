"""An installation retrains on all shipped mails and its own by command, the gate judges, and it goes back."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
import yaml

from domain.clock import SetClock
from domain.mail import Delivered, DeliveryKey
from domain.states import WorkState
from domain.words import Intent
from pipeline import clerk
from pipeline.collect import upload
from store.repositories import routing_models
from tests.pipeline.taught_office import CLERK, Office, office_in

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
CONFIRMED = (
    ("Which purchase order does your invoice 4711 belong to?", Intent.PO_INQUIRY),
    ("Where may I see the order number on your invoice 4712?", Intent.PO_INQUIRY),
    ("Please mail the invoice 4713 once more, ours is lost.", Intent.INVOICE_COPY_REQUEST),
    ("Wir haben die Rechnung 4714 heute überwiesen.", Intent.PAYMENT_ADVICE),
    ("Nous réglerons la facture 4715 vendredi prochain.", Intent.PROMISE_TO_PAY),
    ("¿Nos envían el extracto de la cuenta de octubre?", Intent.STATEMENT_REQUEST),
)
MOST_SECONDS = 900
"""CPU of one retraining; "some minutes" in the manual."""
MOST_MEGABYTES = 3_000


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path, SetClock(NOON)) as opened:
        yield opened


@pytest.mark.long
def test_retraining_by_command_makes_a_model_that_is_rolled_back(office: Office, tmp_path: Path) -> None:
    for number, (said, intent) in enumerate(CONFIRMED):
        _correct(office, _deliver(office, number, said), intent)
    config = tmp_path / "config.yaml"
    learning = {"routing": {"learning": {"least_mails": len(CONFIRMED)}}}
    config.write_text(yaml.safe_dump({"data": str(tmp_path / "data"), **learning}))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = _router(config, "retrain")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stdout + done.stderr
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"retraining: {seconds:.0f} s CPU, {after.ru_maxrss / 1024:.0f} MB")
    assert seconds < MOST_SECONDS
    assert after.ru_maxrss / 1024 < MOST_MEGABYTES
    engines = office.installation.engines
    with engines.store.read() as session:
        live = office.installation.routing.model_in(session)()
        row = routing_models.get(session, 1)
    assert live is not None and live.version == row.version
    assert row.own_mails == len(CONFIRMED)
    assert "nothing is new" in _router(config, "retrain").stdout
    assert "own mails right" in _router(config, "compare", "0", "1").stdout
    assert "Model 0 routes" in _router(config, "rollback").stdout
    with engines.store.read() as session:
        assert office.installation.routing.model_in(session)() is None


def _router(config: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", "router", *words, "--config", str(config)],
        capture_output=True,
        text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )


def _deliver(office: Office, number: int, said: str) -> int:
    message = EmailMessage()
    message["From"] = f"clerk@house{number}.example"
    message["Subject"] = f"A word, {number}"
    message["Date"] = "Mon, 16 Nov 2026 11:00:00 +0000"
    message["Message-ID"] = f"<{number}@house{number}.example>"
    message.set_content(said)
    key = DeliveryKey("desk", "INBOX", 1, str(number))
    item_id = upload(office.installation.engines, Delivered(key, message.as_bytes(), office.clock.now()))
    assert item_id is not None
    office.work()
    return item_id


def _correct(office: Office, item_id: int, intent: Intent) -> None:
    """Say of an item what it is, as a clerk does; what is said already is confirmed."""
    engines = office.installation.engines
    if office.row(item_id).state is WorkState.CLOSED:
        clerk.reopen(engines, item_id, office.row(item_id).version, CLERK)
    clerk.correct_route(engines, item_id, office.row(item_id).version, intent, CLERK)
    office.work()
