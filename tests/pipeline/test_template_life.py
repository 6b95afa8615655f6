"""What clerks correct teaches: the next document is read right, and a person decides where one must."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bench.layouts.series import series
from domain.clock import SetClock
from domain.errors import ConflictError, NotFoundError
from domain.layouts import TruePayment
from domain.states import WorkState
from domain.taught import TemplateState, UseOutcome, Why
from extractors.layouts.differences import differences
from pipeline import clerk
from pipeline.templates import deciding
from store.repositories import template_proposals, template_samples, templates
from store.repositories.history import events_of
from tests.pipeline.taught_layouts import (
    LAYOUT,
    NOON,
    ONE,
    THREE,
    TWO,
    careful,
    database,
    office,
    samples,
    stored,
    teach,
)
from tests.pipeline.taught_office import CLERK, PAYER, Office, advice, office_in, truth

__all__ = ["careful", "database", "office"]


def outcomes(office: Office, item_id: int) -> list[UseOutcome]:
    with office.installation.engines.store.read() as session:
        return [use.outcome for use in template_samples.uses_of_item(session, item_id)]


@pytest.fixture
def service(tmp_path: Path, database: Path) -> Iterator[Office]:
    """An office with the service's own worker."""
    with office_in(tmp_path, SetClock(NOON), database=database, fenced=True) as opened:
        yield opened


def test_correcting_document_one_makes_document_two_right_that_nobody_touched(service: Office) -> None:
    office = service
    first = office.deliver("one", advice(*ONE))
    second = office.deliver("two", advice(*TWO))
    assert differences(office.item(second).remittances, truth(*TWO))

    office.correct(first, truth(*ONE))
    office.confirm(first)

    (payment,) = office.item(second).remittances
    assert not differences([payment], truth(*TWO))
    assert payment.template == LAYOUT
    third = office.deliver("three", advice(*THREE))
    assert not differences(office.item(third).remittances, truth(*THREE))


def test_what_a_clerk_has_taken_or_corrected_is_not_read_again(office: Office) -> None:
    first, second = office.deliver("one", advice(*ONE)), office.deliver("two", advice(*TWO))
    before = office.item(second).remittances
    with office.installation.engines.store.write() as session:
        row = session.get(type(office.row(second)), second)
        assert row is not None
        row.assignee = "ben"
    office.correct(first, truth(*ONE))
    office.confirm(first)
    assert stored(office).state is TemplateState.ACTIVE
    assert office.item(second).remittances == before


def test_a_confirmed_reading_raises_trust_and_is_kept_as_a_sample(office: Office) -> None:
    teach(office)
    second = office.deliver("two", advice(*TWO))
    assert outcomes(office, second) == [UseOutcome.READ]
    office.confirm(second)
    assert outcomes(office, second) == [UseOutcome.CONFIRMED]
    assert [sample.payments[0].fields["payment_reference"] for sample in samples(office)] == [
        "KM-5501",
        "KM-5617",
    ]
    assert stored(office).active_version == 1


def numbered_otherwise() -> tuple[bytes, list[TruePayment]]:
    """Return a document of the taught form with a number that looks like none that was taught."""
    (wanted,) = truth(*TWO)
    lines = ({**wanted.lines[0], "document_number": "77"}, *wanted.lines[1:])
    return advice(*TWO).replace(b"KM/7411/A", b"77"), [replace(wanted, lines=lines)]


def test_a_corrected_reading_makes_a_version_that_reads_both(office: Office) -> None:
    teach(office)
    content, wanted = numbered_otherwise()
    second = office.deliver("two", content)
    assert differences(office.item(second).remittances, wanted)
    office.correct(second, wanted)
    office.confirm(second)
    assert outcomes(office, second) == [UseOutcome.CORRECTED]
    with office.installation.engines.store.read() as session:
        versions = templates.versions(session, templates.get(session, LAYOUT).id)
    assert [one.why for one in versions] == [Why.TAUGHT, Why.CORRECTED]
    assert stored(office).active_version == 2
    third = office.deliver("three", content.replace(b"KM-5617", b"KM-9999"))
    assert office.item(third).remittances[0].lines[0].document_number == "77"
    assert not any("was corrected on" in reason for reason in office.row(third).waits_because)


def test_what_cannot_be_learnt_is_said_and_leaves_the_layout_in_doubt(office: Office) -> None:
    teach(office)
    second = office.deliver("two", advice(*TWO))
    (wanted,) = truth(*TWO)
    lines = ({**wanted.lines[0], "document_number": "NOT ON THE PAGE"}, *wanted.lines[1:])
    office.correct(second, [replace(wanted, lines=lines)])
    office.confirm(second)
    with office.installation.engines.store.read() as session:
        assert "nothing_learnt" in [event.action for event in events_of(session, second)]
    assert stored(office).active_version == 1
    third = office.deliver("three", advice(*THREE))
    assert any("was corrected on 16 November 2026" in reason for reason in office.row(third).waits_because)


def test_by_person_nothing_goes_live_until_a_proposal_is_accepted(careful: Office) -> None:
    first = teach(careful)
    engines, learner = careful.installation.engines, careful.learner
    with pytest.raises(NotFoundError):
        stored(careful)
    with engines.store.read() as session:
        (proposal,) = template_proposals.listed(session)
    assert proposal.holds
    assert proposal.work_item_id == first
    deciding.accept(engines, careful.installation.library, proposal.id, "ben", learner.aids)
    assert stored(careful).active_version == 1
    with pytest.raises(ConflictError, match="accepted already"):
        deciding.decline(engines, proposal.id, "ben")


def test_a_layout_that_was_corrected_asks_a_person_until_a_reading_is_confirmed(careful: Office) -> None:
    teach(careful)
    engines, learner = careful.installation.engines, careful.learner
    deciding.accept(engines, careful.installation.library, 1, "ben", learner.aids)
    second = careful.deliver("two", advice(*TWO))
    changed = replace(truth(*TWO)[0], fields={**truth(*TWO)[0].fields, "payment_reference": "KM-0000"})
    careful.correct(second, [changed])
    careful.confirm(second)
    third = careful.deliver("three", advice(*THREE))
    said = f"The layout {LAYOUT} was corrected on 16 November 2026"
    assert any(said in reason for reason in careful.row(third).waits_because)
    careful.confirm(third)
    fourth = careful.deliver("four", advice(8100, ["5.00"], "KM-5800"))
    assert not any("was corrected on" in reason for reason in careful.row(fourth).waits_because)


def test_a_payer_that_changes_its_form_is_told_with_the_first_day(office: Office) -> None:
    teach(office)
    office.clock.moment += timedelta(days=3)
    other = series(9, "blocks_per_invoice", "html", 2, payer=PAYER)
    first = office.deliver("other", other[0].raw, "html")
    office.clock.moment += timedelta(days=2)
    second = office.deliver("another", other[1].raw, "html")
    for item_id in (first, second):
        (payment,) = office.item(item_id).remittances
        told = f"{PAYER} changed its form on 19 November 2026."
        assert told in (*payment.problems, *payment.notes)
        assert payment.template is None
    with office.installation.engines.store.read() as session:
        assert [e.action for e in events_of(session, first)].count("form_changed") == 1
        assert [e.action for e in events_of(session, second)].count("form_changed") == 0


def test_a_reopened_item_teaches_nothing(office: Office) -> None:
    first = office.deliver("one", advice(*ONE))
    office.correct(first, truth(*ONE))
    clerk.confirm(office.installation.engines, first, office.row(first).version, CLERK)
    clerk.reopen(office.installation.engines, first, office.row(first).version, CLERK)
    office.work()
    assert office.row(first).state is WorkState.WAITING
    with pytest.raises(NotFoundError):
        stored(office)


def test_confirmed_readings_outweigh_what_first_sight_thinks(office: Office) -> None:
    teach(office)
    doubt = "Read without the taught layout the document says something else."
    for number in range(2):
        item_id = office.deliver(
            f"more-{number}", advice(72000000 + 10 * number, ["4.00", "9.50"], f"KM-{number}")
        )
        assert doubt in office.item(item_id).remittances[0].problems
        office.confirm(item_id)
    trusted = office.deliver("three", advice(*THREE))
    assert not differences(office.item(trusted).remittances, truth(*THREE))
    assert not office.item(trusted).remittances[0].needs_review


def test_proposals_of_one_layout_that_wait_are_learnt_from_together(careful: Office) -> None:
    teach(careful)
    second = careful.deliver("two", advice(*TWO))
    careful.correct(second, truth(*TWO))
    careful.confirm(second)
    with careful.installation.engines.store.read() as session:
        (proposal,) = template_proposals.listed(session)
    assert proposal.name == LAYOUT
