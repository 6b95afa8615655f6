"""An office in which every page has something to show: weeks of work, a layout, notes, troubles, tokens."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from domain.clock import SetClock
from domain.hook_policy import Hook
from domain.states import WorkState
from domain.taught import UseOutcome
from domain.words import DisputeReason, Route
from pipeline import notes
from pipeline.sampling import CHOSEN
from review.office import Office, ReadingState
from review.passwords import hash_password
from store.repositories import ledger, outbox, signs, template_samples, templates, users, work_items
from store.tables import AccountToken, WorkItemRow
from tests.review import offices
from tests.review.offices import ADMIN, CLERK, NOON, Visitor
from tests.review.taught_pages import FIRST, ODD, SECOND, advice, taught, uploaded
from tests.review.test_items import DISPUTE, EMPTY, GRID, W9, waiting
from tests.servers import stores
from tests.web.advices import wrongly_read_advice

EMIL = "emil"
"""A clerk who reads French."""
TWENTY = len(offices.MAILS) + 2
"""The item whose advice has twenty lines, two cells of which were read wrong."""
ROUTES = (Route.PAYMENT_ADVICE, Route.PAYMENT_ADVICE, Route.DISPUTE, Route.INVOICE_COPY_REQUEST, Route.OTHER)


@dataclass(frozen=True, slots=True)
class Showcase:
    """The office, and the numbers and names that stand in addresses."""

    office: Office
    places: dict[str, str]


def filled_folder(folder: Path, templates_folder: Path) -> Path:
    """Fill a folder with worked mails, one of them an advice that was read wrong."""
    offices.fill(folder, stores.sqlite_template(templates_folder))
    opened = offices.office_in(folder, SetClock(NOON))
    assert wrongly_read_advice(opened) == TWENTY
    opened.engines.store.close()
    return folder


def dressed(office: Office) -> Showcase:
    """Do in an office what people and programs do within some weeks."""
    office = replace(
        office,
        mailboxes=(offices.MAILBOX,),
        hooks=(Hook(name="erp", url="https://erp.tarvenne.example/hook", events=("confirmed", "closed")),),
        web=office.web.model_copy(update={"second_person": True}),
        try_mailbox=lambda name: ((True, "signed in"), (False, "the folder Desk is not there")),
        reading=lambda: ReadingState(("no limit of memory for child processes",), "rapidocr"),
    )
    clerk, admin = _visitor(office, CLERK), _visitor(office, ADMIN)
    layout = taught(admin, office)
    teach_page = uploaded(admin, office, advice(FIRST, "KW-7", heads=ODD), "KW-7.pdf")
    second = uploaded(admin, office, advice(SECOND, "KW-2"), "KW-2.pdf")
    form = clerk.form(second)
    proposed = clerk.post(second, {**form, "action": "propose", "note": "Orders stand left of the amounts"})
    assert proposed.status_code == 303, proposed.text[-500:]
    reading = clerk.client.post(
        "/teach", data={"csrf": clerk.csrf}, files={"file": ("new.csv", b"a;b\n1;2\n", "text/csv")}
    )
    _weeks(office, layout.rpartition("/")[2])
    _people(office, clerk, admin)
    _troubles(office)
    waiting(office, GRID)
    form = {**clerk.form(f"/items/{GRID}"), "p0.payee_name": "Tarvenne Fasteners", "action": "save"}
    assert clerk.post(f"/items/{GRID}", form).status_code == 303
    with office.engines.store.read() as session:
        answer = outbox.answers_of_item(session, DISPUTE)[0].id
    places = {
        "teach": teach_page,
        "reading": reading.headers["location"],
        "layout": layout,
        "proposal": proposed.headers["location"].partition("?")[0],
        "answer": f"/answers/{answer}",
    }
    return Showcase(office, places)


def _visitor(office: Office, name: str) -> Visitor:
    visitor = Visitor(office)
    visitor.enter(name)
    return visitor


def _weeks(office: Office, layout: str) -> None:
    with office.engines.store.write() as session:
        imported = ledger.current_import(session)
        if imported is not None:
            imported.source = "samples/ledger"
            session.add(imported)
        for number in range(160):
            came = NOON - timedelta(hours=5 * number + number % 3)
            row = WorkItemRow(source_name=f"Remittance {4100 + number}", created_at=came, updated_at=came)
            row.route, row.state, row.account = ROUTES[number % 5], WorkState.CLOSED, "desk"
            row.closed_at = came + timedelta(hours=1 + number % 30)
            row.closed_by = "ardoise" if number % 3 else CLERK
            row.reason = list(DisputeReason)[number % 4] if row.route is Route.DISPUTE else None
            row.waits_because = (CHOSEN,) if number % 40 == 0 else ()
            work_items.add_item(session, row)
        row_of_layout = templates.get(session, layout)
        for number in range(30):
            at = NOON - timedelta(days=number)
            template_samples.note_use(session, 900 + number, "a.pdf", "0" * 64, row_of_layout.id, 1, at)
            outcome = UseOutcome.CORRECTED if number % 9 == 4 else UseOutcome.PROVED
            wrong = ("lines.net_amount",) if outcome is UseOutcome.CORRECTED else ()
            template_samples.settle_use(session, 900 + number, None, outcome, wrong, at)
        templates.note_drift(session, "x", "Halden Pumps Ltd", NOON, 1)


def _people(office: Office, clerk: Visitor, admin: Visitor) -> None:
    with office.engines.store.write() as session:
        users.add_user(session, EMIL, hash_password(offices.PASSWORD), ("clerk",), "fr", NOON)
    notes.add_note(office.engines, DISPUTE, "Called Ms Brook about the price of the brackets.", CLERK)
    notes.add_note(office.engines, GRID, f"@{ADMIN} is this one ours?", CLERK)
    notes.add_note(office.engines, GRID, f"@{EMIL} pour toi ?", ADMIN)
    for path, fields in (
        ("/tokens", {"name": "ERP robot", "scope": "read"}),
        ("/modes", {**admin.form("/modes"), "mode:dispute": "off"}),
        ("/views", {"name": "Disputes of today", "query": "route=dispute", "shared": "yes"}),
        ("/exports", {"format": "csv", "again": "yes"}),
        (
            "/canned",
            {
                "name": "Copy enclosed",
                "language": "en",
                "body": "Dear {customer},\n\nenclosed: {numbers}.\n\n{clerk}",
            },
        ),
    ):
        answer = admin.post(path, fields)
        assert answer.status_code < 400, (path, answer.text[-400:])
    for path, fields in (
        (f"/items/{W9}/private", {"private": "yes", "reason": "names a colleague's illness"}),
        (f"/items/{DISPUTE}/sender", {"kind": "alias"}),
    ):
        answer = clerk.post(path, fields)
        assert answer.status_code == 303 and "refused" not in answer.headers["location"], (path, answer.text)
    answer = admin.post("/privacy/holds", {"address": "f.abiola@kestwick.example", "reason": "court case 7"})
    assert answer.headers["location"] == "/privacy?done=held"
    held = clerk.post(f"/items/{DISPUTE}/claim")
    assert held.status_code < 400, held.text[-500:]


def _troubles(office: Office) -> None:
    now = office.engines.clock.now()
    with office.engines.store.write() as session:
        signs.note_visit(session, "desk", "INBOX", now - timedelta(minutes=2), None)
        token = AccountToken(account="desk", sealed="not shown", version=1, changed_at=now)
        token.expires_at = now + timedelta(minutes=41)
        session.add(token)
        signs.beat(session, "node1/worker-1", "worker", now, fresh=True)
        row = work_items.change_item(session, EMPTY, None, now)
        row.state, row.error = WorkState.SHELVED, "advice.pdf: the file ends before its first page."


__all__ = ["EMIL", "TWENTY", "Showcase", "dressed", "filled_folder"]
