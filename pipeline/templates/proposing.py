"""What a confirmed document proposes: a changed version of the layout that read it, or a new layout."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.layouts import LayoutTemplate, Sample
from domain.ports import ReadingAids
from extractors.layouts.folder import free_name
from extractors.layouts.refine import refine
from extractors.layouts.shelf import TemplateShelf
from extractors.layouts.truth import LearningError
from extractors.layouts.yaml_form import to_yaml

SAME_LAYOUT = 0.8
"""Share of a layout's landmarks from which on a document is taken for it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A proposed version; `base` is the one that it changes, None for a new layout."""

    template: LayoutTemplate
    base: LayoutTemplate | None


def same_layout(layouts: Sequence[LayoutTemplate], sample: Sample) -> LayoutTemplate | None:
    """Return which of a payer's layouts a document follows, None where it follows none closely."""
    fitting = TemplateShelf(layouts).candidates(sample.document)
    return next((one.template for one in fitting if one.fit >= SAME_LAYOUT), None)


def change_for(
    sample: Sample,
    base: LayoutTemplate | None,
    older: Sequence[Sample],
    payer: str,
    taken: Sequence[str],
    aids: ReadingAids,
) -> Change | None:
    """Return the change that reads the sample: the base refined by it, else a layout of its own.

    `older` are the base's confirmed documents, `taken` the names that are given. None where the base reads
    the sample already as it is. Raises LearningError.
    """
    trouble: LearningError | None = None
    if base is not None:
        samples = [one for one in older if one.document.sha256 != sample.document.sha256]
        try:
            refined = refine([*samples, sample], base.name, base.payer, aids)
        except LearningError as error:
            trouble = error
        else:
            changed = replace(refined, version=base.version, note=base.note)
            return None if to_yaml(changed) == to_yaml(base) else Change(changed, base)
    try:
        fresh = refine([sample], free_name(payer, list(taken)), payer, aids)
    except LearningError as error:
        raise trouble or error from error
    return Change(fresh, None)
