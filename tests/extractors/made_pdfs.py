"""PDFs made at test time, each a page that a real accounts department prints."""

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

HEADER = ("Invoice", "Date", "Order", "Gross", "Discount", "Net")


def rows(count: int) -> list[tuple[str, ...]]:
    return [
        (f"INV-{1000 + i}", f"2026-03-{i % 28 + 1:02d}", f"PO {5000 + i}", "1.234,50", "12,34", "1.222,16")
        for i in range(count)
    ]


def ruled(
    lines: int = 30, style: Sequence[tuple[object, ...]] = (("GRID", (0, 0), (-1, -1), 0.5, "black"),)
) -> bytes:
    made = io.BytesIO()
    sheet = getSampleStyleSheet()
    table = Table([HEADER, *rows(lines)], repeatRows=1, style=TableStyle(list(style)))
    SimpleDocTemplate(made, pagesize=A4).build(
        [
            Paragraph("Remittance Advice", sheet["Title"]),
            Paragraph(
                "Payer: Beechwood Example Ltd, total 12.345,67 EUR paid on 31 March 2026", sheet["Normal"]
            ),
            table,
        ]
    )
    return made.getvalue()


def unruled(lines: int = 30) -> bytes:
    return ruled(lines, style=())


def drawn(paint: Callable[[Canvas], None], pagesize: tuple[float, float] = A4, **options: object) -> bytes:
    """One page painted by the function."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=pagesize, **options)
    canvas.setFont("Helvetica", 10)
    paint(canvas)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def encrypted() -> bytes:
    return drawn(lambda c: c.drawString(72, 700, "secret"), encrypt=StandardEncryption("key", "owner"))


def owner_locked() -> bytes:
    """Opens without a password; only printing and copying are forbidden."""
    return drawn(
        lambda c: c.drawString(72, 700, "readable advice"), encrypt=StandardEncryption("", "owner", canCopy=0)
    )


def small_grid(canvas: Canvas, left: float, top: float) -> None:
    """A ruled table of two columns and two rows: A 1 / B 2, drawn upwards from (left, top)."""
    canvas.grid([left, left + 60, left + 120], [top, top - 20, top - 40])
    for text, x, y in (("A", 5, 14), ("1", 65, 14), ("B", 5, 34), ("2", 65, 34)):
        canvas.drawString(left + x, top - y, text)


def turned(degrees: int) -> bytes:
    """A page of 500 x 600 points whose text stands upright once its /Rotate is obeyed."""

    def paint(canvas: Canvas) -> None:
        canvas.setPageRotation(degrees)
        canvas.rotate(degrees)
        canvas.translate(*{0: (0, 0), 90: (0, -600), 180: (-500, -600), 270: (-500, 0)}[degrees])
        canvas.drawString(100, 500, "Remittance advice")
        small_grid(canvas, 100, 400)

    return drawn(paint, (500, 600))


def sideways(degrees: int) -> bytes:
    """The same text, lying on its side or on its head as displayed."""

    def paint(canvas: Canvas) -> None:
        canvas.translate(*{90: (500, 0), 180: (500, 600), 270: (0, 600)}[degrees])
        canvas.rotate(degrees)
        canvas.drawString(100, 300, "Remittance advice of March")
        small_grid(canvas, 100, 250)

    return drawn(paint, (500, 600))


def cropped() -> bytes:
    def paint(canvas: Canvas) -> None:
        small_grid(canvas, 100, 700)
        canvas.drawString(20, 20, "outside")
        canvas.setCropBox((50, 400, 550, 800))

    return drawn(paint)


def in_a_form() -> bytes:
    def paint(canvas: Canvas) -> None:
        canvas.beginForm("grid")
        canvas.setFont("Helvetica", 10)
        small_grid(canvas, 0, 40)
        canvas.endForm()
        canvas.translate(100, 600)
        canvas.doForm("grid")

    return drawn(paint)


def wide() -> bytes:
    return drawn(lambda c: small_grid(c, 100, 500), landscape(A4))


def picture_only() -> bytes:
    from PIL import Image

    picture = Image.new("L", (200, 200), 255)
    picture.paste(0, (50, 50, 150, 60))

    def paint(canvas: Canvas) -> None:
        canvas.drawInlineImage(picture, 100, 400, 200, 200)

    return drawn(paint)


def blank() -> bytes:
    return drawn(lambda c: None)
