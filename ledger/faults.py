"""Collects what is wrong with a ledger folder, one sentence a fault, until all of it was looked at."""

from dataclasses import dataclass, field

from domain.errors import LedgerError

SHOWN = 1000
_LONGEST = 60


@dataclass(slots=True)
class Faults:
    """Every fault found so far."""

    found: list[tuple[str, int, str]] = field(default_factory=list)

    def add(
        self, file: str, line: int | None, column: str | None, text: str, spot: str | None = None
    ) -> None:
        """Note one fault and where it stands; `line` counts from 1 as an editor shows it.

        `spot` says it in other words than "line 17", for rows that stand in no file.
        """
        self.found.append((file, line or 0, f"{place(file, line, column, spot)}: {text}"))

    def error(self, source: str) -> LedgerError:
        """Return the error that names them by file and line, beyond SHOWN only how many more."""
        count = len(self.found)
        in_order = sorted(self.found, key=lambda fault: fault[:2])
        rows = tuple(sentence for _, _, sentence in in_order[:SHOWN])
        if count > SHOWN:
            rows += (f"… and {count - SHOWN} more.",)
        things = "1 fault" if count == 1 else f"{count} faults"
        return LedgerError(
            f"The ledger in {source} has {things}, so nothing was loaded; "
            "mend what is named and import again.",
            rows,
        )


def place(file: str, line: int | None = None, column: str | None = None, spot: str | None = None) -> str:
    """Return "open_items.csv, line 17, column amount", as far as it is known; `spot` instead of the line."""
    parts = [file]
    if spot is not None:
        parts.append(spot)
    elif line is not None:
        parts.append(f"line {line}")
    if column is not None:
        parts.append(f"column {column}")
    return ", ".join(parts)


def quoted(value: str) -> str:
    """Return the value in quotes, fit for one line: unprintable characters spelt out, long ones cut."""
    short = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
    shown = "".join(_printable(character) for character in short)
    return f'"{shown}"'


def _printable(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8, kept by surrogateescape
        return f"\\x{code - 0xDC00:02x}"
    return character if character.isprintable() else character.encode("unicode_escape").decode()
