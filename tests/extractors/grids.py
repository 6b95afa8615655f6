"""Tables as the lines of texts that they show."""

from domain.pages import Table


def grid(table: Table) -> list[list[str]]:
    """Return the texts of all cells, blank where there is none."""
    lines = [["" for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        lines[cell.row][cell.column] = cell.text
    return lines
