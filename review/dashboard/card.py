"""One figure as the page shows it, with the rows of its table."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from review.sheets import Cell


@dataclass(frozen=True, slots=True)
class Card:
    """A figure: its number in large, its meaning in words, its plot, and everything as a table."""

    key: str
    title: str
    large: str
    """The one number to see first."""
    beside: str
    """What stands beside it, e.g. of how many."""
    meaning: str
    plot: Markup | None
    """None where there is nothing to draw."""
    columns: tuple[str, ...]
    rows: tuple[Sequence[Cell], ...]
    """Texts and numbers; the file holds these."""
