import io
import time

import pytest

from domain.content_type import CSV, sniff
from domain.errors import ReadingError
from extractors.charsets import decoded
from extractors.limits import MOST_ROWS
from extractors.readers import csv
from tests.extractors.grids import grid


def read(content: str | bytes) -> list[list[str]]:
    whole = content.encode() if isinstance(content, str) else content
    return grid(csv.PLUGIN.read(whole, "a.csv")[0].tables[0])


TEXTS = (
    "Rechnung Nr;Käufer;Betrag\nRE-1;Müller & Söhne GmbH;10,00\nRE-2;Weiß;12,00\n",
    "Facture;Désignation;Montant réglé\nF-1;Réglement à l'échéance;10,00\n",
    "Factura;Descripción;Año\nÁ-1;Señor Núñez;10\n",
    "Fatura;Descrição;Ação\n1;Pagamento às prestações;2\n",
    "Nr;KÄUFER;STRASSE\n1;MÜLLER;GRÖSSE\n2;JÄGER;ÖSTLICH\n",
    "Fattura;Quantità;Causale\n1;2;È già pagato, perché così è\n",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "iso8859-15", "cp850", "mac-roman"]
)
def test_the_charset_is_that_in_which_the_words_make_sense(text: str, charset: str) -> None:
    assert decoded(text.encode(charset)) == text


def test_one_bad_byte_does_not_make_another_charset_of_a_file() -> None:
    content = ("Käufer;Größe\n" * 20).encode() + b"\xff"
    assert decoded(content).startswith("Käufer;Größe")


def test_wide_text_without_a_mark_is_known_as_a_table() -> None:
    assert sniff("Nr;Betrag\nRE-1;10,00\nRE-2;12,00\n".encode("utf-16-le")) == CSV
    assert sniff(bytes(range(256)) * 8) != CSV


@pytest.mark.parametrize("separator", ["^", "|", "\t"])
def test_rare_separators_part_fields(separator: str) -> None:
    text = "Nr,Net\nA,1.0\nB,2.0\n".replace(",", separator)
    assert sniff(text.encode()) == CSV
    assert read(text) == [["Nr", "Net"], ["A", "1.0"], ["B", "2.0"]]


def test_single_quotes_and_escaped_quotes_are_quotes() -> None:
    quoted = "'Nr','Net'\n'A','1,50'\n'B','2,50'\n'C','3,50'\n"
    assert read(quoted)[1] == ["A", "1,50"]
    assert read('"A","B"\n"say \\"x\\", twice","2"\n')[1] == ['say "x", twice', "2"]


def test_an_apostrophe_is_no_quote() -> None:
    assert read("Nr;Name\n1;'t Hooft\n2;O'Neil\n")[1] == ["1", "'t Hooft"]


@pytest.mark.parametrize(
    ("amounts", "whole"),
    [
        (("1.234,50", "10,00", "1.244,50"), ("1.234,50", "10,00", "1.244,50")),
        (("1,234.50", "10.00", "1,000,244.50"), ("1,234.50", "10.00", "1,000,244.50")),
    ],
)
def test_amounts_that_unquoted_commas_cut_are_put_together(
    amounts: tuple[str, ...], whole: tuple[str, ...]
) -> None:
    one, two, three = amounts
    text = f"Advice\nInvoice,Date,Amount\nINV-1,31.03.2026,{one}\nINV-2,01.04.2026,{two}\nTotal,,{three}\n"
    assert [row[2] for row in read(text)[2:]] == list(whole)


def test_two_cut_amounts_in_a_row_are_both_put_together() -> None:
    rows = read("Invoice,Day,Gross,Net\nINV-1,31.03.2026,1.234,50,1.200,00\nINV-2,01.04.2026,10,00,9,00\n")
    assert rows[1] == ["INV-1", "31.03.2026", "1.234,50", "1.200,00"]


@pytest.mark.parametrize(
    "text",
    [
        "Invoice,Pieces,Amount\nINV-1,12,50,00\nINV-2,13,50,00\n",
        "Invoice,Amount\n4711,12,5\n4712,13,5\n",
        "Invoice,Amount\nINV-1,1,234,567\nINV-2,13,50\n",
    ],
)
def test_cuts_that_could_lie_elsewhere_are_left_as_they_are(text: str) -> None:
    assert [len([f for f in row if f]) for row in read(text)] == [
        len(line.split(",")) for line in text.splitlines()
    ]


def test_columns_of_fixed_width_are_parted_at_their_gutters() -> None:
    text = (
        "Payment list of March\n\nInvoice     Due date      Amount\n"
        "INV-1       2026-01-01     10.00\nINV-20      2026-01-02    120.00\n"
        "INV-300                    20.00\n"
    )
    assert read(text)[2:6] == [
        ["Invoice", "Due date", "Amount"],
        ["INV-1", "2026-01-01", "10.00"],
        ["INV-20", "2026-01-02", "120.00"],
        ["INV-300", "", "20.00"],
    ]


def test_more_rows_than_anybody_books_are_too_large_within_seconds() -> None:
    content = io.BytesIO()
    for at in range(100_000):
        content.write(b"INV-%d;2026-03-01;10.50\n" % at)
    before = time.process_time()
    with pytest.raises(ReadingError, match=str(MOST_ROWS)) as caught:
        csv.PLUGIN.read(content.getvalue(), "a.csv")
    assert caught.value.reason == "too_large"
    assert time.process_time() - before < 10


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_commas_of_addresses_and_amounts_do_not_outvote_the_separator(separator: str) -> None:
    text = "Kestrel SA\n14, rue du Pont, 59300 Lorne\n\nNr{0}Day{0}Amount\n1001{0}01.02.2026{0}12.045,72\n"
    text += "Meter 78421, at 52, Quay\n1002{0}02.02.2026{0}136,45\nMeter 81854, at 53, Quay\n"
    rows = read(text.format(separator))
    assert rows[4] == ["1001", "01.02.2026", "12.045,72"]


def test_commas_part_a_file_whose_text_holds_another_separator_once() -> None:
    assert read("No,Day,Paid,Note\nA1,2026-01-02,10.50,late; agreed\nA2,2026-01-03,7.25,\n")[1][2] == "10.50"
