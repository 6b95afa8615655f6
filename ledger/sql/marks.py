"""How far a query was read: the highest value of its column of changes, kept between two imports."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

Since = datetime | date | int | Decimal | str | bytes
"""What `:since` may stand for."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One value with its kind, in words that JSON can hold."""

    kind: str
    value: str

    def since(self, overlap: float) -> Since:
        """Return what `:since` stands for: the value, moved back by so many seconds or units.

        A transaction that commits late carries an earlier time or number than what was seen before it.
        Text and bytes are not moved: what comes before them nobody can say.
        """
        found = _READ[self.kind](self.value)
        if isinstance(found, datetime):
            return found - timedelta(seconds=overlap)
        if isinstance(found, date):
            return found - timedelta(days=math.ceil(overlap / 86_400))
        if isinstance(found, int):
            return found - math.ceil(overlap)
        if isinstance(found, Decimal):
            return found - Decimal(math.ceil(overlap))
        return found


def mark_of(value: object) -> Mark | None:
    """Return the mark of a value of the column of changes, None for NULL. Raises ValueError."""
    match value:
        case None:
            return None
        case bool() | float():
            pass
        case datetime():
            return Mark("moment" if value.tzinfo is None else "zoned", value.isoformat())
        case date():
            return Mark("day", value.isoformat())
        case int():
            return Mark("number", str(value))
        case Decimal() if value.is_finite():
            return Mark("decimal", str(value))
        case str() if value:
            return Mark("text", value)
        case bytes() if value:
            return Mark("bytes", value.hex())
    raise ValueError("does not tell changes apart; the column of changes holds times, whole numbers or text")


def higher(one: Mark | None, other: Mark | None) -> Mark | None:
    """Return the higher of two marks. Raises ValueError when they are of different kinds."""
    if one is None or other is None:
        return one or other
    if one.kind != other.kind:
        raise ValueError(f"is of another kind ({other.kind}) than the values before it ({one.kind})")
    low, high = _READ[one.kind](one.value), _READ[one.kind](other.value)
    return other if low < high else one  # type: ignore[operator]  # both of one kind


_READ: dict[str, Callable[[str], Since]] = {
    "moment": datetime.fromisoformat,
    "zoned": datetime.fromisoformat,
    "day": date.fromisoformat,
    "number": int,
    "decimal": Decimal,
    "text": str,
    "bytes": bytes.fromhex,
}
