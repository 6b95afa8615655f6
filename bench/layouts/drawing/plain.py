"""Writes a sheet as text: columns of blanks, tabs, or quoted below an answer."""

import random
import textwrap

from bench.layouts.forms import Block, Sheet


def columns(sheet: Sheet, rng: random.Random) -> bytes:
    """Return text whose columns stand under one another."""
    return "\n".join(_lines(sheet, tabs=False)).encode()


def tabs(sheet: Sheet, rng: random.Random) -> bytes:
    """Return text whose cells are parted by tabs, as a paste from a spreadsheet is."""
    return "\r\n".join(_lines(sheet, tabs=True)).encode()


def quoted(sheet: Sheet, rng: random.Random) -> bytes:
    """Return text columns behind quote marks, as in a mail that was passed on."""
    mark = rng.choice(["> ", ">", "| "])
    return "\n".join(f"{mark}{line}".rstrip() for line in _lines(sheet, tabs=False)).encode()


def _lines(sheet: Sheet, *, tabs: bool) -> list[str]:
    lines: list[str] = []
    for block in sheet.blocks:
        if block.kind in ("text", "part", "foot"):
            lines += block.lines
        elif block.kind == "para":
            lines += [row for line in block.lines for row in textwrap.wrap(line, 74)]
        elif block.kind == "pairs":
            lines += _pairs(block, tabs=tabs)
        elif block.kind == "grid":
            lines += ["\t".join(_one_line(row)) for row in block.grid] if tabs else _grid(block)
        lines.append("")
    return lines


def _one_line(row: list[str]) -> list[str]:
    return [cell.replace("-\n", "-").replace("\n", " ") for cell in row]


def _pairs(block: Block, *, tabs: bool) -> list[str]:
    if block.place == "colon":
        return [f"{a}: {b}" for a, b in block.pairs]
    if tabs:
        return [f"{a}\t{b}" for a, b in block.pairs]
    wide = max(len(a) for a, _ in block.pairs)
    return [f"{a:{wide}}   {b}" for a, b in block.pairs]


def _grid(block: Block) -> list[str]:
    rows = [row for n, row in enumerate(block.grid) if n not in block.wide]
    count = max(len(row) for row in rows)
    need = [max(len(part) for row in rows for part in str(row[i]).split("\n")) for i in range(count)]
    lines = []
    for n, row in enumerate(block.grid):
        if n in block.wide:
            lines.append(row[0])
            continue
        parts = [str(cell).split("\n") for cell in row]
        for at in range(max(len(p) for p in parts)):
            cells = [p[at] if at < len(p) else "" for p in parts]
            lines.append(
                "  ".join(
                    c.rjust(w) if i in block.right else c.ljust(w)
                    for i, (c, w) in enumerate(zip(cells, need, strict=True))
                ).rstrip()
            )
    return lines
