"""Workbooks, CSV files, archives and pictures that come out byte for byte the same."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont

Cell = object
MOMENT = datetime(2026, 11, 10, 8, 0, 0)  # noqa: DTZ001 - workbooks know no offsets
STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def workbook(sheets: Sequence[tuple[str, Sequence[Sequence[Cell]], Sequence[str]]]) -> bytes:
    """Return an .xlsx of sheets, each (name, rows, merged ranges)."""
    book = Workbook()
    book.properties.created = book.properties.modified = MOMENT
    for place, (name, rows, merged) in enumerate(sheets):
        sheet = book.worksheets[0] if place == 0 else book.create_sheet()
        sheet.title = name
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    buffer = io.BytesIO()
    book.save(buffer)
    return _rezipped(buffer.getvalue())


def _rezipped(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = STAMP.sub(MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), core)
    return archive(parts)


def archive(parts: dict[str, bytes]) -> bytes:
    """Return a zip with fixed times, in order of name but [Content_Types].xml first."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(parts, key=lambda one: (one != "[Content_Types].xml", one)):
            entry = zipfile.ZipInfo(name, (2026, 11, 10, 8, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, parts[name])
    return buffer.getvalue()


def comma_file(rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return a CSV file with CRLF line ends."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def picture(said: Sequence[tuple[int, int, str]], size: tuple[int, int], *, tilt: float = 0.0) -> bytes:
    """Return a grey JPEG of texts at pixel places, as a scanner would give it."""
    image = Image.new("L", size, 246)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(26)
    for x, y, text in said:
        pen.text((x, y), text, fill=25, font=font)
    if tilt:
        image = image.rotate(tilt, fillcolor=246, resample=Image.Resampling.BILINEAR)
    return _jpeg(image)


def logo(word: str) -> bytes:
    """Return a small PNG as it stands in signatures."""
    image = Image.new("RGB", (140, 36), (16, 78, 139))
    ImageDraw.Draw(image).text((8, 6), word, fill=(255, 255, 255), font=ImageFont.load_default(20))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=60)
    return buffer.getvalue()
