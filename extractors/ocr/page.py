"""Makes a page of the words that an engine recognised in a picture."""

from PIL import Image

from domain.pages import Page, Ruling, Token
from extractors.geometry import grid, lines
from extractors.geometry.words import Word, box_of
from extractors.ocr import angles, ruled, shades
from extractors.ocr.engines import OcrEngine, Recognised

_BEST_DPI = 300


def page_of(image: Image.Image, dpi: float, number: int, name: str, engine: OcrEngine) -> Page:
    """Return the page's words with boxes in points and their confidence, its lines and ruled tables.

    Boxes lie on the page turned upright; `Page.turn` says by how much it was turned. A blank picture
    gives a page without tokens. Raises ReadingError.
    """
    size = (image.width * 72 / dpi, image.height * 72 / dpi)
    image, dpi = _of_best_size(image, dpi)
    grey = shades.clean(image, dpi)
    if shades.is_blank(grey):
        return Page(number, width=round(size[0], 2), height=round(size[1], 2))
    turn = angles.skew_of(grey)
    grey = angles.straightened(grey, turn)
    bare, rulings = ruled.without_lines(grey, dpi)
    found = engine.recognise(bare, dpi, name)
    if found.quarters:
        _, rulings = ruled.without_lines(angles.quarter_turned(grey, found.quarters), dpi)
        size = (size[1], size[0]) if found.quarters % 2 else size
        turn += 90 * found.quarters
    return _laid_out(number, found, rulings, 72 / dpi, size, turn)


def _of_best_size(image: Image.Image, dpi: float) -> tuple[Image.Image, float]:
    """Return the picture in a resolution that costs no more than it helps."""
    if dpi <= _BEST_DPI * 1.2:
        return image, dpi
    share = _BEST_DPI / dpi
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    colours = image.convert("RGB") if image.mode == "P" else image
    return colours.resize(size, Image.Resampling.BOX), _BEST_DPI


def _laid_out(
    number: int,
    found: Recognised,
    rulings: tuple[Ruling, ...],
    scale: float,
    size: tuple[float, float],
    turn: float,
) -> Page:
    words = [_in_points(word, scale) for word in found.words]
    ordered = lines.lines_of(words)
    return Page(
        number,
        tuple(
            Token(word.text, box_of((word,)), confidence=found.confidences[word.first])
            for line in ordered
            for word in line
        ),
        rulings,
        grid.ruled_tables(rulings, words),
        "\n".join(lines.text_of(line) for line in ordered),
        round(size[0], 2),
        round(size[1], 2),
        turn=round(turn % 360, 2),
    )


def _in_points(word: Word, scale: float) -> Word:
    return word._replace(
        x0=word.x0 * scale, top=word.top * scale, x1=word.x1 * scale, bottom=word.bottom * scale
    )
