"""Chooses between what a taught layout and first-time recognition make of a document."""

from collections.abc import Sequence
from dataclasses import replace

from domain.layouts import HEADER_FIELDS, LINE_FIELDS, LayoutTemplate, TaughtReading
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from extractors.layouts.changed import FIT, change_told, listed
from extractors.layouts.kinds import fits_form, plain_text
from extractors.layouts.second_look import contradictions, is_believed
from extractors.layouts.spelling import spelt_like
from extractors.layouts.taught import read_taught
from extractors.layouts.taught_doubts import is_firm
from extractors.recognition.customers import name_key

_TRIED = 3
_SURE = 0.8
"""Share of a layout's landmarks that makes a document one of it, whatever else it looks like."""
_GAPS = ("payer_name", "payee_name", "payment_reference", "payment_method", "payment_date", "currency")

_JUDGED_APART = ("payer_name", "payee_name", "total_amount")
"""Names differ in how much of them is read, which is looked at elsewhere; a total is proved by its lines."""


def best_reading(
    document: Document, aids: ReadingAids, first_sight: tuple[Remittance, ...]
) -> tuple[Remittance, ...]:
    """Return the reading to keep: that of the best-fitting taught layout, else first-time recognition.

    What the layout's own places leave open is filled from first-time recognition where both read the
    same lines. Where both claim proof and read different lines, a person must look.
    """
    if aids.templates is None:
        return first_sight
    tried = [
        read_taught(candidate.template, spelt_like(candidate.template, document), aids)
        for candidate in aids.templates.candidates(document)[:_TRIED]
    ]
    held = [reading for reading in tried if reading.remittances]
    if not held:
        known = [reading for reading in tried if not reading.changes]
        return _unread(known[0], first_sight) if known else _noticed(first_sight, aids)
    best = max(held, key=_rank)
    rivals = [reading for reading in held if reading is not best and reading.fit >= best.fit - 0.02]
    return _joined(best, rivals, first_sight)


def fits_taught_layout(document: Document, aids: ReadingAids) -> bool:
    """Tell whether a taught layout fits the document so well that it surely is an advice."""
    if aids.templates is None:
        return False
    return any(candidate.fit >= _SURE for candidate in aids.templates.candidates(document)[:1])


def _rank(reading: TaughtReading) -> tuple[float, float, int]:
    sure = [not remittance.needs_review and not reading.changes for remittance in reading.remittances]
    lines = sum(len(remittance.lines) for remittance in reading.remittances)
    return (round(reading.fit, 1) + 0.5 * sum(sure) / len(sure), reading.fit, lines)


def _unread(known: TaughtReading, first_sight: tuple[Remittance, ...]) -> tuple[Remittance, ...]:
    """Doubt numbers of a form that was not taught where a document is of a taught layout that reads none."""
    if known.fit < _SURE or _taught_numbers(known.template, first_sight):
        return first_sight
    doubt = f"The form is that of {known.template.name}, which reads no line of it; are the numbers whole?"
    return tuple(_doubted(one, doubt) for one in first_sight)


def _joined(
    best: TaughtReading, rivals: Sequence[TaughtReading], first_sight: tuple[Remittance, ...]
) -> tuple[Remittance, ...]:
    changes = best.changes or _relabelled(best, first_sight)
    told = change_told(best.template, changes) if changes else ""
    agreed = bool(told) and _agreed(best.remittances, first_sight)
    if not agreed and _proven_without(best, first_sight):
        return tuple(_with_note(one, told or _not_needed(best)) for one in first_sight)
    made = list(best.remittances)
    same = len(first_sight) == len(made) and all(
        _lines(one) == _lines(other) for one, other in zip(made, first_sight, strict=True)
    )
    if same:
        made = [_filled(one, other, best) for one, other in zip(made, first_sight, strict=True)]
        made = [_held_against(one, other, best) for one, other in zip(made, first_sight, strict=True)]
    elif _may_object(best, first_sight):
        made = [
            _doubted(one, "Read without the taught layout the document says something else.") for one in made
        ]
    for rival in rivals:
        if [_lines(one) for one in rival.remittances] != [_lines(one) for one in made] and not any(
            one.needs_review for one in rival.remittances
        ):
            made = [
                _doubted(one, f"The layout {rival.template.name} fits as well and reads it otherwise.")
                for one in made
            ]
    if told:
        made = [_with_note(one, told) if agreed else _doubted(one, told) for one in made]
    return tuple(made)


def _may_object(best: TaughtReading, first_sight: Sequence[Remittance]) -> bool:
    """Tell whether other lines of proven first sight count: not where it misread the taught lines, too."""
    misled = best.template.first_sight_misled and _taught_numbers(best.template, best.remittances)
    known = best.template.trusted or misled
    return bool(first_sight) and not known and all(is_believed(best.template, one) for one in first_sight)


def _relabelled(best: TaughtReading, first_sight: Sequence[Remittance]) -> tuple[str, ...]:
    """Name the values that the layout's labels lead to no more, although labels lead to them."""
    if len(first_sight) != len(best.remittances):
        return ()
    names = [rule.name for rule in best.template.fields if rule.anchors and rule.name in _GAPS]
    gone = [
        name
        for name in names
        if all(getattr(one, name) is None for one in best.remittances)
        and any(getattr(one, name) is not None and _is_labelled(one, name) for one in first_sight)
    ]
    return (f"{listed(gone)} under another label",) if gone else ()


def _agreed(made: Sequence[Remittance], first_sight: Sequence[Remittance]) -> bool:
    """Tell whether first sight by itself proves just what a layout read from a form that has changed."""
    return [len(one.lines) for one in made] == [len(one.lines) for one in first_sight] and all(
        not one.needs_review
        and not other.needs_review
        and all(getattr(one, name) == getattr(other, name) for name in HEADER_FIELDS)
        and all(
            getattr(line, name) == getattr(seen, name)
            for line, seen in zip(one.lines, other.lines, strict=True)
            for name in LINE_FIELDS
        )
        for one, other in zip(made, first_sight, strict=True)
    )


def _proven_without(best: TaughtReading, first_sight: tuple[Remittance, ...]) -> bool:
    """Tell whether first sight proves what the layout cannot, where first sight may be believed.

    That is where it read the taught documents right by itself, or where the layout hardly fits.
    """
    if not first_sight or any(one.needs_review for one in first_sight):
        return False
    if any(is_firm(problem) for one in best.remittances for problem in one.problems):
        return False
    if _gone_in_both(best.template, first_sight) or _says_otherwise(best, first_sight):
        return False
    if _taught_numbers(best.template, best.remittances) and not _taught_numbers(best.template, first_sight):
        return False
    believed = best.template.first_sight_right or best.fit < _SURE
    return believed and (best.fit < FIT or any(one.needs_review for one in best.remittances))


def _gone_in_both(template: LayoutTemplate, first_sight: Sequence[Remittance]) -> bool:
    """Tell whether a value that stands at a taught label is found by first sight no more, either."""
    names = [rule.name for rule in template.fields if rule.anchors]
    return any(getattr(one, name) is None for one in first_sight for name in names)


def _says_otherwise(best: TaughtReading, first_sight: Sequence[Remittance]) -> bool:
    """Tell whether taught labels lead to another value of a payment than the one that first sight reads."""
    if len(best.remittances) != len(first_sight):
        return False
    names = [rule.name for rule in best.template.fields if rule.anchors and rule.name not in _JUDGED_APART]
    return any(
        getattr(one, name) not in (None, getattr(other, name))
        for one, other in zip(best.remittances, first_sight, strict=True)
        for name in names
    )


def _taught_numbers(template: LayoutTemplate, read: Sequence[Remittance]) -> bool:
    """Tell whether all document numbers of a reading have a form that was taught."""
    numbers = [line.document_number for one in read for line in one.lines if line.document_number]
    return all(fits_form(number, template.lines.number_forms) for number in numbers)


def _not_needed(best: TaughtReading) -> str:
    doubts = [problem for one in best.remittances for problem in one.problems][:1]
    return f"The layout {best.template.name} was not needed: {' '.join(doubts)}"


def _with_note(remittance: Remittance, note: str) -> Remittance:
    return replace(remittance, notes=(*remittance.notes, note))


def _lines(remittance: Remittance) -> list[tuple[object, object]]:
    return [(line.document_number, line.net_amount) for line in remittance.lines]


def _filled(taught: Remittance, other: Remittance, best: TaughtReading) -> Remittance:
    """Take header values that the layout neither states nor calls absent; another payer's name is a doubt."""
    taken = {
        name: getattr(other, name)
        for name in _GAPS
        if getattr(taught, name) is None
        and getattr(other, name) is not None
        and (name not in best.template.absent or _is_labelled(other, name))
    }
    evidence = {name: other.fields[name] for name in taken if name in other.fields}
    filled = replace(taught, **taken, fields={**taught.fields, **evidence})
    rules = {rule.name for rule in best.template.fields} | set(best.template.absent)
    named = taken.get("payer_name") if "payer_name" in rules else None
    if named and name_key(str(named)) != name_key(best.template.payer):
        return _doubted(
            filled,
            f"The form is that of {best.template.name}, but another payer is named: "
            f"{plain_text(str(taken['payer_name']))}.",
        )
    return filled


def _held_against(taught: Remittance, other: Remittance, best: TaughtReading) -> Remittance:
    for doubt in contradictions(best.template, taught, other):
        taught = _doubted(taught, doubt)
    return taught


def _is_labelled(remittance: Remittance, name: str) -> bool:
    """A label leads to the value: it is stated now, though the taught document left it out."""
    return name in remittance.fields and "label" in remittance.fields[name].proofs


def _doubted(remittance: Remittance, doubt: str) -> Remittance:
    return replace(
        remittance,
        needs_review=True,
        confidence=min(remittance.confidence, 0.8),
        problems=(*remittance.problems, doubt),
    )


def _noticed(first_sight: tuple[Remittance, ...], aids: ReadingAids) -> tuple[Remittance, ...]:
    """Say of a payer whose layouts are taught that this document follows none of them."""
    if aids.templates is None:
        return first_sight
    noticed = []
    for remittance in first_sight:
        taught = aids.templates.of_payer(remittance.payer_name or "")
        note = f"{remittance.payer_name} has {len(taught)} taught layout(s), and this form is none of them."
        noticed.append(replace(remittance, notes=(*remittance.notes, note)) if taught else remittance)
    return tuple(noticed)
