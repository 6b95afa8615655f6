import random
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pypdfium2.raw as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from domain.pages import Cell, Token
from extractors.geometry.filling import filled
from extractors.geometry.letters import _RUN, Letters
from extractors.geometry.pdfium import opened, opened_page
from extractors.readers.pdf import PLUGIN

sys.path.insert(0, str(Path(__file__).parent))
import made_pdfs


def mixed(seed: int) -> bytes:
    """A page of words in odd sizes and spacings and a grid, some of it turned, the page turned or cropped."""
    chance = random.Random(seed)

    def paint(canvas: Canvas) -> None:
        for _ in range(chance.randrange(5, 40)):
            canvas.saveState()
            if chance.random() < 0.3:
                canvas.translate(chance.randrange(400), chance.randrange(600))
                canvas.rotate(chance.choice((0, 5, 33, 90, 180, 270)))
            line = canvas.beginText(chance.randrange(-50, 500), chance.randrange(-20, 860))
            line.setFont(
                chance.choice(("Helvetica", "Times-Roman", "Courier")),
                chance.choice((0.4, 4, 9, 12, 40, 450)),
            )
            line.setCharSpace(chance.choice((0, 0, 3, 9)))
            line.textOut(
                "".join(chance.choices("abINV 12,.-/ \u00e4\u20ac\u00ad", k=chance.randrange(1, 40)))
            )
            canvas.drawText(line)
            canvas.restoreState()
        made_pdfs.small_grid(canvas, chance.randrange(50, 300), chance.randrange(100, 700))
        canvas.setPageRotation(chance.choice((0, 0, 90, 180, 270)))
        if chance.random() < 0.2:
            canvas.setCropBox((50, 100, 500, 700))

    return made_pdfs.drawn(paint)


PAGES: list[Callable[[], bytes]] = [
    *(lambda degrees=degrees: made_pdfs.turned(degrees) for degrees in (0, 90, 180, 270)),  # type: ignore[misc]
    *(lambda degrees=degrees: made_pdfs.sideways(degrees) for degrees in (90, 180, 270)),  # type: ignore[misc]
    made_pdfs.cropped,
    made_pdfs.in_a_form,
    made_pdfs.wide,
    made_pdfs.blank,
    lambda: made_pdfs.ruled(35),
    lambda: made_pdfs.unruled(35),
    *(lambda seed=seed: mixed(seed) for seed in range(20)),  # type: ignore[misc]
]


@pytest.mark.parametrize("make", PAGES)
def test_words_read_at_once_are_those_read_letter_by_letter(make: Callable[[], bytes]) -> None:
    with opened(make(), "x.pdf") as document, opened_page(document, 0) as page:
        text_page = pdfium.FPDFText_LoadPage(page.handle)
        letters = Letters(text_page, page.shown)
        one_by_one = [letters.word(run.start(), run.end() - 1) for run in _RUN.finditer(letters.text)]
        assert list(letters.words()) == [word for word in one_by_one if word is not None]
        every = range(len(letters.text))
        assert letters.boxes(every) == [letters.box(index) for index in every]
        pdfium.FPDFText_ClosePage(text_page)


def test_more_letters_than_are_asked_at_once_keep_their_boxes() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFont("Courier", 5)
        for row in range(120):
            canvas.drawString(20, 20 + 6 * row, " ".join(f"{row}x{column}" for column in range(25)))

    (page,) = PLUGIN.read(made_pdfs.drawn(paint), "x.pdf")
    assert len(page.tokens) == 3000
    at = {token.text: token.box for token in page.tokens}
    for row, column in product((0, 50, 119), (0, 12, 24)):
        box = at[f"{row}x{column}"]
        assert box is not None and abs((box[1] + box[3]) / 2 - (841.9 - 21.5 - 6 * row)) < 2


def test_values_filled_by_columns_equal_constructed_ones() -> None:
    box = (1.0, 2.0, 3.0, 4.0)
    assert filled(Token, 2, text=["a", "b"], box=[box, None]) == [Token("a", box), Token("b")]
    assert filled(Cell, 1, row=[1], column=[2], text=["x"]) == [Cell(1, 2, "x")]
    assert hash(filled(Token, 1, text=["a"])[0]) == hash(Token("a"))


def test_columns_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="must hold 2"):
        filled(Token, 2, text=["a"])
    with pytest.raises(TypeError, match="needs a column for text"):
        filled(Token, 1)
    with pytest.raises(TypeError, match="has no colour"):
        filled(Token, 1, text=["a"], colour=["red"])
