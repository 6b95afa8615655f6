"""Holds a taught reading against first sight: where both were right when taught, both must agree now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from domain.layouts import HEADER_FIELDS, LINE_FIELDS, LayoutTemplate, Sample
from domain.remittance import Remittance, RemittanceLine
from extractors.layouts.answered import key_of
from extractors.layouts.differences import as_json
from extractors.layouts.kinds import KIND_OF, plain_text, squeezed, true_value
from extractors.recognition.customers import name_key

_MOST = 3
_HEADER = tuple(name for name in HEADER_FIELDS if name != "total_amount")
_LINE = tuple(name for name in LINE_FIELDS if name not in ("document_number", "net_amount"))


def seen_right(read: Sequence[Remittance], sample: Sample) -> frozenset[str]:
    """Return the fields that first sight reads as a taught document's true values say, header and line."""
    counts = [len(one.lines) for one in read]
    if counts != [len(one.lines) for one in sample.payments]:
        return frozenset()
    pairs = list(zip(read, sample.payments, strict=True))
    header = [name for name in _HEADER if all(_same(name, one, true.fields) for one, true in pairs)]
    lines = [line for one, true in pairs for line in zip(one.lines, true.lines, strict=True)]
    return frozenset(
        header + [name for name in _LINE if all(_same(name, line, true) for line, true in lines)]
    )


def contradictions(template: LayoutTemplate, taught: Remittance, seen: Remittance) -> list[str]:
    """Return what proven first sight says otherwise in fields where it was right before.

    Unproven, it is heard only where it finds a value of a line and the layout none.
    """
    if taught.needs_review:
        return []
    believed = is_believed(template, seen)
    found = [
        _told("payment", name, one, other)
        for name, one, other in _different(_HEADER, template.seen_right, taught, seen)
        if one is not None and believed
    ]
    for line, other_line in zip(taught.lines, seen.lines, strict=True):
        where = line.document_number or "a line"
        found += [
            _told(where, name, one, other)
            for name, one, other in _different(_LINE, template.seen_right, line, other_line)
            if believed or one is None
        ]
    return found[:_MOST]


def is_believed(template: LayoutTemplate, seen: Remittance) -> bool:
    """Tell whether first sight has no doubts but those that it had about the taught documents, too."""
    return all(key_of(problem) in template.first_sight_doubts for problem in seen.problems)


def _different(
    names: Iterable[str],
    right: Sequence[str],
    taught: Remittance | RemittanceLine,
    seen: Remittance | RemittanceLine,
) -> Iterator[tuple[str, object, object]]:
    for name in names:
        one, other = getattr(taught, name), getattr(seen, name)
        if name in right and other and _key(name, one) != _key(name, other):
            yield name, one, other


def _told(where: str, name: str, one: object, other: object) -> str:
    return (
        f"Without the taught layout {name.replace('_', ' ')} of {where} reads {_shown(other)}, "
        f"with it {_shown(one)}."
    )


def _shown(value: object) -> str:
    return plain_text(as_json(value) or "nothing")[:60]


def _same(name: str, read: Remittance | RemittanceLine, true: Mapping[str, str | None]) -> bool:
    """A value that is not known when taught was never read right."""
    text = true.get(name)
    held = true_value(KIND_OF[name], text) if text is not None and name in KIND_OF else text
    return name in true and _key(name, getattr(read, name)) == _key(name, held)


def _key(name: str, value: object) -> str:
    if isinstance(value, Decimal) and not value:
        return ""
    text = as_json(value) or ""
    return name_key(text) if name.endswith("_name") else squeezed(text).casefold()
