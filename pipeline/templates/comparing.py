"""Which layouts and confirmed documents a change must be held against, and the gate over them."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.layouts import LayoutTemplate, Sample
from domain.ports import ReadingAids
from domain.taught import CustomerKey, TemplateState
from extractors.layouts.folder import folder_name
from extractors.layouts.landmarks import share_in
from pipeline.engines import Engines
from pipeline.templates.gate import GateResult, gate
from pipeline.templates.library import parsed
from pipeline.templates.samples import load_samples
from store.repositories import template_samples, templates
from store.repositories.templates import Active
from store.session import Session
from store.tables import TemplateRow

_MISTAKEN = 0.5
"""Share of a layout's landmarks in another's from which on their documents could be mistaken."""
_MOST_LAYOUTS = 40
_MOST_SAMPLES = 120


@dataclass(frozen=True, slots=True)
class Circle:
    """The active layouts that a change may touch, with their confirmed documents."""

    layouts: tuple[LayoutTemplate, ...]
    samples: tuple[Sample, ...]

    def with_change(self, changed: LayoutTemplate) -> tuple[LayoutTemplate, ...]:
        """Return the layouts as they would be with the change."""
        return (*(one for one in self.layouts if one.name != changed.name), changed)


def hold_against(
    engines: Engines,
    changed: LayoutTemplate,
    known: Sequence[LayoutTemplate],
    customer: CustomerKey,
    aids: ReadingAids,
    new: Sequence[Sample] = (),
) -> GateResult:
    """Run the gate over a change: before is what is active among `known`; `new` samples count as well."""
    circle = circle_of(engines, changed, known, customer)
    digests = {sample.document.sha256 for sample in new}
    samples = [sample for sample in circle.samples if sample.document.sha256 not in digests]
    return gate(circle.layouts, circle.with_change(changed), [*samples, *new], aids)


def circle_of(
    engines: Engines, changed: LayoutTemplate, known: Sequence[LayoutTemplate], customer: CustomerKey
) -> Circle:
    """Return the layout itself, its payer's others, and those of strangers that look like it."""
    with engines.store.read() as session:
        own = templates.of_payer(session, folder_name(changed.payer), customer)
        names = {row.name for row in own} | {changed.name}
        near = [one for one in known if one.name in names or looks_like(changed, one)]
        near.sort(key=lambda one: (one.name != changed.name, one.name not in names, one.name))
        chosen = near[:_MOST_LAYOUTS]
        rows = templates.named(session, sorted({*names, *(one.name for one in chosen)}))
        kept = template_samples.samples(session, [row.id for row in rows])[-_MOST_SAMPLES:]
    return Circle(tuple(chosen), load_samples(engines.blobs, [row.body_sha256 for row in kept]))


def looks_like(one: LayoutTemplate, other: LayoutTemplate) -> bool:
    """Tell whether documents of one layout could be taken for the other's."""
    text = f" {' '.join(other.landmarks)} "
    return share_in(one.landmarks, text) >= _MISTAKEN


def active_template(session: Session, row: TemplateRow) -> LayoutTemplate | None:
    """Return a layout's active version, None where it has none that can be read."""
    if row.state is not TemplateState.ACTIVE or row.active_version is None:
        return None
    wanted = Active(row.id, row.name, row.active_version, row.customer)
    body = templates.bodies(session, [wanted]).get((row.id, row.active_version), "")
    return parsed(body, row.name, row.active_version)
