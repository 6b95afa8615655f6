"""Where a person picked a value on a page: read from the form, kept as the value's place."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.pages import Box
from domain.remittance import Evidence, Remittance
from pipeline.item import WorkItem
from review.typed import HEADER, TypedPayment
from review.visits import Form

AT = "@"
"""What stands behind the name of an input in the name of its place: "p0.total_amount@"."""
LARGEST_POINT = 20_000.0


def picked(form: Form) -> dict[str, str]:
    """Return the places that the form states, by the name of their input."""
    return {name[:-1]: text for name, text in form.texts().items() if name.endswith(AT) and text}


def with_places(
    values: Sequence[Remittance], typed: Sequence[TypedPayment], item: WorkItem, places: Mapping[str, str]
) -> tuple[Remittance, ...]:
    """Return the payments with the places of header values whose words were taken from their document.

    `typed` are the same payments as they stand in the form.
    """
    return tuple(
        _placed(value, _known(one.was, item), f"p{number}", item, places)
        for number, (value, one) in enumerate(zip(values, typed, strict=True))
    )


def _known(was: int | None, item: WorkItem) -> Remittance | None:
    return item.remittances[was] if was is not None and was < len(item.remittances) else None


def _placed(
    payment: Remittance, known: Remittance | None, key: str, item: WorkItem, places: Mapping[str, str]
) -> Remittance:
    names = [document.name for document in item.documents]
    fields = dict(payment.fields)
    for name in HEADER:
        place = _place(places.get(f"{key}.{name}", ""))
        changed = known is None or getattr(payment, name) != getattr(known, name)
        if place and changed and place.document < len(names) and names[place.document] == payment.document:
            fields[name] = Evidence(page=place.page, box=place.box)
    return replace(payment, fields=fields)


@dataclass(frozen=True, slots=True)
class _Place:
    document: int
    page: int
    box: Box


def _place(text: str) -> _Place | None:
    """Return the place that "0 1 20.5 30 80 41.2" names (document, page, corners), None for anything else."""
    try:
        document, page, *corners = (float(part) for part in text.split(maxsplit=6))
    except ValueError:
        return None
    sound = len(corners) == 4 and all(math.isfinite(one) and 0 <= one <= LARGEST_POINT for one in corners)
    if not sound or not 0 <= document < 10_000 or not 1 <= page <= 100_000:
        return None
    if corners[0] >= corners[2] or corners[1] >= corners[3]:
        return None
    return _Place(int(document), int(page), (corners[0], corners[1], corners[2], corners[3]))
