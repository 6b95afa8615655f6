import io
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from domain.pages import Page
from extractors.readers.pdf import PLUGIN

sys.path.insert(0, str(Path(__file__).parent))
import made_pdfs

_LINE = b"BT /F 10 Tf 20 250 Td (Invoice INV-1 10.00) Tj ET\n"
_LAYER = b"20 0 obj<</Type/OCG/Name(Draft)>>endobj\n"


def read(content: bytes) -> Page:
    return PLUGIN.read(content, "advice.pdf")[0]


def painted(paint: Callable[[Canvas], None]) -> Page:
    return read(made_pdfs.drawn(paint))


def assembled(stream: bytes, objects: bytes = b"", page: bytes = b"", catalog: bytes = b"") -> Page:
    """A page put together by hand, for what no writing library makes."""
    return read(
        b"".join(
            (
                b"%PDF-1.6\n1 0 obj<</Type/Catalog/Pages 2 0 R",
                catalog,
                b">>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
                b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R",
                page,
                b"/Resources<</Font<</F 5 0 R>>/Properties<</L 20 0 R>>/XObject<</X 21 0 R>>>>>>endobj\n",
                b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (len(stream), stream),
                b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n",
                objects,
                b"trailer<</Root 1 0 R>>\n%%EOF",
            )
        )
    )


def unseen(canvas: Canvas, x: float, y: float, text: str) -> None:
    canvas.saveState()
    line = canvas.beginText(x, y)
    line.setTextRenderMode(3)
    line.textOut(text)
    canvas.drawText(line)
    canvas.restoreState()


def test_text_without_ink_is_not_read_beside_text_with_ink() -> None:
    def paint(canvas: Canvas) -> None:
        unseen(canvas, 72, 680, "trap 99.00")
        canvas.drawString(72, 700, "Total 10.00")

    assert painted(paint).text == "Total 10.00"


def test_text_without_ink_is_read_where_nothing_else_is_there() -> None:
    assert painted(lambda canvas: unseen(canvas, 72, 680, "Total 99.00")).text == "Total 99.00"


def test_white_text_is_read_only_where_it_can_be_seen() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Total 10.00")
        canvas.setFillColorRGB(0, 0, 0.5)
        canvas.rect(70, 650, 200, 15, fill=1, stroke=0)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 653, "Invoice")
        canvas.drawString(72, 600, "trap")

    assert painted(paint).text.splitlines() == ["Total 10.00", "Invoice"]


@pytest.mark.parametrize("off", [True, False])
def test_a_layer_is_read_where_it_is_switched_on(off: bool) -> None:
    stream = _LINE + b"/OC /L BDC BT /F 10 Tf 20 200 Td (Draft 99.00) Tj ET EMC\n"
    told = b"/OCProperties<</OCGs[20 0 R]/D<</Order[20 0 R]%s>>>>" % (b"/OFF[20 0 R]" if off else b"")
    assert ("Draft" in assembled(stream, _LAYER, catalog=told).text) is not off


def test_a_drawing_on_a_closed_layer_is_not_read() -> None:
    form = (
        b"21 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 400 300]/OC 20 0 R/Resources<</Font<</F 5 0 R>>>>"
        b"/Length 42>>stream\nBT /F 10 Tf 20 200 Td (Draft 99.00) Tj ET \nendstream endobj\n"
    )
    told = b"/OCProperties<</OCGs[20 0 R]/D<</Order[20 0 R]/OFF[20 0 R]>>>>"
    assert assembled(_LINE + b"q /X Do Q", _LAYER + form, catalog=told).text == "Invoice INV-1 10.00"


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (b"/Subtype/Widget/FT/Tx/T(t)/V(1,234.50)/DA(/F 10 Tf 0 g)", "1,234.50"),
        (b"/Subtype/Widget/Parent 7 0 R", "7.50"),
        (
            b"/Subtype/FreeText/Contents(Deducted 12.50 freight)/DA(/F 10 Tf 0 g)/F 4",
            "Deducted 12.50 freight",
        ),
        (b"/Subtype/Widget/FT/Tx/T(t)/V(trap)/F 2", None),
        (b"/Subtype/Text/Contents(a sticky note)/F 4", None),
    ],
)
def test_values_that_the_file_does_not_draw_are_read_at_their_place(
    annotation: bytes, expected: str | None
) -> None:
    page = assembled(
        _LINE,
        b"6 0 obj<</Type/Annot%s/Rect[200 100 380 120]/P 3 0 R>>endobj\n" % annotation
        + b"7 0 obj<</FT/Tx/T(t)/V(7.50)/DA(/F 10 Tf 0 g)/Kids[6 0 R]>>endobj\n",
        b"/Annots[6 0 R]",
        b"/AcroForm<</Fields[6 0 R 7 0 R]/DR<</Font<</F 5 0 R>>>>>>",
    )
    assert page.text.splitlines()[1:] == ([expected] if expected else [])
    if expected:
        left, top, _, bottom = page.tokens[-1].box or (0, 0, 0, 0)
        assert left >= 200
        assert 180 <= (top + bottom) / 2 <= 200


def test_a_raised_footnote_mark_is_no_part_of_the_amount() -> None:
    def paint(canvas: Canvas) -> None:
        line = canvas.beginText(72, 700)
        for text, rise, size in (("1,234.50", 0, 10), ("1", 4, 6), ("  INV-1001", 0, 10), ("12", 4, 6)):
            line.setFont("Helvetica", size)
            line.setRise(rise)
            line.textOut(text)
        canvas.drawText(line)

    assert painted(paint).text == "1,234.50 INV-1001"


def test_small_capitals_and_ordinals_stay_whole() -> None:
    def paint(canvas: Canvas) -> None:
        line = canvas.beginText(72, 700)
        for text, rise, size in (("I", 0, 10), ("NVOICE  31", 0, 7), ("st", 3, 5)):
            line.setFont("Helvetica", size)
            line.setRise(rise)
            line.textOut(text)
        canvas.drawText(line)

    assert painted(paint).text.split() == ["INVOICE", "31st"]


def test_leader_dots_part_what_they_lead_to() -> None:
    page = painted(lambda canvas: canvas.drawString(72, 700, "INV-1001......................1,234.50"))
    assert [token.text for token in page.tokens] == ["INV-1001", "1,234.50"]
    assert (page.tokens[1].box or (0,))[0] > 170


def test_text_printed_over_other_text_is_named() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "1,234.50")
        canvas.drawString(72, 700, "9,999.99")

    (told,) = painted(paint).problems
    assert told.startswith('overprinted: page 1 prints "1,234.50" and "9,999.99"')


def test_letters_that_stand_for_nothing_are_named() -> None:
    to_unicode = b"1 beginbfrange <31> <31> <E031> endbfrange"
    content = (
        b"6 0 obj<</Length %d>>stream\n/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        b"1 begincodespacerange <00> <FF> endcodespacerange %s endcmap end end\nendstream endobj\n"
        % (190, to_unicode)
    )
    page = read(
        b"%PDF-1.6\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n4 0 obj<</Length 80>>stream\n"
        b"BT /F 10 Tf 20 250 Td (Remittance advice of Beechwood, invoice INV-1) Tj ET    \nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>endobj\n"
        + content
        + b"trailer<</Root 1 0 R>>\n%%EOF"
    )
    assert [told.split(":")[0] for told in page.problems] == ["broken_text"]


def test_control_characters_stand_for_letters_that_the_font_does_not_name() -> None:
    page = assembled(b"BT /F 10 Tf 20 250 Td (Remittance advice \\002berweisung 31 March) Tj ET")
    assert [told.split(":")[0] for told in page.problems] == ["broken_text"]


@pytest.mark.parametrize("gap", [0.5, 1.0, 1.5, 1.8])
def test_letters_set_one_by_one_make_words(gap: float) -> None:
    def paint(canvas: Canvas) -> None:
        for y, line in (
            (700, (("I", "nvoic", "e"), ("N", "o"))),
            (680, (("I", "NV-1", "001"), ("1", ",234"))),
        ):
            x = 72.0
            for word in line:
                for part in word:
                    canvas.drawString(x, y, part)
                    x += canvas.stringWidth(part, "Helvetica", 10) + gap
                x += 2.8 - gap

    assert painted(paint).text.splitlines() == ["Invoice No", "INV-1001 1,234"]


def strange(seed: int) -> bytes:
    """A page of words in rows and columns in fonts, sizes and places of one seed, ruled, shaded or bare."""
    chance = random.Random(seed)

    def paint(canvas: Canvas) -> None:
        size = chance.choice((6, 7, 8, 9, 10, 11, 12))
        font = chance.choice(("Helvetica", "Times-Roman", "Courier", "Helvetica-Bold"))
        wide = canvas.stringWidth("Net amount", font, size) + chance.choice((8, 15, 30))
        lefts = [40 + at * wide for at in range(min(chance.randrange(2, 7), int(520 / wide)))]
        step = size * chance.choice((1.3, 1.6, 2.2))
        look = chance.choice(("bare", "ruled", "zebra", "lines"))
        for row in range(chance.randrange(3, 30)):
            y = 780 - row * step
            if look == "zebra" and row % 2:
                canvas.setFillGray(0.85)
                canvas.rect(38, y - 0.25 * step, 500, step, fill=1, stroke=0)
                canvas.setFillGray(0)
            if look in ("ruled", "lines"):
                canvas.rect(38, y - 0.3 * step, 500, 0.4, fill=1, stroke=0)
            for column, left in enumerate(lefts):
                canvas.setFont(font, size)
                text = chance.choice(
                    (f"INV-{chance.randrange(9999)}", "31.03.2026", "1.234,50", "Net amount")
                )
                if column % 2:
                    canvas.drawRightString(left + wide - 6, y, text)
                else:
                    canvas.drawString(left, y, text)
        canvas.setPageRotation(0)

    return made_pdfs.drawn(paint)


def agrees(content: bytes) -> bool:
    with pdfplumber.open(io.BytesIO(content)) as oracle:
        theirs = [word["text"] for word in oracle.pages[0].extract_words(use_text_flow=False)]
    return [token.text for token in read(content).tokens] == theirs


def test_words_and_their_order_are_those_of_pdfplumber() -> None:
    assert [seed for seed in range(12) if not agrees(strange(seed))] == []


@pytest.mark.long
def test_words_and_their_order_are_those_of_pdfplumber_on_many_pages() -> None:
    assert [seed for seed in range(60) if not agrees(strange(seed))] == []


@pytest.mark.soak
def test_words_and_their_order_are_those_of_pdfplumber_on_all_pages() -> None:
    assert [seed for seed in range(600) if not agrees(strange(seed))] == []
