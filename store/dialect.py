"""Statements that SQLite and PostgreSQL both know but SQLAlchemy spells once a database."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def table_of(row: type[SQLModel]) -> Table:
    """Return the Core table of a row class."""
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table


def insert_into(session: Session, row: type[SQLModel]) -> Any:
    """Return an INSERT that offers `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return insert_for(session.get_bind().dialect.name, row)


def insert_for(dialect: str, row: type[SQLModel]) -> Any:
    """Return that INSERT for a named dialect, for statements that are made once and kept."""
    if dialect == "postgresql":
        return postgresql.insert(table_of(row))
    return sqlite.insert(table_of(row))
