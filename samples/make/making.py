"""Writes all samples into one folder."""

import json
import shutil
from pathlib import Path

from samples.make import mails_advice_flat, mails_advice_odd, mails_advice_pdf, mails_odd
from samples.make.books import Books, books
from samples.make.compose import Sample
from samples.make.ledger import Files, ledger_files, write
from samples.make.letters import letters

INBOX = (mails_advice_pdf, mails_advice_odd, mails_advice_flat, mails_odd)


def make(folder: Path) -> None:
    """Write ledger/ and inbox/ under that folder, in place of what was there."""
    made = books()
    wholes = {"ledger": ledger_files(made), "inbox": _files(inbox(made))}
    for name, files in wholes.items():
        shutil.rmtree(folder / name, ignore_errors=True)
        write(files, folder / name)


def inbox(made: Books) -> list[Sample]:
    """Return the mails, in the order of their modules."""
    return [tell(made) for module in INBOX for tell in module.ALL] + letters(made)


def _files(samples: list[Sample]) -> Files:
    files: Files = {}
    for one in samples:
        if one.name in files:
            raise ValueError(f"two samples are called {one.name}")
        files[one.name] = one.content
        truth = json.dumps(one.truth, ensure_ascii=False, indent=1)
        files[f"{one.name}.truth.json"] = f"{truth}\n".encode()
    return files
