"""A mail of a thread belongs to the customer of its earlier mails where nothing else tells."""

from email.message import EmailMessage

from domain.decisions import References
from domain.ledger import Contact, Customer, Ledger
from domain.policy import Routing
from intake.mime import parse_mail
from router.customer import customer_of

LEDGER = Ledger(
    customers=(Customer("A", "Norlin Handel"), Customer("B", "Talvera", email_domains=("talvera.example",))),
    contacts=(Contact("B", "ap@talvera.example", "Ana", None, True),),
)


def _customer(sender: str, in_thread: frozenset[str]):
    message = EmailMessage()
    message["From"] = sender
    message["Subject"] = "Re: open invoices"
    message.set_content("Thanks, we will look into it.")
    return customer_of(parse_mail(message.as_bytes()), References(), LEDGER, Routing(), in_thread)


def test_thread_names_the_customer_where_address_and_words_are_silent() -> None:
    found = _customer("someone@freemail.example", frozenset({"A"}))
    assert found.customer_id == "A"
    assert found.evidence == ("thread: its earlier mails are theirs",)


def test_thread_of_two_customers_or_of_one_gone_from_the_ledger_names_nobody() -> None:
    assert _customer("someone@freemail.example", frozenset({"A", "B"})).customer_id is None
    assert _customer("someone@freemail.example", frozenset({"Z"})).customer_id is None


def test_registered_contact_outweighs_the_thread() -> None:
    found = _customer("ap@talvera.example", frozenset({"A"}))
    assert found.customer_id == "B"
    assert not any(one.startswith("thread") for one in found.evidence)
