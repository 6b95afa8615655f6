"""Rows of taught layouts on both databases: the counter, what people said, and what waits untouched."""

from datetime import UTC, datetime, timedelta

from domain.states import Step, WorkState
from domain.taught import NO_CUSTOMER, CustomerKey, ProposalState, TemplateState, UseOutcome, Why
from domain.words import Layout, Route
from store.engine import Store
from store.repositories import (
    teachable,
    template_proposals,
    template_samples,
    template_waiting,
    templates,
    work_items,
)
from store.session import Session
from store.tables import Correction, RemittanceRow, TemplateProposal, TemplateRow, TemplateSample, WorkItemRow

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


def _template(session: Session, name: str, customer_id: str | None = None) -> TemplateRow:
    row = TemplateRow(
        name=name,
        payer="Kestwick Mills Ltd",
        payer_key="kestwick-mills-ltd",
        customer_id=customer_id,
        created_at=NOON,
        updated_at=NOON,
    )
    return templates.add(session, row)


def _waiting(session: Session, customer_id: str | None) -> int:
    row = WorkItemRow(
        source_name="x",
        step=Step.REVIEW,
        state=WorkState.WAITING,
        route=Route.PAYMENT_ADVICE,
        customer_id=customer_id,
        created_at=NOON,
        updated_at=NOON,
    )
    return work_items.add_item(session, row)


def _proposal(item_id: int) -> TemplateProposal:
    return TemplateProposal(
        name="kestwick-1",
        payer="Kestwick Mills Ltd",
        customer_id="C001",
        body="x",
        body_sha256="b" * 64,
        reason="because",
        work_item_id=item_id,
        document_sha256="d" * 64,
        sample_sha256="s" * 64,
        confirmed_by="anna",
        created_at=NOON,
    )


def test_every_change_raises_the_counter_by_one(any_store: Store) -> None:
    with any_store.read() as session:
        assert templates.revision(session) == 0
    for _ in range(3):
        with any_store.write() as session:
            templates.changed(session, "anna", NOON)
    with any_store.read() as session:
        assert templates.revision(session) == 3


def test_only_active_versions_are_loaded(any_store: Store) -> None:
    with any_store.write() as session:
        first, second = _template(session, "kestwick-1"), _template(session, "kestwick-2")
        for number, body in ((1, "old"), (2, "new")):
            templates.add_version(session, first, body, "", "anna", Why.TAUGHT, NOON, number)
        first.state, first.active_version = TemplateState.ACTIVE, 2
        second.state, second.active_version = TemplateState.RETIRED, 1
        session.add_all([first, second])
    with any_store.read() as session:
        (one,) = templates.active(session)
        assert (one.name, one.version) == ("kestwick-1", 2)
        assert templates.bodies(session, [one]) == {(one.id, 2): "new"}


def test_what_people_said_is_counted_by_version_and_a_step_that_runs_again_counts_once(
    any_store: Store,
) -> None:
    with any_store.write() as session:
        row = _template(session, "kestwick-1")
        for item_id in (1, 2, 2):
            template_samples.note_use(session, item_id, "a.pdf", "d" * 64, row.id, 1, NOON)
        template_samples.settle_use(session, 1, "a.pdf", UseOutcome.CONFIRMED, (), NOON)
        later = NOON + timedelta(hours=1)
        template_samples.settle_use(session, 2, None, UseOutcome.CORRECTED, ("total_amount",), later)
    with any_store.read() as session:
        assert sorted(template_samples.judged(session), key=lambda one: one[3]) == [
            (row.id, 1, UseOutcome.CONFIRMED, NOON, 1),
            (row.id, 1, UseOutcome.CORRECTED, later, 1),
        ]
        assert template_samples.counts_by_template(session)[row.id][UseOutcome.CORRECTED] == 1


def test_the_same_proposal_is_made_once(any_store: Store) -> None:
    with any_store.write() as session:
        item_id = _waiting(session, None)
        number = template_proposals.add(session, _proposal(item_id))
        assert number is not None
        assert template_proposals.add(session, _proposal(item_id)) == number
    with any_store.write() as session:
        (one,) = template_proposals.open_of(session, "kestwick-1")
        template_proposals.decide(session, one, ProposalState.DECLINED, "ben", NOON)
        session.flush()
        assert template_proposals.add(session, _proposal(item_id)) is None
    with any_store.read() as session:
        assert template_proposals.listed(session) == ()


def test_erasing_a_customer_names_the_bytes_that_nothing_names_any_more(any_store: Store) -> None:
    with any_store.write() as session:
        row, other = _template(session, "kestwick-1", "C001"), _template(session, "ostrow-1", "C002")
        for template, customer, body in ((row, "C001", "s"), (row, "C001", "t"), (other, "C002", "t")):
            sample = TemplateSample(
                template_id=template.id,
                document_sha256=body * 64,
                body_sha256=body * 64,
                customer_id=customer,
                confirmed_by="anna",
                at=NOON,
            )
            template_samples.keep_sample(session, sample)
        template_proposals.add(session, _proposal(_waiting(session, "C001")))
    with any_store.write() as session:
        assert template_samples.erase_customer(session, "C001") == ("s" * 64,)
    with any_store.read() as session:
        assert len(template_samples.samples(session, [row.id, other.id])) == 1
        assert template_proposals.listed(session) == ()


def test_untouched_items_of_the_customer_wait_for_a_new_layout(any_store: Store) -> None:
    with any_store.write() as session:
        ours, unknown, theirs = (_waiting(session, one) for one in ("C001", None, "C002"))
        corrected = _waiting(session, "C001")
        session.add(
            Correction(work_item_id=corrected, kind="value", field="remittances.0.x", who="anna", at=NOON)
        )
        taken = _waiting(session, "C001")
        work_items.get_item(session, taken).assignee = "ben"
    with any_store.read() as session:
        found = [one.item_id for one in template_waiting.untouched(session, CustomerKey("C001"), 10)]
        assert found == [unknown, ours]
        assert theirs in [one.item_id for one in template_waiting.untouched(session, NO_CUSTOMER, 10)]


def test_the_first_day_of_a_changed_form_is_kept(any_store: Store) -> None:
    with any_store.write() as session:
        item_id = _waiting(session, None)
        key, name = "kestwick-mills-ltd", "Kestwick Mills Ltd"
        assert templates.note_drift(session, key, name, NOON, item_id)
        assert not templates.note_drift(session, key, name, NOON - timedelta(days=2), item_id)
        assert not templates.note_drift(session, key, name, NOON + timedelta(days=2), item_id)
    with any_store.write() as session:
        assert [row.since for row in templates.drifts(session)] == [NOON - timedelta(days=2)]
        templates.settle_drift(session, key)
        assert templates.drifts(session) == ()


def test_the_same_customer_number_in_two_ledgers_is_two_customers(any_store: Store) -> None:
    north, south = CustomerKey("C001", "Northmoor"), CustomerKey("C001", "Southfen")
    with any_store.write() as session:
        taught = _template(session, "kestwick-1", "C001")
        taught.company = "Northmoor"
        items = {name: _waiting(session, "C001") for name in ("Northmoor", "Southfen")}
        for name, number in items.items():
            work_items.get_item(session, number).company = name
            session.add(_payment(number, f"Payer of {name}"))
    with any_store.read() as session:
        assert templates.of_payer(session, "another-payer", south) == ()
        assert [one.name for one in templates.of_payer(session, "another-payer", north)] == ["kestwick-1"]
        for whose in (north, south):
            found = teachable.documents_of_payer(session, "Another Payer", whose, 10)
            waiting = template_waiting.untouched(session, whose, 10)
            assert [one.item_id for one in found] == [items[whose.company]]
            assert [one.item_id for one in waiting] == [items[whose.company]]


def _payment(item_id: int, payer: str) -> RemittanceRow:
    return RemittanceRow(
        work_item_id=item_id,
        ordinal=0,
        document="a.csv",
        payer_name=payer,
        layout=Layout.TABLE,
    )
