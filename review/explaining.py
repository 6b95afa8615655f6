"""Says which row would explain a difference between the lines of a payment and its stated total."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice

from domain.ledger import OpenItem
from review.typed import TypedLine, amount_of
from review.values import PaymentView

MOST_HINTS = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """One explanation: `message` is an English text of the catalogue with the places of `values`."""

    message: str
    values: dict[str, object]
    line: str = ""
    """The key of the line that it speaks of, "" for none."""

    @property
    def index(self) -> int:
        """Which line of its payment that is."""
        return int(self.line.rpartition(".l")[2])


def explanations(payment: PaymentView, open_items: Sequence[OpenItem] = ()) -> tuple[Hint, ...]:
    """Return what would explain the difference, the likeliest first; nothing where the sums agree."""
    gap = payment.difference
    if not gap:
        return ()
    return tuple(islice(chain(_of_lines(payment, gap), _missing(payment, gap, open_items)), MOST_HINTS))


def _of_lines(payment: PaymentView, gap: Decimal) -> Iterator[Hint]:
    numbers = Counter(line.texts["document_number"] for line in payment.every)
    for index, line in enumerate(payment.every):
        net = _amount(line, "net_amount")
        number = line.texts["document_number"]
        place: dict[str, object] = {"line": index + 1, "number": number or "–"}
        key = f"{payment.key}.l{index}"
        if net is None:
            yield Hint("Line %(line)s (%(number)s) has no amount.", place, key)
        elif net == -gap and numbers[number] > 1:
            yield Hint("Line %(line)s (%(number)s) stands there twice.", place, key)
        elif net == -gap:
            yield Hint("Without line %(line)s (%(number)s) the sums agree.", place, key)
        elif net and net * 2 == -gap:
            yield Hint("With the sign of line %(line)s (%(number)s) turned the sums agree.", place, key)
        else:
            yield from _of_parts(line, net, gap, place, key)


def _of_parts(
    line: TypedLine, net: Decimal, gap: Decimal, place: dict[str, object], key: str
) -> Iterator[Hint]:
    gross, discount = _amount(line, "gross_amount"), _amount(line, "discount_amount")
    deduction = _amount(line, "deduction_amount")
    if gross is not None and gross - net == gap:
        yield Hint("With the gross amount of line %(line)s (%(number)s) the sums agree.", place, key)
    elif gap in (discount, deduction) or -gap in (discount, deduction):
        yield Hint("The reduction of line %(line)s (%(number)s) is just the difference.", place, key)
    elif _transposed(net, net + gap):
        yield Hint("With two figures of line %(line)s (%(number)s) changed over the sums agree.", place, key)


def _missing(payment: PaymentView, gap: Decimal, open_items: Sequence[OpenItem]) -> Iterator[Hint]:
    known = {line.texts["document_number"] for line in payment.every}
    for item in open_items:
        if item.open_amount == gap and item.document_number not in known:
            yield Hint(
                "Open item %(number)s is just the difference; a line may be missing.",
                {"number": item.document_number},
            )


def _transposed(before: Decimal, after: Decimal) -> bool:
    """Tell whether two neighbouring figures changed over make the one amount of the other."""
    one, other = f"{abs(before):.2f}", f"{abs(after):.2f}"
    if len(one) != len(other) or (before < 0) != (after < 0):
        return False
    apart = [index for index in range(len(one)) if one[index] != other[index]]
    figures = [index for index in range(len(one)) if one[index].isdigit()]
    if len(apart) != 2 or figures.index(apart[1]) - figures.index(apart[0]) != 1:
        return False
    return one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]


def _amount(line: TypedLine, name: str) -> Decimal | None:
    text = line.texts[name]
    return amount_of(text) if text else None
