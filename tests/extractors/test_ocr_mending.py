"""Slips of recognition: what proves one mending, and what must stay for a person."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.ledger import Ledger, OpenItem
from domain.pages import Document, Page, Token
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import DocumentType, Medium
from extractors.recognition import slips
from extractors.recognition.mending import read_mended
from extractors.recognition.picture_doubts import MENDED
from extractors.recognition.reader import GeneralReader

HEAD = ("Invoice", "Date", "Gross", "Discount", "Net")
ROWS = (
    ("INV-10021", "03/02/2026", "1,500.00", "30.00", "1,470.00"),
    ("INV-10035", "05/02/2026", "820.50", "0.00", "820.50"),
    ("INV-10048", "09/02/2026", "2,310.10", "46.20", "2,263.90"),
)
TOTAL = "4,554.40"


def scanned(
    rows: tuple[tuple[str, ...], ...] = ROWS, total: str = TOTAL, unsure: tuple[str, ...] = ()
) -> Document:
    """An advice as recognised; the texts in `unsure` with little confidence."""
    lines = [
        ("Remittance advice",),
        ("Payment date: 20/02/2026",),
        HEAD,
        *rows,
        ("Total paid", "", "", "", total),
    ]
    tokens = []
    for at, line in enumerate(lines):
        for column, text in enumerate(line):
            left = 40.0 + 100 * column
            for word in text.split():
                wide = 6.0 * len(word)
                box = (left, 50.0 + 20 * at, left + wide, 60.0 + 20 * at)
                tokens.append(Token(word, box, confidence=0.6 if word in unsure else 0.995))
                left += wide + 3
    text = "\n".join(" ".join(line) for line in lines)
    page = Page(1, tuple(tokens), text=text, width=595, height=842)
    return Document("scan.pdf", "", Medium.PDF, "application/pdf", (page,))


def ledger(numbers: tuple[str, ...] = tuple(row[0] for row in ROWS)) -> Ledger:
    amounts = [Decimal(row[2].replace(",", "")) for row in ROWS]
    return Ledger(
        open_items=tuple(_item(number, amount) for number, amount in zip(numbers, amounts, strict=True))
    )


def _item(number: str, amount: Decimal) -> OpenItem:
    return OpenItem(number, "C1", DocumentType.INVOICE, "GBP", amount, amount)


def read(document: Document, aids: ReadingAids | None = None) -> Remittance:
    used = aids or ReadingAids()
    (remittance,) = read_mended(document, used, lambda shown: GeneralReader().extract(shown, used))
    return remittance


def slipped(row: int, column: int, text: str) -> tuple[tuple[str, ...], ...]:
    rows = [list(one) for one in ROWS]
    rows[row][column] = text
    return tuple(tuple(one) for one in rows)


def test_a_clean_scan_is_read_as_it_is_and_numbers_without_open_items_go_to_a_person() -> None:
    remittance = read(scanned())
    assert [line.net_amount for line in remittance.lines] == [
        Decimal("1470"),
        Decimal("820.5"),
        Decimal("2263.9"),
    ]
    assert remittance.needs_review
    assert all(MENDED not in line.proofs for line in remittance.lines)


def test_with_open_items_for_all_its_numbers_a_clean_scan_needs_nobody() -> None:
    remittance = read(scanned(), ReadingAids(ledger=ledger()))
    assert not [problem for problem in remittance.problems if "picture" in problem]


@pytest.mark.parametrize(
    ("row", "column", "text", "field", "value"),
    [
        (0, 4, "1,470.0O", "net_amount", "1470"),
        (0, 2, "1,S00.00", "gross_amount", "1500"),
        (2, 4, "2.263.90", "net_amount", "2263.9"),
        (1, 4, "820.50.", "net_amount", "820.5"),
    ],
)
def test_letters_for_figures_and_points_for_commas_are_mended_by_the_documents_own_form(
    row: int, column: int, text: str, field: str, value: str
) -> None:
    remittance = read(scanned(slipped(row, column, text), unsure=(text,)))
    assert getattr(remittance.lines[row], field) == Decimal(value)
    assert MENDED in remittance.lines[row].proofs


def test_a_wrong_figure_is_mended_where_the_rows_equation_and_the_total_prove_it() -> None:
    remittance = read(scanned(slipped(2, 4, "2,268.90"), unsure=("2,268.90",)))
    assert remittance.lines[2].net_amount == Decimal("2263.9")
    assert MENDED in remittance.lines[2].proofs
    assert MENDED not in remittance.lines[0].proofs


def test_a_wrong_total_is_mended_where_all_lines_prove_it() -> None:
    remittance = read(scanned(total="4,664.40", unsure=("4,664.40",)))
    assert remittance.total_amount == Decimal("4554.4")
    assert MENDED in remittance.fields["total_amount"].proofs


def test_a_figure_that_was_read_surely_is_never_changed_though_it_would_add_up() -> None:
    remittance = read(scanned(total="4,664.40"))
    assert remittance.total_amount == Decimal("4664.4")
    assert remittance.needs_review


def test_where_two_mendings_would_add_up_none_is_made() -> None:
    rows = tuple((row[0], row[1], "", "", row[4]) for row in slipped(1, 4, "820.56"))
    rows = tuple(row if at else (*row[:4], "1,476.00") for at, row in enumerate(rows))
    document = scanned(rows, "4,560.40", unsure=("820.56", "1,476.00", "4,560.40"))
    remittance = read(document)
    assert all(MENDED not in line.proofs for line in remittance.lines)
    assert remittance.needs_review


def test_a_number_is_mended_to_the_customers_open_item_of_just_that_amount() -> None:
    document = scanned(slipped(1, 0, "INV-10085"), unsure=("INV-10085",))
    remittance = read(document, ReadingAids(ledger=ledger(), customer_id="C1"))
    assert remittance.lines[1].document_number == "INV-10035"
    assert MENDED in remittance.lines[1].proofs


def test_a_number_near_two_open_items_of_that_amount_is_left_to_a_person() -> None:
    twins = Ledger(open_items=(*ledger().open_items, _item("INV-10036", Decimal("820.50"))))
    document = scanned(slipped(1, 0, "INV-10038"), unsure=("INV-10038",))
    remittance = read(document, ReadingAids(ledger=twins, customer_id="C1"))
    assert remittance.lines[1].document_number == "INV-10038"
    assert remittance.needs_review


def test_numbers_share_a_form_and_a_letter_where_all_others_have_a_figure_is_a_slip() -> None:
    remittance = read(scanned(slipped(0, 0, "INV-1OO21"), unsure=("INV-1OO21",)))
    assert [line.document_number for line in remittance.lines] == ["INV-10021", "INV-10035", "INV-10048"]


def test_an_unclear_date_is_named_as_the_reason_for_a_person() -> None:
    document = scanned(unsure=("05/02/2026",))
    remittance = read(document, ReadingAids(ledger=ledger()))
    assert "05/02/2026 was not clearly legible on the picture." in remittance.problems
    assert remittance.needs_review


def test_a_document_that_was_not_recognised_is_read_as_it_is() -> None:
    document = scanned(total="4,664.40", unsure=("4,664.40",))
    page = document.pages[0]
    printed = replace(page, tokens=tuple(replace(token, confidence=None) for token in page.tokens))
    remittance = read(replace(document, pages=(printed,)))
    assert remittance.total_amount == Decimal("4664.4")


@pytest.mark.parametrize(
    ("read_as", "meant", "changed"),
    [("1O0", "100", 1), ("8B5", "88S", 2), ("120", "150", None), ("100", "1000", None), ("123", "123", 0)],
)
def test_only_look_alikes_count_as_slips(read_as: str, meant: str, changed: int | None) -> None:
    assert slips.distance(read_as, meant) == changed


def test_words_are_never_taken_for_amounts() -> None:
    assert [slips.with_figures(text) for text in ("SOLO", "IBIS", "B.OS", "O,SS")] == [
        "SOLO",
        "IBIS",
        "B.OS",
        "O,SS",
    ]
