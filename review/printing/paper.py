"""What stands on the paper of one work item: headings with pairs, tables or text below them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One heading and what stands below it; what is empty is left out."""

    heading: str
    pairs: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    text: str = ""
    numbers: frozenset[int] = frozenset()
    """Columns that hold amounts."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole of it, in the reader's language."""

    title: str
    under: str
    parts: tuple[Part, ...]
