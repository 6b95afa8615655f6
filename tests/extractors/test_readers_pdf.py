import io

import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from domain.errors import ReadingError
from domain.pages import Page
from domain.policy import ReadingLimits
from extractors.limits import set_limits
from extractors.readers.pdf import PLUGIN
from tests.extractors import made_pdfs
from tests.extractors.grids import grid


def pages(content: bytes) -> tuple[Page, ...]:
    return PLUGIN.read(content, "advice.pdf")


def words(page: Page) -> list[str]:
    return [token.text for token in page.tokens]


@pytest.mark.parametrize("make", [made_pdfs.ruled, made_pdfs.unruled])
def test_words_and_centres_are_those_that_pdfplumber_finds(make: object) -> None:
    content = make(70)  # type: ignore[operator]
    with pdfplumber.open(io.BytesIO(content)) as oracle:
        for page, expected in zip(pages(content), oracle.pages, strict=True):
            theirs = expected.extract_words()
            assert sorted(words(page)) == sorted(word["text"] for word in theirs)
            for token, word in zip(
                sorted(page.tokens, key=lambda t: (t.text, round(t.box[1]), t.box[0])),
                sorted(theirs, key=lambda w: (w["text"], round(w["top"]), w["x0"])),
                strict=True,
            ):
                assert token.box[0] == pytest.approx(word["x0"], abs=1.5)
                assert token.box[2] == pytest.approx(word["x1"], abs=1.5)
                middle = (token.box[1] + token.box[3]) / 2
                assert middle == pytest.approx((word["top"] + word["bottom"]) / 2, abs=2.5)


def test_a_ruled_table_gives_the_cells_that_were_drawn() -> None:
    (page,) = pages(made_pdfs.ruled(25))
    (table,) = page.tables
    assert grid(table) == [list(made_pdfs.HEADER), *(list(row) for row in made_pdfs.rows(25))]


def test_a_table_over_several_pages_is_a_table_on_each() -> None:
    read = pages(made_pdfs.ruled(90))
    assert len(read) > 2
    assert all(page.tables[0].cells[0].text == "Invoice" for page in read)


def test_an_unruled_table_is_left_to_the_words() -> None:
    (page,) = pages(made_pdfs.unruled(5))
    assert page.tables == ()
    assert "INV-1000  2026-03-01  PO 5000  1.234,50  12,34  1.222,16" in page.text.splitlines()


def test_a_missing_line_between_two_cells_makes_one_cell_that_spans() -> None:
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("SPAN", (0, 1), (2, 1)), ("SPAN", (5, 1), (5, 3))]
    (page,) = pages(made_pdfs.ruled(4, style))
    spans = {(c.row, c.column): (c.row_span, c.column_span) for c in page.tables[0].cells}
    assert spans[1, 0] == (1, 3)
    assert spans[1, 5] == (3, 1)
    assert spans[1, 3] == (1, 1)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_displayed(degrees: int) -> None:
    content = made_pdfs.turned(degrees)
    (page,) = pages(content)
    assert (page.width, page.height) == (500, 600)
    assert page.text.splitlines() == ["Remittance advice", "A  1", "B  2"]
    assert grid(page.tables[0]) == [["A", "1"], ["B", "2"]]
    with pdfplumber.open(io.BytesIO(content)) as oracle:
        chars = {char["text"]: char for char in oracle.pages[0].chars}
    for token in page.tokens:
        if token.text in "AB12":
            char = chars[token.text]
            assert token.box is not None
            assert (token.box[0] + token.box[2]) / 2 == pytest.approx((char["x0"] + char["x1"]) / 2, abs=2)
            assert (token.box[1] + token.box[3]) / 2 == pytest.approx(
                (char["top"] + char["bottom"]) / 2, abs=2
            )


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_printed_sideways_is_read_upright(degrees: int) -> None:
    (page,) = pages(made_pdfs.sideways(degrees))
    assert (page.width, page.height) == ((500, 600) if degrees == 180 else (600, 500))
    assert page.text.splitlines() == ["Remittance advice of March", "A  1", "B  2"]
    assert grid(page.tables[0]) == [["A", "1"], ["B", "2"]]


def test_a_cropped_page_is_measured_from_its_visible_corner_and_hides_the_rest() -> None:
    (page,) = pages(made_pdfs.cropped())
    assert (page.width, page.height) == (500, 400)
    assert words(page) == ["A", "1", "B", "2"]
    first = page.tokens[0]
    assert first.box is not None
    assert first.box[0] == pytest.approx(55, abs=1)
    assert first.box[1] == pytest.approx(800 - 686 - 9, abs=3)
    assert grid(page.tables[0]) == [["A", "1"], ["B", "2"]]
    assert page.tables[0].box == pytest.approx((50, 100, 170, 140), abs=0.5)


def test_lines_and_words_inside_form_objects_are_found() -> None:
    (page,) = pages(made_pdfs.in_a_form())
    assert grid(page.tables[0]) == [["A", "1"], ["B", "2"]]


def test_values_typed_into_a_form_are_read() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(100, 704, "Amount paid")
        canvas.acroForm.textfield(value="1.234,50", x=200, y=700, width=90, height=16, fontSize=10)

    (page,) = pages(made_pdfs.drawn(paint))
    assert page.text.split() == ["Amount", "paid", "1.234,50"]


def test_a_landscape_page_has_its_own_size() -> None:
    (page,) = pages(made_pdfs.wide())
    assert page.width is not None and page.height is not None and page.width > page.height
    assert grid(page.tables[0]) == [["A", "1"], ["B", "2"]]


def test_lines_drawn_as_thin_filled_boxes_rule_a_table() -> None:
    def paint(canvas: Canvas) -> None:
        for x in (100, 160, 220):
            canvas.rect(x, 660, 0.7, 40, stroke=0, fill=1)
        for y in (660, 680, 700):
            canvas.rect(100, y, 120, 0.7, stroke=0, fill=1)
        for text, x, y in (("A", 105, 686), ("1", 165, 686), ("B", 105, 666), ("2", 165, 666)):
            canvas.drawString(x, y, text)

    (page,) = pages(made_pdfs.drawn(paint))
    assert grid(page.tables[0]) == [["A", "1"], ["B", "2"]]


def test_cells_drawn_as_one_stroked_box_each_form_one_table() -> None:
    def paint(canvas: Canvas) -> None:
        for row, pair in enumerate((("A", "1"), ("B", "2"))):
            for column, text in enumerate(pair):
                canvas.rect(100 + 60 * column, 680 - 20 * row, 60, 20)
                canvas.drawString(105 + 60 * column, 686 - 20 * row, text)

    (page,) = pages(made_pdfs.drawn(paint))
    assert grid(page.tables[0]) == [["A", "1"], ["B", "2"]]


def test_a_table_without_outer_border_keeps_its_outer_columns() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.line(160, 660, 160, 700)
        for y in (660, 680, 700):
            canvas.line(100, y, 220, y)
        for text, x, y in (("A", 105, 686), ("1", 165, 686), ("B", 105, 666), ("2", 165, 666)):
            canvas.drawString(x, y, text)

    (page,) = pages(made_pdfs.drawn(paint))
    assert grid(page.tables[0]) == [["A", "1"], ["B", "2"]]


def test_text_in_any_drawing_order_is_read_line_by_line() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(400, 700, "Total")
        canvas.drawString(100, 680, "second")
        canvas.drawString(300, 700.6, "mid")
        canvas.drawString(100, 700, "Invoice")

    (page,) = pages(made_pdfs.drawn(paint))
    assert page.text == "Invoice  mid  Total\nsecond"


def test_vertical_text_does_not_break_lines() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "first line")
        canvas.drawString(100, 680, "second line")
        canvas.saveState()
        canvas.translate(60, 600)
        canvas.rotate(90)
        canvas.drawString(0, 0, "printed along the margin of the page")
        canvas.restoreState()

    (page,) = pages(made_pdfs.drawn(paint))
    assert page.text.splitlines()[:2] == ["first line", "second line"]


@pytest.mark.parametrize("spaced", ["I n v o i c e  N o", "R E M I T T A N C E   A D V I C E"])
def test_letter_spaced_words_are_joined_where_the_gaps_say_so(spaced: str) -> None:
    (page,) = pages(made_pdfs.drawn(lambda c: c.drawString(100, 700, spaced)))
    assert words(page) == [part.replace(" ", "") for part in spaced.replace("   ", "  ").split("  ")]


def test_single_letters_and_digits_in_columns_are_not_joined() -> None:
    def paint(canvas: Canvas) -> None:
        for x, text in ((100, "A"), (130, "1"), (160, "2"), (190, "3"), (220, "B")):
            canvas.drawString(x, 700, text)
        canvas.drawString(100, 650, "1 2 3 4 5")

    (page,) = pages(made_pdfs.drawn(paint))
    assert words(page) == ["A", "1", "2", "3", "B", "1", "2", "3", "4", "5"]


def test_words_printed_twice_to_look_bold_count_once() -> None:
    def paint(canvas: Canvas) -> None:
        for shift in (0, 0.3, 0.6):
            canvas.drawString(100 + shift, 700, "Total 1.234,50")
        canvas.drawString(100, 600, "1.234,50")

    (page,) = pages(made_pdfs.drawn(paint))
    assert words(page) == ["Total", "1.234,50", "1.234,50"]


def test_a_hyphen_at_the_end_of_a_line_stays_on_its_line() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "INV-2026-")
        canvas.drawString(100, 688, "0042 paid")

    (page,) = pages(made_pdfs.drawn(paint))
    assert page.text.splitlines() == ["INV-2026-", "0042 paid"]


def test_a_word_that_runs_over_a_ruling_is_parted_there() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.grid([100, 160, 220], [660, 680, 700])
        canvas.drawString(120, 686, "1234567")
        canvas.drawString(161, 686, "99.00")
        canvas.drawString(105, 666, "B")
        canvas.drawString(165, 666, "2")

    (page,) = pages(made_pdfs.drawn(paint))
    assert grid(page.tables[0]) == [["1234567", "99.00"], ["B", "2"]]


def test_text_outside_the_page_is_not_read() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "seen")
        canvas.drawString(-200, 700, "left")
        canvas.drawString(100, 900, "above")

    (page,) = pages(made_pdfs.drawn(paint))
    assert words(page) == ["seen"]


def test_a_page_without_text_has_no_tokens() -> None:
    (page,) = pages(made_pdfs.picture_only())
    assert page.tokens == ()
    assert page.width is not None


def test_a_locked_pdf_is_encrypted() -> None:
    with pytest.raises(ReadingError, match="password") as caught:
        pages(made_pdfs.encrypted())
    assert caught.value.reason == "encrypted"


def test_a_pdf_that_only_forbids_copying_is_read() -> None:
    assert words(pages(made_pdfs.owner_locked())[0]) == ["readable", "advice"]


@pytest.mark.parametrize("content", [b"%PDF-1.7 and nothing more", b"no pdf at all", b"%PDF-"])
def test_a_broken_pdf_is_broken(content: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        pages(content)
    assert caught.value.reason == "broken"


def test_a_pdf_cut_off_in_the_middle_is_read_or_named_but_never_worse() -> None:
    content = made_pdfs.ruled(30)
    for share in range(1, 20):
        try:
            pages(content[: len(content) * share // 20])
        except ReadingError as error:
            assert error.reason in ("broken", "empty", "encrypted")


def test_more_pages_than_allowed_are_named() -> None:
    set_limits(ReadingLimits(pages=1))
    try:
        with pytest.raises(ReadingError, match="more than the 1") as caught:
            pages(made_pdfs.ruled(90))
    finally:
        set_limits(ReadingLimits())
    assert caught.value.reason == "too_many_pages"
