"""The number is misread or mistyped: O for 0, S for 5, I for 1, or one digit wrong, missing or too many.

Number ranges are dense: a wrong digit is usually another existing invoice. So only the payer's own open
items count, the amount must agree, one item alone may fit, and the number as written may be nobody's.
"""

from domain.ledger import OpenItem
from domain.numbers import number_key, visible
from domain.words import How
from matching.books import Books, Entry, Finding, item_key, ordered

SHORTEST = 4
_LOOKALIKES = str.maketrans("OQDILSBZG", "000115826")


def find(entry: Entry, books: Books) -> Finding | None:
    """Decide for the one item of the payer whose amount agrees and whose number is one slip away."""
    if books.customer_id is None or len(entry.key) < SHORTEST or entry.key in books.ledger.items_by_key:
        return None
    near = one_slip_away(entry, books)
    if len(near) == 1:
        return Finding(How.REPAIRED_NUMBER, near[0])
    if not near:
        return None
    return Finding(
        How.REPAIRED_NUMBER,
        candidates=near,
        why="its number is one slip away and its open amount equals the line",
    )


def one_slip_away(entry: Entry, books: Books) -> tuple[OpenItem, ...]:
    """Return the payer's unclaimed items of that amount whose number is one slip from the written one."""
    near = {
        item_key(item): item
        for item in books.own_of_amount(entry.stated)
        if misread(entry.number, item.document_number)
        or one_digit_off(entry.key, number_key(item.document_number))
    }
    return ordered(near.values())


def misread(written: str, true: str) -> bool:
    """Tell whether two numbers differ only in signs that OCR confuses: "INV-O042" and "1NV-0042"."""
    return _folded(written) == _folded(true)


def one_digit_off(written: str, true: str) -> bool:
    """Tell whether two keys differ in one digit: wrong, missing or too many. Letters must agree."""
    shorter, longer = sorted((written, true), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    start = _common_start(shorter, longer)
    if start == len(longer):
        return True
    rest = longer[start + 1 :]
    if len(shorter) == len(longer):
        return rest == shorter[start + 1 :] and (shorter[start] + longer[start]).isdigit()
    return rest == shorter[start:] and longer[start].isdigit()


def _folded(number: str) -> str:
    return number_key(visible(number).upper().translate(_LOOKALIKES))


def _common_start(one: str, other: str) -> int:
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))
