"""Who wrote a mail, and whose registered contact that is."""

from domain.ledger import Contact
from domain.mail import Mail
from responders.addresses import is_plain_address
from responders.request import AnswerRequest


def has_one_sender(mail: Mail) -> bool:
    """Tell whether the mail has exactly one From field with exactly one address."""
    return mail.from_fields == 1 and len(mail.senders) == 1 and bool(mail.senders[0].email)


def plain_sender(mail: Mail) -> str | None:
    """Return the From address if it can be written to as it stands; of several none is the sender."""
    if not has_one_sender(mail) or not is_plain_address(mail.senders[0].email):
        return None
    return mail.senders[0].email.lower()


def contacts_of_sender(request: AnswerRequest) -> tuple[Contact, ...]:
    """Return the registered contacts with the sender's address, of whatever customer."""
    sender = plain_sender(request.mail)
    if request.ledger is None or sender is None:
        return ()
    return request.ledger.contacts_by_email.get(sender, ())
