"""The column types of every table: money in ten-thousandths, time in UTC, fixed words, lists of texts."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy import BigInteger, DateTime, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from domain.clock import aware_utc
from domain.money import from_storage, to_storage

Word = TypeVar("Word", bound=StrEnum)

WORD_LENGTH = 40

LARGEST = from_storage(2**63 - 1)
"""The largest amount that fits a column."""


class MoneyColumn(TypeDecorator[Decimal]):
    """A Decimal, kept as a whole number of 1/10,000; a currency column stands beside it.

    Raises TypeError for a float and ValueError for more than four decimals or more than `LARGEST`.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Return the whole number that is stored."""
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError(f"money is a Decimal, not the {type(value).__name__} {value!r}")
        if not value.is_finite() or abs(value) > LARGEST:
            raise ValueError(f"the amount {value} is too large to be kept")
        return to_storage(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Return the amount with at least two decimals."""
        return None if value is None else from_storage(value)


class UtcColumn(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. Raises ValueError for one without an offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; SQLite keeps it as text without an offset."""
        if value is None:
            return None
        moment = aware_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WordColumn(TypeDecorator[Word], Generic[Word]):
    """One word of a closed list, kept as its text, so that a new word needs no migration.

    Raises ValueError for a word that is not in the list.
    """

    impl = String(WORD_LENGTH)
    cache_ok = True

    def __init__(self, words: type[Word]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Word | None, dialect: Dialect) -> str | None:
        """Return the text that is stored."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Word | None:
        """Return the word."""
        return None if value is None else self.words(value)


class TextsColumn(TypeDecorator[tuple[str, ...]]):
    """Several texts in order, kept as a JSON list. Raises TypeError for anything that is not text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Return the JSON list."""
        if value is None:
            return None
        if isinstance(value, str) or not all(isinstance(text, str) for text in value):
            raise TypeError(f"a list of texts is needed, not {value!r}")
        return json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Return the texts."""
        return None if value is None else tuple(json.loads(value))
