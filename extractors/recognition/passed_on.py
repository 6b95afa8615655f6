"""Finds the heads of mails that were passed on: who wrote and when, which is neither who pays nor when."""

from collections.abc import Sequence

from extractors.recognition.pieces import Row
from extractors.recognition.words import is_exactly

_FEWEST = 3
"""Lines of such a head."""
_KINDS = ("mail_head", "mail_subject", "mail_sent")


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
    told = len(block) >= _FEWEST and "mail_subject" in kinds and len(kinds) > 1
    return [row for row in block if _kind(row) == "mail_subject"] if told else list(block)


def _kind(row: Row) -> str | None:
    label, colon, _ = row.text.partition(":")
    if not colon or len(label) > 20:
        return None
    return next((kind for kind in _KINDS if is_exactly(label, kind)), None)
