"""Models of the learned router that an installation makes of its own confirmed mails."""

from enum import StrEnum


class ModelState(StrEnum):
    """What became of one model."""

    ACTIVE = "active"
    """Every worker routes by it."""
    KEPT = "kept"
    """It may be made active: it was before, or it passed and nobody has chosen it yet."""
    REFUSED = "refused"
    """It routes worse than the one that was active; its reasons say where."""
