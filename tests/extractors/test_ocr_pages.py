"""Scans and photographs through the engines: upright, clean, hybrid, and what a broken layer does."""

import io
import random
import socket
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bench.layouts.scans import DAMAGES, Damage, scan
from domain.errors import ReadingError
from domain.pages import Page, Pictured
from domain.policy import OcrChoice, ReadingLimits
from extractors.fence import InProcessFence
from extractors.ocr import angles, rapid, shades, tesseract
from extractors.ocr.engines import engine_of
from extractors.ocr.page import page_of
from extractors.pictures import page_png
from extractors.reading import read
from pipeline.original_places import box_as_sent

PDF = "application/pdf"
needs_models = pytest.mark.skipif(rapid.why_not() is not None, reason="install rapidocr and onnxruntime")
LINES = (
    ("Zahlungsavis der Firma Müller & Söhne", ""),
    ("Rechnung", "Betrag"),
    ("RE-20417", "1.234,56"),
    ("RE-20533", "98,70"),
    ("Bénéficiaire: Señor Núñez", ""),
    ("Summe", "1.333,26"),
)


def advice(lines: tuple[tuple[str, str], ...] = LINES) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 200))
    _draw(canvas, lines)
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, lines: tuple[tuple[str, str], ...]) -> None:
    canvas.setFont("Helvetica", 11)
    for at, (left, right) in enumerate(lines):
        canvas.drawString(25, 165 - 22 * at, left)
        canvas.drawRightString(265, 165 - 22 * at, right)


def pictured(damage: Damage, dpi: int = 200) -> Image.Image:
    return Image.open(io.BytesIO(scan(advice(), random.Random(3), dpi, damage, "png"))).convert("RGB")


def recognised(image: Image.Image, dpi: float = 200) -> Page:
    return page_of(image, dpi, 1, "scan", engine_of(OcrChoice.RAPIDOCR))


@needs_models
@pytest.mark.parametrize("damage", ["clean", "turned_90", "turned_180", "turned_270", "stamp", "photo"])
def test_words_and_amounts_come_out_right_whichever_way_the_page_was_scanned(damage: str) -> None:
    page = recognised(pictured(DAMAGES[damage]))
    words = {token.text for token in page.tokens}
    assert {"RE-20417", "1.234,56", "98,70", "1.333,26", "Müller", "Söhne"} <= words
    assert (round(page.width or 0), round(page.height or 0)) == (300, 200)


@needs_models
def test_accents_of_our_languages_are_read() -> None:
    words = {token.text.strip(":") for token in recognised(pictured(Damage())).tokens}
    assert {"Bénéficiaire", "Señor", "Núñez", "Müller", "Söhne"} <= words


@needs_models
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_boxes_lie_on_the_turned_picture_and_map_back_to_the_page_as_sent(quarters: int) -> None:
    image = pictured(Damage(skew=3.0, quarters=quarters))
    page = recognised(image)
    box = next(token.box for token in page.tokens if token.text == "1.234,56")
    assert box is not None
    shown = Image.open(io.BytesIO(page_png(_png(image), "image/png", "scan", 1, 200, page.turn)))
    assert _ink(shown, box) > 0.05
    left, top, right, bottom = box_as_sent(box, page)
    assert _ink(image.convert("L"), (left, top, right, bottom)) > 0.05
    assert (right - left > bottom - top) == (quarters % 2 == 0)


def _png(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG", dpi=(200, 200))
    return written.getvalue()


def _ink(image: Image.Image, box: tuple[float, float, float, float]) -> float:
    place = [round(edge * 200 / 72) for edge in box]
    return float((np.asarray(image.crop(tuple(place))) < 128).mean())  # type: ignore[arg-type]


@needs_models
def test_recognising_opens_no_connection_and_no_model_outside_the_wheel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refused)
    opened: list[str] = []
    watching = [True]

    def heard(event: str, details: tuple[object, ...]) -> None:
        if watching[0] and event == "open" and str(details[0]).endswith(".onnx"):
            opened.append(str(details[0]))
        assert not (watching[0] and event in ("socket.connect", "socket.getaddrinfo")), event

    sys.addaudithook(heard)
    try:
        engine = rapid.RapidEngine()
        assert page_of(pictured(Damage()), 200, 1, "scan", engine).tokens
    finally:
        watching[0] = False
    places = [model.parent.parts[-2:] for model in rapid.models()]
    assert places == [("rapidocr", "models")] * 2
    assert all("rapidocr" in Path(one).parts for one in opened)
    assert "rapidocr" not in sys.modules


@needs_models
def test_a_page_of_text_with_a_scanned_table_is_read_both_ways() -> None:
    table = pictured(Damage())
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawString(60, 780, "Remittance advice of Testfirma GmbH")
    canvas.drawImage(ImageReader(table), 60, 400, 400, 267)
    canvas.save()
    document = read(out.getvalue(), "hybrid.pdf", PDF, InProcessFence())
    words = {token.text: token.confidence for token in document.pages[0].tokens}
    assert words["Testfirma"] is None
    assert words["RE-20417"] is not None
    assert document.notes == ("page 1 shows a picture, whose words were read besides its text.",)
    assert document.problems == ()


def layered(text: tuple[tuple[str, str], ...]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 200))
    canvas.drawImage(ImageReader(pictured(Damage())), 0, 0, 300, 200)
    words = canvas.beginText()
    words.setTextRenderMode(3)
    words.setFont("Helvetica", 11)
    for at, pair in enumerate(text):
        for x, word in zip((25, 215), pair, strict=True):
            words.setTextOrigin(x, 165 - 22 * at)
            words.textOut(word)
    canvas.drawText(words)
    canvas.save()
    return out.getvalue()


@needs_models
def test_a_layer_under_a_scan_that_says_something_else_is_not_believed() -> None:
    wrong = tuple((left.replace("RE-2", "RE-7"), right.replace("3", "8")) for left, right in LINES)
    document = read(layered(wrong), "layer.pdf", PDF, InProcessFence())
    assert "1.234,56" in document.text
    assert document.notes == (
        "page 1 was read off its picture: the text that lies under it says something else.",
    )


@needs_models
def test_a_layer_under_a_scan_that_agrees_is_kept_as_it_is() -> None:
    document = read(layered(LINES), "layer.pdf", PDF, InProcessFence())
    assert document.pages[0].picture is Pictured.BENEATH
    assert all(token.confidence is None for token in document.pages[0].tokens)
    assert "its picture shows the same words" in document.notes[0]


def test_pictures_are_refused_with_the_settings_name_when_recognising_is_off() -> None:
    twin = InProcessFence(ReadingLimits(ocr=OcrChoice.OFF))
    document = read(_png(pictured(Damage())), "scan.png", "image/png", twin)
    assert document.problems == (
        "unsupported: scan.png is a picture, and reading.ocr is off; set it to auto.",
    )


def test_without_an_engine_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ReadingError, match="scan is a picture and needs OCR: install tesseract-ocr"):
        engine_of(OcrChoice.TESSERACT, "scan")


@pytest.mark.skipif(tesseract.why_not() is not None, reason="install tesseract-ocr")
def test_the_light_engine_reads_a_plain_scan() -> None:
    page = page_of(pictured(Damage(skew=2.0)), 200, 1, "scan", engine_of(OcrChoice.TESSERACT))
    assert {"1.234,56", "98,70"} <= {token.text for token in page.tokens}


@pytest.mark.parametrize("angle", [-6.0, -1.3, 0.0, 0.8, 4.0])
def test_the_angle_of_a_scan_is_found_within_a_quarter_of_a_degree(angle: float) -> None:
    grey = np.array(pictured(Damage()).convert("L").rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255))
    assert angles.skew_of(grey) == pytest.approx(angle, abs=0.25)


def test_a_coloured_stamp_falls_out_and_coloured_words_stay() -> None:
    image = Image.new("RGB", (800, 600), "white")
    draw = ImageDraw.Draw(image)
    draw.text((60, 60), "Blue heading", fill=(20, 40, 160), font=ImageFont.load_default(26))
    draw.rectangle((300, 250, 700, 420), outline=(200, 40, 40), width=6)
    grey = shades.clean(image, 150)
    assert int(grey[250:421, 300:701].min()) > 150
    assert int(grey[60:100, 60:250].min()) < 100


def test_a_dark_scanner_edge_falls_out_and_a_dark_heading_stays() -> None:
    image = Image.new("L", (900, 1200), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 40, 1200), fill=20)
    draw.rectangle((100, 200, 800, 260), fill=30)
    draw.text((150, 210), "Remittance", fill=255, font=ImageFont.load_default(36))
    grey = shades.clean(image, 110)
    assert int(grey[:, :38].min()) > 200
    assert int(grey[205:255, 110:130].max()) < 60
