"""Draws a sheet as PDF (several techniques), HTML, CSV, XLSX or text."""

import csv
import html
import io
import random

from openpyxl import Workbook
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from bench.layouts.forms import Block, Sheet

MEDIA = ("pdf_free", "pdf_ruled", "pdf_lines", "html", "csv", "xlsx", "text")
TYPES = {
    "pdf": "application/pdf",
    "html": "text/html",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text": "text/plain",
}


def render(sheet: Sheet, medium: str, rng: random.Random) -> bytes:
    return {
        "pdf_free": _free,
        "pdf_ruled": _platypus,
        "pdf_lines": _platypus,
        "html": _html,
        "csv": _csv,
        "xlsx": _xlsx,
        "text": _text,
    }[medium](sheet, rng, *([medium] if medium in ("pdf_ruled", "pdf_lines") else []))


def _free(sheet: Sheet, rng: random.Random) -> bytes:
    out = io.BytesIO()
    size = rng.choice([A4, letter])
    canvas = Canvas(out, pagesize=size)
    font, height = rng.choice(["Helvetica", "Times-Roman"]), rng.choice([8, 9, 10])
    canvas.setFont(font, height)
    state = {"y": size[1] - 50}

    def down(step: float) -> None:
        state["y"] -= step
        if state["y"] < 60:
            canvas.showPage()
            canvas.setFont(font, height)
            state["y"] = size[1] - 50

    for number, block in enumerate(sheet.blocks):
        if block.kind == "text":
            for line in block.lines:
                if number == 0:
                    canvas.setFont(font, height + 4)
                canvas.drawString(45, state["y"], line)
                canvas.setFont(font, height)
                down(height * 1.5)
        elif block.kind == "pairs":
            _free_pairs(canvas, block, state, down, font, height)
        else:
            _free_grid(canvas, block, state, down, font, height, size[0])
        down(height * 1.4)
    canvas.save()
    return out.getvalue()


def _free_pairs(canvas, block, state, down, font, height):
    if block.place == "below":
        for at in range(0, len(block.pairs), 3):
            for i, (label, value) in enumerate(block.pairs[at : at + 3]):
                canvas.drawString(45 + i * 175, state["y"], label)
                canvas.drawString(45 + i * 175, state["y"] - height * 1.3, value)
            down(height * 3.2)
        return
    for label, value in block.pairs:
        canvas.drawString(45, state["y"], f"{label}: {value}" if block.place == "colon" else label)
        if block.place != "colon":
            canvas.drawString(200, state["y"], value)
        down(height * 1.5)


def _free_grid(canvas, block, state, down, font, height, width):
    columns = max(len(row) for row in block.grid)
    need = [
        max(stringWidth(part, font, height) for row in block.grid for part in str(row[i]).split("\n"))
        for i in range(columns)
    ]
    gap = max(7.0, min(28.0, (width - 90 - sum(need)) / max(columns - 1, 1)))
    lefts, x = [], 45.0
    for w in need:
        lefts.append(x)
        x += w + gap
    for n, row in enumerate(block.grid):
        parts = [str(cell).split("\n") for cell in row]
        for line in range(max(len(p) for p in parts)):
            before = state["y"]
            for i, part in enumerate(parts):
                if line < len(part) and part[line]:
                    if i in block.right:
                        canvas.drawRightString(lefts[i] + need[i], state["y"], part[line])
                    else:
                        canvas.drawString(lefts[i], state["y"], part[line])
            down(height * 1.35)
            if state["y"] > before and n >= block.heads and block.heads:
                for i, cell in enumerate(block.grid[0]):
                    canvas.drawString(lefts[i], state["y"], str(cell))
                down(height * 1.35)


def _platypus(sheet: Sheet, rng: random.Random, medium: str) -> bytes:
    out = io.BytesIO()
    styles = getSampleStyleSheet()
    story = []
    for number, block in enumerate(sheet.blocks):
        if block.kind == "text":
            style = styles["Heading2" if number == 0 else "BodyText"]
            story += [Paragraph(html.escape(line), style) for line in block.lines]
        elif block.kind == "pairs" and block.place == "colon":
            story += [Paragraph(html.escape(f"{a}: {b}"), styles["BodyText"]) for a, b in block.pairs]
        elif block.kind == "pairs":
            rows = (
                [list(pair) for pair in block.pairs]
                if block.place == "beside"
                else [[a for a, _ in block.pairs], [b for _, b in block.pairs]]
            )
            story.append(Table(rows, hAlign="LEFT", style=[("FONTSIZE", (0, 0), (-1, -1), 7)]))
        else:
            style = [("FONTSIZE", (0, 0), (-1, -1), 8)] + [
                ("ALIGN", (i, block.heads), (i, -1), "RIGHT") for i in block.right
            ]
            if medium == "pdf_ruled":
                style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
            else:
                style += [
                    ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black),
                    ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.whitesmoke]),
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ]
            story.append(
                Table(
                    [[str(c) for c in row] for row in block.grid],
                    repeatRows=block.heads,
                    style=TableStyle(style),
                )
            )
        story.append(Spacer(1, 9))
    SimpleDocTemplate(out, pagesize=rng.choice([A4, letter])).build(story)
    return out.getvalue()


def _html(sheet: Sheet, rng: random.Random) -> bytes:
    parts = []
    for block in sheet.blocks:
        if block.kind == "text":
            parts += [f"<p>{html.escape(line)}</p>" for line in block.lines]
        elif block.kind == "pairs" and block.place == "colon":
            parts.append("<p>" + "<br>".join(html.escape(f"{a}: {b}") for a, b in block.pairs) + "</p>")
        elif block.kind == "pairs":
            parts.append(
                "<table>"
                + "".join(
                    f"<tr><td>{html.escape(a)}</td><td>{html.escape(b)}</td></tr>" for a, b in block.pairs
                )
                + "</table>"
            )
        else:
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(str(c))}</td>" for c in row) + "</tr>"
                for row in block.grid
            )
            parts.append(f"<table border=1>{rows}</table>")
    return ("<html><body>" + "".join(parts) + "</body></html>").encode()


def _rows(sheet: Sheet) -> list[list[str]]:
    rows: list[list[str]] = []
    for block in sheet.blocks:
        if block.kind == "text":
            rows += [[line] for line in block.lines]
        elif block.kind == "pairs":
            rows += [[f"{a}: {b}"] if block.place == "colon" else [a, b] for a, b in block.pairs]
        else:
            rows += [[str(c) for c in row] for row in block.grid]
        rows.append([])
    return rows


def _csv(sheet: Sheet, rng: random.Random) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=rng.choice([";", "\t", ";"])).writerows(_rows(sheet))
    return out.getvalue().encode()


def _xlsx(sheet: Sheet, rng: random.Random) -> bytes:
    book = Workbook()
    page = book.active
    for row in _rows(sheet):
        page.append(row or [None])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(sheet: Sheet, rng: random.Random) -> bytes:
    lines: list[str] = []
    for block in sheet.blocks:
        if block.kind == "text":
            lines += block.lines
        elif block.kind == "pairs":
            wide = max(len(a) for a, _ in block.pairs)
            lines += [f"{a}: {b}" if block.place == "colon" else f"{a:{wide}}   {b}" for a, b in block.pairs]
        else:
            lines += _text_grid(block)
        lines.append("")
    return "\n".join(lines).encode()


def _text_grid(block: Block) -> list[str]:
    columns = max(len(row) for row in block.grid)
    need = [max(len(part) for row in block.grid for part in str(row[i]).split("\n")) for i in range(columns)]
    lines = []
    for row in block.grid:
        parts = [str(cell).split("\n") for cell in row]
        for at in range(max(len(p) for p in parts)):
            cells = [p[at] if at < len(p) else "" for p in parts]
            lines.append(
                "  ".join(
                    c.rjust(w) if i in block.right else c.ljust(w)
                    for i, (c, w) in enumerate(zip(cells, need, strict=True))
                ).rstrip()
            )
    return lines
