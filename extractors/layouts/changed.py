"""How the form of a document differs from the taught one: words, labels, and the columns of its table."""

from collections.abc import Iterator, Sequence, Set

from rapidfuzz import fuzz

from domain.dialect import Dialect
from domain.layouts import FieldRule, LayoutTemplate, LineForm, LineRule
from domain.remittance import Remittance
from extractors.layouts.anchors import at_anchor
from extractors.layouts.kinds import KIND_OF, plain_text
from extractors.layouts.sight import Sight, labels_at
from extractors.layouts.table_grid import match_header
from extractors.recognition.headers import Column, columns_of_header
from extractors.recognition.words import fold

FIT = 0.75
"""Below this share of the taught landmarks a form counts as changed."""
_FEWEST_GONE, _SHARE_GONE = 2, 0.3
"""Header values, and their share, that are gone together: one alone may just not be filled."""
_SAYS = "The form has changed since "
_SAME_WORD = 80.0


def changes_in(template: LayoutTemplate, sight: Sight, fit: float, dialect: Dialect) -> tuple[str, ...]:
    """Return in words how a document differs from the taught form, () where it is that form.

    fit: share of the template's landmarks that the document holds, 0-1.
    """
    found = [f"{fit:.0%} of its words are there"] if fit < FIT else []
    elsewhere = _elsewhere(template, sight, dialect)
    if elsewhere:
        found.append(f"{listed(elsewhere)} stand elsewhere or nowhere")
    if template.lines.form is LineForm.TABLE and template.lines.header_rows:
        found += _columns_changed(template.lines, sight, template.landmarks)
    return tuple(found)


def change_told(template: LayoutTemplate, changes: Sequence[str]) -> str:
    """Return the sentence that says of a reading by a template that its form is another one now."""
    return f"{_SAYS}{template.name} was taught ({'; '.join(changes[:3])})."


def says_changed(remittance: Remittance) -> bool:
    """Tell whether a reading says that its form has changed since it was taught."""
    return any(text.startswith(_SAYS) for text in (*remittance.problems, *remittance.notes))


def listed(names: Sequence[str]) -> str:
    """Return fields as a sentence names them: "payee name, total amount"."""
    return ", ".join(name.replace("_", " ") for name in names)


def _elsewhere(template: LayoutTemplate, sight: Sight, dialect: Dialect) -> list[str]:
    """Return the values that no longer stand at their surest label, where these are too many for chance."""
    anchored = [rule for rule in template.fields if rule.anchors]
    found = [rule.name for rule in anchored if _has_left(rule, sight, dialect)]
    return found if len(found) >= max(_FEWEST_GONE, _SHARE_GONE * len(anchored)) else []


def _has_left(rule: FieldRule, sight: Sight, dialect: Dialect) -> bool:
    return at_anchor(rule.anchors[0], KIND_OF[rule.name], sight, dialect) is None


def _columns_changed(rule: LineRule, sight: Sight, landmarks: Sequence[str]) -> Iterator[str]:
    """Yield what is new, missing or elsewhere in the first header that is the taught one.

    Words that stand beside a header of several rows may count as its column in one document and not in
    the next: what the form says anyway is not new, and an empty column whose words still stand is not gone.
    """
    beside = frozenset(landmarks) if rule.header_rows > 1 else frozenset()
    for at in range(len(sight.rows)):
        matched = match_header(rule, sight, at)
        if matched is None:
            continue
        columns = columns_of_header(sight.rows[at : at + rule.header_rows])
        new = [column for index, column in enumerate(columns) if index not in matched[1]]
        yield from _new_columns(rule, [column for column in new if fold(column.header) not in beside])
        kept = {at for at, one in enumerate(rule.columns) if one.idle and one.header in beside}
        kept = {at for at in kept if any(labels_at(sight, rule.columns[at].header))}
        yield from _missing_columns(rule, columns, kept | set(matched[1].values()))
        order = [matched[1][index] for index in sorted(matched[1])]
        if order != sorted(order):
            yield "its columns stand in another order"
        return
    yield "the header of its table is another one"


def _new_columns(rule: LineRule, new: Sequence[Column]) -> Iterator[str]:
    taught = [word for column in rule.columns for word in column.header.split()]
    for column in new:
        words = _wordy(fold(column.header))
        if words and not any(_is_among(word, taught) for word in words):
            yield f'the column "{plain_text(column.header)[:40]}" is new'


def _missing_columns(rule: LineRule, columns: Sequence[Column], found: Set[int]) -> Iterator[str]:
    there = [word for column in columns for word in fold(column.header).split()]
    for index, column in enumerate(rule.columns):
        words = _wordy(column.header)
        if index not in found and words and not any(_is_among(word, there) for word in words):
            yield f'the column "{column.header[:40]}" is gone'


def _wordy(header: str) -> list[str]:
    """Return the words of a header without figures: "trf75419482" is a value, and no name of a column."""
    return [word for word in header.split() if not any(map(str.isdigit, word))]


def _is_among(word: str, words: Sequence[str]) -> bool:
    return any(word == one or fuzz.ratio(word, one) >= _SAME_WORD for one in words)
