"""The life of taught layouts: what clerks correct teaches, and nothing goes live that reads worse."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench.layouts.series import series
from domain.clock import SetClock
from domain.errors import ConflictError, NotFoundError
from domain.layouts import LayoutTemplate, Sample, TruePayment
from domain.states import WorkState
from domain.taught import Activation, TemplateState, UseOutcome, Why
from domain.teaching_policy import Teaching
from extractors.layouts.differences import differences
from extractors.layouts.learn import learn
from extractors.layouts.yaml_form import from_yaml
from pipeline import clerk
from pipeline.templates import deciding, life, moving
from pipeline.templates.gate import gate
from pipeline.templates.lessons import edits_of, true_payment
from pipeline.templates.samples import erase_customer, load_samples, most_different
from store.repositories import template_proposals, template_samples, templates
from store.repositories.history import events_of
from store.tables import Correction, TemplateRow
from tests.pipeline.taught_office import CLERK, PAYER, Office, advice, office_in, truth
from tests.servers import stores

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
LAYOUT = "kestwick-mills-ltd-1"
ONE = (7001, ["120.00", "80.50"], "KM-5501")
TWO = (7411, ["15.10", "2300.00", "7.77"], "KM-5617")
THREE = (7900, ["1.00", "2.00"], "KM-5700")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stores.sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def office(tmp_path: Path, database: Path) -> Iterator[Office]:
    with office_in(tmp_path, SetClock(NOON), database=database) as opened:
        yield opened


@pytest.fixture
def careful(tmp_path: Path, database: Path) -> Iterator[Office]:
    """An office where a person decides about every change."""
    teaching = Teaching(activate=Activation.BY_PERSON, new_layouts=Activation.BY_PERSON)
    with office_in(tmp_path, SetClock(NOON), teaching, database) as opened:
        yield opened


@pytest.fixture(scope="module")
def learnt() -> LayoutTemplate:
    (made,) = series(41, "plain_full", "xlsx", 1, payer=PAYER)
    return learn(Sample(made.document, made.truth), LAYOUT, PAYER)


def teach(office: Office) -> int:
    first = office.deliver("one", advice(*ONE))
    office.correct(first, truth(*ONE))
    office.confirm(first)
    return first


def stored(office: Office, name: str = LAYOUT) -> TemplateRow:
    with office.installation.engines.store.read() as session:
        return templates.get(session, name)


def outcomes(office: Office, item_id: int) -> list[UseOutcome]:
    with office.installation.engines.store.read() as session:
        return [use.outcome for use in template_samples.uses_of_item(session, item_id)]


def samples(office: Office) -> tuple[Sample, ...]:
    with office.installation.engines.store.read() as session:
        rows = template_samples.samples(session, [templates.get(session, LAYOUT).id])
    return load_samples(office.installation.engines.blobs, [row.body_sha256 for row in rows])


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


def test_versions_are_rolled_back_retired_and_deleted(office: Office, learnt: LayoutTemplate) -> None:
    engines = office.installation.engines
    library = office.installation.library
    for note in ("first", "second"):
        with engines.store.write() as session:
            life.add_version(session, replace(learnt, landmarks=(note,)), Why.EDITED, "ben", NOON)
    assert library.live().shelf.templates[0].landmarks == ("second",)
    assert life.roll_back(engines, LAYOUT, 1, "ben") == 3
    assert library.live().shelf.templates[0].landmarks == ("first",)
    life.retire(engines, LAYOUT, "ben")
    assert library.live().shelf.templates == ()
    assert life.activate(engines, LAYOUT, 2, "ben") == 2
    with pytest.raises(NotFoundError, match="it has 1, 2, 3"):
        life.activate(engines, LAYOUT, 9, "ben")
    life.delete(engines, LAYOUT, "ben")
    assert library.live().shelf.templates == ()


def test_a_folder_is_imported_once_and_deleted_layouts_do_not_come_back(
    office: Office, learnt: LayoutTemplate, tmp_path: Path
) -> None:
    engines = office.installation.engines
    (made,) = series(41, "plain_full", "xlsx", 1, payer=PAYER)
    folder = tmp_path / "learned"
    moving.save(folder, learnt, [Sample(made.document, made.truth)])
    (folder / "kestwick-mills-ltd" / "broken.yaml").write_text("lines: [")
    assert moving.import_unknown(engines, folder, "start") == 1
    assert moving.import_unknown(engines, folder, "start") == 0
    assert stored(office).active_version == 1
    assert len(samples(office)) == 1
    life.delete(engines, LAYOUT, "ben")
    assert moving.import_unknown(engines, folder, "start") == 0


def test_an_edited_file_goes_live_only_where_the_gate_holds(
    office: Office, learnt: LayoutTemplate, tmp_path: Path
) -> None:
    engines, library, aids = office.installation.engines, office.installation.library, office.learner.aids
    (made,) = series(41, "plain_full", "xlsx", 1, payer=PAYER)
    folder = tmp_path / "learned"
    path = moving.save(folder, learnt, [Sample(made.document, made.truth)])
    moving.import_folder(engines, library, folder, "ben", aids)
    (known,) = moving.import_folder(engines, library, folder, "ben", aids)
    assert known.version is None
    path.write_text(path.read_text().replace("payer: Kestwick Mills Ltd", "payer: Kestwick Mills"))
    (better,) = moving.import_folder(engines, library, folder, "ben", aids)
    assert (better.version, better.active) == (2, True)
    cut = tuple(cell for cell in learnt.lines.cells if cell.field != "gross_amount")
    moving.save(folder, replace(learnt, lines=replace(learnt.lines, cells=cut)), ())
    (worse,) = moving.import_folder(engines, library, folder, "ben", aids)
    assert (worse.version, worse.active) == (3, False)
    assert "would be read worse" in worse.why_not
    assert stored(office).active_version == 2


def test_the_gate_names_what_a_change_reads_worse(learnt: LayoutTemplate) -> None:
    first, second = series(41, "plain_full", "xlsx", 2, payer=PAYER)
    held = [Sample(one.document, one.truth) for one in (first, second)]
    assert gate([learnt], [learnt], held).holds
    cut = tuple(cell for cell in learnt.lines.cells if cell.field != "gross_amount")
    verdict = gate([learnt], [replace(learnt, lines=replace(learnt.lines, cells=cut))], held)
    assert not verdict.holds
    assert any("gross_amount" in fault for one in verdict.worse for fault in one.after.faults)


def test_a_customers_samples_are_erased_with_their_bytes(office: Office) -> None:
    teach(office)
    engines = office.installation.engines
    with engines.store.write() as session:
        (row,) = template_samples.samples(session, [templates.get(session, LAYOUT).id])
        row.customer_id = "C001"
        session.add(row)
        (proposal,) = template_proposals.listed(session, None)
        proposal.customer_id = "C001"
        session.add(proposal)
        digest = row.body_sha256
    assert b"KM-5501" in gzip.decompress(engines.blobs.get(digest))
    assert erase_customer(engines, "C001", "ben") == 1
    assert not engines.blobs.has(digest)
    assert samples(office) == ()
    assert stored(office).state is TemplateState.ACTIVE


def test_exports_leave_samples_out_unless_asked(office: Office, tmp_path: Path) -> None:
    teach(office)
    engines = office.installation.engines
    (path,) = moving.export(engines, tmp_path / "plain")
    assert from_yaml(path.read_text(), path).name == LAYOUT
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    (path,) = moving.export(engines, tmp_path / "full", samples=True)
    assert len(list(path.parent.iterdir())) == 2


def test_the_most_different_samples_are_kept_and_the_newest_always() -> None:
    alike = [series(41, "plain_full", "xlsx", 4, payer=PAYER)[n] for n in range(4)]
    (other,) = series(43, "several_payments", "xlsx", 1)
    held = [Sample(made.document, made.truth) for made in (*alike[:2], other, *alike[2:])]
    kept = most_different(held, 2)
    assert kept == {2, 4}


def test_a_value_changed_and_changed_back_is_no_correction() -> None:
    def change(number: int, field: str, before: str | None, after: str | None) -> Correction:
        return Correction(
            id=number,
            work_item_id=1,
            kind="value",
            field=field,
            before=before,
            after=after,
            who="anna",
            at=NOON,
        )

    edits = edits_of(
        [
            change(1, "remittances.0.total_amount", '"1.00"', '"2.00"'),
            change(2, "remittances.0.total_amount", '"2.00"', '"1.00"'),
            change(3, "remittances.0.lines.2.discount_amount", '"1.00"', None),
            change(4, "remittances.0.template", None, '"x"'),
        ]
    )
    assert [(edit.said, edit.emptied) for edit in edits] == [("lines.discount_amount", True)]


def test_an_empty_header_value_is_not_known_unless_a_clerk_emptied_it(office: Office) -> None:
    item = office.item(office.deliver("one", advice(*ONE)))
    (payment,) = item.remittances
    known = true_payment(replace(payment, payee_name=None))
    assert "payee_name" not in known.fields
    assert known.lines[0]["discount_amount"] is None
    assert "document_date" not in known.lines[0]


def test_confirmed_readings_outweigh_what_first_sight_thinks(office: Office) -> None:
    teach(office)
    doubt = "Read without the taught layout the document says something else."
    for number in range(2):
        item_id = office.deliver(
            f"more-{number}", advice(7200 + 10 * number, ["4.00", "9.50"], f"KM-{number}")
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
