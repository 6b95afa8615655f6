"""Confirmed documents of layouts: compressed among the blobs, of each layout the most different ones."""

import gzip
from collections.abc import Sequence
from datetime import datetime

from domain.codec import from_json, to_json
from domain.errors import NotFoundError
from domain.layouts import Sample
from domain.ports import BlobStore
from domain.taught import CustomerKey
from extractors.layouts.kinds import number_form
from pipeline.engines import Engines
from store.repositories import template_samples
from store.repositories.history import add_event
from store.session import Session
from store.tables import TemplateSample

KEPT = 8
"""Samples of one layout."""
LARGEST = 4_000_000
"""Bytes of one compressed sample; what is larger is no form that anybody teaches."""


def packed(sample: Sample) -> bytes:
    """Return a sample as it is kept."""
    return gzip.compress(to_json(sample), 6, mtime=0)


def unpacked(blobs: BlobStore, body_sha256: str) -> Sample:
    """Return a kept sample. Raises NotFoundError when its bytes are gone."""
    sample: Sample = from_json(Sample, gzip.decompress(blobs.get(body_sha256)))
    return sample


def load_samples(blobs: BlobStore, bodies: Sequence[str]) -> tuple[Sample, ...]:
    """Return the samples whose bytes have those SHA-256, in order; erased ones are left out."""
    return tuple(sample for body in bodies if (sample := _unpacked(blobs, body)) is not None)


def keep_sample(
    session: Session,
    template_id: int,
    document_sha256: str,
    body_sha256: str,
    customer: CustomerKey,
    confirmed_by: str,
    now: datetime,
) -> None:
    """Note a sample whose bytes lie among the blobs already."""
    template_samples.keep_sample(
        session,
        TemplateSample(
            template_id=template_id,
            document_sha256=document_sha256,
            body_sha256=body_sha256,
            customer_id=customer.number,
            company=customer.company,
            confirmed_by=confirmed_by,
            at=now,
        ),
    )


def thin_out(engines: Engines, template_id: int, most: int = KEPT) -> int:
    """Remove the samples that say least beside the others; return how many went."""
    with engines.store.read() as session:
        rows = template_samples.samples(session, [template_id])
    if len(rows) <= most:
        return 0
    held = [(row, sample) for row in rows if (sample := _unpacked(engines.blobs, row.body_sha256))]
    kept = most_different([sample for _, sample in held], most)
    stay = {held[place][0].id for place in kept}
    gone = [row.id for row in rows if row.id not in stay]
    with engines.store.write() as session:
        template_samples.remove_samples(session, gone)
    return len(gone)


def most_different(samples: Sequence[Sample], most: int) -> frozenset[int]:
    """Return the places of samples that together show most: the newest, then always the farthest."""
    traits = [_traits(sample) for sample in samples]
    kept = [len(samples) - 1] if samples else []
    while len(kept) < min(most, len(samples)):
        left = (place for place in range(len(samples)) if place not in kept)
        kept.append(max(left, key=lambda at: (min(_distance(traits[at], traits[k]) for k in kept), at)))
    return frozenset(kept)


def erase_customer(engines: Engines, customer_id: str, who: str) -> int:
    """Erase what layouts keep of a customer's documents; return how many blobs went.

    Layouts themselves stay: they hold words of the form and no values of a document but the payer's name.
    """
    with engines.store.write() as session:
        names = template_samples.erase_customer(session, customer_id)
        add_event(
            session,
            who,
            "samples_erased",
            engines.clock.now(),
            detail={"customer": customer_id, "samples": len(names)},
        )
    for name in names:
        engines.blobs.erase(name)
    return len(names)


def _unpacked(blobs: BlobStore, body_sha256: str) -> Sample | None:
    try:
        return unpacked(blobs, body_sha256)
    except NotFoundError:
        return None


def _traits(sample: Sample) -> frozenset[str]:
    found = {sample.document.medium.value, f"pages {min(len(sample.document.pages), 4)}"}
    found.add(f"payments {min(len(sample.payments), 3)}")
    for payment in sample.payments:
        found |= {name for name, value in payment.fields.items() if value is not None}
        found.add(f"lines {len(payment.lines).bit_length()}")
        for line in payment.lines:
            found |= {f"line {name}" for name, value in line.items() if value is not None}
            found.add(f"type {line.get('document_type')}")
            found.add(f"form {number_form(line.get('document_number') or '')}")
            found |= {f"minus {name}" for name, value in line.items() if (value or "").startswith("-")}
    return frozenset(found)


def _distance(one: frozenset[str], other: frozenset[str]) -> float:
    return 1 - len(one & other) / max(1, len(one | other))
