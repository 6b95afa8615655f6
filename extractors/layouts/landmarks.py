"""The words that stay from one document of a layout to the next, and how many of them a document has."""

from collections.abc import Iterable

from domain.layouts import LayoutTemplate
from domain.pages import Document
from extractors.layouts.sight import Sight
from extractors.recognition.words import fold

_MOST = 60
_MOST_WORDS = 8


def landmarks_of(sight: Sight, records: Iterable[int]) -> tuple[str, ...]:
    """Return folded texts without figures that stand outside the lines, in reading order."""
    inside = set(records)
    found: dict[str, None] = {}
    for at, row in enumerate(sight.rows):
        if at in inside:
            continue
        for piece in row.pieces:
            words = fold(piece.text).split()
            if words and not any(c.isdigit() for word in words for c in word) and len("".join(words)) > 2:
                found.setdefault(" ".join(words[:_MOST_WORDS]))
    return tuple(found)[:_MOST]


def fit_of(template: LayoutTemplate, document: Document) -> float:
    """Return the share of the template's landmarks that the document holds, 0-1."""
    return share_in(template.landmarks, folded_text(document))


def folded_text(document: Document) -> str:
    """Return the document's text folded, with a blank at both ends."""
    return f" {fold(document.text)} "


def share_in(landmarks: tuple[str, ...], text: str) -> float:
    """Return the share of landmarks that stand in a folded text as whole words."""
    if not landmarks:
        return 0.0
    return sum(f" {landmark} " in text for landmark in landmarks) / len(landmarks)
