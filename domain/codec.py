"""Domain values to JSON and back, for children, blobs and columns."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_json(value: object, kind: Any = None) -> bytes:
    """Return the value as JSON; Decimals become strings, times ISO 8601.

    `kind` is the declared type where `type(value)` does not say it, e.g. `tuple[Remittance, ...]`.
    """
    chosen: Any = kind or type(value)
    text: bytes = _adapter(chosen).dump_json(value)
    return text


def from_json(kind: Any, text: bytes | str) -> Any:
    """Return a value of that type. Raises pydantic.ValidationError (a ValueError) when it does not fit."""
    return _adapter(kind).validate_json(text)
