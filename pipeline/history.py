"""What left by itself before, and what came back or was asked in vain: the counts behind the limits."""

from datetime import datetime, timedelta

from domain.decisions import Understanding
from domain.free_mail import is_free_mail
from domain.mail import Mail
from pipeline.breaker import HOUR, counted_from
from responders.request import History
from responders.subjects import normalised_subject
from store.repositories import bounces, mails, outbox
from store.session import Session

DAY = timedelta(hours=24)
BOUNCES_COUNT_FOR = timedelta(days=90)


def subject_key(mail: Mail, understanding: Understanding | None) -> str:
    """Return what answers about one thing have in common, see `responders.subjects`."""
    named = understanding.references if understanding is not None else None
    numbers = (*named.invoice_numbers, *named.po_numbers) if named is not None else ()
    return normalised_subject(mail.subject, numbers)


def history_of(
    session: Session, mail_id: int | None, mail: Mail, understanding: Understanding | None, now: datetime
) -> History:
    """Return what the release rules count."""
    address = mail.sender.email if mail.sender else ""
    domain = mail.sender.domain if mail.sender else ""
    customer_id = understanding.customer.customer_id if understanding is not None else None
    key = subject_key(mail, understanding)
    earlier, last = mails.earlier_mails(session, address, mail_id) if mail_id else (0, None)
    about_it = outbox.released_since(session, now - DAY, recipient=address, subject_key=key)
    to_address = outbox.released_since(session, now - DAY, recipient=address)
    return History(
        to_correspondent_and_subject_today=about_it.answers,
        to_correspondent_today=to_address.answers,
        in_the_last_hour=outbox.released_since(session, counted_from(session, now)).answers,
        documents_to_customer_today=_to_customer(session, customer_id, now),
        earlier_mails=earlier,
        last_mail_at=last,
        to_domain_in_the_last_hour=outbox.released_since(session, now - HOUR, domain=domain).answers,
        documents_to_correspondent_today=to_address.documents,
        documents_today=outbox.released_since(session, now - DAY).documents,
        misses_today=outbox.misses_since(
            session, now - DAY, address, None if is_free_mail(domain) else domain
        ),
        hard_bounces=bounces.hard_bounces_since(session, address, now - BOUNCES_COUNT_FOR),
        is_our_own=bounces.answer_of_message(session, mail.message_id or "") is not None,
    )


def _to_customer(session: Session, customer_id: str | None, now: datetime) -> int:
    if customer_id is None:
        return 0
    return outbox.released_since(session, now - DAY, customer_id=customer_id).documents
