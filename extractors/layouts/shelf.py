"""The templates of an installation, and those among thousands that may fit a document."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from domain.layouts import LayoutTemplate
from domain.pages import Document
from domain.words import Medium
from extractors.layouts.landmarks import folded_text, share_in

_RAREST = 8
"""Words of a template that stand in the index: those that fewest templates share."""
_MOST = 12
"""Templates whose landmarks are all looked for."""
_FITTING = 0.6
"""Share of the landmarks from which on a template is tried at all."""
_ALIKE = (frozenset({Medium.PDF, Medium.IMAGE}), frozenset({Medium.SHEET, Medium.CSV}))
"""Media in which one form may come: a print and its scan, a workbook and its export."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A template and the share of its landmarks that a document holds."""

    template: LayoutTemplate
    fit: float


class TemplateShelf:
    """Active templates, indexed by their rarest words. Values only: safe to share, made anew on a change."""

    def __init__(self, templates: Sequence[LayoutTemplate]) -> None:
        self.templates = tuple(templates)
        self._words = [_words(template) for template in self.templates]
        spread = Counter(word for words in self._words for word in words)
        self._needed: list[int] = []
        self._index: dict[str, list[int]] = defaultdict(list)
        for at, words in enumerate(self._words):
            rare = sorted(words, key=lambda word: (spread[word], word))[:_RAREST]
            self._needed.append(max(1, len(rare) // 2))
            for word in rare:
                self._index[word].append(at)

    def candidates(self, document: Document) -> tuple[Candidate, ...]:
        """Return the templates that may fit the document, the best first; a poor fit is none."""
        if not self.templates:
            return ()
        text = folded_text(document)
        hits: Counter[int] = Counter()
        for word in set(text.split()):
            for at in self._index.get(word, ()):
                hits[at] += 1
        likely = [at for at, count in hits.most_common(4 * _MOST) if count >= self._needed[at]]
        likely = [at for at in likely if _same_medium(self.templates[at], document)]
        rated = [Candidate(self.templates[at], share_in(self.templates[at].landmarks, text)) for at in likely]
        fitting = [candidate for candidate in rated if candidate.fit >= _FITTING]
        return tuple(sorted(fitting, key=lambda candidate: -candidate.fit)[:_MOST])

    def of_payer(self, payer: str) -> tuple[LayoutTemplate, ...]:
        """Return the templates taught for a payer of that name."""
        wanted = payer.casefold()
        return tuple(template for template in self.templates if template.payer.casefold() == wanted)


def _words(template: LayoutTemplate) -> frozenset[str]:
    return frozenset(word for landmark in template.landmarks for word in landmark.split() if len(word) > 2)


def _same_medium(template: LayoutTemplate, document: Document) -> bool:
    if document.medium in template.media:
        return True
    return any(document.medium in alike and alike & set(template.media) for alike in _ALIKE)
