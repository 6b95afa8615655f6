"""The limits that hold for the document being read, for readers that can stop early with a clear reason."""

from contextvars import ContextVar

from domain.errors import ReadingError
from domain.policy import ReadingLimits


class PageLimits(ReadingLimits):
    """What recognising one pictured page may cost; verdicts name the settings that begin with ocr_."""


MOST_ROWS = 30_000
"""Filled rows of a table that anybody could want to be booked; reading more would take minutes."""
_CURRENT: ContextVar[ReadingLimits] = ContextVar("reading_limits")


def current_limits() -> ReadingLimits:
    """Return the limits of this child; the defaults outside one."""
    return _CURRENT.get(None) or ReadingLimits()


def set_limits(limits: ReadingLimits) -> None:
    """Let these limits hold from now on in this child."""
    _CURRENT.set(limits)


def of_one_picture(limits: ReadingLimits) -> PageLimits:
    """Return the limits of the process that recognises one page."""
    told = limits.model_dump() | {
        "memory_bytes": limits.ocr_memory_bytes,
        "cpu_seconds": limits.ocr_cpu_seconds,
        "wall_seconds": limits.ocr_wall_seconds,
    }
    return PageLimits.model_validate(told)


def check_pages(count: int, name: str, what: str = "pages") -> None:
    """Raise ReadingError(too_many_pages) when a document has more pages, sheets or pictures than allowed."""
    most = current_limits().pages
    if count > most:
        raise ReadingError(
            "too_many_pages",
            f"{name} has {count} {what}, more than the {most} allowed; split it or raise reading.pages.",
        )


def check_rows(count: int, name: str) -> None:
    """Raise ReadingError(too_large) when a table has more filled rows than are read."""
    if count > MOST_ROWS:
        raise ReadingError(
            "too_large", f"{name} holds {count} rows, more than the {MOST_ROWS} that are read; split it."
        )
