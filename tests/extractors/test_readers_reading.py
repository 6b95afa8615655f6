import io
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from domain.codec import from_json, to_json
from domain.errors import ReadingError
from domain.pages import Document
from domain.policy import OcrChoice, ReadingLimits
from domain.words import Look, Medium
from extractors.fence import Fence, InProcessFence
from extractors.reading import page_picture, read

sys.path.insert(0, str(Path(__file__).parent))
import made_pdfs

PDF = "application/pdf"
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="install tesseract-ocr")


@pytest.fixture(scope="module")
def fence() -> Iterator[Fence]:
    with Fence() as opened:
        yield opened


def test_a_pdf_advice_becomes_a_document_with_pages_and_look(fence: Fence) -> None:
    document = read(made_pdfs.ruled(), "advice.pdf", PDF, fence)
    assert (document.medium, document.read_by, document.problems) == (Medium.PDF, "pdf", ())
    assert len(document.sha256) == 64
    assert document.look is Look.ADVICE
    assert document.look_reason.startswith('titled "remittance advice"')
    assert from_json(Document, to_json(document)) == document


@pytest.mark.parametrize(
    ("content", "content_type", "medium"),
    [
        (b"<table><tr><td>A<td>1<tr><td>B<td>2</table>", "text/html", Medium.HTML),
        (b"A;1\nB;2\n", "text/csv", Medium.CSV),
        (b"A 1\nB 2\n", "text/plain", Medium.TEXT),
    ],
)
def test_each_medium_goes_to_its_reader(
    fence: Fence, content: bytes, content_type: str, medium: Medium
) -> None:
    document = read(content, "x", content_type, fence)
    assert document.medium is medium
    assert document.pages[0].text.split() == ["A", "1", "B", "2"]


@pytest.mark.parametrize(
    ("content", "content_type", "problem"),
    [
        (
            made_pdfs.encrypted(),
            PDF,
            "encrypted: advice is protected by a password; ask the sender for an open copy.",
        ),
        (b"junk", PDF, "broken: advice is not a whole PDF; ask the sender to send it again."),
        (b"", PDF, "empty: advice is empty; ask the sender to send it again."),
        (
            b"MZ",
            "application/x-msdownload",
            "unsupported: advice is of the type application/x-msdownload, which no reader takes; "
            "ask for a PDF, XLSX or CSV.",
        ),
    ],
)
def test_a_bad_document_is_a_document_with_its_problem(
    fence: Fence, content: bytes, content_type: str, problem: str
) -> None:
    document = read(content, "advice", content_type, fence)
    assert document.pages == ()
    assert document.problems == (problem,)


def test_more_pages_than_allowed_end_in_their_reason() -> None:
    with Fence(ReadingLimits(pages=1)) as strict:
        document = read(made_pdfs.ruled(90), "advice.pdf", PDF, strict)
    assert document.problems[0].startswith("too_many_pages: advice.pdf has 3 pages")


def scan(rows: list[str], size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """A page of 150 dpi with the rows in a plain typeface."""
    from PIL import ImageDraw, ImageFont

    page = Image.new("L", size, 255)
    pen = ImageDraw.Draw(page)
    for number, row in enumerate(rows):
        pen.text((100, 100 + 60 * number), row, fill=0, font=ImageFont.load_default(28))
    return page


def as_file(image: Image.Image, kind: str, **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


@needs_tesseract
def test_a_scan_is_read_with_boxes_in_points_and_confidence(fence: Fence) -> None:
    content = as_file(
        scan(["Remittance advice", "Invoice 10042", "Total paid 1234.50"]), "PNG", dpi=(150, 150)
    )
    document = read(content, "scan.png", "image/png", fence)
    assert document.problems == ()
    (page,) = document.pages
    assert (page.width, page.height) == pytest.approx((595.2, 841.9), abs=1)
    by_text = {token.text: token for token in page.tokens}
    number = by_text["10042"]
    assert number.confidence is not None and number.confidence > 0.5
    assert number.box is not None
    assert 48 < number.box[0] < 200 and 70 < number.box[1] < 100
    assert document.look is Look.ADVICE


@needs_tesseract
def test_a_pdf_of_pictures_is_read_by_ocr(fence: Fence) -> None:
    content = as_file(scan(["Payment advice", "Invoice 10042"]), "PDF", resolution=150)
    document = read(content, "scan.pdf", PDF, fence)
    assert document.problems == ()
    assert "10042" in document.pages[0].text
    assert document.pages[0].width == pytest.approx(595.2, abs=1)


@needs_tesseract
def test_every_frame_of_a_tiff_is_a_page(fence: Fence) -> None:
    frames = [scan(["first 111"], (800, 400)), scan(["second 222"], (800, 400))]
    content = as_file(frames[0], "TIFF", save_all=True, append_images=frames[1:], dpi=(150, 150))
    document = read(content, "fax.tiff", "image/tiff", fence)
    assert [page.number for page in document.pages] == [1, 2]
    assert "222" in document.pages[1].text


def test_a_blank_page_between_others_is_no_problem(fence: Fence) -> None:
    document = read(made_pdfs.blank(), "blank.pdf", PDF, fence)
    assert document.problems == ()
    assert document.look is Look.PICTURE


def test_without_the_ocr_program_a_scan_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    twin = InProcessFence(ReadingLimits(ocr=OcrChoice.TESSERACT))
    picture = read(as_file(scan(["Invoice 1"]), "PNG"), "scan.png", "image/png", twin)
    assert picture.problems == (
        "unsupported: scan.png is a picture and needs OCR: install tesseract-ocr, then read it again.",
    )
    document = read(made_pdfs.picture_only(), "scan.pdf", PDF, twin)
    assert document.problems == (
        "no_text: the PDF holds only pictures, and they could not be read: "
        "scan.pdf is a picture and needs OCR: install tesseract-ocr, then read it again.",
    )


def test_a_picture_of_too_many_pixels_is_refused_by_its_header(fence: Fence) -> None:
    content = as_file(Image.new("1", (10_000, 9_000)), "PNG")
    document = read(content, "wall.png", "image/png", fence)
    assert document.problems[0].startswith("too_large: wall.png has 10000 x 9000 pixels")


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0 broken"])
def test_a_broken_picture_is_named(fence: Fence, content: bytes) -> None:
    assert (
        read(content, "x.png", "image/png", fence)
        .problems[0]
        .startswith("broken: x.png is not a whole picture")
    )


def test_damaged_pdfs_end_in_a_reason_or_in_pages_and_never_in_the_server(fence: Fence) -> None:
    chance = random.Random(11)
    server = fence.server_pid
    whole = made_pdfs.in_a_form()
    for _ in range(40):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 10, 60))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        document = read(bytes(damaged), "x.pdf", PDF, fence)
        assert document.pages or document.problems
    assert fence.server_pid == server


def test_a_page_picture_is_a_grey_png_of_the_asked_size(fence: Fence) -> None:
    picture = Image.open(io.BytesIO(page_picture(made_pdfs.ruled(), 1, 72, fence)))
    assert (picture.format, picture.mode) == ("PNG", "L")
    assert picture.size == pytest.approx((595, 842), abs=1)


def test_a_page_picture_of_a_sideways_page_stands_upright_like_its_words(fence: Fence) -> None:
    content = made_pdfs.sideways(90)
    picture = Image.open(io.BytesIO(page_picture(content, 1, 72, fence)))
    (page,) = read(content, "x.pdf", PDF, fence).pages
    assert page.width is not None and page.height is not None
    assert picture.size == pytest.approx((page.width, page.height), abs=1)
    token = next(token for token in page.tokens if token.text == "Remittance")
    assert token.box is not None
    inside = picture.crop(tuple(round(edge) for edge in token.box))  # type: ignore[arg-type]
    assert inside.getextrema()[0] < 128


def test_a_page_that_is_not_there_or_not_a_page_cannot_be_shown(fence: Fence) -> None:
    with pytest.raises(ReadingError, match="has no page 7"):
        page_picture(made_pdfs.ruled(5), 7, 72, fence)
    with pytest.raises(ReadingError) as caught:
        page_picture(b"A;1\nB;2\nC;3\n", 1, 72, fence)
    assert caught.value.reason == "unsupported"


def test_the_fence_takes_the_types_of_the_installed_readers(fence: Fence) -> None:
    taken = frozenset().union(*(entry.content_types for entry in fence.readers))
    assert taken >= {PDF, "text/html", "text/csv", "text/plain", "image/png"}
