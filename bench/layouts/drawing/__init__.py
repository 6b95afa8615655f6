"""Draws a sheet in one of many techniques; a further one is a line in `TECHNIQUES`."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bench.layouts.drawing import books, canvas, flowing, plain, raw, scans, web
from bench.layouts.forms import Sheet


@dataclass(frozen=True)
class Technique:
    """One way to make a file of a sheet."""

    kind: str
    """A key of TYPES."""
    family: str
    """The row of the learning curve it counts for."""
    draw: Callable[[Sheet, random.Random], bytes]


TYPES = {
    "pdf": "application/pdf",
    "html": "text/html",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "tiff": "image/tiff",
}
TECHNIQUES: Mapping[str, Technique] = {
    "pdf_free": Technique("pdf", "pdf", canvas.draw),
    "pdf_ruled": Technique("pdf", "pdf", partial(flowing.draw, ruled=True)),
    "pdf_lines": Technique("pdf", "pdf", partial(flowing.draw, ruled=False)),
    "pdf_raw": Technique("pdf", "pdf", partial(raw.draw, trait="kerned")),
    "pdf_spaced": Technique("pdf", "pdf", partial(raw.draw, trait="spaced")),
    "pdf_marked": Technique("pdf", "pdf", partial(raw.draw, trait="marked")),
    "pdf_turned": Technique("pdf", "pdf", partial(raw.draw, trait="turned")),
    "pdf_web": Technique("pdf", "pdf", web.printed),
    "html": Technique("html", "html", web.simple),
    "html_mail": Technique("html", "html", web.mail),
    "text": Technique("text", "text", plain.columns),
    "text_tabs": Technique("text", "text", plain.tabs),
    "text_quoted": Technique("text", "text", plain.quoted),
    "csv": Technique("csv", "csv", books.csv_file),
    "csv_odd": Technique("csv", "csv", books.csv_odd),
    "xlsx": Technique("xlsx", "xlsx", books.text_book),
    "xlsx_typed": Technique("xlsx", "xlsx", books.typed_book),
    "pdf_broken": Technique("pdf", "scan", partial(raw.draw, trait="broken")),
    "scan_pdf": Technique("pdf", "scan", partial(scans.draw, kind="pdf")),
    "scan_png": Technique("png", "scan", partial(scans.draw, kind="png")),
    "scan_jpg": Technique("jpg", "scan", partial(scans.draw, kind="jpg")),
    "scan_tiff": Technique("tiff", "scan", partial(scans.draw, kind="tiff")),
}
SCANS = tuple(name for name, technique in TECHNIQUES.items() if technique.family == "scan")
MEDIA = tuple(name for name in TECHNIQUES if name not in SCANS)
"""Every technique whose text can be read without OCR."""


def kind_of(medium: str) -> str:
    """Return the kind of file that a technique makes; a kind itself is its own."""
    return TECHNIQUES[medium].kind if medium in TECHNIQUES else medium


def render(sheet: Sheet, medium: str, rng: random.Random) -> bytes:
    """Return the sheet as a file; `rng` decides what stays in all documents of a layout: fonts, sizes."""
    return TECHNIQUES[medium].draw(sheet, rng)
