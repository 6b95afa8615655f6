"""An office whose mails, names, files, layouts, notes and cells all try to run as scripts."""

import csv
import io
import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
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
CUSTOMER = 4
"""Rows of the ledger's customers that are given hostile names."""
Texts = Sequence[str]


def hostile_office(folder: Path, texts: Texts) -> tuple[Office, dict[str, str], list[int]]:
    """Return an office full of these texts, the places of its pages, and the items of its hostile mails."""
    shown = dressed(offices.office_in(folder, SetClock(NOON)))
    office = replace(shown.office, company=shown.office.company.model_copy(update={"name": texts[0]}))
    engines = office.engines
    import_ledger(engines.store, engines.clock, _ledger(folder, texts), office.ledger_settings, texts[1])
    items = []
    for begin in range(0, len(texts), A_MAIL):
        raw = _mail(begin, texts[begin : begin + A_MAIL])
        number = offices.deliver(engines, f"hostile-{begin}", raw)
        assert number is not None
        items.append(number)
    offices.work(office)
    for number in items:
        waiting(office, number)
    _typed(office, items, texts)
    _noted(office, items, texts)
    return office, shown.places | {"hostile_layout": _layout(office, texts)}, items


def _ledger(folder: Path, texts: Texts) -> Path:
    copied = folder / "ledger"
    shutil.copytree(offices.SAMPLES / "ledger", copied)
    with (copied / "customers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for row, text in zip(rows[1 : CUSTOMER + 1], texts, strict=False):
        row[1] = text.replace("\u0000", "")
    with (copied / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return copied


def _mail(number: int, texts: Texts) -> bytes:
    given = list(islice(cycle(texts), A_MAIL))
    message = EmailMessage()
    message["From"] = Address(_header(given[0]), addr_spec="payables@haldenbridge.example")
    message["To"] = "ar@tarvenne.example"
    message["Cc"] = Address(_header(given[1]), addr_spec="someone@haldenbridge.example")
    message["Subject"] = f"Remittance advice {_header(given[2])}"
    message["Date"] = "Mon, 16 Nov 2026 11:00:00 +0000"
    message["Message-ID"] = f"<hostile-{number}@haldenbridge.example>"
    message.set_content("Please find our remittance advice attached.\n" + "\n".join(given[3:6]) + "\n")
    html = "".join(f"<p>{text}</p>" for text in given[6:11])
    message.add_alternative(f"<html><body>{html}<p>Kept words</p></body></html>", subtype="html")
    content = _cells(given)
    message.add_attachment(content, maintype="text", subtype="csv", filename=f"{_header(given[11])}.csv")
    return message.as_bytes()


def _header(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())


def _cells(texts: Texts) -> bytes:
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow(("Invoice number", "Date", "Amount", "Remark"))
    for place, text in enumerate(texts):
        rows.writerow((f"51000230{place:02}" if place % 2 else text, "2026-10-01", "100.00", text))
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


def _noted(office: Office, items: Sequence[int], texts: Texts) -> None:
    for number, text in zip(items, texts, strict=False):
        notes.add_note(office.engines, number, f"@{ADMIN} {text}", CLERK)
    now = office.engines.clock.now()
    with office.engines.store.write() as session:
        signs.note_visit(session, "desk", "INBOX", now, texts[3], sign_in=True)
        hooks.give_up(session, "erp", 1, texts[4], now)
        templates.note_drift(session, "x", texts[5], now, 1)
        row = work_items.change_item(session, items[0], None, now)
        row.waits_because = (*row.waits_because, texts[6])


def _layout(office: Office, texts: Texts) -> str:
    admin = Visitor(office)
    admin.enter(ADMIN)
    first = admin.get("/layouts/marwick-coatings-ltd-1/file").text
    body = first.replace("ltd-1", "ltd-7").replace(
        "payer: Marwick Coatings Ltd", f"payer: {json.dumps(texts[7].replace(chr(0), ''))}"
    )
    sent = {"file": ("x.yaml", body.encode())}
    taken = admin.client.post("/layouts", data={"csrf": admin.csrf}, files=sent)
    assert taken.status_code == 303, taken.text[-600:]
    return str(taken.headers["location"]).partition("?")[0]


__all__ = ["hostile_office"]
