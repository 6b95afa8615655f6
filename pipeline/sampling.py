"""Chooses at random what is put before a clerk although nothing about it is in doubt."""

import hashlib

from domain.sampling_policy import Sampling
from pipeline.item import WorkItem

CHOSEN = "Chosen at random as a check: nothing about it is in doubt, and it would have been closed by itself."
_WHOLE = 1 << 64


def is_chosen(item: WorkItem, sampling: Sampling) -> bool:
    """Tell whether an item is one of the share; the same item is always judged alike."""
    if sampling.share <= 0:
        return False
    identity = item.mail.identity if item.mail is not None else hashlib.sha256(item.raw).hexdigest()
    drawn = hashlib.sha256(f"{sampling.seed}\n{identity}\n{item.number}".encode()).digest()[:8]
    return int.from_bytes(drawn, "big") < sampling.share * _WHOLE
