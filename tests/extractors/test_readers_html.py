"""HTML: what is shown is read, with its tables, spans and lines; what is hidden is not."""

import pytest

from domain.errors import ReadingError
from domain.pages import Page
from extractors.readers import html
from tests.extractors.grids import grid


def read_html(markup: str | bytes) -> Page:
    return html.PLUGIN.read(markup.encode() if isinstance(markup, str) else markup, "body")[0]


def test_an_html_table_gives_cells_with_spans_and_places() -> None:
    page = read_html(
        "<p>We paid:</p><table><tr><th>Invoice<th>Net<tr><td rowspan=2>INV-1<td>10.00<tr><td>20.00"
        "<tr><td colspan=2>Total 30.00</table><p>Regards</p>"
    )
    (table,) = page.tables
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 1, 1, "Invoice"),
        (0, 1, 1, 1, "Net"),
        (1, 0, 2, 1, "INV-1"),
        (1, 1, 1, 1, "10.00"),
        (2, 1, 1, 1, "20.00"),
        (3, 0, 1, 2, "Total 30.00"),
    ]
    assert table.cells[3].ref == "row 2 column 2"
    assert page.text.splitlines() == [
        "We paid:",
        "Invoice  Net",
        "INV-1  10.00",
        "20.00",
        "Total 30.00",
        "Regards",
    ]


def test_layout_tables_are_lines_and_only_the_innermost_table_is_one() -> None:
    page = read_html(
        "<table><tr><td>Logo</td><td>Address</td></tr><tr><td colspan=2>"
        "<table><tr><td>A<td>1<tr><td>B<td>2</table></td></tr></table>"
    )
    assert [grid(table) for table in page.tables] == [[["A", "1"], ["B", "2"]]]
    assert page.text.splitlines()[0] == "Logo  Address"


@pytest.mark.parametrize(
    "style", ["display:none", "DISPLAY : none", "visibility: hidden", "font-size:0px", "mso-hide:all"]
)
def test_hidden_text_is_not_read(style: str) -> None:
    assert read_html(f"<p>seen</p><div style='{style}'>trap</div><p hidden>trap</p>").text == "seen"


def test_small_print_is_not_hidden() -> None:
    assert read_html("<p style='font-size:0.9em'>seen</p>").text == "seen"


def test_scripts_styles_and_comments_are_not_text() -> None:
    assert read_html("<style>p{}</style><script>x()</script><!-- no --><p>yes</p>").text == "yes"


def test_breaks_and_blocks_end_lines_inside_cells_too() -> None:
    page = read_html("<table><tr><td>INV-1<br>PO 5<td>1<tr><td><p>x</p><p>y</p><td>2</table>")
    assert grid(page.tables[0]) == [["INV-1\nPO 5", "1"], ["x\ny", "2"]]


def test_html_in_an_old_charset_is_decoded_as_it_says() -> None:
    assert read_html("<meta charset=iso-8859-2><p>Łódź</p>".encode("iso-8859-2")).text == "Łódź"
    assert read_html("<p>Réglé</p>".encode("cp1252")).text == "Réglé"
    assert read_html("<p>Réglé</p>".encode("utf-16")).text == "Réglé"
    assert read_html("<meta charset=zlib><p>Réglé</p>".encode("cp1252")).text == "Réglé"
    assert read_html("<meta charset=no-such-thing><p>Réglé</p>".encode("cp1252")).text == "Réglé"


@pytest.mark.parametrize("depth", [500, 5000])
def test_html_nested_out_of_measure_is_named_and_not_cut_off(depth: int) -> None:
    with pytest.raises(ReadingError, match="nested deeper") as caught:
        read_html("<div>" * depth + "deep" + "</div>" * depth)
    assert caught.value.reason == "broken"


def test_absurd_spans_do_no_harm() -> None:
    page = read_html("<table><tr><td colspan=999999999 rowspan=999999999>A<td>1<tr><td>B<td>2</table>")
    assert "A" in page.text.split()


def test_html_entities_from_outside_are_never_fetched() -> None:
    page = read_html('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x; seen</p>')
    assert "root:" not in page.text


def test_an_html_that_shows_nothing_is_empty() -> None:
    with pytest.raises(ReadingError) as caught:
        read_html("<html><body><img src=x></body></html>")
    assert caught.value.reason == "empty"


def test_labels_and_values_that_a_style_sets_side_by_side_stand_apart_in_one_line() -> None:
    page = (
        "<style>.kv, p.row{display:flex;justify-content:space-between}</style>"
        "<div class='kv'><span>Invoice</span><b>RE-1</b></div>"
        "<div class='kv'><div>Paid</div><div>10.00</div></div>"
        "<p style='display:flex;flex-direction:column'><span>one</span><span>word</span></p>"
    )
    (shown,) = html.PLUGIN.read(page.encode(), "a.html")
    assert shown.text.splitlines() == ["Invoice  RE-1", "Paid  10.00", "oneword"]


def test_an_html_table_s_caption_is_read_and_its_foot_stands_last() -> None:
    page = read_html(
        "<table><caption>Payment PAY-7001</caption><thead><tr><th>Invoice</th><th>Paid</th></tr></thead>"
        "<tfoot><tr><td>Total</td><td>100.00</td></tr></tfoot>"
        "<tbody><tr><td>INV-1001</td><td>100.00</td></tr></tbody></table>"
    )
    assert page.text.splitlines() == [
        "Payment PAY-7001",
        "Invoice  Paid",
        "INV-1001  100.00",
        "Total  100.00",
    ]
