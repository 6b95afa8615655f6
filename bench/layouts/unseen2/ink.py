"""Pages written with a pen of one's own, and what a camera or a scanner makes of them."""

import io
import random
from collections.abc import Sequence

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from bench.layouts.scans import DAMAGES, scan

Size = tuple[float, float]


class Ink:
    """A PDF written from the top left, in points; `y` is where the pen stands."""

    def __init__(self, size: Size = A4, font: str = "Helvetica", height: float = 9.5) -> None:
        self._bytes = io.BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=size)
        self.size, self.font, self.height, self.y = size, font, height, 50.0

    def at(self, x: float, text: str, *, height: float = 0, right: bool = False, font: str = "") -> None:
        """Write text at x, or with its end there."""
        self.canvas.setFont(font or self.font, height or self.height)
        (self.canvas.drawRightString if right else self.canvas.drawString)(
            x, self.size[1] - self.y, str(text)
        )

    def row(
        self, places: Sequence[float], texts: Sequence[str], *, right: Sequence[int] = (), step: float = 1.55
    ) -> None:
        """Write texts side by side and go down; those in `right` end at their place."""
        for at, (x, text) in enumerate(zip(places, texts, strict=True)):
            self.at(x, text, right=at in right)
        self.down(step)

    def down(self, lines: float = 1.55) -> None:
        """Move the pen down by so many lines."""
        self.y += lines * self.height

    def rule(self, left: float, right: float, *, dashed: bool = False, above: float = -1.5) -> None:
        """Draw a line under where the pen was."""
        self.canvas.setDash(*([4, 3] if dashed else []))
        y = self.size[1] - self.y + self.height - above
        self.canvas.line(left, y, right, y)
        self.canvas.setDash()

    def box(self, left: float, wide: float, high: float, *, up: float = 0.0) -> None:
        """Draw a box whose top stands `up` points over the pen's row."""
        self.canvas.rect(left, self.size[1] - self.y - high + up, wide, high)

    def wide(self, text: str, height: float = 0) -> float:
        """Return how wide text is."""
        return stringWidth(text, self.font, height or self.height)

    def turn(self) -> None:
        """Begin a new page."""
        self.canvas.showPage()
        self.y = 50.0

    @property
    def room(self) -> float:
        """How many points are left above the foot."""
        return self.size[1] - 70 - self.y

    def pdf(self) -> bytes:
        """Return the document."""
        self.canvas.save()
        return self._bytes.getvalue()


def scanned(paper: bytes, rng: random.Random, form: str, dpi: int, *damages: str) -> bytes:
    """Return the paper as a scanner gives it; one of the damages happened."""
    return scan(paper, rng, dpi, DAMAGES[rng.choice(damages)], {"jpg": "jpeg"}.get(form, form))


def photographed(paper: bytes, rng: random.Random, dpi: int = 190, *, fold: bool = False) -> bytes:
    """Return a JPEG of the first page lying on a desk, seen a little from the side, lit from one corner."""
    with pypdfium2.PdfDocument(io.BytesIO(paper)) as document:
        page = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    width, height = page.size
    edge = round(width * 0.05)
    desk = Image.new("RGB", (width + 2 * edge, height + 2 * edge), (104, 84, 66))
    desk.paste(page, (edge, edge))
    corners = [(0, 0), (desk.width, 0), (desk.width, desk.height), (0, desk.height)]
    most = width * 0.022
    seen = [(x + rng.uniform(-most, most), y + rng.uniform(-most, most)) for x, y in corners]
    desk = desk.transform(
        desk.size, Image.Transform.PERSPECTIVE, _coefficients(corners, seen), Image.Resampling.BICUBIC
    )
    levels = np.asarray(desk.filter(ImageFilter.GaussianBlur(0.6))).astype(np.float32)
    levels *= _light(levels.shape[0], levels.shape[1], rng, fold)[..., None]
    levels += np.random.default_rng(rng.randrange(1 << 30)).normal(0, 5, levels.shape[:2])[..., None]
    out = io.BytesIO()
    Image.fromarray(levels.clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=72, dpi=(dpi, dpi))
    return out.getvalue()


def _light(high: int, wide: int, rng: random.Random, fold: bool) -> np.ndarray:
    across = np.linspace(0, 1, wide)[None, :]
    down = np.linspace(0, 1, high)[:, None]
    light = 1 - 0.3 * (across if rng.random() < 0.5 else 1 - across) * (0.4 + 0.6 * down)
    if fold:
        for place in (1 / 3, 2 / 3):
            light = light * (1 - 0.28 * np.exp(-(((down - place) * 90) ** 2)))
    return light


def _coefficients(wanted: list, seen: list) -> list[float]:
    """Return the eight numbers of the map from where a point is wanted to where it is seen."""
    rows, right = [], []
    for (x, y), (u, v) in zip(wanted, seen, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return [float(one) for one in np.linalg.solve(np.array(rows), np.array(right))]
