"""The legal forms of firms, and the words that begin the names of public bodies."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import yaml

from extractors.recognition.words import fold


@cache
def legal_forms() -> frozenset[str]:
    """Return the folded legal forms of firms: "gmbh", "sarl"."""
    return frozenset(fold(form) for form in _forms()["legal_forms"])


@cache
def words_like_forms() -> frozenset[str]:
    """Return the legal forms that are common words where they are written in small letters: "se", "as"."""
    return frozenset(_forms()["words_in_small_letters"])


@cache
def public_bodies() -> frozenset[str]:
    """Return the folded words that begin the names of public bodies: "ayuntamiento", "city of"."""
    return frozenset(_forms()["public_bodies"])


@cache
def public_endings() -> frozenset[str]:
    """Return the folded words that end the names of public bodies: "borough council", "nhs trust"."""
    return frozenset(_forms()["public_endings"])


def begins_as_name(name: str) -> bool:
    """Tell whether the first word is one that names of houses and trades begin with: "Stichting", "N.V."."""
    words = fold(name).split()
    return any(" ".join(words[:size]) in name_beginnings() for size in (1, 2, 3) if len(words) > size)


@cache
def name_beginnings() -> frozenset[str]:
    """Return the folded words that begin the names of associations, houses and trades."""
    return frozenset(fold(word) for word in _forms()["name_beginnings"])


@cache
def _forms() -> Mapping[str, Sequence[str]]:
    text = (resources.files("extractors.recognition.vocabulary") / "forms.yaml").read_text("utf-8")
    loaded: Mapping[str, Sequence[str]] = yaml.safe_load(text)
    return loaded
