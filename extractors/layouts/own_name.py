"""Our own name in confirmed documents: each was sent to one of our companies, which need not be the same."""

from dataclasses import replace

from domain.layouts import Sample
from domain.ports import ReadingAids


def as_sent(aids: ReadingAids | None, sample: Sample) -> ReadingAids:
    """Return the aids with the name of the company that a sample was sent to, where there are several."""
    known = aids or ReadingAids()
    return replace(known, company_name=sample.company) if sample.company else known
