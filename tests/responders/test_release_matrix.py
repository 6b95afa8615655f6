"""Every customer, every sender, every document: none leaves for anybody but a contact of its owner."""

from collections import Counter
from itertools import product

import pytest

from domain.ledger import Contact, Customer, Ledger, SupportingDocument
from domain.words import DocumentKind
from responders.answering import answer
from responders.request import History
from tests.responders.answering_cases import NOW, Asked, item, mail_from, request_for


def house(customers: int, documents: int) -> Ledger:
    """Customers with a contact each; every tenth contact stands with two, every seventh may not receive."""
    owners = [f"C{number:03}" for number in range(customers)]
    contacts = [
        Contact(owner, sender_of(index), may_receive_documents=index % 7 != 3)
        for index, owner in enumerate(owners)
    ]
    contacts += [
        Contact(owners[(index + 1) % customers], sender_of(index), may_receive_documents=True)
        for index in range(0, customers, 10)
    ]
    items = tuple(item(number_of(index), owners[index % customers]) for index in range(documents))
    files = tuple(
        SupportingDocument(
            f"{each.document_number}.pdf",
            DocumentKind.INVOICE_COPY,
            each.document_number,
            each.customer_id,
            f"/docs/{each.document_number}.pdf",
        )
        for each in items
    )
    return Ledger(
        customers=tuple(
            Customer(owner, owner, email_domains=(f"{owner.lower()}.example",)) for owner in owners
        ),
        contacts=tuple(contacts),
        open_items=items,
        supporting_documents=files,
        imported_at=NOW,
    )


def sender_of(index: int) -> str:
    return f"ap@c{index:03}.example"


def number_of(index: int) -> str:
    return f"INV-{7000 + index}"


def released(customers: int, senders: int, documents: int) -> Counter[str]:
    """Ask as every sender for every document of whatever customer the mail points to."""
    ledger = house(customers, documents)
    counted: Counter[str] = Counter()
    mails = [mail_from(sender_of(index)) for index in range(senders)]
    for customer, mail, document in product(range(customers), mails, range(documents)):
        wish = Asked(numbers=(number_of(document),), customer_id=f"C{customer:03}")
        reply = answer(request_for(wish, ledger=ledger, mail=mail))
        assert reply is not None
        owner = f"C{document % customers:03}"
        contacts = ledger.contacts_by_email.get(mail.senders[0].email, ())
        may = {each.customer_id for each in contacts} == {owner} and contacts[0].may_receive_documents
        rightful = may and f"C{customer:03}" == owner
        assert reply.auto_send is rightful, (customer, mail.senders, document, reply.blocked_by)
        assert all(each.customer_id == f"C{customer:03}" for each in reply.attachments)
        counted["released" if reply.auto_send else "held"] += 1
    return counted


@pytest.mark.parametrize(
    ("customers", "senders", "documents"),
    [
        (10, 12, 20),
        pytest.param(25, 25, 80, marks=pytest.mark.long),
        pytest.param(50, 50, 200, marks=pytest.mark.soak),
    ],
)
def test_no_document_leaves_for_anybody_but_a_contact_of_its_owner(
    customers: int, senders: int, documents: int
) -> None:
    counted = released(customers, senders, documents)
    assert counted["released"] > 0
    assert sum(counted.values()) == customers * senders * documents


@pytest.mark.parametrize("asked", [500, pytest.param(5000, marks=pytest.mark.long)])
def test_who_drains_the_archive_gets_no_more_than_the_cap(asked: int) -> None:
    """One hijacked mailbox of one customer asks for everything that the customer owns."""
    ledger = house(1, asked)
    left = answers = 0
    for first in range(0, asked, 4):
        wish = Asked(numbers=tuple(number_of(first + more) for more in range(4)), customer_id="C000")
        before = History(
            to_correspondent_today=answers,
            documents_to_customer_today=left,
            documents_to_correspondent_today=left,
            documents_today=left,
        )
        reply = answer(request_for(wish, ledger=ledger, mail=mail_from("ap@c000.example"), history=before))
        assert reply is not None
        left += len(reply.attachments) if reply.auto_send else 0
        answers += reply.auto_send
    assert 0 < left <= 20
    assert answers <= 5
