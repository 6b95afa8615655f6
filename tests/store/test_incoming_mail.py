from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.mail import Address, Attachment, Delivered, DeliveryKey, Mail
from domain.mail_ports import Mark
from domain.states import MailState
from store.engine import Store
from store.repositories import deliveries, mails
from store.tables import Delivery

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
SHA = "a" * 64


def _delivered(uid: str, *, folder: str = "INBOX", backfill: bool = False) -> Delivered:
    return Delivered(DeliveryKey("ar", folder, 4_000_000_000, uid), b"raw", NOW, backfill=backfill)


def _mail(**changes: object) -> Mail:
    mail = Mail(
        raw_sha256=SHA,
        identity="1" * 64,
        size=3,
        message_id="<1@acme.example>",
        subject="Payment",
        date=NOW,
        senders=(Address("ap@acme.example", "Accounts"),),
        from_fields=1,
    )
    return replace(mail, **changes)  # type: ignore[arg-type]


def _delivery(store: Store, uid: str = "1", **changes: object) -> int:
    with store.write() as session:
        (one,) = deliveries.add_deliveries(session, [(_delivered(uid, **changes), SHA)], NOW)  # type: ignore[arg-type]
    return one.id


def test_a_folder_has_no_state_before_its_first_connection(any_store: Store) -> None:
    with any_store.write() as session:
        assert deliveries.folder_state(session, "ar", "INBOX") is None
        deliveries.move_mark(session, "ar", "INBOX", Mark(4_000_000_000, 17), NOW)
        deliveries.note_poll(session, "ar", "INBOX", NOW, "the server is down")
    later = NOW + timedelta(hours=1)
    with any_store.write() as session:
        deliveries.move_mark(session, "ar", "INBOX", Mark(5, 18), later)
    with any_store.read() as session:
        (state,) = deliveries.folder_states(session)
        assert deliveries.mark_of(state) == Mark(5, 18)
        assert (state.first_seen_at, state.polled_at, state.problem) == (NOW, later, None)


def test_a_delivery_is_added_once(any_store: Store) -> None:
    lot = [(_delivered(str(number)), SHA) for number in range(3)]
    with any_store.write() as session:
        assert len(deliveries.add_deliveries(session, lot[:2], NOW)) == 2
    with any_store.write() as session:
        new = deliveries.add_deliveries(session, [*lot, lot[2]], NOW)
        assert [one.delivered.key.uid for one in new] == ["2"]
        assert deliveries.add_deliveries(session, [], NOW) == ()
        assert deliveries.known_uids(session, "ar", "INBOX", 4_000_000_000, ["1", "2", "9"]) == {"1", "2"}
        assert len(deliveries.same_bytes(session, SHA)) == 3


def test_a_delivery_without_bytes_becomes_no_mail(any_store: Store) -> None:
    key = DeliveryKey("ar", "INBOX", 1, "5")
    with any_store.write() as session:
        row = Delivery(account=key.account, folder=key.folder, uidvalidity=key.uidvalidity, uid=key.uid)
        row.internal_date = row.received_at = NOW
        session.add(row)
        session.flush()
        with pytest.raises(ValueError, match="no bytes"):
            mails.find_or_add_broken_mail(session, row, "x", NOW)


def test_two_deliveries_of_one_mail_are_one_mail(any_store: Store) -> None:
    first, second = _delivery(any_store), _delivery(any_store, "2")
    attachment = Attachment("a.pdf", "a.pdf", "application/pdf", "application/pdf", b"", SHA)
    found = []
    for number in (first, second):
        with any_store.write() as session:
            delivery = session.get_one(Delivery, number)
            row, new = mails.find_or_add_mail(session, _mail(attachments=(attachment,)), delivery, NOW)
            found.append((row.id, new))
    assert found == [(found[0][0], True), (found[0][0], False)]
    with any_store.read() as session:
        row_again = mails.get_mail(session, found[0][0])
        assert row_again is not None
        assert (row_again.sender, row_again.has_attachments, row_again.state) == (
            "ap@acme.example",
            True,
            MailState.PARSED,
        )
        linked = deliveries.deliveries_of_mail(session, found[0][0])
        assert [delivery.id for delivery in linked] == [first, second]


def test_a_backfilled_mail_that_is_delivered_for_real_is_no_backfill_any_more(any_store: Store) -> None:
    old, real = _delivery(any_store, backfill=True), _delivery(any_store, "2")
    with any_store.write() as session:
        row, _ = mails.find_or_add_mail(session, _mail(), session.get_one(Delivery, old), NOW)
        assert row.backfill
    with any_store.write() as session:
        row, _ = mails.find_or_add_mail(session, _mail(), session.get_one(Delivery, real), NOW)
        assert not row.backfill


def test_the_same_message_id_with_other_content_is_another_mail(any_store: Store) -> None:
    for uid, identity in (("1", "1" * 64), ("2", "2" * 64)):
        number = _delivery(any_store, uid)
        with any_store.write() as session:
            mails.find_or_add_mail(session, _mail(identity=identity), session.get_one(Delivery, number), NOW)
    with any_store.read() as session:
        assert len(mails.mails_by_message_id(session, "<1@acme.example>")) == 2


def test_a_mail_that_no_parser_takes_is_stored_and_shown(any_store: Store) -> None:
    number = _delivery(any_store)
    with any_store.write() as session:
        row, new = mails.find_or_add_broken_mail(session, session.get_one(Delivery, number), "no header", NOW)
        assert new and (row.state, row.error) == (MailState.BROKEN, "no header")


def test_a_date_without_offset_is_kept_as_text_only(any_store: Store) -> None:
    number = _delivery(any_store)
    with any_store.write() as session:
        undated = _mail(date=datetime(2026, 1, 1))
        row, _ = mails.find_or_add_mail(session, undated, session.get_one(Delivery, number), NOW)
        assert (row.date, row.date_text) == (None, "2026-01-01T00:00:00")


def test_the_newest_mails_come_first(any_store: Store) -> None:
    for number in range(5):
        delivery = _delivery(any_store, str(number))
        with any_store.write() as session:
            mail = _mail(identity=str(number) * 64)
            at = NOW + timedelta(minutes=number // 2)
            mails.find_or_add_mail(session, mail, session.get_one(Delivery, delivery), at)
    with any_store.read() as session:
        newest = mails.newest_mails(session, 3)
    assert [row.identity[0] for row in newest] == ["4", "3", "2"]
    last = newest[-1]
    with any_store.read() as session:
        assert mails.earlier_mails(session, "ap@acme.example", last.id) == (2, NOW)
        assert mails.earlier_mails(session, "nobody@acme.example", last.id) == (0, None)
