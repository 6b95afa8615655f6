"""Says side by side what was read and what is true."""

from collections.abc import Iterator, Sequence

from domain.layouts import HEADER_FIELDS, LINE_FIELDS, TruePayment
from domain.remittance import Remittance
from extractors.layouts.differences import as_json, differences

_SHOWN = 12


def compared(truth: Sequence[TruePayment], read: Sequence[Remittance]) -> Iterator[str]:
    """Yield lines for a person: each payment as read, then as true, then the differences in words."""
    for remittance in read:
        header = [as_json(getattr(remittance, name)) for name in HEADER_FIELDS]
        review = "review" if remittance.needs_review else "PROVEN"
        how = remittance.template or remittance.layout.value
        yield f"read  {how} {review} {header} {remittance.problems}"
        for line in remittance.lines[:_SHOWN]:
            yield f"        {[as_json(getattr(line, name)) for name in LINE_FIELDS]}"
    for payment in truth:
        yield f"true  {[payment.fields.get(name, '?') for name in HEADER_FIELDS]}"
        for wanted in payment.lines[:_SHOWN]:
            yield f"        {[wanted.get(name, '?') for name in LINE_FIELDS]}"
    yield from (f"  ! {sentence}" for sentence in differences(read, truth)[:_SHOWN])
