"""Learns what the values that first-time recognition finds mean, where no rule of the lines' own does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from domain.layouts import LINE_FIELDS, LineForm, LineRule, Sample
from domain.ports import ReadingAids
from domain.remittance import RemittanceLine
from domain.words import Layout
from extractors.layouts.as_seen import line_as_taught
from extractors.layouts.differences import as_json
from extractors.layouts.kinds import KIND_OF, number_form
from extractors.layouts.own_name import as_sent
from extractors.recognition.reader import GeneralReader


def as_seen_rules(sample: Sample, aids: ReadingAids | None) -> Iterator[tuple[Layout, LineRule]]:
    """Yield the rule under which the lines of first-time recognition are the true ones, if there is one,
    and before it how their form is called."""
    seen = GeneralReader().extract(sample.document, as_sent(aids, sample))
    if [len(one.lines) for one in seen] != [len(one.lines) for one in sample.payments]:
        return
    lines = [line for one in seen for line in one.lines]
    truths = [line for payment in sample.payments for line in payment.lines]
    numbers = [number for truth in truths if (number := truth.get("document_number"))]
    forms = tuple(dict.fromkeys(map(number_form, numbers)))
    for reverse in (False, True):
        rule = LineRule(LineForm.FIRST_SIGHT, reverse=reverse, number_forms=forms)
        taken = _taken([line_as_taught(line, rule) for line in lines], truths)
        if taken is not None:
            yield seen[0].layout, replace(rule, taken=taken)


def _taken(
    lines: Sequence[RemittanceLine], truths: Sequence[Mapping[str, str | None]]
) -> tuple[tuple[str, str], ...] | None:
    """Return the fields that stand under another name, None where one field has no source at all."""
    taken = []
    for name in LINE_FIELDS:
        source = _source(name, lines, truths)
        if source is None:
            return None
        if source != name:
            taken.append((name, source))
    return tuple(taken)


def _source(
    name: str, lines: Sequence[RemittanceLine], truths: Sequence[Mapping[str, str | None]]
) -> str | None:
    known = [(line, truth[name]) for line, truth in zip(lines, truths, strict=True) if name in truth]
    if all(_same(getattr(line, name), true) for line, true in known):
        return name
    if name == "document_type":
        return None
    if all(true is None for _, true in known):
        return ""
    kin = [other for other in LINE_FIELDS if other != name and KIND_OF.get(other) is KIND_OF[name]]
    return next(
        (one for one in kin if all(_same(getattr(line, one), true) for line, true in known)),
        None,
    )


def _same(value: object, true: str | None) -> bool:
    said = as_json(value)
    return said == true or (said is not None and true is not None and " ".join(true.split()) == said)
