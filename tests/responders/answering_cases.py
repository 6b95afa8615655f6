"""A made-up ledger and mail in which every release rule holds; tests break one thing at a time."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from domain.decisions import CustomerDecision, References, RouteDecision, Understanding
from domain.ledger import Contact, Customer, Ledger, OpenItem, PurchaseOrder, SupportingDocument
from domain.mail import Address, AuthenticationResults, AuthMethod, Mail
from domain.policy import Answering, Authentication, Company
from domain.words import DocumentKind, DocumentType, Intent, Mode
from responders.request import AnswerRequest

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
SERVER = "mx.seller.example"
SENDER = "ap@acme.example"
HEADERS = [
    "Auto-Submitted",
    "Content-Type",
    "Date",
    "From",
    "In-Reply-To",
    "MIME-Version",
    "Message-ID",
    "References",
    "Subject",
    "To",
    "X-Auto-Response-Suppress",
]
"""All that the header of an automatic answer holds."""


def content_of(path: str) -> bytes:
    """Made-up bytes of a document on file."""
    if "unreadable" in path:
        raise FileNotFoundError(path)
    return b"%PDF-1.4 " + path.encode()


def item(number: str, customer_id: str, **more: Any) -> OpenItem:
    """One invoice over 100.00, open."""
    values: dict[str, Any] = {"issue_date": date(2026, 2, 28), **more}
    return OpenItem(
        number, customer_id, DocumentType.INVOICE, "EUR", Decimal("100.00"), Decimal("100.00"), **values
    )


def listed(file: str, kind: DocumentKind, number: str | None, customer_id: str | None) -> SupportingDocument:
    """One file on disk."""
    return SupportingDocument(file, kind, number, customer_id, f"/docs/{file}")


LEDGER = Ledger(
    customers=(
        Customer("C001", "Acme Corp", language="fr", email_domains=("acme.example", "gmail.com")),
        Customer("C002", "Bolt Ltd", email_domains=("bolt.example",)),
    ),
    contacts=(
        Contact("C001", SENDER, may_receive_documents=True),
        Contact("C001", "intern@acme.example", may_receive_documents=False),
        Contact("C002", "ap@bolt.example", may_receive_documents=True),
        Contact("C001", "shared@group.example", may_receive_documents=True),
        Contact("C002", "shared@group.example", may_receive_documents=True),
    ),
    open_items=(
        item("INV-1001", "C001", po_number="PO-77", delivery_note="DN-9"),
        item("INV-1002", "C001", po_number="PO-77"),
        item("INV-1003", "C001"),
        item("INV-2001", "C002", po_number="PO-88"),
        item("INV-5000", "C001"),
        item("INV-5000", "C002"),
        replace(item("INV-1004", "C001"), open_amount=Decimal("0.00")),
    ),
    purchase_orders=(
        PurchaseOrder("PO-77", "C001", document_numbers=("INV-1001", "INV-1002")),
        PurchaseOrder("PO-79", "C001"),
        PurchaseOrder("PO-88", "C002", document_numbers=("INV-2001",)),
    ),
    supporting_documents=(
        listed("INV-1001.pdf", DocumentKind.INVOICE_COPY, "INV-1001", "C001"),
        listed("INV-1002.pdf", DocumentKind.INVOICE_COPY, "INV-1002", "C001"),
        listed("INV-1004.pdf", DocumentKind.INVOICE_COPY, "INV-1004", "C001"),
        listed("INV-2001.pdf", DocumentKind.INVOICE_COPY, "INV-2001", "C002"),
        listed("c1/INV-5000.pdf", DocumentKind.INVOICE_COPY, "INV-5000", "C001"),
        listed("c2/INV-5000.pdf", DocumentKind.INVOICE_COPY, "INV-5000", "C002"),
        listed("pod-1001.pdf", DocumentKind.PROOF_OF_DELIVERY, "DN-9", "C001"),
        listed("po-77.pdf", DocumentKind.PURCHASE_ORDER, "PO-77", "C001"),
        listed("w9.pdf", DocumentKind.W9, None, None),
        listed("tax.pdf", DocumentKind.TAX_CERTIFICATE, None, None),
        listed("contract-c1.pdf", DocumentKind.CONTRACT, None, "C001"),
        listed("contract-c2.pdf", DocumentKind.CONTRACT, None, "C002"),
        listed("statement-c1.pdf", DocumentKind.STATEMENT, None, "C001"),
    ),
    imported_at=NOW,
)


def stamp(domain: str = "acme.example", *methods: AuthMethod, above: int = 0) -> AuthenticationResults:
    """Our server's Authentication-Results; a DMARC pass unless other methods are given."""
    passed = AuthMethod("dmarc", "pass", (("header.from", domain),))
    return AuthenticationResults(SERVER, above, methods or (passed,))


def mail_from(sender: str = SENDER, **more: Any) -> Mail:
    """An authenticated person's mail."""
    values: dict[str, Any] = {
        "raw_sha256": "0" * 64,
        "identity": "1" * 64,
        "size": 1000,
        "message_id": "<m1@acme.example>",
        "subject": "Copy of invoice",
        "date": NOW,
        "senders": (Address(sender),),
        "from_fields": 1,
        "return_path": sender,
        "authentication": (stamp(sender.rpartition("@")[2]),),
        **more,
    }
    return Mail(**values)


@dataclass(frozen=True)
class Asked:
    """Shorthand for what the router understood."""

    intent: Intent = Intent.INVOICE_COPY_REQUEST
    numbers: tuple[str, ...] = ("INV-1001",)
    orders: tuple[str, ...] = ()
    customer_id: str | None = "C001"
    kinds: tuple[DocumentKind, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)

    def understanding(self) -> Understanding:
        """The router's value."""
        route = RouteDecision(
            self.intent.route, self.intent, 0.99, self.more.get("auto", True), self.more.get("also", ())
        )
        return Understanding(
            route,
            References(self.numbers, self.orders),
            CustomerDecision(self.customer_id, 0.99),
            language=self.more.get("language", "en"),
            flags=self.more.get("flags", ()),
            flag_reasons=tuple("why" for _ in self.more.get("flags", ())),
            wanted_kinds=self.kinds,
        )


POLICY = Answering(
    mode=Mode.AUTOMATIC, authentication=Authentication(trusted_authserv_id=SERVER), sensitive_kinds=()
)


def request_for(asked: Asked | None = None, **more: Any) -> AnswerRequest:
    """A request in which every rule holds unless `more` says otherwise."""
    values: dict[str, Any] = {
        "mail": mail_from(),
        "understanding": (asked or Asked()).understanding(),
        "answering": POLICY,
        "company": Company(
            name="Seller Inc", addresses=("ar@seller.example",), signature="The AR team\nSeller Inc"
        ),
        "ledger_max_age_days": 3,
        "now": NOW,
        "internal_date": NOW,
        "ledger": LEDGER,
        "read_file": content_of,
        **more,
    }
    return AnswerRequest(**values)
