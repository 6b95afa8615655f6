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
from store.engine import Store, open_store, shown

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
            f"the database {shown(store.url)} cannot be opened or migrated "
            f"({' '.join(str(error.orig).split())}); check that it is there, reachable and a database of "
            "Ardoise."
        ) from error
    finally:
        store.close()
    return head()


def bring_to(url: str, revision: str) -> None:
    """Bring a database without rows to a revision, back from a newer one too.

    Raises StoreError for a revision that this program does not know, as `upgrade` does for a database.
    """
    _refuse_unknown(revision, "the backup")
    store = open_store(url)
    try:
        with store.migrating() as connection:
            _refuse_newer(connection)
            config = _config()
            config.attributes["connection"] = connection
            back = _revision(connection) is not None and revision in _below(str(_revision(connection)))
            (command.downgrade if back else command.upgrade)(config, revision)
    finally:
        store.close()


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
    if revision is not None:
        _refuse_unknown(revision, "the database")


def _below(revision: str) -> set[str]:
    """Return every revision that comes before that one."""
    scripts = ScriptDirectory.from_config(_config())
    return {script.revision for script in scripts.iterate_revisions(revision, "base")} - {revision}


def _refuse_unknown(revision: str, what: str) -> None:
    try:
        ScriptDirectory.from_config(_config()).get_revision(revision)
    except CommandError as error:
        raise StoreError(
            f"{what} is at revision {revision}, which this program does not know; "
            "install the version of Ardoise that made it, or a newer one."
        ) from error


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config
