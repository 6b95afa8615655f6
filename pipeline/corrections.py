"""What a clerk changed between the values read and the values as they should be, fact by fact."""

import json
from collections.abc import Iterator, Sequence

from domain.remittance import Remittance
from pipeline.view import remittance_view
from store.repositories.history import Change

_NOT_VALUES = frozenset(
    {"fields", "confidence", "needs_review", "problems", "page", "box", "cell", "document"}
)


def text_changes(before: Sequence[Remittance], after: Sequence[Remittance]) -> tuple[Change, ...]:
    """Return one change for each value that differs, e.g. field "remittances.0.lines.2.net_amount"."""
    old, new = dict(_flat(before)), dict(_flat(after))
    fields = [*old, *(field for field in new if field not in old)]
    return tuple(
        Change("value", field, old.get(field), new.get(field))
        for field in fields
        if old.get(field) != new.get(field)
    )


def _flat(payments: Sequence[Remittance]) -> Iterator[tuple[str, str]]:
    for number, payment in enumerate(payments):
        stated = remittance_view(payment).model_dump(mode="json")
        for index, line in enumerate(stated.pop("lines")):
            yield from _values(f"remittances.{number}.lines.{index}", line)
        yield from _values(f"remittances.{number}", stated)


def _values(place: str, values: dict[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if name not in _NOT_VALUES and value is not None:
            yield f"{place}.{name}", json.dumps(value, ensure_ascii=False)
