"""Draws a sheet as a PDF, word runs put one by one on reportlab's canvas; columns as wide as they need."""

import io
import random
import textwrap

from reportlab.lib.pagesizes import A4, landscape, letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from bench.layouts.forms import Block, Sheet

LEFT = 45.0


def draw(sheet: Sheet, rng: random.Random) -> bytes:
    """Return the PDF."""
    return _Drawing(sheet, rng).drawn()


class _Drawing:
    def __init__(self, sheet: Sheet, rng: random.Random) -> None:
        self.sheet, self.bytes = sheet, io.BytesIO()
        self.size = rng.choice([A4, letter])
        self.font, self.height = rng.choice(["Helvetica", "Times-Roman"]), rng.choice([8, 9, 10])
        if self._widest() > self.size[0] - 2 * LEFT:
            self.size = landscape(self.size)
        self.canvas = Canvas(self.bytes, pagesize=self.size)
        self.y = 0.0
        self.foot = [line for block in sheet.blocks if block.kind == "foot" for line in block.lines]

    def drawn(self) -> bytes:
        self._begin()
        for number, block in enumerate(self.sheet.blocks):
            if block.kind == "page":
                self._turn()
                continue
            if block.kind == "foot":
                continue
            getattr(self, f"_{block.kind}")(block, number)
            self._down(self.height * 1.4)
        self.canvas.save()
        return self.bytes.getvalue()

    def _begin(self) -> None:
        for number, line in enumerate(self.foot):
            self.canvas.setFont(self.font, 7)
            self.canvas.drawCentredString(self.size[0] / 2, 38 - 9 * number, line)
        self.canvas.setFont(self.font, self.height)
        self.y = self.size[1] - 50

    def _turn(self) -> None:
        self.canvas.showPage()
        self._begin()

    def _down(self, step: float) -> None:
        self.y -= step
        if self.y < 60:
            self._turn()

    def _text(self, block: Block, number: int) -> None:
        for line in block.lines:
            if number == 0:
                self.canvas.setFont(self.font, self.height + 4)
            self.canvas.drawString(LEFT, self.y, line)
            self.canvas.setFont(self.font, self.height)
            self._down(self.height * 1.5)

    def _part(self, block: Block, number: int) -> None:
        self._text(block, 1)

    def _para(self, block: Block, number: int) -> None:
        wide = int((self.size[0] - 2 * LEFT) / (self.height * 0.5))
        self._text(Block("text", [row for line in block.lines for row in textwrap.wrap(line, wide)]), 1)

    def _pairs(self, block: Block, number: int) -> None:
        if block.place in ("below", "above"):
            up, down = (0.0, 1.3) if block.place == "below" else (1.3, 0.0)
            for at in range(0, len(block.pairs), 3):
                for i, (label, value) in enumerate(block.pairs[at : at + 3]):
                    self.canvas.drawString(LEFT + i * 175, self.y - self.height * up, label)
                    self.canvas.drawString(LEFT + i * 175, self.y - self.height * down, value)
                self._down(self.height * 3.2)
            return
        for label, value in block.pairs:
            joined = block.place == "colon"
            self.canvas.drawString(LEFT, self.y, f"{label}: {value}" if joined else label)
            if not joined:
                self.canvas.drawString(200, self.y, value)
            self._down(self.height * 1.5)

    def _grid(self, block: Block, number: int) -> None:
        need = _needs(block, self.font, self.height)
        free = (self.size[0] - 2 * LEFT - sum(need)) / max(len(need) - 1, 1)
        gap = max(7.0, min(28.0, free))
        lefts = [LEFT + sum(need[:i]) + gap * i for i in range(len(need))]
        for n, row in enumerate(block.grid):
            if n in block.wide:
                self.canvas.drawString(LEFT, self.y, row[0])
                self._down(self.height * 1.35)
                continue
            self._row(block, n, row, lefts, need)

    def _row(self, block: Block, n: int, row: list[str], lefts: list[float], need: list[float]) -> None:
        parts = [str(cell).split("\n") for cell in row]
        for line in range(max(len(p) for p in parts)):
            before = self.y
            for i, part in enumerate(parts):
                if line < len(part) and part[line]:
                    if i in block.right:
                        self.canvas.drawRightString(lefts[i] + need[i], self.y, part[line])
                    else:
                        self.canvas.drawString(lefts[i], self.y, part[line])
            self._down(self.height * 1.35)
            if self.y > before and n >= block.heads and block.heads:
                for i, cell in enumerate(block.grid[0]):
                    self.canvas.drawString(lefts[i], self.y, str(cell))
                self._down(self.height * 1.35)

    def _widest(self) -> float:
        grids = [block for block in self.sheet.blocks if block.kind == "grid"]
        return max(
            (sum(need := _needs(block, self.font, self.height)) + 5.0 * (len(need) - 1) for block in grids),
            default=0.0,
        )


def _needs(block: Block, font: str, height: float) -> list[float]:
    rows = [row for n, row in enumerate(block.grid) if n not in block.wide]
    return [
        max(
            (stringWidth(part, font, height) for row in rows for part in str(row[i]).split("\n")), default=0.0
        )
        for i in range(max(len(row) for row in rows))
    ]
