"""Writes a sheet as HTML, plain or as mail programs do, and prints it to PDF by Chromium."""

import atexit
import html
import random
import shutil
from functools import cache
from typing import Any

from bench.layouts.forms import Block, Sheet

_MARGIN = {"top": "14mm", "bottom": "18mm", "left": "14mm", "right": "14mm"}


def simple(sheet: Sheet, rng: random.Random) -> bytes:
    """Return HTML without any style, every cell a `td`."""
    body = "".join(_simple_block(block) for block in sheet.blocks)
    return f"<html><body>{body}</body></html>".encode()


def mail(sheet: Sheet, rng: random.Random) -> bytes:
    """Return HTML as mail programs write it: nested tables, `th`, styles, fixed blanks, words in spans."""
    body = "".join(f"<tr><td style='padding:4px'>{_mail_block(block)}</td></tr>" for block in sheet.blocks)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><style>td{font-family:Arial}</style></head><body>"
        f"<div><table width='640' cellpadding='0' role='presentation'>{body}</table></div></body></html>"
    ).encode()


def printed(sheet: Sheet, rng: random.Random) -> bytes:
    """Return the PDF that Chromium prints of a styled page. Raises RuntimeError where it is not installed."""
    look = rng.choice(["border:1px solid #333", "border-bottom:1px dotted #999", "border:0"])
    font = rng.choice(["DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono"])
    zebra = rng.choice(["", "tr:nth-child(even){background:#eee}"])
    wide = max((len(b.grid[0]) for b in sheet.blocks if b.kind == "grid"), default=0) > 7
    body = "".join(_simple_block(block) for block in sheet.blocks)
    page = (
        f"<html><head><meta charset='utf-8'><style>body{{font:{9 if wide else 10}px '{font}'}}"
        f"table{{border-collapse:collapse;margin:6px 0}}.lines{{width:100%}}td{{padding:2px 5px;{look}}}"
        f"{zebra}"
        "td.r{text-align:right}.break{break-after:page}.foot{position:fixed;bottom:0;font-size:7px}"
        f"</style></head><body>{body}</body></html>"
    )
    return pdf_of(page, landscape=wide)


def pdf_of(page: str, *, landscape: bool = False, **settings: Any) -> bytes:
    """Return the PDF that Chromium prints of a page; `settings` are those of its printing."""
    tab = _tab()
    tab.set_content(page)
    chosen = {"format": "A4", "print_background": True, "margin": _MARGIN} | settings
    return bytes(tab.pdf(landscape=landscape, **chosen))


def picture_of(page: str, *, wide: int, high: int) -> bytes:
    """Return a PNG of a page as it stands on a screen of so many pixels."""
    tab = _tab()
    tab.set_viewport_size({"width": wide, "height": high})
    tab.set_content(page)
    return bytes(tab.screenshot(full_page=True))


@cache
def _tab() -> Any:
    """Start one browser for all pages; it ends with this process."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise RuntimeError("Chromium is not installed; leave the technique pdf_web out or install chromium.")
    play = sync_playwright().start()
    browser = play.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
    atexit.register(play.stop)
    atexit.register(browser.close)
    return browser.new_page()


def _simple_block(block: Block) -> str:
    if block.kind == "page":
        return "<div class='break'></div>"
    if block.kind == "foot":
        return "".join(f"<p class='foot'>{html.escape(line)}</p>" for line in block.lines)
    if block.kind in ("text", "para", "part"):
        return "".join(f"<p>{html.escape(line)}</p>" for line in block.lines)
    if block.kind == "pairs" and block.place == "colon":
        return "<p>" + "<br>".join(html.escape(f"{a}: {b}") for a, b in block.pairs) + "</p>"
    if block.kind == "pairs":
        rows = [list(pair) for pair in block.pairs]
        if block.place == "above":
            rows = [[b for _, b in block.pairs], [a for a, _ in block.pairs]]
        return f"<table>{''.join(_tr(row) for row in rows)}</table>"
    rows_of = "".join(_row(block, n, row) for n, row in enumerate(block.grid))
    return f"<table border=1 class='lines'>{rows_of}</table>"


def _tr(row: list[str], name: str = "td") -> str:
    return "<tr>" + "".join(f"<{name}>{html.escape(cell)}</{name}>" for cell in row) + "</tr>"


def _row(block: Block, n: int, row: list[str]) -> str:
    if n in block.wide:
        return f"<tr><td colspan='{len(row)}'>{html.escape(row[0])}</td></tr>"
    parts = []
    for i, cell in enumerate(row):
        mark = " class='r'" if i in block.right and n >= block.heads else ""
        parts.append(f"<td{mark}>{html.escape(str(cell))}</td>")
    return f"<tr>{''.join(parts)}</tr>"


def _mail_block(block: Block) -> str:
    if block.kind == "page":
        return "<hr>"
    if block.kind in ("text", "para", "part", "foot"):
        return "<br>".join(f"<span>{_fixed(line)}</span>" for line in block.lines)
    if block.kind == "pairs":
        if block.place == "colon":
            return "".join(f"<div><b>{_fixed(a)}:</b>&nbsp;{_fixed(b)}</div>" for a, b in block.pairs)
        rows = "".join(f"<tr><td><b>{_fixed(a)}</b></td><td>{_fixed(b)}</td></tr>" for a, b in block.pairs)
        return f"<table>{rows}</table>"
    rows = "".join(_mail_row(block, n, row) for n, row in enumerate(block.grid))
    return f"<table border='0' cellspacing='0'>{rows}</table>"


def _mail_row(block: Block, n: int, row: list[str]) -> str:
    if n in block.wide:
        return f"<tr><td colspan='{len(row)}'><i>{_fixed(row[0])}</i></td></tr>"
    name = "th" if n < block.heads else "td"
    parts = "".join(f"<{name}><font size='2'>{_fixed(cell)}</font></{name}>" for cell in row)
    return f"<tr>{parts}</tr>"


def _fixed(text: str) -> str:
    return html.escape(str(text)).replace("\n", "<br>").replace(" ", "&nbsp;") if text else "&nbsp;"
