"""The legal forms of firms, and the words that begin the names of public bodies."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import yaml

from extractors.recognition.words import fold

_TRADING = re.compile(
    r"^\(?(?:t/as?\b|trading as\b|d\.?/?b\.?/?a\b|doing business as\b|h\.?o\.?d\.?n\b|handelende? onder\b|"
    r"handelnd unter\b|inh(?:aber(?:in)?)?\b|a socio unico\b|socio unico\b|unipersonale?\b|"
    r"(?:soc(?:iet[aà]|iedad)?|soc\.) unipersonale?\b|unipessoal\b|en (?:nom propre|liquidation)\b|eirl\b|"
    r"nome comercial\b|nombre comercial\b|enseigne\b|eenmanszaak\b|(?:in|en|em) liqui|i\.\s?l\.|"
    r"(?:mme|mlle|mrs|ms|mr|herr|frau|sig(?:\.ra|ra)?|dott(?:\.ssa|ssa)?)\b)",
    re.IGNORECASE,
)
"""What brings a name in trade, its owner or its state: "t/a Mundham Kitchens", "Inh. Petra Savona"."""


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


def ends_as_name(name: str) -> bool:
    """Tell whether the last words are ones that names of firms end with: "Harrow and Sons"."""
    words = fold(name).split()
    return any(" ".join(words[-size:]) in _name_endings() for size in (1, 2) if len(words) > size)


@cache
def name_beginnings() -> frozenset[str]:
    """Return the folded words that begin the names of associations, houses and trades."""
    return frozenset(fold(word) for word in _forms()["name_beginnings"])


@cache
def trades() -> frozenset[str]:
    """Return the folded trades and callings that stand behind names as a part of them: "solicitors"."""
    return frozenset(_forms()["trades"])


def begins_trade(text: str) -> bool:
    """Tell whether words bring a name in trade, an owner or a firm's state: "t/a Mundham Kitchens"."""
    return bool(_TRADING.match(text.strip()))


def holds_trade(name: str) -> bool:
    """Tell whether a name holds such words: "R. Tollard t/a Halvor Timber", "Nordkap GmbH i.L."."""
    words = name.split()
    return any(begins_trade(" ".join(words[at:])) for at in range(1, len(words)))


@cache
def _name_endings() -> frozenset[str]:
    return frozenset(_forms()["name_endings"])


@cache
def _forms() -> Mapping[str, Sequence[str]]:
    text = (resources.files("extractors.recognition.vocabulary") / "forms.yaml").read_text("utf-8")
    loaded: Mapping[str, Sequence[str]] = yaml.safe_load(text)
    return loaded
