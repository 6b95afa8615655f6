"""A statement as PDF, A4, drawn with reportlab; the same figures always give the same bytes."""

import io
import unicodedata
from html import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer, Table

from responders.statements.figures import StatementFigures
from responders.statements.words import (
    BUCKET_NAMES,
    COLUMNS,
    amount_text,
    document_name,
    heading,
    short_date,
)

_PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=9, leading=12)
_TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=15, leading=20)
_WIDTHS = [42 * mm, 19 * mm, 20 * mm, 23 * mm, 26 * mm, 26 * mm, 24 * mm]
_LONGEST = 26
_UNDRAWN = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "−": "-", "\u202f": "\u00a0"}
)
_GRID = [
    ("FONT", (0, 0), (-1, -1), "Helvetica", 8),
    ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 8),
    ("LINEBELOW", (0, 0), (-1, 0), 0.7, colors.black),
    ("LINEBELOW", (0, 1), (-1, -1), 0.25, colors.lightgrey),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]


def statement_pdf(figures: StatementFigures, language: str, company: str) -> bytes:
    """Return the statement of one customer in the name of our company."""
    paper = io.BytesIO()
    title = _drawn(heading(language, "title"))
    document = SimpleDocTemplate(
        paper,
        pagesize=A4,
        leftMargin=15 * mm,
        rightMargin=15 * mm,
        topMargin=18 * mm,
        bottomMargin=18 * mm,
        title=title,
        author=_drawn(company),
        invariant=1,
    )
    document.build(_story(figures, language, company), onFirstPage=_footer, onLaterPages=_footer)
    return paper.getvalue()


def _story(figures: StatementFigures, language: str, company: str) -> list[Flowable]:
    customer = figures.customer
    day = f"{heading(language, 'date')}: {short_date(language, figures.day)}"
    name = f"{heading(language, 'customer')}: {customer.name} ({customer.customer_id})"
    story: list[Flowable] = [
        _text(company, _PLAIN),
        _text(heading(language, "title"), _TITLE),
        _text(name, _PLAIN),
        _text(day, _PLAIN),
        Spacer(1, 6 * mm),
    ]
    if not figures.lines:
        return [*story, _text(heading(language, "nothing_open"), _PLAIN)]
    return [*story, _items(figures, language), Spacer(1, 8 * mm), _ages(figures, language)]


def _items(figures: StatementFigures, language: str) -> Flowable:
    rows = [[_drawn(heading(language, name)) for name in COLUMNS]]
    for line in figures.lines:
        item = line.item
        cells = (
            document_name(language, item),
            short_date(language, item.issue_date),
            short_date(language, item.due_date),
            item.po_number or "",
            f"{amount_text(language, item.amount)} {item.currency}",
            f"{amount_text(language, item.open_amount)} {item.currency}",
            str(line.days_overdue or ""),
        )
        rows.append([_cut(cell) for cell in cells])
    return LongTable(rows, _WIDTHS, repeatRows=1, style=[*_GRID, ("ALIGN", (4, 0), (-1, -1), "RIGHT")])


def _ages(figures: StatementFigures, language: str) -> Flowable:
    head = [heading(language, name) for name in ("currency", *BUCKET_NAMES, "total")]
    rows = [[_drawn(cell) for cell in head]]
    for total in figures.totals:
        sums = [amount_text(language, each) for each in (*total.buckets, total.total)]
        rows.append([_drawn(cell) for cell in (total.currency, *sums)])
    bold = ("FONT", (-1, 1), (-1, -1), "Helvetica-Bold", 8)
    widths = [18 * mm, *[27 * mm] * 6]
    return Table(rows, widths, style=[*_GRID, bold, ("ALIGN", (1, 0), (-1, -1), "RIGHT")])


def _footer(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    canvas.drawRightString(A4[0] - 15 * mm, 10 * mm, str(document.page))
    canvas.restoreState()


def _text(text: str, style: ParagraphStyle) -> Flowable:
    """A paragraph's text is markup to reportlab: nothing of a name may be."""
    return Paragraph(escape(_drawn(text), quote=False), style)


def _cut(text: str) -> str:
    drawn = _drawn(text)
    return drawn if len(drawn) <= _LONGEST else f"{drawn[: _LONGEST - 3]}..."


def _drawn(text: str) -> str:
    """Return the text in letters that the built-in fonts draw."""
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", text.translate(_UNDRAWN)))


def _letter(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isprintable() else " "
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode("ascii")
        return bare or "?"
    return letter
