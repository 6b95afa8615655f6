"""The customers of a thread are those of its earlier mails."""

from datetime import UTC, datetime

from domain.mail import Address, Delivered, DeliveryKey, Mail
from store.engine import Store
from store.repositories import deliveries, mails, work_items
from store.repositories.threads import customers_in_thread
from store.tables import Delivery, WorkItemRow

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


def _add(store: Store, number: int, thread: str | None, customer: str | None) -> int:
    sha = f"{number:064d}"
    delivered = Delivered(DeliveryKey("ar", "INBOX", 1, str(number)), b"raw", NOW)
    mail = Mail(
        raw_sha256=sha,
        identity=sha,
        size=3,
        message_id=f"<{number}@acme.example>",
        subject="Re: open invoices",
        date=NOW,
        senders=(Address("ap@acme.example"),),
        from_fields=1,
    )
    with store.write() as session:
        (one,) = deliveries.add_deliveries(session, [(delivered, sha)], NOW)
        row, _ = mails.find_or_add_mail(session, mail, session.get_one(Delivery, one.id), NOW, thread)
        work_items.add_item(
            session,
            WorkItemRow(mail_id=row.id, customer_id=customer, created_at=NOW, updated_at=NOW),
        )
        assert row.id is not None
        return row.id


def test_customers_of_earlier_mails_of_the_thread_are_told(any_store: Store) -> None:
    _add(any_store, 1, "<1@acme.example>", "C1")
    _add(any_store, 2, "<9@other.example>", "C2")
    answer = _add(any_store, 3, "<1@acme.example>", None)
    _add(any_store, 4, "<1@acme.example>", "C3")
    alone = _add(any_store, 5, None, None)
    with any_store.read() as session:
        assert customers_in_thread(session, answer) == {"C1"}
        assert customers_in_thread(session, alone) == frozenset()
