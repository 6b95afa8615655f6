"""Writes all samples into one folder."""

import shutil
from pathlib import Path

from samples.make.books import books
from samples.make.ledger import ledger_files, write


def make(folder: Path) -> None:
    """Write ledger/ under that folder, in place of what was there."""
    made = books()
    shutil.rmtree(folder / "ledger", ignore_errors=True)
    write(ledger_files(made), folder / "ledger")
