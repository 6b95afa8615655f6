"""A whole installation for tests: configuration, ledger, users, and the service as real processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from app.installation import Installation, open_installation
from app.settings import load_settings
from pipeline.books import import_ledger
from tests.servers.ports import free_ports

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
BORDER = "mx.tarvenne.example"
OUR_ADDRESS = "ar@tarvenne.example"


class Workplace:
    """One configuration in a folder of its own, over a Dovecot account and an SMTP sink."""

    def __init__(self, folder: Path, *, imap_port: int, smtp_port: int, user: str, **changes: Any) -> None:
        self.folder = folder
        self.config = folder / "config.yaml"
        (self.web_port,) = free_ports(1)
        (folder / "imap-password").write_text("secret\n")
        self.config.write_text(yaml.safe_dump(self._settings(imap_port, smtp_port, user) | changes))

    def _settings(self, imap_port: int, smtp_port: int, user: str) -> dict[str, Any]:
        box = {
            "name": "ar",
            "host": "127.0.0.1",
            "port": imap_port,
            "security": "none",
            "user": user,
            "password": {"file": str(self.folder / "imap-password")},
            "sent_folder": "Sent",
            "timeout_seconds": 20,
        }
        kinds = ("invoice_copy", "supporting_document", "po_information")
        return {
            "data": str(self.folder / "data"),
            "company": {"name": "Tarvenne Fasteners Ltd", "addresses": [OUR_ADDRESS]},
            "mailboxes": [box],
            "outgoing": {
                "kind": "smtp",
                "host": "127.0.0.1",
                "port": smtp_port,
                "security": "none",
                "sender": OUR_ADDRESS,
                "timeout_seconds": 5,
                "data_timeout_seconds": 5,
                "lease_seconds": 2,
                "settle_seconds": 0.1,
                "server_keeps_sent": True,
            },
            "answering": {
                "modes": [{"mode": "automatic", "kind": kind} for kind in kinds],
                "authentication": {"trusted_authserv_id": BORDER},
                "first_mail_to_person": False,
                "per_hour": 1000,
                "per_correspondent_a_day": 1000,
                "per_correspondent_and_subject_a_day": 1000,
                "documents_per_customer_a_day": 1000,
                "documents_per_correspondent_a_day": 1000,
                "documents_a_day": 100_000,
                "per_domain_an_hour": 1000,
            },
            "ledger": {"max_age_days": 3650},
            "service": {
                "poll_seconds": 1,
                "lease_seconds": 2,
                "attempts": 1000,
                "retry_seconds": 0.1,
                "workers": 1,
                "stop_seconds": 15,
            },
            "web": {"port": self.web_port},
        }

    def open(self) -> Installation:
        """Open the installation in this process."""
        return open_installation(load_settings(self.config))

    def load_samples(self) -> None:
        """Import the sample ledger."""
        installation = self.open()
        engines, settings = installation.engines, installation.settings
        import_ledger(engines.store, engines.clock, SAMPLES / "ledger", settings.ledger, "test")
        engines.store.close()

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start `ardoise run` with further arguments; its log goes to a file beside the configuration."""
        log = (self.folder / "service.log").open("ab")
        return subprocess.Popen(
            [sys.executable, "-m", "app", "run", "--config", str(self.config), *arguments],
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )

    def log(self) -> str:
        """Return the service's log so far."""
        path = self.folder / "service.log"
        return path.read_text() if path.exists() else ""


def stop(process: subprocess.Popen[bytes], seconds: float = 30) -> int:
    """End a service gracefully; kill it when it does not end. Returns its exit code."""
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        return process.wait()


def until(condition: Callable[[], bool], seconds: float = 60, what: str = "the condition") -> None:
    """Wait until a condition holds, looking often; fail loudly when it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come true within {seconds} seconds")
        time.sleep(0.05)
