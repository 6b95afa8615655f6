"""An office whose mails, names, files, layouts, notes and cells all try to run as scripts."""

import csv
import io
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.headerregistry import Address
from email.message import EmailMessage
from itertools import cycle, islice
from pathlib import Path

from domain.clock import SetClock
from pipeline import notes
from pipeline.books import import_ledger
from review.office import Office
from store.repositories import hooks, signs, templates, work_items
from tests.review import offices
from tests.review.offices import ADMIN, CLERK, NOON, Visitor
from tests.review.test_items import waiting
from tests.web.showcase import dressed

A_MAIL = 20
"""Payloads in one mail."""
A_LAYOUT = 12
"""Of these, so many stand in one layout: as its payer, and as marks by which it is recognised."""
Texts = Sequence[str]


@dataclass(frozen=True, slots=True)
class Hostile:
    """The office full of texts, the places of its pages, the items of its mails, and its layouts."""

    office: Office
    places: dict[str, str]
    items: list[int]
    layouts: list[str]


def hostile_office(folder: Path, texts: Texts) -> Hostile:
    """Return an office in which each text stands in mails, names, files, cells and notes, many in layouts."""
    shown = dressed(offices.office_in(folder, SetClock(NOON)))
    office = replace(shown.office, company=shown.office.company.model_copy(update={"name": texts[0]}))
    engines = office.engines
    import_ledger(engines.store, engines.clock, _ledger(folder, texts), office.ledger_settings, texts[1])
    items = []
    batches = [texts[begin : begin + A_MAIL] for begin in range(0, len(texts), A_MAIL)]
    for number, batch in enumerate(batches):
        for name, raw in (("formatted", _formatted(number, batch)), ("plain", _plain(number, batch))):
            item = offices.deliver(engines, f"{name}-{number}", raw)
            assert item is not None
            items.append(item)
    offices.work(office)
    for item in items:
        waiting(office, item)
    _typed(office, items, texts)
    _noted(office, items, batches, texts)
    return Hostile(office, shown.places, items, _layouts(office, batches))


def _ledger(folder: Path, texts: Texts) -> Path:
    copied = folder / "ledger"
    shutil.copytree(offices.SAMPLES / "ledger", copied)
    with (copied / "customers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for row, text in zip(rows[1:], texts, strict=False):
        row[1] = text.replace("\u0000", "")
    with (copied / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return copied


def _formatted(number: int, texts: Texts) -> bytes:
    """Return a mail with HTML and an advice whose cells hold each text."""
    given = list(islice(cycle(texts), A_MAIL))
    message = _mail(f"formatted-{number}", given)
    message["Cc"] = Address(_header(given[1]), addr_spec="someone@haldenbridge.example")
    message.set_content("Please find our remittance advice attached.\n" + "\n".join(given[3:6]) + "\n")
    html = "".join(f"<p>{text}</p>" for text in given[6:11])
    message.add_alternative(f"<html><body>{html}<p>Kept words</p></body></html>", subtype="html")
    message.add_attachment(
        _cells(given), maintype="text", subtype="csv", filename=f"{_header(given[11])}.csv"
    )
    return message.as_bytes()


def _plain(number: int, texts: Texts) -> bytes:
    """Return a mail that holds each text in its words, among its addresses, and as the name of a file."""
    message = _mail(f"plain-{number}", list(islice(cycle(texts), 3, 3 + A_MAIL)))
    message["Cc"] = [
        Address(_header(text), addr_spec=f"p{place}@haldenbridge.example") for place, text in enumerate(texts)
    ]
    message.set_content("\n".join(("Could you look into these?", *texts)) + "\n")
    for text in texts:
        message.add_attachment(b"\x00\x01", maintype="application", subtype="x-note", filename=_header(text))
    return message.as_bytes()


def _mail(name: str, given: Texts) -> EmailMessage:
    message = EmailMessage()
    message["From"] = Address(_header(given[0]), addr_spec="payables@haldenbridge.example")
    message["To"] = "ar@tarvenne.example"
    message["Subject"] = f"Remittance advice {_header(given[2])}"
    message["Date"] = "Mon, 16 Nov 2026 11:00:00 +0000"
    message["Message-ID"] = f"<{name}@haldenbridge.example>"
    return message


def _header(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())


def _cells(texts: Texts) -> bytes:
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow(("Invoice number", "Date", "Amount", "Remark"))
    for place, text in enumerate(texts):
        cell = text.replace("\u0000", "")  # a file with a NUL is none of text
        rows.writerow((f"51000230{place:02}" if place % 2 else cell, "2026-10-01", "100.00", cell))
    rows.writerow(("Total", "", f"{100 * len(texts)}.00", ""))
    return written.getvalue().encode()


def _typed(office: Office, items: Sequence[int], texts: Texts) -> None:
    clerk = Visitor(office)
    clerk.enter(CLERK)
    form = clerk.form(f"/items/{items[0]}")
    payment = {name: text[:500] for name, text in zip(PAYMENT, texts, strict=False) if name in form}
    saved = clerk.post(f"/items/{items[0]}", {**form, **payment, "action": "save"})
    assert saved.status_code == 303, saved.text[-600:]
    for path, fields in (
        ("/views", {"name": texts[0][:60], "query": "route=dispute", "shared": "yes"}),
        ("/tokens", {"name": texts[1][:60], "scope": "read"}),
        (f"/items/{items[-1]}", {**clerk.form(f"/items/{items[-1]}"), "action": "close", "reason": texts[2]}),
    ):
        kept = clerk.post(path, fields)
        assert kept.status_code < 400, (path, kept.text[-600:])


PAYMENT = ("p0.payer_name", "p0.payee_name", "p0.payment_reference", "p0.l0.document_number", "p0.l0.reason")


def _noted(office: Office, items: Sequence[int], batches: Sequence[Texts], texts: Texts) -> None:
    for item, batch in zip(items[1::2], batches, strict=True):
        for place, text in enumerate(batch):
            called = "" if place else f"@{ADMIN} "
            notes.add_note(office.engines, item, f"{called}{text}", CLERK)
    now = office.engines.clock.now()
    with office.engines.store.write() as session:
        signs.note_visit(session, "desk", "INBOX", now, texts[3], sign_in=True)
        hooks.give_up(session, "erp", 1, texts[4], now)
        templates.note_drift(session, "x", texts[5], now, 1)
        row = work_items.change_item(session, items[0], None, now)
        row.waits_because = (*row.waits_because, texts[6])


def _layouts(office: Office, batches: Sequence[Texts]) -> list[str]:
    admin = Visitor(office)
    admin.enter(ADMIN)
    first = admin.get("/layouts/marwick-coatings-ltd-1/file").text
    payer, marks = (next(line for line in first.splitlines() if line.startswith(key)) for key in LAYOUT)
    made = []
    for number, batch in enumerate(batches):
        texts = [text.replace("\u0000", "") for text in batch[:A_LAYOUT]]
        body = first.replace("marwick-coatings-ltd-1", f"hostile-{number}")
        body = body.replace(payer, f"payer: {json.dumps(texts[0])}")
        body = body.replace(marks, f"recognised_by: {json.dumps(['remittance advice', *texts[1:]])}")
        sent = {"file": ("x.yaml", body.encode())}
        taken = admin.client.post("/layouts", data={"csrf": admin.csrf}, files=sent)
        assert taken.status_code == 303, taken.text[-600:]
        made.append(str(taken.headers["location"]).partition("?")[0])
    return made


LAYOUT = ("payer:", "recognised_by:")

__all__ = ["Hostile", "hostile_office"]
