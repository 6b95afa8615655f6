"""Code lists of the standards, kept as data files beside this module."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from domain.words import DocumentType, PaymentMethod


@dataclass(frozen=True, slots=True)
class Codes:
    """What the codes of one standard mean for a payment."""

    meanings: Mapping[str, str]
    document_types: Mapping[str, DocumentType]
    methods: Mapping[str, PaymentMethod]
    lists: Mapping[str, Sequence[str]]
    """Every other list of the file, by its name."""


@cache
def codes_of(standard: str) -> Codes:
    """Return the codes of "x12", "edifact", "iso20022" or "ubl"."""
    path = Path(__file__).with_name(f"{standard}_codes.yaml")
    loaded: dict[str, dict[str, str] | dict[str, list[str]] | list[str]] = yaml.safe_load(
        path.read_text(encoding="utf-8")
    )
    methods = _mapping(loaded.pop("methods", {}))
    return Codes(
        {str(k): str(v) for k, v in _mapping(loaded.pop("meanings", {})).items()},
        {str(k): DocumentType(str(v)) for k, v in _mapping(loaded.pop("document_types", {})).items()},
        {str(code): PaymentMethod(method) for method, codes in methods.items() for code in codes},
        {name: tuple(map(str, listed)) for name, listed in loaded.items() if isinstance(listed, list)},
    )


def _mapping(value: object) -> Mapping[str, Sequence[str] | str]:
    return value if isinstance(value, Mapping) else {}
