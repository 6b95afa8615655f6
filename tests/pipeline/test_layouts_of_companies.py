"""Layouts where there are several own companies: one's customer says nothing of another's."""

from pathlib import Path

from domain.clock import SetClock
from domain.company_policy import OwnCompany
from domain.layouts import LayoutTemplate
from domain.ports import ReadingAids
from domain.taught import NO_CUSTOMER, CustomerKey
from extractors.layouts.own_name import as_sent
from extractors.layouts.shelf import TemplateShelf
from pipeline.templates.library import LiveShelf
from pipeline.templates.samples import load_samples
from store.repositories import template_samples, templates
from tests.pipeline.taught_layouts import NOON, ONE, learnt
from tests.pipeline.taught_office import OURS, advice, office_in, truth

__all__ = ["learnt"]

NORTH, SOUTH = "Northmoor Fasteners Ltd", "Southfen Bearings SA"


def test_what_a_correction_teaches_is_known_by_the_company_that_the_document_was_sent_to(
    tmp_path: Path,
) -> None:
    companies = (
        OwnCompany(name=NORTH, addresses=("ar@northmoor.example",)),
        OwnCompany(name=SOUTH, addresses=(OURS,)),
    )
    with office_in(tmp_path, SetClock(NOON), companies=companies) as office:
        first = office.deliver("one", advice(*ONE))
        assert office.row(first).company == SOUTH
        office.correct(first, truth(*ONE))
        office.confirm(first)
        with office.installation.engines.store.read() as session:
            (row,) = templates.all_rows(session)
            kept = template_samples.samples(session, [row.id])
        (sample,) = load_samples(office.installation.engines.blobs, [one.body_sha256 for one in kept])
    assert row.company == sample.company == SOUTH
    assert as_sent(ReadingAids(company_name="another"), sample).company_name == SOUTH


def test_layouts_of_a_customer_are_not_those_of_its_number_in_another_ledger(learnt: LayoutTemplate) -> None:
    live = LiveShelf(TemplateShelf(()), customers={CustomerKey("C001", NORTH): (learnt,)})
    assert live.of("Nobody", CustomerKey("C001", NORTH)) == (learnt,)
    assert live.of("Nobody", CustomerKey("C001", SOUTH)) == live.of(None, NO_CUSTOMER) == ()
