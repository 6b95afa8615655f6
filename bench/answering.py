"""Times answers: composing and freezing one, and a request's way until the server has taken its answer."""

import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figure import SEED, Aim, Figure
from bench.timing import spread
from bench.workspace import ROOT
from domain.ledger import Contact, Customer, Ledger, OpenItem, SupportingDocument
from domain.policy import Company, Outgoing
from domain.words import DocumentKind, DocumentType, Intent
from responders.answering import answer
from responders.message import freeze
from responders.request import AnswerRequest
from store.repositories import deliveries
from tests.responders.answering_cases import Asked, mail_from, request_for
from tests.servers import dovecot
from tests.servers.installations import SAMPLES, Workplace, stop, until
from tests.servers.smtp_sink import SmtpSink

CUSTOMERS, ITEMS = 1_000, 100
RUNS, ANSWERS = 5, 40
REQUESTS = 7
LEAST_A_SECOND, MOST_SECONDS = 50, 2
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
COPY = bytes(range(256)) * 200


def measure() -> list[Figure]:
    """Return answers a second on one core, and seconds from delivery to the server's yes."""
    return [_composed("copies", Asked(numbers=("N-5001", "N-5002"))), *_statements(), *_round_trips()]


def _statements() -> list[Figure]:
    return [_composed("statement", Asked(Intent.STATEMENT_REQUEST, ()))]


def _composed(name: str, wish: Asked) -> Figure:
    request = request_for(
        wish, mail=mail_from("ap@c50.example"), ledger=_ledger(), read_file=lambda path: COPY, now=NOW
    )
    _one(request)
    rates = []
    for _ in range(RUNS):
        started = time.process_time()
        for _ in range(ANSWERS):
            _one(request)
        rates.append(ANSWERS / (time.process_time() - started))
    found = spread(rates)
    words = (
        "with two copies of 50 KB" if name == "copies" else f"with a statement of {ITEMS} items made for it"
    )
    return Figure(
        name=f"answering.{name}",
        what=f"answers {words}, judged and frozen, {CUSTOMERS * ITEMS:,} items in the books",
        value=found.median,
        unit="answers/s a core",
        low=found.low,
        high=found.high,
        aim=Aim(LEAST_A_SECOND) if name == "copies" else None,
    )


def _one(request: AnswerRequest) -> bytes:
    reply = answer(request)
    assert reply is not None and reply.attachments, reply
    outgoing = Outgoing(sender="ar@seller.example")
    return freeze(
        reply,
        request.mail,
        Company(name="Seller Inc"),
        outgoing,
        f"<{SEED}@seller.example>",
        NOW,
        request.read_file,
        automatic=True,
    )


def _ledger() -> Ledger:
    numbers = [(f"C{100 * each:05d}", each) for each in range(CUSTOMERS)]
    customers = [Customer(key, f"Firm {each}") for key, each in numbers]
    customers[50] = Customer("C001", "Firm 50")
    items, documents = [], []
    for place, customer in enumerate(customers):
        for each in range(ITEMS):
            number = f"N-{place * ITEMS + each}"
            issued = date(2026, 1, 1) + timedelta(days=each)
            items.append(
                OpenItem(
                    number,
                    customer.customer_id,
                    DocumentType.INVOICE,
                    "EUR",
                    Decimal("120.00"),
                    Decimal("120.00"),
                    issued,
                    issued + timedelta(days=30),
                )
            )
            file = f"{number}.pdf"
            documents.append(
                SupportingDocument(
                    file, DocumentKind.INVOICE_COPY, number, customer.customer_id, f"/docs/{file}"
                )
            )
    contacts = (Contact("C001", "ap@c50.example", may_receive_documents=True),)
    return Ledger(tuple(customers), contacts, tuple(items), (), tuple(documents), NOW)


def _round_trips() -> list[Figure]:
    name, what = (
        "answering.round_trip",
        "a request, from its delivery until the server has taken the answer, at rest",
    )
    reason = dovecot.why_not()
    if reason:
        return [Figure(name, what, None, "s", note=f"left out: {reason}")]
    ROOT.mkdir(exist_ok=True)
    server = dovecot.Dovecot().start()
    try:
        with TemporaryDirectory(prefix="bench-", dir=ROOT) as folder, SmtpSink() as sink:
            found = spread(_measured(Path(folder), server, sink))
    finally:
        server.stop()
    aim = Aim(MOST_SECONDS)
    return [Figure(name, what, found.median, "s", found.low, found.high, aim=aim, less_is_better=True)]


def _measured(folder: Path, server: dovecot.Dovecot, sink: SmtpSink) -> list[float]:
    raw = (SAMPLES / "inbox" / "request-en-one-copy.eml").read_bytes()
    server.maildir("bench", "INBOX")
    server.maildir("bench", "Sent")
    place = Workplace(folder, imap_port=server.port, smtp_port=sink.port, user="bench")
    place.load_samples()
    service = place.start()
    try:
        until(lambda: _looked(place), 60, "the first look at the mailbox")
        return [_answered(server, sink, raw, number) for number in range(REQUESTS)][1:]
    finally:
        stop(service)


def _looked(place: Workplace) -> bool:
    installation = place.open()
    with installation.engines.store.read() as session:
        state = deliveries.folder_state(session, "ar", "INBOX")
    installation.engines.store.close()
    return state is not None and state.polled_at is not None


def _answered(server: dovecot.Dovecot, sink: SmtpSink, raw: bytes, number: int) -> float:
    fresh = raw.replace(b"Message-ID: <", b"Message-ID: <%d." % number, 1)
    fresh = fresh.replace(b"Message-Id: <", b"Message-Id: <%d." % number, 1)
    before, started = len(sink.received), time.perf_counter()
    server.deliver("bench", fresh)
    until(lambda: len(sink.received) > before, 30, "the answer")
    return time.perf_counter() - started
