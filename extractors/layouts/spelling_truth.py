"""Corrects slips on a taught page by its true values, so that a scan teaches as well as a print."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from domain.layouts import Sample, TruePayment
from domain.pages import Token
from extractors.recognition import slips
from extractors.recognition.mending import of_one_form
from extractors.recognition.recognised import is_recognised, recognised_words, with_texts

_NUMBERS = ("document_number", "po_number", "payment_reference")


def spelt_as_true(sample: Sample) -> Sample:
    """Return the sample with recognised words that nearly are true values spelt like these.

    A word that is a true value already, or nearly two of them, stays. Printed documents stay as they are.
    """
    if not is_recognised(sample.document):
        return sample
    document = with_texts(sample.document, dict(of_one_form(sample.document)))
    amounts, numbers = _true_values(sample.payments)
    changes = {
        place: text
        for place, token in recognised_words(document)
        if (text := _better(token, amounts, numbers)) is not None
    }
    return replace(sample, document=with_texts(document, changes))


def _true_values(payments: Iterable[TruePayment]) -> tuple[frozenset[Decimal], frozenset[str]]:
    amounts: set[Decimal] = set()
    numbers: set[str] = set()
    for held in (one for payment in payments for one in (payment.fields, *payment.lines)):
        for name, text in held.items():
            if text and name.endswith("_amount"):
                amounts.add(abs(Decimal(text)))
            elif text and name in _NUMBERS:
                numbers.add(text)
    return frozenset(amounts), frozenset(numbers)


def _better(token: Token, amounts: frozenset[Decimal], numbers: frozenset[str]) -> str | None:
    amount = slips.amount_in(token.text)
    if token.text in numbers or amount in amounts:
        return None
    found = set(_alike(token.text, amount, amounts, numbers))
    return found.pop() if len(found) == 1 else None


def _alike(
    text: str, amount: Decimal | None, amounts: frozenset[Decimal], numbers: frozenset[str]
) -> Iterator[str]:
    if amount is not None:
        rewritten = (slips.rewritten(text, wanted) for wanted in amounts)
        yield from (one for one in rewritten if one is not None)
        return
    yield from (number for number in numbers if slips.distance(text, number))
