"""The base of every table: one metadata with fixed constraint names, so that migrations can name them."""

from typing import Any

from sqlalchemy import BigInteger, MetaData, Text
from sqlmodel import Field, SQLModel

from store.columns import MoneyColumn, TextsColumn, UtcColumn, WordColumn

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """One row of a table. Rows stay inside a unit of work; other rooms get them detached, never lazily."""

    metadata = MetaData(naming_convention=NAMING)


def key() -> Any:
    """Declare the surrogate key; None until the row is flushed."""
    return Field(default=None, primary_key=True)


def money() -> Any:
    """Declare an amount that may be unknown."""
    return Field(default=None, sa_type=MoneyColumn)


def owed() -> Any:
    """Declare an amount that is always known."""
    return Field(sa_type=MoneyColumn)


def moment(index: bool = False) -> Any:
    """Declare a moment that is always known."""
    return Field(sa_type=UtcColumn, index=index)


def later() -> Any:
    """Declare a moment that may not have come yet."""
    return Field(default=None, sa_type=UtcColumn)


def word(words: Any, default: Any = ...) -> Any:
    """Declare one word of a closed list; without a default it must be given."""
    return Field(default=default, sa_type=WordColumn(words))


def texts() -> Any:
    """Declare a list of texts, empty by default."""
    return Field(default=(), sa_type=TextsColumn)


def whole() -> Any:
    """Declare a whole number beyond 31 bits, such as a UIDVALIDITY."""
    return Field(sa_type=BigInteger)


def long_text(default: Any = ...) -> Any:
    """Declare a text of any length; JSON among them."""
    return Field(default=default, sa_type=Text)
