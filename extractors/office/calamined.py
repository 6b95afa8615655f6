"""Sheets by calamine: the values of binary workbooks, and of those that the usual library cannot open."""

import io
from typing import Any

import python_calamine

from domain.errors import ReadingError
from extractors.limits import check_pages
from extractors.office.sheets import Place, Sheet, Shown, check_cells, shown

_UNREADABLE = (python_calamine.CalamineError, ValueError, KeyError, IndexError, OSError)
_LARGEST_AREA = 20_000_000
"""Cells of a sheet's filled rectangle, blanks counted in."""


def calamined(content: bytes, name: str, problems: tuple[str, ...] = ()) -> list[Sheet]:
    """Return the visible sheets, numbers without their formats. Raises ReadingError: broken, too_large."""
    try:
        with python_calamine.CalamineWorkbook.from_object(io.BytesIO(content)) as book:
            titles = [sheet.name for sheet in book.sheets_metadata if _is_shown(sheet)]
            check_pages(len(titles), name, "sheets")
            return [_sheet(book.get_sheet_by_name(title), name, problems) for title in titles]
    except _UNREADABLE as error:
        raise ReadingError(
            "broken",
            f"{name} is not a workbook that can be read ({type(error).__name__}); save it again as XLSX.",
        ) from error


def _is_shown(sheet: Any) -> bool:
    work = sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    return bool(work and sheet.visible == python_calamine.SheetVisibleEnum.Visible)


def _sheet(sheet: Any, name: str, problems: tuple[str, ...]) -> Sheet:
    top, left = sheet.start or (0, 0)
    if sheet.height * sheet.width > _LARGEST_AREA:
        raise ReadingError("too_large", f"{name} has a sheet of millions of cells; ask for a shorter one.")
    cells: dict[Place, Shown] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), top):
        cells.update({(row, at): shown(value) for at, value in enumerate(values, left) if value != ""})
        check_cells(len(cells), name)
    spans = {
        (first[0], first[1]): (last[0] - first[0] + 1, last[1] - first[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    }
    return Sheet(sheet.name, cells, spans, problems=problems)
