"""A page that is written word by word from the top."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas


class Paper:
    """A page that is written from the top, in points from the left."""

    def __init__(self, font: str, size: float) -> None:
        self._bytes = io.BytesIO()
        self._canvas = Canvas(self._bytes, pagesize=A4)
        self.font, self.size, self.y = font, size, A4[1] - 56.0

    def at(self, x: float, text: str, *, size: float | None = None, right: bool = False) -> None:
        self._canvas.setFont(self.font, size or self.size)
        (self._canvas.drawRightString if right else self._canvas.drawString)(x, self.y, text)

    def centred(self, text: str, *, size: float, word_gap: float = 0.0) -> None:
        """Write words in the middle, each `word_gap` points further from the last than a space."""
        words = text.split(" ")
        space = stringWidth(" ", self.font, size) + word_gap
        wide = sum(stringWidth(word, self.font, size) for word in words) + space * (len(words) - 1)
        x = (A4[0] - wide) / 2
        for word in words:
            self.at(x, word, size=size)
            x += stringWidth(word, self.font, size) + space

    def justified(self, text: str, left: float = 60.0, right: float = 535.0) -> None:
        """Write a paragraph whose lines all reach the right edge but the last."""
        words, rows = text.split(" "), [[]]  # type: ignore[var-annotated]
        for word in words:
            if rows[-1] and stringWidth(" ".join([*rows[-1], word]), self.font, self.size) > (right - left):
                rows.append([])
            rows[-1].append(word)
        for number, row in enumerate(rows):
            natural = sum(stringWidth(word, self.font, self.size) for word in row)
            gap = (right - left - natural) / max(len(row) - 1, 1)
            if number == len(rows) - 1:
                gap = stringWidth(" ", self.font, self.size)
            x = left
            for word in row:
                self.at(x, word)
                x += stringWidth(word, self.font, self.size) + gap
            self.down(1.4)

    def down(self, lines: float = 1.35) -> None:
        self.y -= lines * self.size
        if self.y < 90:
            self._canvas.showPage()
            self.y = A4[1] - 56.0

    def finish(self, foot: str) -> bytes:
        self.y = 40.0
        self.centred(foot, size=7)
        self._canvas.save()
        return self._bytes.getvalue()
