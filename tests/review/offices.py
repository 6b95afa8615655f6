"""An office with a few sample mails worked by the real pipeline, and a browser's stand-in to visit it."""

import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from httpx import Response
from starlette.responses import Response as Answer
from starlette.testclient import TestClient

from domain.clock import SetClock
from domain.mail import Delivered, DeliveryKey
from domain.mailbox_policy import Mailbox
from domain.policy import (
    Answering,
    Authentication,
    Company,
    DisputeWeights,
    LedgerSettings,
    Matching,
    Outgoing,
    ReadingLimits,
    Routing,
    Service,
    Web,
)
from extractors.fence import InProcessFence
from extractors.pictures import page_png
from extractors.reading import read
from jobs.table import LeasedJobs
from pipeline.books import Bookshelf, import_ledger
from pipeline.collect import upload
from pipeline.desk import Desk
from pipeline.engines import Engines
from pipeline.templates.library import TemplateLibrary
from pipeline.worker import Worker
from review.app import make_app
from review.office import Office
from review.passwords import hash_password
from review.sessions import begin
from store.blobs import BlobFolder
from store.engine import open_store
from store.repositories import users

SAMPLES = Path(__file__).parents[2] / "samples"
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
ORIGIN = "http://127.0.0.1:8642"
PASSWORD = "correct horse battery"
CLERK, ADMIN, AUDITOR = "anna", "ben", "cora"
MAILS = (
    "advice-en-grid-pdf",
    "advice-fr-csv-semicolon",
    "advice-en-body-lines",
    "dispute-en-price",
    "other-en-bank-change",
    "request-en-w9",
    "odd-empty",
)
XSS = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
MAILBOX = Mailbox(name="desk", host="imap.tarvenne.example")


def engines_in(folder: Path, clock: SetClock) -> Engines:
    """Return the engines over the database and blobs of a folder."""
    store = open_store(f"sqlite:///{folder / 'ardoise.db'}")
    lease = timedelta(minutes=2)
    return Engines(
        store,
        BlobFolder(folder / "blobs"),
        LeasedJobs(store, clock, lease),
        LeasedJobs(store, clock, lease),
        clock,
    )


def office_in(folder: Path, clock: SetClock) -> Office:
    """Return the office of a folder."""
    engines = engines_in(folder, clock)
    return Office(
        engines=engines,
        shelf=Bookshelf(engines.store),
        company=Company(name="Tarvenne Fasteners Ltd", addresses=("ar@tarvenne.example",)),
        outgoing=Outgoing(sender="ar@tarvenne.example"),
        answering=Answering(authentication=Authentication(trusted_authserv_id="mx.tarvenne.example")),
        matching=Matching(),
        ledger_settings=LedgerSettings(max_age_days=3),
        service=Service(),
        web=Web(),
        picture=lambda content, page, dpi, kind, turn: page_png(content, kind, "page", page, dpi, turn),
        largest_upload=200_000,
    )


def fill(folder: Path, template: Path) -> None:
    """Fill a folder with accounts, the sample ledger and worked mails."""
    shutil.copy(template, folder / "ardoise.db")
    office = office_in(folder, SetClock(NOON))
    engines = office.engines
    import_ledger(engines.store, engines.clock, SAMPLES / "ledger", office.ledger_settings, "test")
    hashed = hash_password(PASSWORD)
    with engines.store.write() as session:
        users.add_user(session, CLERK, hashed, ("clerk",), "en", NOON)
        users.add_user(session, ADMIN, hashed, ("admin",), "en", NOON)
        users.add_user(session, AUDITOR, hashed, ("auditor",), "en", NOON)
    for name in MAILS:
        deliver(engines, name, (SAMPLES / "inbox" / f"{name}.eml").read_bytes())
    deliver(engines, "hostile", hostile_mail())
    work(office)
    engines.store.close()


def deliver(engines: Engines, name: str, raw: bytes) -> int | None:
    """Deliver one mail and return its work item."""
    return upload(engines, Delivered(DeliveryKey("desk", "INBOX", 1, name), raw, engines.clock.now()))


def work(office: Office, library: TemplateLibrary | None = None) -> None:
    """Work everything that is due, by the layouts of a library that are active now, if there is one."""
    fence = InProcessFence(ReadingLimits())

    def desk() -> Desk:
        return Desk(
            read=lambda content, name, kind: read(content, name, kind, fence),
            read_text=lambda content, name, kind: read(content, name, kind, fence),
            ledger=office.shelf.ledger(),
            now=office.engines.clock.now,
            company=office.company,
            routing=Routing(),
            answering=office.answering,
            disputes=DisputeWeights(),
            matching=office.matching,
            ledger_settings=office.ledger_settings,
            outgoing=office.outgoing,
            sampling=office.sampling,
            templates=library.live() if library is not None else None,
        )

    worker = Worker("test", office.engines, desk, Service(), {})
    while worker.run_one():
        pass


def hostile_mail() -> bytes:
    """Return a mail whose every text tries to become part of a page or a formula of a sheet."""
    message = EmailMessage()
    message["From"] = f'"{XSS.replace(chr(34), "")}" <ap@kestwick.example>'
    message["To"] = "ar@tarvenne.example"
    message["Subject"] = f"Remittance advice {XSS}"
    message["Date"] = "Mon, 16 Nov 2026 11:00:00 +0000"
    message["Message-ID"] = "<hostile@kestwick.example>"
    message.set_content(f"Please find our remittance advice attached.\n{XSS}\n\u202egnp.exe\n")
    message.add_alternative(HOSTILE_HTML, subtype="html")
    rows = [
        "Invoice number;Date;Amount",
        "=HYPERLINK(1);2026-10-01;100.00",
        f"{XSS};2026-10-02;50.00",
        "+INV-9;2026-10-03;25.00",
        "Total;;175.00",
    ]
    content = "\n".join(rows).encode()
    message.add_attachment(content, maintype="text", subtype="csv", filename=f"a{XSS}\u202e.csv")
    message.add_attachment(
        b"<html><script>alert(1)</script>", maintype="text", subtype="html", filename="x.html"
    )
    return message.as_bytes()


HOSTILE_HTML = """<html><head><style>body{background:url(https://evil.example/a.png)}</style>
<meta http-equiv="refresh" content="0;url=https://evil.example/"><base href="https://evil.example/"></head>
<body onload="alert(1)"><p style="position:fixed">Kept words</p><script>alert(1)</script>
<img src="https://evil.example/pixel.png"><img src=x onerror=alert(1)><svg><use href="data:x"/></svg>
<a href="https://evil.example/login">https://bank.example/</a><a href="javascript:alert(1)">script</a>
<form action="https://evil.example/"><input name=a><button>go</button></form>
<iframe src="//evil.example"></iframe>
<math><mtext></p><style><a title="</style><img src onerror=alert(1)>"></math>
<table><tr><td background="https://evil.example/b.png">cell</td></tr></table></body></html>"""


class Visitor:
    """A browser's stand-in: keeps cookies, sends its own origin, fills the tokens of forms."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.app = make_app(office)
        headers = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
        self.client = TestClient(
            self.app, base_url=ORIGIN, headers=headers, follow_redirects=False, raise_server_exceptions=False
        )
        self.csrf = ""

    def sign_in(self, name: str, password: str = PASSWORD) -> Response:
        """Sign in and remember the token of the forms."""
        token = _hidden(self.get("/sign-in").text, "token")
        answer = self.client.post("/sign-in", data={"token": token, "name": name, "password": password})
        if answer.status_code == 303:
            self.csrf = _hidden(self.get("/account").text, "csrf")
        return answer

    def enter(self, name: str) -> None:
        """Be signed in without a password: hashing takes its time on purpose."""
        with self.office.engines.store.read() as session:
            user = users.get_user(session, name)
        answer = Answer()
        begin(self.office, user.id, name, answer)
        token = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
        self.client.cookies.set("ardoise", token)
        with self.office.engines.store.read() as session:
            hashed = hashlib.sha256(token.encode()).hexdigest()
            found = users.find_session(session, hashed, self.office.engines.clock.now())
        self.csrf = found[0].csrf if found else ""

    def get(self, path: str) -> Response:
        """Fetch a page."""
        return self.client.get(path)

    def post(self, path: str, fields: Mapping[str, object] | None = None, **more: object) -> Response:
        """Post a form with its token."""
        data = {"csrf": self.csrf, **(fields or {})}
        return self.client.post(path, data=data, **more)  # type: ignore[arg-type]

    def form(self, path: str) -> dict[str, str]:
        """Return the fields of the item's form as the page shows them."""
        return fields_of(self.get(path).text)


def fields_of(html: str) -> dict[str, str]:
    """Return name and value of every input, chosen option and text area of a page."""
    import html as entities

    found: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", html):
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and "checkbox" not in tag and "disabled" not in tag:
            found[name.group(1)] = entities.unescape(value.group(1)) if value else ""
    for name, body in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = chosen.group(1) if chosen else ""
    return found


def with_mailbox(office: Office) -> Office:
    """Return the office watching one mailbox."""
    return replace(office, mailboxes=(MAILBOX,))


def _hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', html)
    return found.group(1) if found else ""
