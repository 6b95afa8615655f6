"""The marks before lines that a mail passes on ("> "), and text without them."""

import re
from collections.abc import Sequence

_MARK = re.compile(r"^[ \t]*[>|](?: ?[>|])*")
_FEWEST = 3
"""In lines that say something: two may begin with a mark by chance."""


def without_quote_marks(lines: Sequence[str]) -> list[str]:
    """Return the lines with blanks for the quote marks, where every line from the first marked one has some.

    What stands before may be an answer, set above what it answers. Marks at both ends are a drawn table's.
    """
    said = [at for at, line in enumerate(lines) if line.strip()]
    first = next((at for at in said if _MARK.match(lines[at])), None)
    if first is None:
        return list(lines)
    marked = [lines[at] for at in said if at >= first]
    if len(marked) < _FEWEST or not all(map(_MARK.match, marked)) or _is_drawn(marked):
        return list(lines)
    return [*lines[:first], *(_blanked(line) for line in lines[first:])]


def _is_drawn(lines: Sequence[str]) -> bool:
    return any("|" in _MARK.sub("", line, count=1) for line in lines if not line.lstrip().startswith(">"))


def _blanked(line: str) -> str:
    found = _MARK.match(line)
    return " " * found.end() + line[found.end() :] if found else line
