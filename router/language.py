"""Tells the language of a text among those that Ardoise speaks."""

import re
from functools import cache
from typing import Any

from domain.phrases import LANGUAGES, stop_word_counts
from domain.sentences import words_of

FEWEST_WORDS = 3
_SHORT = 12
"""Words; under this everyday words are a better guide than letters."""
_NOISE = re.compile(r"https?://\S+|(?<!\S)\S+@\S+|(?<!\S)\S*\d\S*|[€$£|*_=<>]+|-{2,}")
_SURE = 0.9
_BARELY = 2
"""Everyday words of one language beyond any other's that settle a short text."""


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code, one of `LANGUAGES`; None under three words."""
    bare = " ".join(_NOISE.sub(" ", text[:4000]).split())
    words = words_of(bare)
    if len(words) < FEWEST_WORDS:
        return None
    counts = stop_word_counts(words)
    ranked = sorted(LANGUAGES, key=lambda code: -counts[code])
    lead = counts[ranked[0]] - counts[ranked[1]]
    if lead >= _BARELY:
        return ranked[0]
    code, probability = _by_letters(bare)
    if probability >= _SURE and (counts[code] or len(words) >= _SHORT):
        return code
    if lead > 0:
        return ranked[0]
    tied = [language for language in ranked if counts[language] == counts[ranked[0]]]
    return code if code in tied or probability >= _SURE else ranked[0] if counts[ranked[0]] else code


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def _by_letters(text: str) -> tuple[str, float]:
    code, probability = _identifier().classify(text.lower())
    return str(code), float(probability)
