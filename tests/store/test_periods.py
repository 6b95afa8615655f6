"""What happened in a period, counted alike on every database; mails to colleagues taken once."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import insert

from domain.states import OutboxState, RemittanceState, WorkState
from domain.taught import UseOutcome
from domain.words import DisputeReason, How, Layout, ReplyKind, Route
from jobs.inventory import running_jobs
from store.dialect import table_of
from store.engine import Store
from store.repositories import figures, messages, periods, slips, work_items
from store.repositories.history import Change, add_corrections, add_event
from store.repositories.periods import Arrived, Cash, Closed, Period
from store.repositories.slips import Checked
from store.session import Session
from store.tables import (
    Allocation,
    MessageWish,
    Outbox,
    RemittanceRow,
    TemplateRow,
    TemplateUse,
    WorkItemRow,
)

DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
PERIOD = Period((MONDAY, MONDAY + DAY, MONDAY + 2 * DAY))
NOON = MONDAY + timedelta(hours=12)


def test_items_count_on_the_day_they_came_and_on_the_day_they_were_closed(any_store: Store) -> None:
    with any_store.write() as session:
        _item(session, NOON, route=Route.DISPUTE, reason=DisputeReason.PRICE)
        _item(session, MONDAY, closed_at=MONDAY + DAY, closed_by="ardoise", route=Route.OTHER)
        mended = _item(session, NOON, closed_at=NOON + DAY, closed_by="ardoise", route=Route.OTHER)
        _item(session, NOON, closed_at=NOON, closed_by="anna", account="desk")
        _item(session, MONDAY + 2 * DAY, closed_at=MONDAY + 2 * DAY, closed_by="anna")
        add_corrections(session, mended, (Change("route", "route.intent", '"x"', '"y"'),), "anna", NOON)
    with any_store.read() as session:
        came, ended = periods.arrived(session, PERIOD), periods.closed(session, PERIOD)
        of_desk = periods.arrived(session, Period(PERIOD.edges, "desk"))
        again = periods.corrected_then_closed_by_program(session, PERIOD)
        waits = periods.waits(session, PERIOD, 1)
    assert set(came) == {
        Arrived(0, Route.DISPUTE, DisputeReason.PRICE, 1),
        Arrived(0, Route.OTHER, None, 2),
        Arrived(0, None, None, 1),
    }
    assert set(ended) == {Closed(1, Route.OTHER, True, 2), Closed(0, None, False, 1)}
    assert of_desk == (Arrived(0, None, None, 1),)
    assert again == (Closed(1, Route.OTHER, True, 1),)
    assert waits == ((NOON, NOON),)


def test_answers_and_the_rules_that_held_them_back_are_counted(any_store: Store) -> None:
    with any_store.write() as session:
        item = _item(session, NOON, account="desk")
        for number, (state, rules) in enumerate(
            ((OutboxState.SENT, ()), (OutboxState.DRAFT, ("cap",)), (OutboxState.DRAFT, ("cap", "not_owned")))
        ):
            answer = Outbox(work_item_id=item, recipient=f"a{number}@x.example", kind=ReplyKind.INVOICE_COPY)
            answer.state, answer.blocked_by, answer.created_at, answer.updated_at = state, rules, NOON, NOON
            session.add(answer)
    for account in (None, "desk"):
        with any_store.read() as session:
            made = periods.answered(session, Period(PERIOD.edges, account))
            rules = dict(periods.blocked(session, Period(PERIOD.edges, account)))
        assert {(one.state, one.count) for one in made} == {(OutboxState.SENT, 1), (OutboxState.DRAFT, 2)}
        assert rules == {("cap",): 1, ("cap", "not_owned"): 1}


def test_cash_is_what_payments_state_less_what_met_open_items(any_store: Store) -> None:
    with any_store.write() as session:
        item = _item(session, NOON)
        for ordinal, total in enumerate(("100.00", "50.50")):
            _payment(session, item, ordinal, Decimal(total))
        for line in range(2):
            _applied(session, item, line, Decimal("30.25"))
    with any_store.read() as session:
        found = periods.cash(session, PERIOD)
        assert slips.settled_payments(session, PERIOD) == 1
    assert found == (Cash(0, "EUR", 2, Decimal("150.50"), Decimal("60.50")),)


def test_check_is_an_error_where_a_value_stays_changed_or_payments_stay_unconfirmed(any_store: Store) -> None:
    with any_store.write() as session:
        right, wrong, back, left, still = (
            _item(session, NOON, closed_at=NOON, closed_by="anna") for _ in range(5)
        )
        for number in (right, wrong, back, left, still):
            slips.keep_check(session, work_items.get_item(session, number), NOON)
            slips.keep_check(session, work_items.get_item(session, number), NOON + DAY)
        work_items.get_item(session, still).state = WorkState.WAITING
        _payment(session, left, 0, Decimal(1), confirmed=False)
        change = Change("value", "remittances.0.total_amount", "1", "2")
        add_corrections(session, wrong, (change,), "anna", NOON)
        add_corrections(session, back, (change,), "anna", NOON)
        undone = Change("value", "remittances.0.total_amount", "2", "1")
        add_corrections(session, back, (undone,), "anna", NOON + timedelta(minutes=1))
    with any_store.read() as session:
        found = slips.checked(session, PERIOD)
        changes = slips.changes_of(session, [one.item for one in found])
        fields = slips.corrected_fields(session, PERIOD)
    assert set(found) == {
        *(Checked(number, True, True) for number in (right, wrong, back)),
        Checked(left, True, False),
        Checked(still, False, True),
    }
    assert changes == {wrong: frozenset({"remittances.0.total_amount"})}
    assert len(fields) == 3


def test_uses_of_layouts_that_are_settled_are_counted(any_store: Store) -> None:
    with any_store.write() as session:
        template = TemplateRow(name="acme/main", payer="Acme", payer_key="acme")
        template.created_at = template.updated_at = NOON
        session.add(template)
        session.flush()
        for number, outcome in enumerate((UseOutcome.READ, UseOutcome.PROVED, UseOutcome.CORRECTED)):
            use = TemplateUse(work_item_id=number, document="a", document_sha256="x", version=1)
            use.template_id, use.outcome, use.at = template.id, outcome, NOON
            use.fields = ("lines.net_amount",) if outcome is UseOutcome.CORRECTED else ()
            session.add(use)
    with any_store.read() as session:
        (use,) = slips.layout_uses(session, PERIOD)
    assert (use.name, use.documents, use.corrected) == ("acme/main", 2, 1)
    assert use.fields == (("lines.net_amount",),)


def test_every_figure_of_a_company_counts_its_items_alone(any_store: Store) -> None:
    with any_store.write() as session:
        for company in ("Northmoor", "Southfen", "Southfen", ""):
            item = _item(session, NOON, company=company, account="desk", closed_at=NOON, closed_by="anna")
            _everything_of(session, item)
    counts = {}
    for company in ("Northmoor", "Southfen", "", None):
        for account in (None, "desk"):
            period = Period(PERIOD.edges, account, company)
            with any_store.read() as session:
                counts[company, account] = _counts(session, period)
            assert _empty(any_store, Period(PERIOD.edges, "elsewhere", company))
    wanted = {"Northmoor": 1, "Southfen": 2, "": 1, None: 4}
    assert counts == {(name, box): {wanted[name]} for name, box in counts}


def _everything_of(session: Session, item: int) -> None:
    _payment(session, item, 0, Decimal(1))
    add_corrections(session, item, (Change("value", "remittances.0.x", "1", "2"),), "anna", NOON)
    slips.keep_check(session, work_items.get_item(session, item), NOON)
    answer = Outbox(work_item_id=item, recipient="a@x.example", kind=ReplyKind.INVOICE_COPY)
    answer.state, answer.blocked_by = OutboxState.DRAFT, ("cap",)
    answer.created_at = answer.updated_at = NOON
    session.add(answer)


def _counts(session: Session, period: Period) -> set[int]:
    """Return in how many items of the period there was something, by each figure."""
    return {
        sum(one.count for one in periods.arrived(session, period)),
        sum(one.count for one in periods.closed(session, period)),
        len(periods.waits(session, period, 1)),
        sum(one.count for one in periods.answered(session, period)),
        sum(count for _, count in periods.blocked(session, period)),
        sum(one.payments for one in periods.cash(session, period)),
        len(slips.checked(session, period)),
        len(slips.corrected_fields(session, period)),
        slips.settled_payments(session, period),
    }


def _empty(store: Store, period: Period) -> bool:
    with store.read() as session:
        return _counts(session, period) == {0}


def test_digest_of_a_day_and_a_notice_are_taken_once(any_store: Store) -> None:
    wish = MessageWish(who="anna", address="anna@x.example", digest=True, assigned=True)
    with any_store.write() as session:
        messages.keep_wish(session, wish)
        item = _item(session, NOON)
        add_event(session, "ben", messages.HANDED, NOON, item, {"to": "anna"})
        add_event(session, "anna", messages.HANDED, NOON, item, {"to": "anna"})
        add_event(session, "ben", messages.HANDED, NOON, item, {"to": None})
    today = date(2026, 11, 16)
    with any_store.write() as session:
        assert messages.claim_digest(session, "anna", today, NOON)
        assert not messages.claim_digest(session, "anna", today, NOON)
        found = messages.untold(session, "mail", MONDAY, NOON)
        assert [one.to for one in found] == ["anna", "anna", ""]
        handed, *others = found
        messages.claim_notices(session, [one.event for one in others], "mail", NOON, NOON + DAY)
        taken = [messages.claim_notices(session, [handed.event], "mail", NOON, NOON + DAY) for _ in range(2)]
        assert taken == [{handed.event}, set()]
        assert messages.untold(session, "mail", MONDAY, NOON) == ()
        messages.give_back_digest(session, "anna", "away", NOON + timedelta(minutes=15))
        assert not messages.claim_digest(session, "anna", today, NOON)
        assert messages.claim_digest(session, "anna", today, NOON + timedelta(minutes=15))
    with any_store.read() as session:
        assert messages.waiting_for(session, "anna", NOON).waiting == 0
        assert messages.first_of(session, "anna", NOON, 5) == ()


def test_work_is_counted_by_step_and_running_jobs_are_named(any_store: Store) -> None:
    with any_store.write() as session:
        _item(session, NOON)
        assert sum(one.count for one in figures.items_at_work(session).values()) == 1
        assert running_jobs(session.connection(), 5) == ()


def _item(session: Session, came: datetime, **values: object) -> int:
    if "closed_at" in values:
        values["state"] = WorkState.CLOSED
    return work_items.add_item(session, WorkItemRow(created_at=came, updated_at=came, **values))


def _payment(session: Session, item: int, ordinal: int, total: Decimal, *, confirmed: bool = True) -> None:
    row = RemittanceRow(work_item_id=item, ordinal=ordinal, document="a", layout=Layout.TABLE, currency="EUR")
    row.total_amount = total
    if confirmed:
        row.state, row.confirmed_at = RemittanceState.CONFIRMED, NOON
    session.add(row)


def _applied(session: Session, item: int, line: int, amount: Decimal) -> None:
    values = {"work_item_id": item, "ordinal": line, "remittance": 0, "line": line, "document_number": "A"}
    values |= {"customer_id": "C", "currency": "EUR", "amount": amount, "residual": Decimal(0)}
    state = RemittanceState.CONFIRMED
    session.execute(insert(table_of(Allocation)).values(**values, how=How.EXACT_NUMBER, state=state))
