"""Prints a sheet in one of several ways and scans it: PDF, PNG, JPEG or TIFF of several pages."""

import io
import random

import pypdfium2

from bench.layouts.drawing import canvas, flowing, raw
from bench.layouts.forms import Sheet
from bench.layouts.scans import DAMAGES, scan

RESOLUTIONS = (150, 200, 200, 250, 300)


def draw(sheet: Sheet, rng: random.Random, *, kind: str) -> bytes:
    """Return pictures of the printed sheet; a PNG or JPEG of several pages becomes a TIFF."""
    technique = rng.choice(["canvas", "ruled", "zebra", "raw"])
    dpi, damage = rng.choice(RESOLUTIONS), DAMAGES[rng.choice(list(DAMAGES))]
    if technique == "canvas":
        paper = canvas.draw(sheet, rng)
    elif technique == "raw":
        paper = raw.draw(sheet, rng, trait="kerned")
    else:
        paper = flowing.draw(sheet, rng, ruled=technique == "ruled")
    with pypdfium2.PdfDocument(io.BytesIO(paper)) as document:
        several = len(document) > 1
    form = {"jpg": "jpeg"}.get(kind, kind)
    return scan(paper, rng, dpi, damage, "tiff" if several and kind in ("png", "jpg") else form)
