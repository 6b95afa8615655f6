"""Parts the training mails in two halves by family: one to develop with, one for the figures alone."""

import hashlib
from collections.abc import Iterable
from enum import StrEnum

from router.learned.training import TrainingMail


class Half(StrEnum):
    """Which families are measured."""

    DEVELOPING = "developing"
    FIGURES = "figures"


def of_half(mails: Iterable[TrainingMail], half: Half) -> list[TrainingMail]:
    """Return the mails whose family lies in that half; kin mails are never parted."""
    return [mail for mail in mails if _half(mail.family) is half]


def _half(family: str) -> Half:
    first = hashlib.sha256(family.encode("utf-8")).digest()[0]
    return Half.DEVELOPING if first % 2 else Half.FIGURES
