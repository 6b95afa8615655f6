"""Plain text and separated values: spacing, separators, quotes and charsets."""

import pytest

from domain.errors import ReadingError
from domain.pages import Table
from extractors.readers import csv, text
from tests.extractors.grids import grid


def read_csv(content: str | bytes) -> Table:
    return csv.PLUGIN.read(content.encode() if isinstance(content, str) else content, "a.csv")[0].tables[0]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_separator_in_any_charset(separator: str, charset: str) -> None:
    lines = [["Rechnung", "Kunde", "Betrag"], ["RE-1", "Müller", '"1.234,50"'], ["RE-2", "Weiß", '"7,00"']]
    content = "\r\n".join(separator.join(line) for line in lines).encode(charset)
    assert grid(read_csv(content)) == [[field.strip('"') for field in line] for line in lines]


def test_decimal_commas_do_not_pass_for_separators() -> None:
    table = read_csv("Nr;Datum;Betrag\nRE-1;01.03.2026;10,50\nRE-2;02.03.2026;11,50\n")
    assert table.columns == 3


def test_title_rows_stay_rows() -> None:
    table = read_csv("Remittance advice\n\nInvoice,Net\nINV-1,10.00\nINV-2,20.00\n")
    assert grid(table) == [
        ["Remittance advice", ""],
        ["", ""],
        ["Invoice", "Net"],
        ["INV-1", "10.00"],
        ["INV-2", "20.00"],
    ]
    assert table.cells[1].ref == "row 3 column 1"


def test_the_separator_that_a_spreadsheet_tells_is_believed() -> None:
    assert grid(read_csv("sep=|\nA;1|B;2\n")) == [["A;1", "B;2"]]


def test_quoted_fields_keep_separators_quotes_and_line_ends() -> None:
    assert grid(read_csv('A,B\n"1,5","say ""x""\nagain"\n')) == [["A", "B"], ["1,5", 'say "x"\nagain']]


def test_a_quote_that_nobody_closes_does_not_swallow_the_file() -> None:
    rows = "\n".join(f"INV-{i};1,00" for i in range(40))
    table = read_csv(f'Nr;Betrag\n"open;2,00\n{rows}\n')
    assert table.rows == 42


def test_blank_csv_is_empty() -> None:
    with pytest.raises(ReadingError) as caught:
        read_csv(" \n;;\n")
    assert caught.value.reason == "empty"


def test_plain_text_keeps_its_spacing_and_gives_words_with_line_and_column() -> None:
    (page,) = text.PLUGIN.read(b"Invoice      Net\nINV-1\t    10.00  \n", "body")
    assert page.text.splitlines() == ["Invoice      Net", "INV-1       10.00"]
    last = page.tokens[-1]
    assert (last.text, last.row, last.column) == ("10.00", 1, 12)


def test_invisible_characters_are_removed_from_text() -> None:
    (page,) = text.PLUGIN.read("IN\u200bV-\u202e1 \u2066100,00\u2069".encode(), "body")
    assert page.text == "INV-1 100,00"


def test_a_form_feed_starts_a_page() -> None:
    assert [page.text for page in text.PLUGIN.read(b"one\ftwo\f", "x.txt")] == ["one", "two"]


def test_blank_text_is_empty() -> None:
    with pytest.raises(ReadingError) as caught:
        text.PLUGIN.read(b" \n\t\n", "x.txt")
    assert caught.value.reason == "empty"
