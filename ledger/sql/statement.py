"""Refuses a configured query that is anything but one SELECT, before any database sees it."""

import re

from domain.errors import ConfigurationError

_PIECES = re.compile(
    r"""
      '(?:[^'\\]|''|\\(?!'))*'            # a text; a backslash before a quote means different things
    | "(?:[^"]|"")*"                      # a quoted name
    | `[^`]*`
    | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$     # PostgreSQL's dollar quotes
    | --[^\n]*
    | /\*(?!!).*?\*/                      # /*! … */ is no comment: MySQL runs it
    """,
    re.VERBOSE | re.DOTALL,
)
_WRITING_WORDS = (
    "alter call copy create delete drop exec execute grant insert into lock merge revoke truncate "
    "update vacuum attach pragma"
)
_WRITING = frozenset(_WRITING_WORDS.split())


def refuse_unless_select(name: str, statement: str) -> None:
    """Check one configured query. Raises ConfigurationError that names the query and what is wrong."""
    bare = _PIECES.sub(" ", statement).strip().removesuffix(";").rstrip()
    if wrong := _wrong(bare):
        raise ConfigurationError(f"the query {name} of ledger.sql {wrong}.")


def _wrong(bare: str) -> str | None:
    words = [word.lower() for word in re.findall(r"\w+", bare)]
    if not words or words[0] not in ("select", "with"):
        return "does not begin with SELECT or WITH; only reading is allowed"
    if ";" in bare:
        return "holds more than one statement; write one SELECT without a semicolon"
    if "'" in bare or "/*" in bare:
        return (
            "holds a quote or comment that does not end, or a backslash before a quote; write '' for a quote"
        )
    # FOR UPDATE locks rows of the ERP, so that it counts as writing too.
    if found := next((word for word in words if word in _WRITING), None):
        return f"holds the word {found.upper()}; only reading is allowed (a column of that name needs quotes)"
    return None
