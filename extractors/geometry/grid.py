"""Finds ruled tables: cells between drawn lines, spans where a line between two cells is missing."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.pages import Box, Cell, Ruling, Table
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
        at = sum(line.at for line in group) / len(group)
        start, end = group[0].start, group[0].end
        for line in sorted(group, key=lambda line: line.start):
            if line.start > end + TOUCH:
                merged.append(_Line(at, start, end))
                start, end = line.start, line.end
            else:
                start, end = min(start, line.start), max(end, line.end)
        merged.append(_Line(at, start, end))
    return [line for line in merged if line.end - line.start > TOUCH]


def _by_place(lines: list[_Line]) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    for line in sorted(lines, key=lambda line: line.at):
        if groups and line.at - groups[-1][0].at <= 1.5:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        group.sort(key=lambda line: line.start)
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
        for j, column in enumerate(down):
            if _meet(row, column):
                group_of[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for index, line in enumerate(across + down):
        rows, columns = groups.setdefault(root(index), ([], []))
        (rows if index < len(across) else columns).append(line)
    return [(rows, columns) for rows, columns in groups.values() if len(rows) > 1 and columns]


def _meet(row: _Line, column: _Line) -> bool:
    return (
        row.start - TOUCH <= column.at <= row.end + TOUCH
        and column.start - TOUCH <= row.at <= column.end + TOUCH
    )


def _table(across: list[_Line], down: list[_Line], words: Sequence[Word]) -> Table | None:
    ys = _places([line.at for line in across], [(line.start, line.end) for line in down])
    xs = _places([line.at for line in down], [(line.start, line.end) for line in across])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns < 2 or rows * columns > _LARGEST_GRID:
        return None
    areas = _areas(xs, ys, across, down)
    texts = _texts(xs, ys, areas, words)
    cells = tuple(_cell(area, xs, ys, texts.get(area, [])) for area in sorted(set(areas.values())))
    if sum(1 for cell in cells if cell.text) < 2:
        return None
    return Table(cells, rows, columns, box=_box(xs, ys, (0, 0, rows, columns)))


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
    areas: dict[tuple[int, int], _Area] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in areas:
                continue
            if (column + 1, row) in walls and (row + 1, column) in floors:  # the usual cell, not merged
                areas[row, column] = (row, column, row + 1, column + 1)
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
    for line in lines:
        index = bisect_right(places, line.at)
        if index == len(places) or (index and line.at - places[index - 1] < places[index] - line.at):
            index -= 1
        for stretch in range(len(others) - 1):
            middle = (others[stretch] + others[stretch + 1]) / 2
            if line.start <= middle <= line.end:
                covered.add((index, stretch))
    return covered


def _texts(
    xs: list[float], ys: list[float], areas: dict[tuple[int, int], _Area], words: Sequence[Word]
) -> dict[_Area, list[Word]]:
    inside: dict[_Area, list[Word]] = {}
    for word in words:
        _, x0, top, x1, bottom, *_ = word
        row, column = bisect_right(ys, (top + bottom) / 2) - 1, bisect_right(xs, (x0 + x1) / 2) - 1
        area = areas.get((row, column))
        if area is not None:
            inside.setdefault(area, []).append(word)
    return inside


def _cell(area: _Area, xs: list[float], ys: list[float], words: list[Word]) -> Cell:
    row, column, below, right = area
    return Cell(row, column, _text(words), below - row, right - column, _box(xs, ys, area))


def _text(words: list[Word]) -> str:
    if _one_line(words):
        return " ".join([word.text for word in words])
    return "\n".join(" ".join(text_of(line).split()) for line in lines_of(words))


def _one_line(words: list[Word]) -> bool:
    """Tell whether the few words of a usual cell follow one another on one line: nothing is to be ordered."""
    if len(words) < 2:
        return True
    if len(words) > 3:
        return False
    height = min(word.height for word in words)
    return all(
        left.upright
        and right.upright
        and left.x0 < right.x0
        and abs(left.middle - right.middle) <= 0.1 * height
        for left, right in pairwise(words)
    )


def _box(xs: list[float], ys: list[float], area: _Area) -> Box:
    row, column, below, right = area
    return (xs[column], ys[row], xs[right], ys[below])
