"""Doubts that the taught documents raised too, although they were read right: a lesson answers them."""

import re
from collections.abc import Iterable, Sequence

from domain.dialect_dates import is_date_like
from domain.layouts import LayoutTemplate
from extractors.layouts.kinds import fits_form

_MOST = 60
"""Doubts that a template keeps; a document of more was not understood."""
_LONGEST = 160
_ANSWERABLE = re.compile(
    r"""^(?:
    .*\ stands\ beside\ a\ line\ and\ (?:was\ not\ read|says\ something\ of\ the\ payment)
    | Nothing\ says\ (?:whose|what)\ .*
    | The\ numbers\ under\ .*\ may\ be\ those\ of\ the\ documents
    | .*\ looks\ like\ the\ numbers\ that\ were\ read,\ and\ no\ line\ took\ it
    | .*\ stands\ in\ the\ document\ but\ in\ no\ line\ that\ was\ read
    | .*\ (?:may\ belong\ to|belongs\ to)\ a\ line;\ it\ was\ not\ read
    | .*\ may\ be\ the\ payment's\ number;\ it\ was\ not\ read
    | .*\ may\ go\ on\ with\ .*\ in\ the\ next\ line
    | .*\ stand\ in\ one\ (?:cell|line;\ which\ is\ the\ document\?)
    | .*:\ not\ every\ amount\ of\ its\ row\ could\ be\ explained
    | .*\ are\ both\ named\ as\ payee
    | A\ row\ with\ an\ amount\ has\ no\ number:\ .*
    | The\ sums\ hold\ for\ more\ than\ one\ way\ of\ reading\ the\ lines
    | The\ document\ states\ .*\ and\ also\ .*\ as\ a\ sum
    | The\ document\ states\ no\ total\ that\ its\ lines\ could\ be\ checked\ against
    | The\ document\ says\ that\ it\ is\ something\ else\ than\ a\ remittance\ advice
    | Amounts\ stand\ in\ [A-Z]{3}\ beside\ a\ payment\ in\ another\ currency
    | No\ taught\ document\ has\ a\ row\ such\ as\ .*
    | The\ form\ is\ that\ of\ .*,\ but\ the\ payer\ is\ named\ .*
    | The\ document\ was\ not\ read\ wholly:\ overprinted:\ .*
    | .*\ may\ not\ be\ who\ pays;\ nothing\ but\ its\ place\ says\ so
    | .*;\ nothing\ says\ which\ of\ them\ pays
    | .*\ does\ not\ say\ whether\ the\ name\ is\ the\ payer's\ or\ the\ payee's
    | .*\ names\ two\ firms\ or\ more\ than\ a\ name
    | .*\ may\ name\ who\ pays\ instead\ of\ .*
    | .*\ may\ (?:not\ be\ the\ whole|be\ the\ whole|hold\ more\ than\ the)\ name
    | .*\ may\ be\ (?:who\ writes\ for\ the\ payer|the\ payer;\ no\ payer\ was\ read)
    | .*\ may\ be\ who\ is\ paid;\ no\ payee\ was\ read
    | .*\ may\ be\ the\ day\ of\ (?:payment|a\ line);\ it\ was\ not\ read
    | .*\ may\ be\ a\ (?:remark|kind\ of\ document),\ not\ a\ reason
    | .*\ stands\ beside\ the\ payment's\ own\ values;\ it\ was\ not\ read
    | .*\ is\ paid\ and\ taken\ back\ in\ full;\ is\ that\ a\ deduction\?
    | .*\ states\ a\ reduction\ but\ no\ gross\ amount
    | Nothing\ but\ ".*"\ says\ that\ the\ payment\ was\ .*
    | Several\ ways\ of\ paying\ are\ named:\ .*
    | Amounts\ were\ taken\ to\ be\ in\ .*,\ as\ the\ document\ says
    | The\ payment\ is\ on\ account:\ .*
    | So\ many\ lines\ in\ running\ text\ .*
    )\.?$""",
    re.VERBOSE | re.DOTALL,
)
"""What asks about something beside the reading; doubts of sums and values are never answered."""
_TWO_SUMS = re.compile(r"^The document states \S+ and also (\S+) as a sum\.$")
_ALSO = "The document also states"
_QUOTED = re.compile(r'"([^"]*)"')
_AMOUNT = re.compile(r"\d{1,3}(?:[.,' \u00a0\u202f]\d{3})*[.,]\d\d(?!\d)|\d+[.,]\d\d(?!\d)")
_FIGURE = re.compile(r"\d")


def answered_by(problems: Iterable[str]) -> tuple[str, ...]:
    """Return what a template keeps of the doubts that its taught documents raised, read right as they are."""
    keys = (key_of(problem) for problem in problems)
    return tuple(dict.fromkeys(key for key in keys if key is not None))[:_MOST]


def unanswered(template: LayoutTemplate, problems: Sequence[str], numbers: Iterable[str]) -> list[str]:
    """Return the doubts that no taught document raised in the same words about values of the same form.

    Where a document's number (`numbers`: those of the lines) has none of the taught forms, all doubts stay.
    """
    forms = template.lines.number_forms
    if not template.answered or not all(fits_form(number, forms) for number in numbers):
        return list(problems)
    return [problem for problem in problems if key_of(problem) not in template.answered]


def without_other_sums(template: LayoutTemplate, problems: Sequence[str]) -> list[str]:
    """Drop doubts of sums beside a total that a taught label leads to, if a taught document had such."""
    if not any(key.startswith(_ALSO) for key in template.answered):
        return list(problems)
    return [problem for problem in problems if _TWO_SUMS.match(problem) is None]


def key_of(problem: str) -> str | None:
    """Return a doubt without the values of one document, None for one that no lesson can answer.

    Figures become 9, one for one: a number of another form beside a line is a new question.
    """
    if _ANSWERABLE.match(problem) is None:
        return None
    two = _TWO_SUMS.match(problem)
    if two is not None:
        return f"{_ALSO} {two[1]} as a sum."
    bare = _QUOTED.sub(lambda quoted: f'"{_form(quoted[1])}"', problem)
    return _FIGURE.sub("9", _AMOUNT.sub("9.99", bare))[:_LONGEST]


def _form(text: str) -> str:
    return "a day" if is_date_like(text.strip(" ,;.")) and not text.isdigit() else text
