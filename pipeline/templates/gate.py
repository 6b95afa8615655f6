"""The regression gate: a changed layout must read every confirmed document at least as well as before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.layouts import LayoutTemplate, Sample
from domain.ports import ReadingAids
from extractors.extraction import extract
from extractors.layouts.differences import differences
from extractors.layouts.own_name import as_sent
from extractors.layouts.shelf import TemplateShelf


@dataclass(frozen=True, slots=True)
class Judged:
    """What is wrong with the reading of one sample, in words, and whether a person is asked to look."""

    faults: tuple[str, ...]
    review: bool

    @property
    def silent(self) -> bool:
        """True for a wrong reading that nobody would be asked about."""
        return bool(self.faults) and not self.review


@dataclass(frozen=True, slots=True)
class SampleResult:
    """One confirmed document before and after the change."""

    document: str
    sha256: str
    before: Judged
    after: Judged

    @property
    def worse(self) -> bool:
        """True when the change reads it worse: more faults, a silent one, or a person asked in vain."""
        if self.after.silent and not self.before.silent:
            return True
        if len(self.after.faults) != len(self.before.faults):
            return len(self.after.faults) > len(self.before.faults)
        return not self.after.faults and self.after.review and not self.before.review


@dataclass(frozen=True, slots=True)
class GateResult:
    """What the gate says of a change."""

    samples: tuple[SampleResult, ...]

    @property
    def worse(self) -> tuple[SampleResult, ...]:
        """The samples that the change reads worse."""
        return tuple(sample for sample in self.samples if sample.worse)

    @property
    def holds(self) -> bool:
        """True when no sample is read worse."""
        return not self.worse


def gate(
    before: Sequence[LayoutTemplate],
    after: Sequence[LayoutTemplate],
    samples: Sequence[Sample],
    aids: ReadingAids | None = None,
) -> GateResult:
    """Read every sample as the service would, with the layouts before and after a change.

    Of `aids` only what stays the same over time should be set: our own name, no ledger.
    """
    known = aids or ReadingAids()
    old, new = TemplateShelf(_by_themselves(before)), TemplateShelf(_by_themselves(after))
    return GateResult(
        tuple(
            SampleResult(
                sample.document.name,
                sample.document.sha256,
                judged(sample, old, known),
                judged(sample, new, known),
            )
            for sample in samples
        )
    )


def _by_themselves(layouts: Sequence[LayoutTemplate]) -> list[LayoutTemplate]:
    """Trust differs between a layout and its change and would hide what each reads by itself."""
    return [replace(layout, trusted=True) for layout in layouts]


def judged(sample: Sample, shelf: TemplateShelf, aids: ReadingAids) -> Judged:
    """Read one sample with those layouts and hold it against its true values."""
    known = ReadingAids(company_name=as_sent(aids, sample).company_name, templates=shelf)
    read = extract((sample.document,), known, advice_expected=True)
    review = not read or any(payment.needs_review for payment in read)
    return Judged(tuple(differences(read, sample.payments)), review)
