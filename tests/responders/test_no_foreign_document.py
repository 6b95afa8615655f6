"""No document ever goes, or is put into a draft, for a customer that does not own it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.decisions import AlsoDecision, Dispute, Reply
from domain.ledger import Contact, Customer, Ledger, PurchaseOrder, SupportingDocument
from domain.policy import Answering
from domain.words import Band, DisputeReason, DocumentKind, Intent, Mode
from responders.answering import answer
from tests.responders.answering_cases import (
    LEDGER,
    NOW,
    POLICY,
    Asked,
    content_of,
    item,
    mail_from,
    request_for,
)

CUSTOMERS = [f"C{index}" for index in range(6)]
NUMBERS = [f"INV-{index:02}" for index in range(12)]
SENDERS = [f"ap@c{index}.example" for index in range(6)] + [
    "both@group.example",
    "nobody@evil.example",
    "new@c2.example",
]
INTENTS = [
    Intent.INVOICE_COPY_REQUEST,
    Intent.SUPPORTING_DOCUMENT_REQUEST,
    Intent.PO_INQUIRY,
    Intent.DISPUTE,
    Intent.STATEMENT_REQUEST,
    Intent.PAYMENT_LINK_REQUEST,
    Intent.UNSUBSCRIBE,
    Intent.PAYMENT_ADVICE,
]
OPEN = POLICY.model_copy(update={"numbers_per_mail": 100})


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Six customers, numbers that some share, files of every kind listed for whoever."""
    owners = draw(st.lists(st.tuples(st.sampled_from(NUMBERS), st.sampled_from(CUSTOMERS)), unique=True))
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(list(DocumentKind)),
                st.sampled_from([*NUMBERS, "PO-1", "PO-2", None]),
                st.sampled_from([*CUSTOMERS, None]),
            ),
            max_size=30,
        )
    )
    orders = draw(st.sets(st.tuples(st.sampled_from(["PO-1", "PO-2"]), st.sampled_from(CUSTOMERS))))
    return Ledger(
        customers=tuple(
            Customer(each, each, email_domains=(f"{each.lower()}.example",)) for each in CUSTOMERS
        ),
        contacts=(
            *(Contact(each, f"ap@{each.lower()}.example", may_receive_documents=True) for each in CUSTOMERS),
            Contact("C0", "both@group.example", may_receive_documents=True),
            Contact("C1", "both@group.example", may_receive_documents=True),
        ),
        open_items=tuple(
            item(number, owner, po_number=draw(st.sampled_from(["PO-1", "PO-2", None])))
            for number, owner in owners
        ),
        purchase_orders=tuple(
            PurchaseOrder(
                number, owner, document_numbers=tuple(draw(st.lists(st.sampled_from(NUMBERS), max_size=3)))
            )
            for number, owner in sorted(orders)
        ),
        supporting_documents=tuple(
            SupportingDocument(f"{index}.pdf", kind, number, owner, f"/docs/{index}.pdf")
            for index, (kind, number, owner) in enumerate(rows)
        ),
        imported_at=NOW,
    )


numbers = st.lists(st.sampled_from([*NUMBERS, "INV-99", "inv 03", "INV-3"]), max_size=4, unique=True).map(
    tuple
)
orders = st.lists(st.sampled_from(["PO-1", "PO-2", "PO-3"]), max_size=2, unique=True).map(tuple)
kinds = st.lists(st.sampled_from(list(DocumentKind)), max_size=3, unique=True).map(tuple)
disputes = st.none() | st.builds(
    lambda reason, named: Dispute(reason, named, None, 50, Band.HIGH),
    st.sampled_from(list(DisputeReason)),
    numbers,
)
asked = st.builds(
    Asked,
    st.sampled_from(INTENTS),
    numbers,
    orders,
    st.sampled_from([*CUSTOMERS, "C9", None]),
    kinds,
    st.lists(st.sampled_from(INTENTS), max_size=2).map(
        lambda intents: {"also": tuple(AlsoDecision(each.route, each, 0.9) for each in intents)}
    ),
)


def release(
    ledger: Ledger, wish: Asked, sender: str, dispute: Dispute | None, policy: Answering = OPEN
) -> Reply | None:
    return answer(
        request_for(
            wish,
            ledger=ledger,
            mail=mail_from(sender),
            dispute=dispute,
            answering=policy,
            mode_override=Mode.AUTOMATIC,
        )
    )


requests = given(ledgers(), asked, st.sampled_from(SENDERS), disputes, st.booleans())


@settings(max_examples=200, deadline=None)
@requests
def test_every_attachment_is_owned_by_the_customer_and_nothing_goes_to_anybody_else(
    ledger: Ledger, wish: Asked, sender: str, dispute: Dispute | None, domain: bool
) -> None:
    check_owners(ledger, wish, sender, dispute, domain=domain)


@pytest.mark.long
@settings(max_examples=1_000, deadline=None)
@requests
def test_every_attachment_of_a_thousand_random_requests_is_owned_by_the_customer(
    ledger: Ledger, wish: Asked, sender: str, dispute: Dispute | None, domain: bool
) -> None:
    check_owners(ledger, wish, sender, dispute, domain=domain)


@pytest.mark.soak
@settings(max_examples=10_000, deadline=None)
@requests
def test_every_attachment_of_ten_thousand_random_requests_is_owned_by_the_customer(
    ledger: Ledger, wish: Asked, sender: str, dispute: Dispute | None, domain: bool
) -> None:
    check_owners(ledger, wish, sender, dispute, domain=domain)


def check_owners(ledger: Ledger, wish: Asked, sender: str, dispute: Dispute | None, *, domain: bool) -> None:
    """Ask, and compare what goes, or is put into the draft, with who owns it."""
    policy = OPEN.model_copy(update={"domain_may_receive": domain})
    reply = release(ledger, wish, sender, dispute, policy)
    assert reply is not None or wish.intent is Intent.PAYMENT_ADVICE
    if reply is None:
        return
    owners = {each.customer_id for each in ledger.contacts_by_email.get(sender, ())}
    if domain and sender == "new@c2.example":
        owners = {"C2"}
    for attachment in reply.attachments:
        if attachment.made is not None:
            assert attachment.customer_id == wish.customer_id
            assert not reply.auto_send or owners == {wish.customer_id}
            continue
        row = next(each for each in ledger.supporting_documents if each.file == attachment.file)
        assert row.customer_id == attachment.customer_id
        own_firm = row.customer_id is None and row.kind in {DocumentKind.W9, DocumentKind.TAX_CERTIFICATE}
        assert own_firm or row.customer_id == wish.customer_id
        if reply.auto_send:
            assert own_firm or owners == {row.customer_id}
    if reply.auto_send:
        assert reply.to == (sender,)
        assert len(owners) == 1 or reply.kind.value == "unsubscribe_confirmation"


@settings(max_examples=150, deadline=None)
@given(ledgers(), asked, st.sampled_from(SENDERS[:6]), disputes)
def test_a_foreign_number_and_one_that_does_not_exist_give_the_same_answer(
    ledger: Ledger, wish: Asked, sender: str, dispute: Dispute | None
) -> None:
    mine = wish.customer_id
    others = {each.document_number for each in ledger.open_items} - {
        each.document_number for each in ledger.open_items if each.customer_id == mine
    }
    # A file listed for one customer under a number of another's is a fault of the ledger, tested below.
    sound = (
        each
        for each in ledger.supporting_documents
        if each.customer_id != mine or each.document_number not in others
    )
    ledger = replace(ledger, supporting_documents=tuple(sound))
    without = replace(
        ledger,
        open_items=tuple(each for each in ledger.open_items if each.customer_id == mine),
        purchase_orders=tuple(each for each in ledger.purchase_orders if each.customer_id == mine),
        supporting_documents=tuple(
            each for each in ledger.supporting_documents if each.customer_id in (mine, None)
        ),
    )
    exact = replace(
        wish,
        numbers=tuple(number for number in wish.numbers if number in NUMBERS),
    )
    assert release(ledger, exact, sender, None) == release(without, exact, sender, None)


def test_the_answer_to_not_yours_and_to_does_not_exist_cannot_be_told_apart() -> None:
    foreign = answer(request_for(Asked(numbers=("INV-2001",))))
    hidden = replace(
        LEDGER,
        open_items=tuple(each for each in LEDGER.open_items if each.document_number != "INV-2001"),
        supporting_documents=tuple(
            each for each in LEDGER.supporting_documents if each.document_number != "INV-2001"
        ),
    )
    unknown = answer(request_for(Asked(numbers=("INV-2001",)), ledger=hidden))
    assert foreign == unknown
    assert foreign is not None
    assert "INV-2001" not in foreign.body


def test_a_file_that_a_row_gives_to_the_wrong_customer_is_not_attached() -> None:
    wrong = SupportingDocument("x.pdf", DocumentKind.INVOICE_COPY, "INV-2001", "C001", "/docs/x.pdf")
    ledger = replace(LEDGER, supporting_documents=(wrong,))
    for number, customer in (("INV-2001", "C001"), ("INV-1001", "C001")):
        reply = answer(request_for(Asked(numbers=(number,), customer_id=customer), ledger=ledger))
        assert reply is not None
        assert reply.attachments == ()
        assert not reply.auto_send


def test_only_the_files_of_the_answered_documents_are_read() -> None:
    opened: list[str] = []

    def reading(path: str) -> bytes:
        opened.append(path)
        return content_of(path)

    answer(request_for(Asked(numbers=("INV-1001", "INV-2001")), read_file=reading))
    assert opened == ["/docs/INV-1001.pdf"]
