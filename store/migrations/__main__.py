"""`python -m store.migrations MESSAGE`: write the revision that the tables have and the migrations lack."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from store.engine import open_store
from store.migrations import _config, upgrade


def main(message: str) -> None:
    """Upgrade a database made for this, compare it with the tables, and write the revision."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'compare.db'}"
        upgrade(url)
        store = open_store(url)
        with store.migrating() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True)
        store.close()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
