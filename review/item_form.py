"""Changes to the form of an item that store nothing yet: lines and payments added, deleted, filled in."""

from collections.abc import Sequence
from enum import StrEnum

from domain.words import DocumentType
from review.typed import HEADER, LINE, MOST_LINES, MOST_PAYMENTS, TypedLine, TypedPayment


class LineEdit(StrEnum):
    """The buttons that change the form alone; each is followed by ":payment:line:value" as it needs."""

    ADD_LINE = "add_line"
    DELETE_LINE = "delete_line"
    TAKE = "take"
    ADD_PAYMENT = "add_payment"
    DELETE_PAYMENT = "delete_payment"

    @classmethod
    def knows(cls, action: str) -> bool:
        """Tell whether a button is one of these."""
        return action in list(cls)


def edited(payments: Sequence[TypedPayment], action: str, detail: str) -> list[TypedPayment]:
    """Return the form after a button was pressed; a place that is not there changes nothing."""
    changed = list(payments)
    if action == LineEdit.ADD_PAYMENT:
        return [*changed, _new_payment()][:MOST_PAYMENTS]
    places, _, value = detail.partition("=")
    numbers = [int(part) for part in places.split(":") if part.isdigit()]
    if not numbers or numbers[0] >= len(changed):
        return changed
    if action == LineEdit.DELETE_PAYMENT:
        del changed[numbers[0]]
        return changed
    lines = changed[numbers[0]].lines
    if action == LineEdit.ADD_LINE and len(lines) < MOST_LINES:
        lines.append(_new_line())
    elif len(numbers) > 1 and numbers[1] < len(lines):
        if action == LineEdit.DELETE_LINE:
            del lines[numbers[1]]
        elif action == LineEdit.TAKE:
            lines[numbers[1]].texts["document_number"] = value
    return changed


def _new_line() -> TypedLine:
    texts = dict.fromkeys(LINE, "")
    return TypedLine(None, {**texts, "document_type": DocumentType.INVOICE.value})


def _new_payment() -> TypedPayment:
    return TypedPayment(None, dict.fromkeys(HEADER, ""), [_new_line()])
