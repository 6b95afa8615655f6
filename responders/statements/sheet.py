"""A statement as CSV: RFC 4180, UTF-8 with a mark, dots in amounts, ISO dates."""

import csv
import io

from responders.statements.figures import StatementFigures
from responders.statements.words import document_name, heading

_COLUMNS = ("number", "kind", "issued", "due", "order", "currency", "amount", "open", "overdue")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def statement_csv(figures: StatementFigures, language: str) -> bytes:
    """Return one row an open item; a text that a spreadsheet would compute is kept from it."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow([heading(language, name) for name in _COLUMNS])
    for line in figures.lines:
        item = line.item
        name = document_name(language, item).replace(item.document_number, "").strip(" :")
        texts = [_harmless(each) for each in (item.document_number, name)]
        order = _harmless(item.po_number or "")
        days = [day.isoformat() if day else "" for day in (item.issue_date, item.due_date)]
        sums = [f"{item.amount:.2f}", f"{item.open_amount:.2f}", str(line.days_overdue)]
        rows.writerow([*texts, *days, order, item.currency, *sums])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
