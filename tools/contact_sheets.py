"""Draws a small sheet of pictures of each page into docs/pages, replaced only when it changed.

Run as `python -m tools.contact_sheets [NAME…]`; needs Chromium and what the tests need.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from domain.clock import SetClock
from tests.review import offices
from tests.web.conftest import ARGUMENTS, CHROMIUM, Served, opened, serving, visit
from tests.web.showcase import dressed, filled_folder
from tests.web.states import State, sheets

FOLDER = Path(__file__).parents[1] / "docs" / "pages"
WIDTHS = ((1366, 0.42), (800, 0.42), (400, 0.42))
"""Width of the window and by how much its picture is shrunk."""
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
            for state, sheet in _drawn(browser, served, wanted):
                replaced = keep(FOLDER / f"{state.name}.png", sheet)
                print(f"{state.name}: {'replaced' if replaced else 'as before'}")
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


def _drawn(browser: Browser, served: Served, states: Iterable[State]) -> Iterable[tuple[State, Image.Image]]:
    wanted = list(states)
    pictures: dict[str, list[list[Image.Image]]] = {state.name: [[], []] for state in wanted}
    for row, scheme in enumerate(("light", "dark")):
        for width, scale in WIDTHS:
            window = opened(browser, served, (width, HEIGHT), scheme)
            for state in wanted:
                visit(window, served, state)
                taken = Image.open(io.BytesIO(window.page.screenshot(animations="disabled", caret="hide")))
                size = (round(taken.width * scale), round(taken.height * scale))
                smaller = taken.convert("RGB").resize(size, Image.Resampling.LANCZOS)
                pictures[state.name][row].append(smaller)
            window.page.context.close()
    return [(state, together(pictures[state.name])) for state in wanted]


def _made(folder: str, name: str) -> Path:
    made = Path(folder) / name
    made.mkdir()
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
