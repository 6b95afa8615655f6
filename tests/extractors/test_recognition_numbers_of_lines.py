"""What of a line's text is its number, and what its letters say: open items and the other lines tell."""

import sys
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import pytest
from made_documents import nets, only

from domain.ledger import Customer, Ledger, OpenItem
from domain.words import DocumentType

LETTER = (
    "Elbrand Works GmbH\nZahlungsavis 77120 vom 04.05.2026\n\n"
    "Rechnung QT 40117 26   300,00\nRechnung QT 40122 26   120,50\nSumme EUR 420,50\n"
)


def books(**numbers: str) -> Ledger:
    """Return a ledger with an open item of 300.00 and one of 120.50."""
    items = tuple(
        OpenItem(number, "C1", DocumentType.INVOICE, "EUR", Decimal(amount), Decimal(amount))
        for number, amount in zip(numbers.values(), ("300.00", "120.50"), strict=True)
    )
    return Ledger(customers=(Customer("C1", "Elbrand Works GmbH"),), open_items=items)


def test_a_number_reaches_as_far_as_the_open_item_does() -> None:
    read = only(LETTER, ledger=books(first="QT 40117 26", second="QT 40122 26"))
    assert nets(read) == [("QT 40117 26", Decimal("300.00")), ("QT 40122 26", Decimal("120.50"))]


def test_a_count_before_a_number_is_none_of_it() -> None:
    text = LETTER.replace("Rechnung QT 40117 26", "1) 40117/2026")
    text = text.replace("Rechnung QT 40122 26", "2) 40122/2026")
    read = only(text, ledger=books(first="40117/2026", second="40122/2026"))
    assert [number for number, _ in nets(read)] == ["40117/2026", "40122/2026"]


def test_numbers_that_are_no_open_items_stay_as_first_sight_reads_them() -> None:
    assert nets(only(LETTER, ledger=books(first="QT 9 9", second="QT 9 8"))) == nets(only(LETTER))


@pytest.mark.parametrize(
    ("letters", "kinds"),
    [
        (("DN", "DN", "DN"), {DocumentType.INVOICE}),
        (("DN", "RE", "RE"), {DocumentType.INVOICE, DocumentType.DEBIT_NOTE}),
    ],
)
def test_letters_that_all_numbers_begin_with_part_no_debit_notes(
    letters: tuple[str, ...], kinds: set[DocumentType]
) -> None:
    rows = "".join(f"{one}4011{at}   {at}00,00\n" for at, one in enumerate(letters, 1))
    read = only(
        f"Elbrand Works GmbH\nZahlungsavis 77120 vom 04.05.2026\n\nBeleg   Betrag\n{rows}Summe   600,00\n"
    )
    assert {line.document_type for line in read.lines} == kinds
    assert read.needs_review == (DocumentType.DEBIT_NOTE in kinds)


def test_letters_in_brackets_count_rows() -> None:
    read = only(
        LETTER.replace("Rechnung QT 40117 26", "(a) QT-40117").replace("Rechnung QT 40122 26", "(b) QT-40122")
    )
    assert [number for number, _ in nets(read)] == ["QT-40117", "QT-40122"]
