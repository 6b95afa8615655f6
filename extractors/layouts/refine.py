"""Learns one template from several documents of the same layout."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from domain.layouts import Anchor, ColumnPlace, FieldRule, LayoutTemplate, Sample
from domain.ports import ReadingAids
from domain.remittance import Remittance
from extractors.layouts.answered import answered_by
from extractors.layouts.differences import differences, faulty_fields
from extractors.layouts.learn import candidates, faults_of, learn
from extractors.layouts.own_name import as_sent
from extractors.layouts.second_look import seen_right
from extractors.layouts.spelling import spelt_like
from extractors.layouts.spelling_truth import spelt_as_true
from extractors.layouts.taught import left_over_by, read_taught
from extractors.layouts.truth import LearningError, typed
from extractors.recognition.reader import GeneralReader

_TRIED, _MOST_LIKELY = 40, 8
"""Templates of one sample that are tried on it, and those of them that are held against all samples."""
_MOST_ANCHORS = 4


def refine(
    samples: Sequence[Sample], name: str, payer: str, aids: ReadingAids | None = None
) -> LayoutTemplate:
    """Return a template that reads every sample as its true values; the newest sample stands last.

    Raises LearningError, naming what is read otherwise, when no template that was found reads all.
    """
    template = _read_by_all(samples, name, payer, aids)
    seen = [(GeneralReader().extract(one.document, as_sent(aids, one)), one) for one in samples]
    template = replace(
        template,
        first_sight_doubts=answered_by(
            problem for read, _ in seen for one in read for problem in one.problems
        ),
        first_sight_misled=any(_other_lines(*pair) for pair in seen),
        first_sight_right=not any(differences(read, sample.payments) for read, sample in seen),
        seen_right=tuple(sorted(frozenset.intersection(*(seen_right(*pair) for pair in seen)))),
        left_over=_left_over(template, samples),
    )
    return replace(template, answered=_answered(template, samples))


def _other_lines(read: Sequence[Remittance], sample: Sample) -> bool:
    """Tell whether first sight reads other lines from a taught document than the true ones."""
    faulty = faulty_fields(read, sample.payments)
    return faulty is None or not faulty.isdisjoint({"document_number", "net_amount"})


def _left_over(template: LayoutTemplate, samples: Sequence[Sample]) -> tuple[str, ...]:
    """Return what any of the taught documents holds beside its reading: there it is no doubt."""
    left = [left_over_by(template, spelt_like(template, spelt_as_true(one).document)) for one in samples]
    return tuple(dict.fromkeys(key for one in left for key in one))


def _answered(template: LayoutTemplate, samples: Sequence[Sample]) -> tuple[str, ...]:
    """Return the doubts that the taught documents raise, read right as they are."""
    shown = [spelt_like(template, spelt_as_true(one).document) for one in samples]
    read = [payment for one in shown for payment in read_taught(template, one, ReadingAids()).remittances]
    return answered_by(problem for payment in read for problem in payment.problems)


def _read_by_all(
    samples: Sequence[Sample], name: str, payer: str, aids: ReadingAids | None
) -> LayoutTemplate:
    if len(samples) == 1:
        return learn(samples[0], name, payer, aids)
    best: list[str] | None = None
    own = [_likely(sample, name, payer, aids) for sample in samples]
    first = [next(templates, None) for templates in own]
    for at, templates in enumerate(own):
        others = [held for index, held in enumerate(first) if index != at and held is not None]
        for template in chain((held for held in first[at : at + 1] if held is not None), templates):
            merged = _merged(template, others)
            faults = _faults_of_all(merged, samples, aids, len(best) if best else None)
            if not faults:
                return merged
            if best is None or len(faults) < len(best):
                best = faults
    told = " ".join((best or [])[:5])
    raise LearningError(f"no layout was found that reads all {len(samples)} taught documents: {told}")


def _likely(sample: Sample, name: str, payer: str, aids: ReadingAids | None) -> Iterator[LayoutTemplate]:
    """Yield the likeliest templates of the sample, those first that read it right."""
    truths = tuple(typed(payment) for payment in sample.payments)
    right, faulty = 0, []
    for template in candidates(sample, truths, name, payer, aids, _TRIED):
        faults = faults_of(template, sample, aids)
        if faults:
            faulty.append((len(faults), template))
            continue
        yield template
        right += 1
        if right == _MOST_LIKELY:
            return
    for _, template in sorted(faulty, key=lambda pair: pair[0])[: _MOST_LIKELY - right]:
        yield template


def _faults_of_all(
    template: LayoutTemplate, samples: Sequence[Sample], aids: ReadingAids | None, enough: int | None
) -> list[str]:
    """Return what is read otherwise in all samples, no further than until `enough` faults are known."""
    faults: list[str] = []
    for sample in samples:
        faults += faults_of(template, sample, aids)
        if enough is not None and len(faults) >= enough:
            break
    return faults


def _merged(template: LayoutTemplate, others: Sequence[LayoutTemplate]) -> LayoutTemplate:
    """Join what several documents showed: words that all have, every anchor, every form and type."""
    every = (template, *others)
    landmarks = tuple(mark for mark in template.landmarks if all(mark in other.landmarks for other in others))
    forms = tuple(dict.fromkeys(form for one in every for form in one.lines.number_forms))
    types = dict(pair for one in reversed(every) for pair in one.lines.types)
    lines = replace(
        template.lines,
        number_forms=forms,
        types=tuple(sorted(types.items())),
        unexplained=any(one.lines.unexplained for one in every),
        columns=_columns(template, others),
    )
    return replace(
        template,
        media=tuple(dict.fromkeys(medium for one in every for medium in one.media)),
        landmarks=landmarks or template.landmarks,
        fields=_fields(every),
        absent=tuple(name for name in template.absent if all(name in other.absent for other in others)),
        lines=lines,
        decimal=template.decimal or next((one.decimal for one in others if one.decimal), None),
        day_first=next((one.day_first for one in every if one.day_first is not None), None),
    )


def _fields(every: Sequence[LayoutTemplate]) -> tuple[FieldRule, ...]:
    names = dict.fromkeys(rule.name for one in every for rule in one.fields)
    merged = []
    for name in names:
        rules = [rule for one in every for rule in one.fields if rule.name == name]
        votes: dict[Anchor, int] = {}
        for rule in rules:
            for anchor in rule.anchors:
                votes[anchor] = votes.get(anchor, 0) + 1
        anchors = tuple(sorted(votes, key=lambda anchor: -votes[anchor])[:_MOST_ANCHORS])
        spoken = next((rule for rule in rules if rule.value is not None), None)
        merged.append(
            FieldRule(name, anchors, spoken.phrase if spoken else None, spoken.value if spoken else None)
        )
    return tuple(merged)


def _columns(template: LayoutTemplate, others: Sequence[LayoutTemplate]) -> tuple[ColumnPlace, ...]:
    busy = {
        column.header for one in others for column in one.lines.columns if column.header and not column.idle
    }
    return tuple(
        replace(column, idle=column.idle and column.header not in busy) for column in template.lines.columns
    )
