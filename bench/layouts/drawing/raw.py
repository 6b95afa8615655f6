"""Writes a sheet as a PDF by hand: content streams, font map and table of objects.

Traits: kerned (words parted by offsets, no blanks in the text), spaced (letters apart, unevenly in labels),
marked (direction marks, zero-width blanks and soft hyphens within numbers), turned (sideways text, with or
without the page saying so), broken (a text layer whose letters mean nothing: only OCR can read it).
"""

import random
import textwrap
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

from bench.layouts.forms import Block, Sheet

WIDTH, HEIGHT = 595.0, 842.0
_MARKS = {0x81: "200E", 0x8D: "200B", 0x8F: "00AD", 0x9D: "202C"}
"""Codes without a letter, and what the text layer says they are."""


@dataclass(frozen=True)
class _Run:
    x: float
    y: float
    text: str
    size: float
    label: bool


def draw(sheet: Sheet, rng: random.Random, *, trait: str) -> bytes:
    """Return the PDF."""
    setting = _Setting(sheet, rng)
    turned = rng.choice(["said", "silent"]) if trait == "turned" else ""
    pages = [_stream(runs, setting, trait, turned, random.Random(rng.random())) for runs in setting.pages()]
    size = (setting.width, setting.height) if not turned else (setting.height, setting.width)
    return _file(pages, size, 90 if turned == "said" else 0, _cmap(trait))


class _Setting:
    """Puts every run of words in its place; columns take shares of the whole width."""

    def __init__(self, sheet: Sheet, rng: random.Random) -> None:
        self.sheet, self.size = sheet, rng.choice([8.0, 9.0])
        self.left = rng.choice([40.0, 56.0])
        widest = max((sum(_needs(b, self.size)) for b in sheet.blocks if b.kind == "grid"), default=0.0)
        wide = widest > WIDTH - 2 * self.left - 20
        self.width, self.height = (HEIGHT, WIDTH) if wide else (WIDTH, HEIGHT)
        self.rules: list[tuple[int, float]] = []
        self._ruled = rng.random() < 0.4
        self._pages: list[list[_Run]] = [[]]
        self._y = self.height - 50

    def pages(self) -> list[list[_Run]]:
        for number, block in enumerate(self.sheet.blocks):
            if block.kind == "page":
                self._turn()
            elif block.kind == "grid":
                self._grid(block)
            elif block.kind == "pairs":
                self._pairs(block)
            elif block.kind != "foot":
                lines = block.lines
                if block.kind == "para":
                    lines = [row for line in lines for row in textwrap.wrap(line, 88)]
                for line in lines:
                    self._put(self.left, line, self.size + (5 if number == 0 else 0), label=True)
                    self._down(1.6)
            self._down(1.2)
        foot = [line for block in self.sheet.blocks if block.kind == "foot" for line in block.lines]
        for page in self._pages:
            page += [_Run(self.left, 34.0 - 8 * n, line, 6.5, False) for n, line in enumerate(foot)]
        return self._pages

    def _put(self, x: float, text: str, size: float = 0, *, label: bool = False, up: float = 0) -> None:
        if text:
            self._pages[-1].append(_Run(x, self._y + up, str(text), size or self.size, label))

    def _down(self, lines: float) -> None:
        self._y -= lines * self.size
        if self._y < 56:
            self._turn()

    def _turn(self) -> None:
        self._pages.append([])
        self._y = self.height - 50

    def _pairs(self, block: Block) -> None:
        if block.place in ("below", "above"):
            step = (self.width - 2 * self.left) / max(len(block.pairs), 1)
            up = 1 if block.place == "below" else -1
            for i, (label, value) in enumerate(block.pairs):
                self._put(self.left + i % 3 * step * len(block.pairs) / 3, label, label=True, up=up * 5.5)
                self._put(self.left + i % 3 * step * len(block.pairs) / 3, value, up=-up * 5.5)
                if i % 3 == 2 or i == len(block.pairs) - 1:
                    self._down(3.4)
            return
        for label, value in block.pairs:
            self._put(self.left, f"{label}:" if block.place == "colon" else label, label=True)
            after = stringWidth(f"{label}: ", "Helvetica", self.size) + 2
            self._put(self.left + (after if block.place == "colon" else 165), value)
            self._down(1.55)

    def _grid(self, block: Block) -> None:
        need = _needs(block, self.size)
        spare = max(4.0, (self.width - 2 * self.left - sum(need)) / max(len(need), 1))
        lefts = [self.left + sum(need[:i]) + spare * i for i in range(len(need))]
        for n, row in enumerate(block.grid):
            if n in block.wide:
                self._put(self.left, row[0], label=True)
                self._down(1.5)
                continue
            self._row(block, n, row, lefts, need)
            if self._ruled and n == block.heads - 1:
                self.rules.append((len(self._pages) - 1, self._y + self.size * 1.1))

    def _row(self, block: Block, n: int, row: list[str], lefts: list[float], need: list[float]) -> None:
        """Cells of several lines stand around the middle of their row."""
        parts = [str(cell).split("\n") for cell in row]
        tall = max(len(part) for part in parts)
        self._y -= (tall - 1) * self.size * 0.6
        for i, part in enumerate(parts):
            for at, text in enumerate(part):
                x = lefts[i]
                if i in block.right and n >= block.heads:
                    x += need[i] - stringWidth(text, "Helvetica", self.size)
                self._put(x, text, label=n < block.heads, up=((len(part) - 1) / 2 - at) * self.size * 1.2)
        self._down(1.5 + (tall - 1) * 0.6)


def _needs(block: Block, size: float) -> list[float]:
    rows = [row for n, row in enumerate(block.grid) if n not in block.wide]
    return [
        max(
            (stringWidth(part, "Helvetica", size) for row in rows for part in str(row[i]).split("\n")),
            default=0,
        )
        for i in range(max(len(row) for row in rows))
    ]


def _stream(runs: list[_Run], setting: _Setting, trait: str, turned: str, rng: random.Random) -> bytes:
    parts = [b"q"]
    if turned == "said":
        parts.append(f"0 1 -1 0 {setting.height:.1f} 0 cm".encode())
    elif turned:
        parts.append(f"0 -1 1 0 0 {setting.width:.1f} cm".encode())
    for run in runs:
        spread = b" 0.7 Tc" if trait == "spaced" and run.label else b" 0 Tc"
        place = f"1 0 0 1 {run.x:.2f} {run.y:.2f} Tm".encode()
        parts.append(
            b"BT /F1 %.1f Tf%s " % (run.size, spread) + place + b" " + _shown(run, trait, rng) + b" ET"
        )
    parts.append(b"Q")
    return b"\n".join(parts)


def _shown(run: _Run, trait: str, rng: random.Random) -> bytes:
    code = run.text.encode("cp1252", errors="replace")
    if trait == "marked" and any(sign.isdigit() for sign in run.text):
        at = rng.randint(1, max(1, len(code) - 1))
        code = b"\x81" + code[:at] + bytes([rng.choice([0x8D, 0x8F])]) + code[at:] + b"\x9d"
    if trait == "kerned":
        words = [b"(%s)" % _escaped(word) for word in code.split(b" ")]
        return b"[" + b" -278 ".join(words) + b"] TJ"
    if trait == "spaced" and run.label and len(code) > 3:
        letters = [b"(%s)" % _escaped(code[i : i + 1]) for i in range(len(code))]
        gaps = [b" %d " % rng.choice([0, 0, -60, -110, 20]) for _ in letters]
        return b"[" + b"".join(x for pair in zip(letters, gaps, strict=True) for x in pair) + b"] TJ"
    return b"(%s) Tj" % _escaped(code)


def _escaped(code: bytes) -> bytes:
    return code.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _cmap(trait: str) -> bytes:
    """Return what each code means; in a broken layer letters of no alphabet."""
    pairs = []
    for code in range(32, 256):
        sign = bytes([code]).decode("cp1252", errors="ignore")
        if trait == "broken":
            pairs.append(f"<{code:02X}> <{0xE000 + code:04X}>")
        elif code in _MARKS:
            pairs.append(f"<{code:02X}> <{_MARKS[code]}>")
        elif sign:
            pairs.append(f"<{code:02X}> <{ord(sign):04X}>")
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    listed = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{listed}\nendcmap end end"
    ).encode()


def _file(streams: list[bytes], size: tuple[float, float], rotate: int, cmap: bytes) -> bytes:
    """Return the objects: 1 catalogue, 2 pages, 3 font, 4 its map, then a page and its stream each."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    for n, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]:.0f} {size[1]:.0f}] /Rotate {rotate} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * n} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
    )
