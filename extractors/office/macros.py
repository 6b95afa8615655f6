"""Names files that hold programs: nothing here runs them, but somebody who opens the file might."""

from collections.abc import Iterable


def macros_in(entries: Iterable[str], name: str) -> tuple[str, ...]:
    """Return the problem of an office file whose entries hold macros, () for one without."""
    return macros_problem(name) if any("vbaproject" in entry.lower() for entry in entries) else ()


def macros_problem(name: str) -> tuple[str, ...]:
    """Return the problem of a file with macros."""
    return (f"macros: {name} holds macros, which were not run; open it with care.",)
