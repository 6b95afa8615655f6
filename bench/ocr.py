"""Prints, for each engine and damage, the share of words read exactly and the CPU seconds of a page."""

import argparse
import io
import random
import resource
from collections import Counter
from datetime import date, timedelta

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bench.layouts.scans import DAMAGES, scan
from domain.pages import Token
from domain.policy import OcrChoice
from extractors.ocr.engines import engine_of
from extractors.ocr.page import page_of
from extractors.readers.pdf import PLUGIN

_SAMPLE_DPI = 250


def main() -> None:
    """Scan made-up pages and compare what is recognised with the text that was printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2, help="of each damage")
    parser.add_argument("--dpi", type=int, default=200, help="of the scanner")
    parser.add_argument("--engine", choices=["rapidocr", "tesseract"], action="append")
    parser.add_argument("--damage", choices=list(DAMAGES), action="append")
    options = parser.parse_args()
    print(f"{'engine':10} {'damage':11} {'numbers':>8} {'words':>7} {'CPU s':>6}")
    for name in options.engine or ["rapidocr", "tesseract"]:
        for damage in options.damage or DAMAGES:
            _row(name, damage, options.pages, options.dpi)


def _row(name: str, damage: str, pages: int, dpi: int) -> None:
    engine = engine_of(OcrChoice(name))
    right, all_of, spent = Counter[str](), Counter[str](), 0.0
    for number in range(pages):
        rng = random.Random(number)
        printed = _page(rng)
        scanned = pypdfium2.PdfDocument(scan(printed, rng, dpi, DAMAGES[damage]))
        image = scanned[0].render(scale=_SAMPLE_DPI / 72).to_pil()
        before = _cpu_seconds()
        found = page_of(image, _SAMPLE_DPI, 1, "scan", engine)
        spent += _cpu_seconds() - before
        truth, seen = _counted(PLUGIN.read(printed, "page")[0].tokens), _counted(found.tokens)
        for (kind, text), count in truth.items():
            all_of[kind] += count
            right[kind] += min(count, seen[kind, text])
    shares = {kind: right[kind] / max(all_of[kind], 1) for kind in ("number", "word")}
    print(
        f"{name:10} {damage:11} {shares['number']:8.3f} {shares['word']:7.3f} {spent / pages:6.1f}",
        flush=True,
    )


def _counted(tokens: tuple[Token, ...]) -> Counter[tuple[str, str]]:
    return Counter(("number" if any(map(str.isdigit, t.text)) else "word", t.text) for t in tokens)


def _cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _page(rng: random.Random) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    font, size = rng.choice(["Helvetica", "Times-Roman", "Courier"]), rng.choice([8, 9, 10])
    canvas.setFont(font, size)
    words = (
        "Zahlungsavis",
        "Société Générique",
        "Rechnung",
        "Señor Núñez",
        "Bénéficiaire",
        "Übertrag",
        "Betrag",
    )
    for row in range(32):
        day = date(2026, 1, 1) + timedelta(days=rng.randint(0, 360))
        amount = f"{rng.randint(1, 99999_99) / 100:,.2f}"
        if row % 2 == 0:
            canvas.line(45, 765 - 22 * row, 550, 765 - 22 * row)
        for x, text in (
            (50, f"INV-{rng.randint(10000, 99999)}"),
            (150, f"{day:%d/%m/%Y}"),
            (250, rng.choice(words)),
        ):
            canvas.drawString(x, 770 - 22 * row, text)
        canvas.drawRightString(540, 770 - 22 * row, amount)
    canvas.save()
    return out.getvalue()


if __name__ == "__main__":
    main()
