"""The limits that hold for the document being read, for readers that can stop early with a clear reason."""

from contextvars import ContextVar

from domain.errors import ReadingError
from domain.policy import ReadingLimits

_CURRENT: ContextVar[ReadingLimits] = ContextVar("reading_limits")


def current_limits() -> ReadingLimits:
    """Return the limits of this child; the defaults outside one."""
    return _CURRENT.get(None) or ReadingLimits()


def set_limits(limits: ReadingLimits) -> None:
    """Let these limits hold from now on in this child."""
    _CURRENT.set(limits)


def check_pages(count: int, name: str, what: str = "pages") -> None:
    """Raise ReadingError(too_many_pages) when a document has more pages, sheets or pictures than allowed."""
    most = current_limits().pages
    if count > most:
        raise ReadingError(
            "too_many_pages",
            f"{name} has {count} {what}, more than the {most} allowed; split it or raise reading.pages.",
        )
