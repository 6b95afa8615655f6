"""Migrations: bring any earlier database to the tables of this program, with what is in it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from domain.errors import StoreError
from store.engine import Store, open_store

_FOLDER = Path(__file__).parent


def upgrade(url: str) -> str:
    """Bring the database under that URL to the newest revision and return it; new databases are made.

    Safe to call from several processes at once. Raises StoreError for a database that cannot be opened,
    and for one that a newer program has changed: nothing is done then.
    """
    store = open_store(url)
    try:
        with store.migrating() as connection:
            _refuse_newer(connection)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise StoreError(
            f"the database {store.url.render_as_string()} cannot be opened or migrated "
            f"({str(error.orig).strip()}); check that it is there, reachable and a database of Ardoise."
        ) from error
    finally:
        store.close()
    return head()


def head() -> str:
    """Return the newest revision that this program knows."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    if newest is None:
        raise StoreError("this installation has no migrations; install it again.")
    return newest


def current(store: Store) -> str | None:
    """Return the revision of the database, None for an empty one."""
    with store.engine.connect() as connection:
        return _revision(connection)


def is_current(store: Store) -> bool:
    """Tell whether the database has the tables of this program."""
    return current(store) == head()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(connection: Connection) -> None:
    revision = _revision(connection)
    if revision is None:
        return
    try:
        ScriptDirectory.from_config(_config()).get_revision(revision)
    except CommandError as error:
        raise StoreError(
            f"the database is at revision {revision}, which this program does not know; "
            "install the version of Ardoise that made it, or a newer one."
        ) from error


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config
