"""Finds what a text brings in of earlier mails: their heads, and all of a mail that is answered above it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.attributions import ATTRIBUTION, parts_of
from extractors.recognition.customers import is_firm
from extractors.recognition.pieces import Row
from extractors.recognition.words import is_exactly

_FEWEST = 3
"""Lines of such a head."""
_KINDS = ("mail_head", "mail_subject", "mail_sent")
_AMOUNT = re.compile(r"\d[.,]\d\d(?!\d)")


def without_what_is_answered(rows: Sequence[Row]) -> list[Row]:
    """Return the rows above an earlier mail where they tell amounts; of that mail only the firm that wrote.

    Where amounts stand below alone, the mail is passed on and all rows are kept.
    """
    at = next((at for at, row in enumerate(rows) if ATTRIBUTION.match(row.text)), None)
    if at is None or not _AMOUNT.search("\n".join(row.text for row in rows[:at])):
        return list(rows)
    piece = rows[at].pieces[0]
    firms = (part for part in parts_of(rows[at].text) if is_firm(part))
    return [*rows[:at], *(replace(rows[at], pieces=(replace(piece, text=firm),)) for firm in firms)]


def without_mail_heads(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without those of a passed-on mail's head, where a subject is among them."""
    kept: list[Row] = []
    block: list[Row] = []
    for row in rows:
        if _kind(row) is not None:
            block.append(row)
            continue
        kept += _unless_head(block)
        block = []
        kept.append(row)
    return kept + _unless_head(block)


def _unless_head(block: Sequence[Row]) -> list[Row]:
    kinds = {_kind(row) for row in block}
    told = len(block) >= _FEWEST and "mail_subject" in kinds and len(kinds) > 1 and not _is_memo(block)
    return [row for row in block if _kind(row) == "mail_subject"] if told else list(block)


def _is_memo(block: Sequence[Row]) -> bool:
    """A memo names firms without addresses: "De: Sandoz Tecidos, Lda." is who pays, not who wrote a mail."""
    values = [row.text.partition(":")[2].strip() for row in block if _kind(row) == "mail_head"]
    return not any("@" in row.text for row in block) and any(map(is_firm, values))


def _kind(row: Row) -> str | None:
    label, colon, _ = row.text.partition(":")
    if not colon or len(label) > 20:
        return None
    return next((kind for kind in _KINDS if is_exactly(label, kind)), None)
