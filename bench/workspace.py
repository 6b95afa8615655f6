"""Installations in temporary folders beside the project, so that a sync costs what it costs on its disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.demonstration import USER, demo_settings
from app.installation import Installation, open_installation
from domain.ledger import Ledger
from pipeline.books import import_ledger

ROOT = Path(__file__).resolve().parent.parent / "var"
"""Not the system's temporary folder: that one may lie in memory."""


@contextmanager
def empty_installation(database: str | None = None) -> Iterator[Installation]:
    """Yield a fresh installation with the demo's settings, on SQLite or that empty database; no ledger."""
    ROOT.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=ROOT) as folder:
        settings = demo_settings(Path(folder), port=1).model_copy(update={"database": database})
        installation = open_installation(settings)
        try:
            yield installation
        finally:
            installation.engines.store.close()


@contextmanager
def installation_with_ledger(database: str | None = None) -> Iterator[Installation]:
    """Yield a fresh installation that holds the sample ledger."""
    with empty_installation(database) as installation:
        engines, ledger = installation.engines, installation.settings.ledger
        assert ledger.folder is not None
        import_ledger(engines.store, engines.clock, ledger.folder, ledger, USER)
        yield installation


def ledger_of(installation: Installation) -> Ledger:
    """Return the ledger that was loaded."""
    ledger = installation.shelf.ledger()
    assert ledger is not None
    return ledger
