"""Changes to the form of an item that store nothing yet: lines added, parted, joined, filled, pasted."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from domain.dialect import Dialect
from domain.money import as_text
from domain.words import DocumentType
from review.typed import HEADER, LINE, MOST_LINES, MOST_PAYMENTS, TypedLine, TypedPayment, amount_of

SHOWN = (
    "document_number",
    "net_amount",
    "gross_amount",
    "discount_amount",
    "deduction_amount",
    "document_type",
    "document_date",
    "po_number",
    "deduction_reason",
)
"""The columns of the grid, in the order in which they are shown and pasted."""
ZERO = Decimal(0)
AMOUNTS = tuple(name for name in LINE if name.endswith("_amount"))


class LineEdit(StrEnum):
    """The buttons that change the form alone; each is followed by ":payment:line:column" as it needs."""

    ADD_LINE = "add_line"
    DELETE_LINE = "delete_line"
    SPLIT_LINE = "split_line"
    MERGE_LINE = "merge_line"
    FILL_DOWN = "fill_down"
    PASTE = "paste"
    TAKE = "take"
    ADD_PAYMENT = "add_payment"
    DELETE_PAYMENT = "delete_payment"
    WINDOW = "window"
    """Shows the lines around another one."""

    @classmethod
    def knows(cls, action: str) -> bool:
        """Tell whether a button is one of these."""
        return action in list(cls)


def edited(
    payments: Sequence[TypedPayment],
    action: str,
    detail: str,
    pasted: str = "",
    dialect: Dialect | None = None,
) -> list[TypedPayment]:
    """Return the form after a button was pressed; a place that is not there changes nothing.

    `pasted` holds cells as a spreadsheet copies them: rows by line ends, columns by tabs.
    """
    changed = list(payments)
    if action == LineEdit.ADD_PAYMENT:
        return [*changed, _new_payment()][:MOST_PAYMENTS]
    places, _, value = detail.partition("=")
    numbers = [int(part) for part in places.split(":") if part.isascii() and part.isdigit() and len(part) < 9]
    if not numbers or numbers[0] >= len(changed):
        return changed
    if action == LineEdit.DELETE_PAYMENT:
        del changed[numbers[0]]
        return changed
    lines = changed[numbers[0]].lines
    at = numbers[1] if len(numbers) > 1 else len(lines)
    column = SHOWN[min(numbers[2], len(SHOWN) - 1)] if len(numbers) > 2 else SHOWN[0]
    changed[numbers[0]].first = min(at, MOST_LINES)
    if action == LineEdit.PASTE:
        _paste(lines, at, column, pasted)
    elif action == LineEdit.ADD_LINE:
        lines.insert(min(at, len(lines)), _new_line())
    elif at < len(lines):
        _edit(lines, at, column, action, value, dialect)
    del lines[MOST_LINES:]
    return changed


def cells_of(pasted: str) -> list[list[str]]:
    """Return the cells of a copied piece of a spreadsheet; a line without tabs is parted by semicolons."""
    rows = [line for line in pasted.splitlines() if line.strip()][:MOST_LINES]
    mark = "\t" if any("\t" in row for row in rows) else ";"
    return [[cell.strip().strip('"').strip() for cell in row.split(mark)] for row in rows]


def _edit(
    lines: list[TypedLine], at: int, column: str, action: str, value: str, dialect: Dialect | None
) -> None:
    if action == LineEdit.DELETE_LINE:
        del lines[at]
    elif action == LineEdit.TAKE and value.strip():
        lines[at].texts["document_number"] = value
    elif action == LineEdit.SPLIT_LINE:
        texts = {**lines[at].texts, **dict.fromkeys(AMOUNTS, "")}
        lines.insert(at + 1, TypedLine(None, texts))
    elif action == LineEdit.FILL_DOWN and at + 1 < len(lines):
        for line in lines[at + 1 :]:
            line.texts[column] = lines[at].texts[column]
    elif action == LineEdit.MERGE_LINE and at + 1 < len(lines):
        _merge(lines[at], lines[at + 1], dialect)
        del lines[at + 1]


def _merge(line: TypedLine, following: TypedLine, dialect: Dialect | None) -> None:
    """Add the following line to a line: amounts are summed, what is blank is filled, other texts stay."""
    for name, text in following.texts.items():
        own = line.texts[name]
        if not own:
            line.texts[name] = text
        elif name in AMOUNTS and text:
            one, other = amount_of(own, dialect), amount_of(text, dialect)
            known = one is not None and other is not None
            line.texts[name] = as_text((one or ZERO) + (other or ZERO)) if known else f"{own} + {text}"


def _paste(lines: list[TypedLine], at: int, column: str, pasted: str) -> None:
    """Write cells over the lines from a place on, adding lines as they are needed."""
    first = SHOWN.index(column)
    for offset, row in enumerate(cells_of(pasted)):
        if at + offset >= MOST_LINES:
            return
        while at + offset >= len(lines):
            lines.append(_new_line())
        for name, cell in zip(SHOWN[first:], row, strict=False):
            lines[at + offset].texts[name] = _word(cell) if name == "document_type" else cell


def _word(cell: str) -> str:
    """Return a document type as it is stored; a word that is none stays, and is asked about on saving."""
    stored = cell.lower().replace(" ", "_")
    return stored if stored in list(DocumentType) else cell or DocumentType.INVOICE.value


def _new_line() -> TypedLine:
    texts = dict.fromkeys(LINE, "")
    return TypedLine(None, {**texts, "document_type": DocumentType.INVOICE.value})


def _new_payment() -> TypedPayment:
    return TypedPayment(None, dict.fromkeys(HEADER, ""), [_new_line()])
