"""Where a page of a list ended, as it stands in an address: two whole numbers, "90.17"."""

from datetime import UTC, datetime, timedelta

LARGEST = 2**31 - 1
"""Ids and priorities beyond this are no database's."""


def place_of(text: str) -> tuple[int, int] | None:
    """Return the two numbers, None for anything else."""
    left, _, right = text.partition(".")
    if not (left.isascii() and left.isdigit() and right.isascii() and right.isdigit()) or len(text) > 30:
        return None
    return (int(left), int(right)) if len(left) < 18 and int(right) <= LARGEST else None


def ranked(text: str) -> tuple[int, int] | None:
    """Return (priority, id), None for anything else."""
    place = place_of(text)
    return place if place is not None and place[0] <= LARGEST else None


def timed(text: str) -> tuple[datetime, int] | None:
    """Return (moment, id) of a place that `stamp` wrote, None for anything else."""
    place = place_of(text)
    if place is None:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=place[0]), place[1]


def stamp(moment: datetime, number: int) -> str:
    """Write a moment, exact to the microsecond, and an id."""
    whole = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return f"{(whole.days * 86_400 + whole.seconds) * 1_000_000 + whole.microseconds}.{number}"
