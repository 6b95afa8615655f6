"""The unit of work that repositories take: rooms above name it without knowing what is behind it."""

from sqlmodel import Session

__all__ = ["Session"]
