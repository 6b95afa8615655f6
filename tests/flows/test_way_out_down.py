"""An outgoing server that is down: the answer waits, the health page says so, and it leaves later."""

from datetime import UTC, datetime
from pathlib import Path

from app.installation import Installation, open_installation
from app.settings import load_settings
from app.working import open_worker
from domain.clock import SetClock
from domain.mail import Delivered, DeliveryKey
from pipeline.books import import_ledger
from pipeline.collect import upload
from pipeline.health import health
from tests.servers.installations import SAMPLES, Workplace
from tests.servers.ports import free_ports
from tests.servers.smtp_sink import SmtpSink


def work(installation: Installation) -> None:
    with open_worker(installation, "test") as worker:
        while worker.run_one():
            pass


def warnings(installation: Installation) -> tuple[str, ...]:
    service = installation.settings.service
    return health(installation.engines, (), service.poll_seconds, 3650).warnings


def test_an_answer_waits_for_its_server_and_the_health_page_says_so(tmp_path: Path) -> None:
    sink = SmtpSink()
    (imap_port,) = free_ports(1)
    place = Workplace(tmp_path, imap_port=imap_port, smtp_port=sink.port, user="nobody")
    clock = SetClock(datetime(2026, 11, 20, 9, tzinfo=UTC))
    installation = open_installation(load_settings(place.config), clock)
    engines = installation.engines
    import_ledger(engines.store, engines.clock, SAMPLES / "ledger", installation.settings.ledger, "test")
    raw = (SAMPLES / "inbox" / "request-en-one-copy.eml").read_bytes()
    upload(engines, Delivered(DeliveryKey("ar", "INBOX", 1, "1"), raw, internal_date=clock.now()))
    work(installation)
    assert warnings(installation) == ("answers_put_off",)
    with sink:
        clock.sleep(120)
        work(installation)
    assert len(sink.received) == 1
    assert warnings(installation) == ()
    engines.store.close()
