"""Finds ruled tables: cells between drawn lines, spans where a line between two cells is missing."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from operator import attrgetter

from domain.pages import Cell, Ruling, Table
from extractors.geometry.filling import filled
from extractors.geometry.lines import lines_of, text_of
from extractors.geometry.words import Word

TOUCH = 3.0
"""In points: lines that end this near to each other meet."""
_LARGEST_GRID = 20_000
"""Base cells of one grid; a drawing with more is no table."""
_MOST_RULINGS = 6_000


@dataclass(frozen=True, slots=True)
class _Line:
    """A merged ruling: where it lies (`at`) and what it covers along the other axis."""

    at: float
    start: float
    end: float


def ruled_tables(rulings: Sequence[Ruling], words: Sequence[Word]) -> tuple[Table, ...]:
    """Return every ruled grid of at least two rows or columns that holds words, from top to bottom."""
    if not 3 <= len(rulings) <= _MOST_RULINGS:
        return ()
    across = _merged([_Line(r.top, r.x0, r.x1) for r in rulings if r.horizontal])
    down = _merged([_Line(r.x0, r.top, r.bottom) for r in rulings if not r.horizontal])
    tables = []
    for rows, columns in _connected(across, down):
        table = _table(rows, columns, words)
        if table is not None:
            tables.append(table)
    return tuple(sorted(tables, key=lambda table: (table.box or (0.0, 0.0, 0.0, 0.0))[1]))


def _merged(lines: list[_Line]) -> list[_Line]:
    """Join pieces of the same line: dashes, borders drawn cell by cell, double strokes."""
    merged: list[_Line] = []
    for group in _by_place(lines):
        if len(group) == 1:
            merged += group
            continue
        at = sum([line.at for line in group]) / len(group)
        start, end = group[0].start, group[0].end
        for line in group:
            if line.start > end + TOUCH:
                merged.append(_Line(at, start, end))
                start, end = line.start, line.end
            else:
                start, end = min(start, line.start), max(end, line.end)
        merged.append(_Line(at, start, end))
    return [line for line in merged if line.end - line.start > TOUCH]


def _by_place(lines: list[_Line]) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    for line in sorted(lines, key=attrgetter("at")):
        if groups and line.at - groups[-1][0].at <= 1.5:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        group.sort(key=attrgetter("start"))
    return groups


def _connected(across: list[_Line], down: list[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """Return the sets of lines that cross or touch one another."""
    group_of = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    for i, row in enumerate(across):
        for j, column in enumerate(down, len(across)):
            if (
                row.start - TOUCH <= column.at <= row.end + TOUCH
                and column.start - TOUCH <= row.at <= column.end + TOUCH
                and group_of[i] != group_of[j]
            ):
                group_of[root(i)] = root(j)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for index, line in enumerate(across + down):
        rows, columns = groups.setdefault(root(index), ([], []))
        (rows if index < len(across) else columns).append(line)
    return [(rows, columns) for rows, columns in groups.values() if len(rows) > 1 and columns]


def _table(across: list[_Line], down: list[_Line], words: Sequence[Word]) -> Table | None:
    ys = _places([line.at for line in across], [(line.start, line.end) for line in down])
    xs = _places([line.at for line in down], [(line.start, line.end) for line in across])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns < 2 or rows * columns > _LARGEST_GRID:
        return None
    areas = _areas(xs, ys, across, down)
    texts = _texts(xs, ys, areas, words)
    in_order = list(dict.fromkeys(areas.values()))  # they are found row by row
    cells = tuple(_cells(in_order, xs, ys, texts))
    if len([True for cell in cells if cell.text]) < 2:
        return None
    return Table(cells, rows, columns, box=(xs[0], ys[0], xs[-1], ys[-1]))


def _places(own: list[float], covered_by_others: list[tuple[float, float]]) -> list[float]:
    """Return the distinct places of lines, and the outer edges where the crossing lines run on."""
    places: list[float] = []
    edges = [min(start for start, _ in covered_by_others), max(end for _, end in covered_by_others)]
    inner = sorted(own)
    candidates = sorted(
        inner + [edge for edge in edges if not any(abs(edge - place) <= 2 * TOUCH for place in inner)]
    )
    for place in candidates:
        if not places or place - places[-1] > 1.5:
            places.append(round(place, 2))
    return places


_Area = tuple[int, int, int, int]
"""(first row, first column, row after, column after) of a cell, in base cells."""


def _areas(
    xs: list[float], ys: list[float], across: list[_Line], down: list[_Line]
) -> dict[tuple[int, int], _Area]:
    """Return for each base cell the rectangle of base cells that no line parts."""
    rows, columns = len(ys) - 1, len(xs) - 1
    walls = _walls(down, xs, ys)
    floors = _walls(across, ys, xs)
    if len(walls) == rows * (columns + 1) and len(floors) == columns * (rows + 1):  # every line is there
        return {(row, col): (row, col, row + 1, col + 1) for row in range(rows) for col in range(columns)}
    areas: dict[tuple[int, int], _Area] = {}
    for row in range(rows):
        for column in range(columns):
            base = (row, column)
            if base in areas:
                continue
            if (column + 1, row) in walls and (row + 1, column) in floors:  # the usual cell, not merged
                areas[base] = (row, column, row + 1, column + 1)
            else:
                area = _grown(row, column, rows, columns, walls, floors, areas)
                for inner_row in range(area[0], area[2]):
                    for inner_column in range(area[1], area[3]):
                        areas[inner_row, inner_column] = area
    return areas


def _grown(
    row: int,
    column: int,
    rows: int,
    columns: int,
    walls: set[tuple[int, int]],
    floors: set[tuple[int, int]],
    taken: dict[tuple[int, int], _Area],
) -> _Area:
    right = column + 1
    while right < columns and (right, row) not in walls and (row, right) not in taken:
        right += 1
    below = row + 1
    while (
        below < rows
        and not any((below, inner) in floors or (below, inner) in taken for inner in range(column, right))
        and not any((inner, below) in walls for inner in range(column + 1, right))
    ):
        below += 1
    return (row, column, below, right)


def _walls(lines: list[_Line], places: list[float], others: list[float]) -> set[tuple[int, int]]:
    """Return (index of the place, index of the stretch) for each stretch that a line covers."""
    covered: set[tuple[int, int]] = set()
    middles = [(start + end) / 2 for start, end in pairwise(others)]
    for line in lines:
        index = bisect_right(places, line.at)
        if index == len(places) or (index and line.at - places[index - 1] < places[index] - line.at):
            index -= 1
        stretches = range(bisect_left(middles, line.start), bisect_right(middles, line.end))
        covered.update(zip(repeat(index), stretches, strict=False))
    return covered


def _texts(
    xs: list[float], ys: list[float], areas: dict[tuple[int, int], _Area], words: Sequence[Word]
) -> dict[_Area, list[Word]]:
    inside: defaultdict[_Area, list[Word]] = defaultdict(list)
    below = map(bisect_right, repeat(ys), [(top + bottom) / 2 for _, _, top, _, bottom, _, _, _ in words])
    right = map(bisect_right, repeat(xs), [(x0 + x1) / 2 for _, x0, _, x1, _, _, _, _ in words])
    for word, row_after, column_after in zip(words, below, right, strict=True):
        area = areas.get((row_after - 1, column_after - 1))
        if area is not None:
            inside[area].append(word)
    return inside


def _cells(
    areas: list[_Area], xs: list[float], ys: list[float], texts: Mapping[_Area, list[Word]]
) -> list[Cell]:
    return filled(
        Cell,
        len(areas),
        row=[area[0] for area in areas],
        column=[area[1] for area in areas],
        text=[_text(texts[area]) if area in texts else "" for area in areas],
        row_span=[below - row for row, _, below, _ in areas],
        column_span=[right - column for _, column, _, right in areas],
        box=[(xs[column], ys[row], xs[right], ys[below]) for row, column, below, right in areas],
    )


def _text(words: Sequence[Word]) -> str:
    if len(words) == 1:
        return words[0].text
    if _one_line(words):
        return " ".join([word.text for word in words])
    return "\n".join(" ".join(text_of(line).split()) for line in lines_of(words))


def _one_line(words: Sequence[Word]) -> bool:
    """Tell whether the few words of a usual cell follow one another on one line: nothing is to be ordered."""
    if len(words) > 3:
        return False
    near = 0.1 * min([word.height for word in words])
    for left, right in pairwise(words):
        if left.turn or right.turn or left.x0 >= right.x0 or abs(left.middle - right.middle) > near:
            return False
    return True
