"""An installation whose clerk corrects documents of one form, for the tests of learning."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from app.installation import Installation, open_installation
from app.settings import Settings
from app.working import desk_maker, learner_of, open_worker
from domain.clock import SetClock
from domain.codec import from_json
from domain.company_policy import OwnCompany
from domain.layouts import TruePayment
from domain.mail import Delivered, DeliveryKey
from domain.policy import Company, Matching, ReadingLimits, Service
from domain.remittance import Remittance
from domain.teaching_policy import Teaching
from extractors.fence import InProcessFence
from pipeline import clerk
from pipeline.collect import upload
from pipeline.engines import LEARN_JOB
from pipeline.item import WorkItem
from pipeline.records import load_item
from pipeline.templates.learner import Learner
from pipeline.worker import Worker
from store.repositories import work_items
from store.tables import WorkItemRow

CLERK = "anna"
PAYER = "Kestwick Mills Ltd"
SENDER = "ap@kestwick.example"
OURS = "ar@tarvenne.example"


@dataclass
class Office:
    """An installation with its worker."""

    installation: Installation
    worker: Worker
    clock: SetClock

    @property
    def learner(self) -> Learner:
        """What learns, as the worker has it."""
        return learner_of(self.installation, "test")

    def deliver(self, name: str, content: bytes, kind: str = "csv", *, work: bool = True) -> int:
        """Deliver a mail with one advice attached, and work it."""
        key = DeliveryKey("desk", "INBOX", 1, name)
        item_id = upload(
            self.installation.engines, Delivered(key, _mail(name, content, kind), self.clock.now())
        )
        assert item_id is not None
        if work:
            self.work()
        return item_id

    def work(self) -> None:
        """Work everything that is due."""
        while self.worker.run_one():
            self.clock.moment += timedelta(seconds=1)

    def item(self, item_id: int) -> WorkItem:
        """Return an item as it is stored."""
        return load_item(self.installation.engines.store, self.installation.engines.blobs, item_id)

    def row(self, item_id: int) -> WorkItemRow:
        """Return the row of an item."""
        with self.installation.engines.store.read() as session:
            return work_items.get_item(session, item_id)

    def correct(self, item_id: int, truth: Sequence[TruePayment]) -> None:
        """Correct an item in review, by the functions that the form calls, without confirming it."""
        read = self.item(item_id)
        document = next(one.name for one in read.documents if one.name != "body")
        values = tuple(as_true(payment, document) for payment in truth)
        kept = tuple(
            replace(new, document=old.document, layout=old.layout, template=old.template)
            for new, old in zip(values, read.remittances, strict=False)
        )
        clerk.correct_values(
            self.installation.engines,
            item_id,
            self.row(item_id).version,
            (*kept, *values[len(kept) :]),
            None,
            Matching(),
            CLERK,
        )

    def confirm(self, item_id: int) -> None:
        """Confirm an item in review and let the worker learn."""
        clerk.confirm(self.installation.engines, item_id, self.row(item_id).version, CLERK)
        self.work()


@contextmanager
def office_in(
    folder: Path,
    clock: SetClock,
    teaching: Teaching | None = None,
    database: Path | None = None,
    *,
    fenced: bool = False,
    companies: tuple[OwnCompany, ...] = (),
) -> Iterator[Office]:
    """Open an office with its worker; `fenced`: the service's own, whose readers run in children."""
    if database is not None:
        (folder / "data").mkdir(parents=True)
        shutil.copy(database, folder / "data" / "ardoise.sqlite")
    settings = Settings(
        data=folder / "data",
        company=Company() if companies else Company(name="Tarvenne Fasteners Ltd", addresses=(OURS,)),
        companies=companies,
        teaching=teaching or Teaching(),
    )
    installation = open_installation(settings, clock)
    if fenced:
        with open_worker(installation, "test") as worker:
            yield Office(installation, worker, clock)
    else:
        desk = desk_maker(installation, InProcessFence(ReadingLimits()))
        learning = {LEARN_JOB: learner_of(installation, "test").work}
        worker = Worker("test", installation.engines, desk, Service(), learning)
        yield Office(installation, worker, clock)
    installation.engines.store.close()


def advice(first: int, amounts: Sequence[str], reference: str, total: str | None = None) -> bytes:
    """Return an advice whose heads say nothing: which of two numbers is ours only a person can tell."""
    lines = [
        PAYER,
        "Remittance advice",
        f"Payment reference;{reference}",
        "Payment date;2026-11-02",
        "Currency;GBP",
        "",
        "Their number;Our voucher;Text;Amount",
    ]
    for place, amount in enumerate(amounts):
        lines.append(f"V{first + place};KM/{first + place}/A;works {place};{amount}")
    added = sum(round(float(amount) * 100) for amount in amounts)
    lines.append(f"Total payment;;;{total or f'{added / 100:.2f}'}")
    return "\n".join(lines).encode()


def truth(first: int, amounts: Sequence[str], reference: str) -> tuple[TruePayment, ...]:
    """Return the true values of such an advice."""
    added = sum(round(float(amount) * 100) for amount in amounts)
    header: dict[str, str | None] = {
        "payer_name": PAYER,
        "payment_reference": reference,
        "payment_date": "2026-11-02",
        "currency": "GBP",
        "total_amount": f"{added / 100:.2f}",
    }
    lines = tuple(
        {
            "document_number": f"KM/{first + place}/A",
            "document_type": "invoice",
            "net_amount": amount,
        }
        for place, amount in enumerate(amounts)
    )
    return (TruePayment(header, lines),)


def as_true(payment: TruePayment, document: str) -> Remittance:
    """Return a payment with exactly those values."""
    body = {"document": document, "layout": "table", **payment.fields, "lines": list(payment.lines)}
    made: Remittance = from_json(Remittance, json.dumps(body))
    return made


def _mail(name: str, content: bytes, kind: str) -> bytes:
    message = EmailMessage()
    message["From"] = f"Accounts <{SENDER}>"
    message["To"] = "ar@tarvenne.example"
    message["Subject"] = f"Remittance advice {name}"
    message["Date"] = "Mon, 16 Nov 2026 11:00:00 +0000"
    message["Message-ID"] = f"<{name}@kestwick.example>"
    message.set_content("Please find our remittance advice attached.\n")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=f"{name}.{kind}")
    return message.as_bytes()
