"""The paper as a PDF; nothing of a mail becomes mark-up, and signs that the font lacks show their code."""

from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from review.printing.paper import Paper, Part
from review.rendering import visible

_FACES = ("DejaVuSans.ttf", "Vera.ttf")
"""The first knows nearly every script and stands on most machines; the second comes with reportlab."""
_INK, _SOFT, _LINE = colors.HexColor("#1e2329"), colors.HexColor("#59626c"), colors.HexColor("#d8d5ce")
_PADDING = 12
"""Points that the frame keeps at both sides together."""
_LONGEST_CELL = 1500
"""A table row must fit a page."""


def pdf_of(paper: Paper) -> bytes:
    """Return the bytes of the file."""
    content = BytesIO()
    document = SimpleDocTemplate(
        content,
        pagesize=A4,
        leftMargin=18 * mm,
        rightMargin=18 * mm,
        topMargin=16 * mm,
        bottomMargin=18 * mm,
        title=paper.title[:200],
        author="Ardoise",
        invariant=1,
    )
    story: list[Flowable] = [_said(paper.title, 15, _INK), _said(paper.under, 8, _SOFT), Spacer(1, 4 * mm)]
    for part in paper.parts:
        story += _part(part, document.width - _PADDING)

    def foot(canvas: Canvas, _: object) -> None:
        canvas.setFont(_font().fontName, 7)
        canvas.setFillColor(_SOFT)
        canvas.drawString(18 * mm, 10 * mm, _fit(paper.under))
        canvas.drawRightString(A4[0] - 18 * mm, 10 * mm, str(canvas.getPageNumber()))

    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return content.getvalue()


def _part(part: Part, width: float) -> list[Flowable]:
    shapes: list[Flowable] = [Spacer(1, 3 * mm), _said(part.heading, 11, _INK)]
    if part.pairs:
        rows = [[_said(name, 8, _SOFT), _said(_cut(value), 8.5, _INK)] for name, value in part.pairs]
        shapes.append(_grid(rows, [0.24 * width, 0.76 * width], lines=False))
    if part.rows:
        head = [_said(name, 7.5, _SOFT, right=n in part.numbers) for n, name in enumerate(part.columns)]
        body = [
            [_said(_cut(cell), 8, _INK, right=n in part.numbers) for n, cell in enumerate(row)]
            for row in part.rows
        ]
        shapes.append(_grid([head, *body], [width / len(part.columns)] * len(part.columns), lines=True))
    # One paragraph a line: a mail without any blank line must still break over pages.
    shapes += [_said(line or " ", 8.5, _INK) for line in part.text.splitlines()]
    return shapes


def _grid(rows: list[list[Paragraph]], widths: list[float], *, lines: bool) -> Table:
    style: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ]
    style += [("BOTTOMPADDING", (0, 0), (-1, -1), 2), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    if lines:
        style.append(("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE))
    return Table(rows, colWidths=widths, style=TableStyle(style), repeatRows=1 if lines else 0, splitInRow=1)


def _said(text: str, size: float, ink: colors.Color, *, right: bool = False) -> Paragraph:
    style = ParagraphStyle(
        "said", fontName=_font().fontName, fontSize=size, leading=size * 1.3, textColor=ink
    )
    style.splitLongWords = 1
    if right:
        style.alignment = TA_RIGHT
    lines = [escape(_fit(line)) for line in text.splitlines()]
    return Paragraph("<br/>".join(lines).strip() or "&nbsp;", style)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"


def _fit(text: str) -> str:
    known = _font().face.charToGlyph
    return "".join(sign if ord(sign) in known else f"[U+{ord(sign):04X}]" for sign in visible(text))


@cache
def _font() -> TTFont:
    for file in _FACES:
        try:
            font = TTFont(f"ardoise-{file}", file)
        except TTFError:
            continue
        pdfmetrics.registerFont(font)
        return font
    raise FileNotFoundError("reportlab came without its fonts")
