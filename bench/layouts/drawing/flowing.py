"""Draws a sheet as a PDF of flowing paragraphs and tables (reportlab platypus), ruled or zebra."""

import html
import io
import random
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape, letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from bench.layouts.forms import Block, Sheet


def draw(sheet: Sheet, rng: random.Random, *, ruled: bool) -> bytes:
    """Return the PDF."""
    out = io.BytesIO()
    story: list[Any] = []
    for number, block in enumerate(sheet.blocks):
        if block.kind != "foot":
            story += [*_flowables(block, number, ruled=ruled), Spacer(1, 9)]
    size = rng.choice([A4, letter])
    widest = max((len(b.grid[0]) for b in sheet.blocks if b.kind == "grid"), default=0)
    foot = [line for block in sheet.blocks if block.kind == "foot" for line in block.lines]

    def small_print(canvas: Any, _: Any) -> None:
        canvas.setFont("Helvetica", 7)
        for number, line in enumerate(foot):
            canvas.drawString(72, 40 - 9 * number, line)

    template = SimpleDocTemplate(out, pagesize=landscape(size) if widest > 8 else size)
    template.build(story, onFirstPage=small_print, onLaterPages=small_print)
    return out.getvalue()


def _flowables(block: Block, number: int, *, ruled: bool) -> list[Any]:
    styles = getSampleStyleSheet()
    if block.kind == "page":
        return [PageBreak()]
    if block.kind in ("text", "para", "part"):
        style = styles["Heading2" if number == 0 else "BodyText"]
        return [Paragraph(html.escape(line), style) for line in block.lines]
    if block.kind == "pairs" and block.place == "colon":
        return [Paragraph(html.escape(f"{a}: {b}"), styles["BodyText"]) for a, b in block.pairs]
    if block.kind == "pairs":
        labels, values = [a for a, _ in block.pairs], [b for _, b in block.pairs]
        rows = [list(pair) for pair in block.pairs]
        if block.place != "beside":
            rows = [labels, values] if block.place == "below" else [values, labels]
        return [Table(rows, hAlign="LEFT", style=[("FONTSIZE", (0, 0), (-1, -1), 7)])]
    return [_table(block, ruled=ruled)]


def _table(block: Block, *, ruled: bool) -> Table:
    style: list[tuple[Any, ...]] = [("FONTSIZE", (0, 0), (-1, -1), 8)]
    style += [("ALIGN", (i, block.heads), (i, -1), "RIGHT") for i in block.right]
    style += [("SPAN", (0, n), (-1, n)) for n in block.wide]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    else:
        style += [
            ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black),
            ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.whitesmoke]),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
    return Table(
        [[str(cell) for cell in row] for row in block.grid],
        repeatRows=block.heads,
        style=TableStyle(style),
    )
