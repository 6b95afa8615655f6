"""The sender must be a registered contact of the customer that everything belongs to."""

from domain.free_mail import is_free_mail
from responders.holdings import holdings_of
from responders.port import Composition
from responders.request import AnswerRequest
from responders.sender import contacts_of_sender, plain_sender


def sender_unknown(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails unless the sender is a registered contact, or at a customer's domain where that counts."""
    sender = plain_sender(request.mail)
    if sender is None:
        return "The mail has no single plain From address that an answer could go to."
    if contacts_of_sender(request) or customer_of_domain(request) is not None:
        return None
    return f"{sender} is not a registered contact of the customer."


def contact_may_not_receive(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails where documents or facts of the ledger would go to a contact that may not have them."""
    if not composition.releases:
        return None
    customer_id = request.understanding.customer.customer_id
    contacts = contacts_of_sender(request)
    own = [contact for contact in contacts if contact.customer_id == customer_id] or list(contacts)
    if all(contact.may_receive_documents for contact in own):
        return None
    return f"{own[0].email} is registered, but may not receive documents."


def customer_unclear(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails unless the mail's customer is settled and is the only one whose contact the sender is.

    The same address under two customers proves neither.
    """
    if all(not draft.about_customer for draft in composition.drafts):
        return None
    customers = {contact.customer_id for contact in contacts_of_sender(request)}
    if len(customers) > 1:
        return f"The sender is registered with several customers: {', '.join(sorted(customers))}."
    customer_id = request.understanding.customer.customer_id
    if customer_id is None:
        return "It is not settled which customer the mail comes from."
    if holdings_of(request) is None:
        return (
            f"The sender is not a contact of {customer_id}, to which the mail points, or the ledger lacks it."
        )
    return None


def customer_of_domain(request: AnswerRequest) -> str | None:
    """Return the one customer at whose registered domain the sender is, where the policy lets that count."""
    sender = plain_sender(request.mail)
    if not request.answering.domain_may_receive or request.ledger is None or sender is None:
        return None
    domain = sender.rpartition("@")[2]
    if is_free_mail(domain, request.free_mail_domains):
        return None
    if domain in request.ledger.added_domains:
        return None  # added by one click: whoever has a mailbox there is not entitled by it
    customers = {each.customer_id for each in request.ledger.customers_by_domain.get(domain, ())}
    decided = request.understanding.customer.customer_id
    return decided if decided is not None and customers == {decided} else None
