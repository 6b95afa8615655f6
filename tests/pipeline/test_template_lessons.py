"""What is kept of a correction: samples that differ, edits that stayed, values that are known."""

import gzip
from dataclasses import replace

from bench.layouts.series import series
from domain.layouts import Sample
from domain.taught import TemplateState
from pipeline.templates.lessons import edits_of, true_payment
from pipeline.templates.samples import erase_customer, most_different
from store.repositories import template_proposals, template_samples, templates
from store.tables import Correction
from tests.pipeline.taught_layouts import LAYOUT, NOON, ONE, database, office, samples, stored, teach
from tests.pipeline.taught_office import PAYER, Office, advice

__all__ = ["database", "office"]


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
