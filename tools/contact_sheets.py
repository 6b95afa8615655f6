"""Draws a small sheet of pictures of each page into docs/pages, replaced only when it changed.

Run as `python -m tools.contact_sheets [NAME…]`; needs Chromium and what the tests need.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from domain.clock import SetClock
from tests.review import offices
from tests.web.conftest import ARGUMENTS, CHROMIUM, Served, opened, serving, visit
from tests.web.showcase import dressed, filled_folder
from tests.web.states import State, sheets

FOLDER = Path(__file__).parents[1] / "docs" / "pages"
WIDTHS = (1366, 800, 400)
SCALE = 0.42
PATIENCE = 180_000
"""Milliseconds that a page may take on a crowded machine."""
HEIGHT = 900
GAP = 8
LARGEST = 150_000
"""Bytes of one sheet."""
SAME = 0.002
"""The share of points that may differ where a sheet counts as unchanged: times, random secrets."""


def main(names: Sequence[str]) -> int:
    """Draw the sheets of these states, or of all; say which were replaced."""
    wanted = [state for state in sheets() if not names or state.name in names]
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = filled_folder(_made(temporary, "office"), _made(temporary, "template"))
        shown = dressed(offices.office_in(folder, SetClock(offices.NOON)))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        with serving(shown.office) as address:
            served = Served(shown.office, address, shown.places)
            for state in wanted:
                replaced = keep(FOLDER / f"{state.name}.png", drawn(browser, served, state))
                print(f"{state.name}: {'replaced' if replaced else 'as before'}", flush=True)
        browser.close()
        shown.office.engines.store.close()
        shutil.rmtree(folder)
    return 0


def keep(path: Path, sheet: Image.Image) -> bool:
    """Write a sheet unless the same one is there; say whether it was written."""
    content = small(sheet)
    if path.exists() and same(Image.open(path), Image.open(io.BytesIO(content))):
        return False
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return True


def same(one: Image.Image, two: Image.Image) -> bool:
    """Tell whether hardly a point differs."""
    if one.size != two.size:
        return False
    differing = ImageChops.difference(one.convert("L"), two.convert("L")).point(
        lambda value: 255 * (value > 32)
    )
    return differing.histogram()[255] <= SAME * one.width * one.height


def small(sheet: Image.Image) -> bytes:
    """Return a PNG of few colours, small enough. Raises ValueError where it does not get small enough."""
    for colours in (64, 32, 16, 8):
        written = io.BytesIO()
        sheet.quantize(colours, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        if written.tell() <= LARGEST:
            return written.getvalue()
    raise ValueError("the sheet does not get small enough: draw fewer or smaller pictures")


def together(rows: Sequence[Sequence[Image.Image]]) -> Image.Image:
    """Put pictures side by side, one row below the other, on grey."""
    width = max(sum(each.width + GAP for each in row) for row in rows) + GAP
    height = sum(max(each.height for each in row) + GAP for row in rows) + GAP
    sheet = Image.new("RGB", (width, height), (128, 128, 128))
    top = GAP
    for row in rows:
        left = GAP
        for picture in row:
            sheet.paste(picture, (left, top))
            ImageDraw.Draw(sheet).rectangle(
                (left, top, left + picture.width - 1, top + picture.height - 1), None, 90
            )
            left += picture.width + GAP
        top += max(each.height for each in row) + GAP
    return sheet


def drawn(browser: Browser, served: Served, state: State) -> Image.Image:
    """Return the sheet of one state: light above, dark below, wide to narrow."""
    rows = []
    for scheme in ("light", "dark"):
        rows.append([_picture(browser, served, state, width, scheme) for width in WIDTHS])
    return together(rows)


def _picture(browser: Browser, served: Served, state: State, width: int, scheme: str) -> Image.Image:
    window = opened(browser, served, (width, HEIGHT), scheme)
    window.page.set_default_timeout(PATIENCE)
    visit(window, served, state)
    taken = Image.open(io.BytesIO(window.page.screenshot(animations="disabled", caret="hide")))
    window.page.context.close()
    size = (round(taken.width * SCALE), round(taken.height * SCALE))
    return taken.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def _made(folder: str, name: str) -> Path:
    made = Path(folder) / name
    made.mkdir()
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
