"""Empty databases for tests: SQLite files and PostgreSQL databases, migrated once and copied."""

import shutil
import sqlite3
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from store.migrations import upgrade

_numbers = count(1)


def sqlite_template(folder: Path) -> Path:
    """Make a migrated SQLite file in that folder and return its path."""
    path = folder / "template.db"
    upgrade(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def sqlite_copy(template: Path, folder: Path) -> str:
    """Copy the template into the folder and return the copy's URL."""
    path = folder / "ardoise.db"
    shutil.copy(template, path)
    return f"sqlite:///{path}"


def postgres_template(server: str) -> str:
    """Make a migrated database on that server and return its URL."""
    url = empty_postgres(server)
    upgrade(url)
    return url


def empty_postgres(server: str) -> str:
    """Make an empty database and return its URL."""
    return _created(server, None)


def postgres_copy(template: str) -> str:
    """Copy the template database and return the copy's URL."""
    return _created(template, make_url(template).database)


def _created(url: str, template: str | None) -> str:
    name = f"ardoise_{next(_numbers)}"
    engine = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "")))
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)
