import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert

from domain.decisions import Application
from domain.errors import ConflictError, NotFoundError
from domain.remittance import Evidence, Remittance, RemittanceLine
from domain.states import OutboxState
from domain.words import DocumentType, How, Layout, PaymentMethod, ReplyKind
from store.dialect import table_of
from store.engine import Store
from store.repositories import exports, history, outbox, remittances, settings, users, work_items
from store.repositories.outbox import Released
from store.tables import MailRow, Outbox, WorkItemRow

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


def _item(store: Store) -> int:
    with store.write() as session:
        return work_items.add_item(session, WorkItemRow(created_at=NOW, updated_at=NOW))


REMITTANCE = Remittance(
    document="a.pdf",
    layout=Layout.TABLE,
    lines=(
        RemittanceLine(
            "INV-1", net_amount=Decimal("10.00"), confidence=0.987, page=1, box=(1.5, 2.0, 3.0, 4.0)
        ),
        RemittanceLine(
            None, DocumentType.ON_ACCOUNT, net_amount=Decimal("-2.5000"), cell="Sheet1!C7", proofs=("sum",)
        ),
    ),
    payer_name="ACME",
    payment_method=PaymentMethod.TRANSFER,
    currency="EUR",
    total_amount=Decimal("7.50"),
    fields={"total_amount": Evidence(1, (1.0, 2.0, 3.0, 4.0), None, 0.99, "general reader", ("label",))},
    problems=("a line has no number.",),
    confidence=0.5,
)
APPLIED = Application(
    0, 0, "INV-1", Decimal("10.00"), None, Decimal("1.00"), Decimal("0.00"), None, How.EXACT_NUMBER, "C1"
)


def test_remittances_and_allocations_come_back_as_they_were_saved(any_store: Store) -> None:
    number = _item(any_store)
    for _ in range(2):
        with any_store.write() as session:
            remittances.save_remittances(session, number, (REMITTANCE, REMITTANCE))
            remittances.save_allocations(session, number, (APPLIED,), ("EUR", None))
    with any_store.read() as session:
        assert remittances.load_remittances(session, number) == (REMITTANCE, REMITTANCE)
        assert remittances.load_allocations(session, number) == (APPLIED,)


def test_read_values_never_replace_confirmed_ones(any_store: Store) -> None:
    number = _item(any_store)
    with any_store.write() as session:
        remittances.save_remittances(session, number, (REMITTANCE,))
        remittances.confirm(session, number, "anna", NOW)
        with pytest.raises(ConflictError, match="are confirmed"):
            remittances.save_remittances(session, number, ())
        remittances.save_remittances(session, number, (REMITTANCE,), confirmed_by="bob", now=NOW)
        remittances.reopen(session, number)
        assert not remittances.is_confirmed(session, number)


def test_nothing_is_exported_twice_unless_asked(any_store: Store) -> None:
    number = _item(any_store)
    later = NOW + timedelta(days=1)
    with any_store.write() as session:
        remittances.save_remittances(session, number, (REMITTANCE,))
        assert exports.not_exported(session, "cash", NOW, later) == ()
        remittances.confirm(session, number, "anna", NOW)
        rows = exports.not_exported(session, "cash", NOW, later)
        assert rows == (exports.Exportable(number, 0, "anna", NOW),)
        exports.record_export(session, "x1", "cash", "csv", NOW.date(), rows, "anna", NOW)
        assert exports.not_exported(session, "cash", NOW, later) == ()
        assert exports.confirmed(session, NOW, later) == rows
        exports.record_export(session, "x2", "cash", "csv", NOW.date(), rows, "anna", NOW, again=True)
    with pytest.raises(ConflictError, match="exported in the meantime"), any_store.write() as session:
        exports.record_export(session, "x3", "cash", "csv", NOW.date(), rows, "anna", NOW)
    with any_store.read() as session:
        assert [batch.uid for batch in exports.list_exports(session, "cash")] == ["x2", "x1"]
        assert exports.get_export(session, "x1").rows == 1
        with pytest.raises(NotFoundError):
            exports.get_export(session, "x3")


def _answer(item_id: int, recipient: str = "ap@acme.example", **values: object) -> Outbox:
    return Outbox(
        work_item_id=item_id,
        recipient=recipient,
        kind=ReplyKind.INVOICE_COPY,
        created_at=NOW,
        updated_at=NOW,
        **values,
    )


def test_caps_count_what_was_released_even_before_it_left(any_store: Store) -> None:
    number = _item(any_store)
    earlier = NOW - timedelta(hours=1)
    with any_store.write() as session:
        for state in OutboxState:
            answer = _answer(
                number, automatic=True, frozen_at=NOW, state=state, documents=2, subject_key="copy"
            )
            outbox.add_answer(session, answer)
        outbox.add_answer(session, _answer(number, automatic=False, frozen_at=NOW, state=OutboxState.SENT))
        assert outbox.released_since(session, earlier) == Released(6, 12)
        assert outbox.released_since(session, NOW) == Released(0, 0)
        assert outbox.released_since(session, earlier, recipient="x@acme.example") == Released(0, 0)
        same = outbox.released_since(session, earlier, recipient="ap@acme.example", subject_key="copy")
        assert same == Released(6, 12)


def test_answers_are_counted_and_listed_by_their_state(any_store: Store) -> None:
    number = _item(any_store)
    with any_store.write() as session:
        for state in (OutboxState.QUEUED, OutboxState.QUEUED, OutboxState.DELAYED, OutboxState.HELD):
            outbox.add_answer(session, _answer(number, state=state))
        assert outbox.counts_by_state(session)[OutboxState.QUEUED] == 2
        assert [answer.id for answer in outbox.list_answers(session, OutboxState.QUEUED, (NOW, 2)).rows] == [
            1
        ]


def test_attempts_are_kept_with_their_end(any_store: Store) -> None:
    number = _item(any_store)
    with any_store.write() as session:
        answer, _ = outbox.add_answer(session, _answer(number))
        attempt = outbox.begin_attempt(session, answer.id, NOW)
        outbox.end_attempt(session, attempt, NOW, error="the connection was lost")
        outbox.note_uncertain(session, answer.id)
        answer = outbox.change_answer(session, answer.id, 1, NOW)
        answer.state = OutboxState.UNCERTAIN
    with any_store.read() as session:
        (tried,) = outbox.attempts_of(session, answer.id)
        assert (tried.phase, tried.error, tried.ended_at) == (
            outbox.UNCERTAIN,
            "the connection was lost",
            NOW,
        )
        assert outbox.get_answer(session, answer.id).version == 2
    with pytest.raises(ConflictError), any_store.write() as session:
        outbox.change_answer(session, answer.id, 1, NOW)


def test_the_history_and_the_corrections_keep_their_order(any_store: Store) -> None:
    number = _item(any_store)
    change = history.Change("route", "route.label", '"other"', '"dispute"')
    with any_store.write() as session:
        for action in ("routed", "matched"):
            history.add_event(session, "pipeline", action, NOW, number, {"lines": 3})
        history.add_corrections(session, number, (change,), "anna", NOW)
    with any_store.read() as session:
        assert [event.action for event in history.events_of(session, number)] == ["routed", "matched"]
        (kept,) = history.corrections_of(session, number)
        assert (kept.field, kept.after, kept.who) == ("route.label", '"dispute"', "anna")


def test_a_switch_is_as_it_was_set_last(any_store: Store) -> None:
    with any_store.write() as session:
        assert not settings.is_on(session, settings.KILL_SWITCH)
        for value in (True, False, True):
            settings.set_setting(session, settings.KILL_SWITCH, value, "anna", NOW)
            assert settings.is_on(session, settings.KILL_SWITCH) is value


def test_sessions_end_and_failures_are_counted(any_store: Store) -> None:
    later = NOW + timedelta(hours=1)
    with any_store.write() as session:
        user = users.add_user(session, "anna", "hash", ("clerk",), "en", NOW)
        with pytest.raises(ConflictError, match="a user anna already"):
            users.add_user(session, "anna", "hash", (), "en", NOW)
        users.begin_session(session, user.id, "t" * 64, "c", NOW, later)
        found = users.find_session(session, "t" * 64, NOW)
        assert found is not None and found[1].roles == ("clerk",)
        assert users.find_session(session, "t" * 64, later) is None
        assert [users.count_failure(session, "name:anna", NOW, None) for _ in range(3)] == [1, 2, 3]
        users.forget_failures(session, "name:anna")
        assert users.login_attempt(session, "name:anna") is None
        users.end_sessions_of(session, user.id)
        assert users.find_session(session, "t" * 64, NOW) is None
        with pytest.raises(NotFoundError, match="ardoise user add bob"):
            users.get_user(session, "bob")


def test_one_mail_has_one_answer_to_each_correspondent(any_store: Store) -> None:
    number = _item(any_store)
    with any_store.write() as session:
        mail_id = session.execute(
            insert(table_of(MailRow))
            .values(
                identity="1",
                raw_sha256="1",
                account="ar",
                subject="",
                sender="",
                sender_name="",
                size=0,
                internal_date=NOW,
                received_at=NOW,
                backfill=False,
                has_attachments=False,
                state="parsed",
            )
            .returning(table_of(MailRow).c.id)
        ).scalar_one()
        first, new = outbox.add_answer(session, _answer(number, mail_id=mail_id))
        again, newer = outbox.add_answer(session, _answer(number, mail_id=mail_id))
        assert (new, newer, again.id) == (True, False, first.id)
        assert outbox.answers_to_mail(session, mail_id) == (first,)


def test_two_releases_are_counted_one_after_the_other(any_store: Store) -> None:
    order: list[str] = []
    begun = threading.Event()

    def second() -> None:
        begun.wait(10)
        with any_store.write() as session:
            outbox.one_release_at_a_time(session)
            order.append("second")

    other = threading.Thread(target=second)
    other.start()
    with any_store.write() as session:
        outbox.one_release_at_a_time(session)
        begun.set()
        other.join(0.3)
        order.append("first")
    other.join(10)
    assert order == ["first", "second"]
