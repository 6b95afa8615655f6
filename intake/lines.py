"""A body as lines, each with what its markup already says of it."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What the markup says a line is; plain text says nothing."""

    NONE = ""
    QUOTE = "quote"
    REST = "rest"
    """From this line on everything is the earlier mail (Outlook's and webmail's reply divider)."""
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a body; cells of a table row are joined by a tab."""

    text: str
    mark: Mark = Mark.NONE

    @property
    def blank(self) -> bool:
        """True when nothing is written on it."""
        return not self.text.strip()


def lines_of(text: str) -> list[Line]:
    """Return plain text as lines without marks."""
    return [Line(line.rstrip()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def text_of(lines: list[Line]) -> str:
    """Return the lines as text without blank lines at either end, and never two in a row."""
    out: list[str] = []
    for line in lines:
        if line.text.strip() or (out and out[-1]):
            out.append(line.text.rstrip())
    return "\n".join(out).strip("\n")
