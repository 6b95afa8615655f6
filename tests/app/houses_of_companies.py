"""Two companies in one installation, with ledgers that share customers and contacts but no document."""

from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import yaml

from app.installation import Installation, open_installation
from app.settings import Settings, load_settings
from app.wiring import SystemClock
from app.working import open_worker
from domain.mail import Delivered, DeliveryKey
from pipeline.books import import_ledger
from pipeline.collect import upload
from pipeline.companies import ledger_settings_of
from store.repositories import outbox, work_items
from store.tables import Outbox, WorkItemRow

SAMPLES = Path(__file__).parents[2] / "samples" / "ledger"
NORTH, SOUTH = "Northmoor Fasteners Ltd", "Southfen Bearings SA"
WRITER = "r.stokely@haldenbridge.example"
INVOICES = {NORTH: "INV-204016", SOUTH: "INV-777001"}
ADDRESSES = {NORTH: "ar@northmoor.example", SOUTH: "ar@southfen.example"}
MANY = ("per_correspondent_and_subject_a_day", "per_correspondent_a_day", "per_domain_an_hour")


def ledger_folder(folder: Path, invoice: str, contact: str = WRITER) -> Path:
    """Write the CSV files of a ledger with one customer, C001, and one invoice."""
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / f"{invoice}.pdf").write_bytes(b"%PDF-1.4\n" + invoice.encode() + b"\n%%EOF\n")
    rows: dict[str, dict[str, str]] = {
        "customers": {
            "customer_id": "C001",
            "name": "Halden Bridge Ltd",
            "email_domains": "haldenbridge.example",
            "country": "GB",
            "language": "en",
            "currency": "GBP",
        },
        "contacts": {"customer_id": "C001", "email": contact, "name": "A", "may_receive_documents": "yes"},
        "open_items": {
            "document_number": invoice,
            "customer_id": "C001",
            "document_type": "invoice",
            "issue_date": "2026-10-01",
            "due_date": "2026-11-01",
            "currency": "GBP",
            "amount": "120.00",
            "open_amount": "120.00",
        },
        "purchase_orders": {},
        "supporting_documents": {
            "file": f"{invoice}.pdf",
            "kind": "invoice_copy",
            "document_number": invoice,
            "customer_id": "C001",
        },
    }
    for name, row in rows.items():
        header = (SAMPLES / f"{name}.csv").read_text().splitlines()[0]
        line = ",".join(row.get(column, "") for column in header.split(","))
        (folder / f"{name}.csv").write_text(f"{header}\n{line}\n" if row else f"{header}\n")
    return folder


def configured(folder: Path, **changes: Any) -> Settings:
    """Return the settings of two companies: each has a mailbox of its own, and a third is of both."""
    companies = [
        {
            "name": name,
            "address": f"{number} Quay Street, Port Example",
            "addresses": [ADDRESSES[name]],
            "signature": f"Receivables of {name}",
            "ledger": {"folder": f"ledger-{number}"},
        }
        for number, name in enumerate((NORTH, SOUTH), 1)
    ]
    boxes = [{"name": "north", "company": NORTH}, {"name": "south", "company": SOUTH}, {"name": "both"}]
    kept = {
        "companies": companies,
        "mailboxes": [{**box, "kind": "folder", "path": box["name"]} for box in boxes],
        "outgoing": {"kind": "folder"},
        "answering": {
            "modes": [{"mode": "automatic", "kind": "invoice_copy"}],
            "authentication": {"trusted_authserv_id": "mx.house.example"},
            "first_mail_to_person": False,
            **dict.fromkeys(MANY, 1000),
        },
        "routing": {"thresholds": {"invoice_copy_request": 0.3}},
    }
    (folder / "config.yaml").write_text(yaml.safe_dump(kept | changes))
    return load_settings(folder / "config.yaml")


class TwoCompanies:
    """The installation, worked in this process."""

    def __init__(self, folder: Path, *, south_contact: str = WRITER) -> None:
        ledger_folder(folder / "ledger-1", INVOICES[NORTH])
        ledger_folder(folder / "ledger-2", INVOICES[SOUTH], south_contact)
        self.folder = folder
        self.installation: Installation = open_installation(configured(folder))
        self.engines = self.installation.engines
        for name in (NORTH, SOUTH):
            self.load(name)

    def load(self, name: str) -> None:
        """Import the ledger of one company."""
        settings = self.installation.settings
        wanted = ledger_settings_of(self.engines.companies, name, settings.ledger)
        assert wanted.folder is not None
        import_ledger(self.engines.store, self.engines.clock, wanted.folder, wanted, "test", name)

    def deliver(self, account: str, raw: bytes) -> int:
        """Deliver one mail into a mailbox and return its work item."""
        key = DeliveryKey(account, "INBOX", 1, str(hash(raw)))
        number = upload(self.engines, Delivered(key, raw, SystemClock().now()))
        assert number is not None
        return number

    def work(self, before: Callable[[], None] = lambda: None) -> None:
        """Work everything that is due."""
        before()
        with open_worker(self.installation, "w") as worker:
            for _ in range(200):
                if not worker.run_one():
                    return
        raise AssertionError("the work never ends")

    def row(self, number: int) -> WorkItemRow:
        """Return an item."""
        with self.engines.store.read() as session:
            return work_items.get_item(session, number)

    def answers(self, number: int) -> tuple[Outbox, ...]:
        """Return the answers of an item."""
        with self.engines.store.read() as session:
            return outbox.answers_of_item(session, number)

    def sent(self) -> list[EmailMessage]:
        """Return every mail that left."""
        files = sorted(self.installation.outbox_folder.glob("*.eml"))
        found = [message_from_bytes(each.read_bytes(), policy=default) for each in files]
        return [each for each in found if isinstance(each, EmailMessage)]


def request(*invoices: str, to: str, sender: str = WRITER, cc: str | None = None) -> bytes:
    """Return a request for invoice copies, genuine for its sender's domain."""
    mail = EmailMessage()
    domain = sender.rpartition("@")[2]
    mail["Authentication-Results"] = f"mx.house.example; dmarc=pass header.from={domain}"
    mail["From"], mail["To"] = sender, to
    if cc:
        mail["Cc"] = cc
    mail["Subject"] = f"Copy of {', '.join(invoices)} please"
    mail["Message-ID"] = f"<{'-'.join(invoices)}.{to}.{cc}@{domain}>"
    mail["Date"] = "Mon, 16 Nov 2026 09:02:00 +0000"
    mail.set_content(
        f"Hello,\n\nplease send me a copy of invoice {' and '.join(invoices)}.\n\nMany thanks,\nRhona\n"
    )
    return mail.as_bytes()
