"""Puts the words of a legend in place of the signs that head columns: "(1)" for "(1) Invoice no."."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.recognition.pieces import Row

_SIGN = re.compile(r"^\W?(\w{1,2})\W?$")
_TOLD = re.compile(r"^\W?(\w{1,2})(?:\W\s*|\s+[=:–-]\s*)(\D{2,60})$")
_FEWEST = 3


def with_legend(rows: Sequence[Row]) -> list[Row]:
    """Return the rows; a row of nothing but signs that a legend explains says what the legend says."""
    heads = [at for at, row in enumerate(rows) if _signs(row)]
    if not heads:
        return list(rows)
    told = dict(pair for row in rows if (pair := _explained(row)))
    kept = []
    for at, row in enumerate(rows):
        signs = _signs(row) if at in heads else []
        if signs and all(sign in told for sign in signs):
            pieces = [
                replace(piece, text=told[sign], words=())
                for piece, sign in zip(row.pieces, signs, strict=True)
            ]
            row = replace(row, pieces=tuple(pieces))
        kept.append(row)
    return kept


def _signs(row: Row) -> list[str]:
    found = [_SIGN.match(piece.text) for piece in row.pieces]
    signs = [match[1] for match in found if match]
    return signs if len(signs) == len(found) >= _FEWEST and len(set(signs)) == len(signs) else []


def _explained(row: Row) -> tuple[str, str] | None:
    """Return the sign and words of a row of a legend."""
    if len(row.pieces) == 2 and (sign := _SIGN.match(row.pieces[0].text)):
        return sign[1], row.pieces[1].text.strip()
    found = _TOLD.match(row.text) if len(row.pieces) == 1 else None
    return (found[1], found[2].strip()) if found else None
