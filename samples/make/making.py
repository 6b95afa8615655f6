"""Writes all samples into one folder."""

import json
import shutil
from pathlib import Path

from samples.make import (
    mails_advice_flat,
    mails_advice_odd,
    mails_advice_pdf,
    mails_advice_words,
    mails_advice_wrapped,
    mails_odd,
)
from samples.make.books import Books, books
from samples.make.compose import Sample
from samples.make.documents import documents
from samples.make.ledger import Files, ledger_files, write
from samples.make.letters import letters
from samples.make.readme import readme

INBOX = (
    mails_advice_pdf,
    mails_advice_odd,
    mails_advice_wrapped,
    mails_advice_flat,
    mails_advice_words,
    mails_odd,
)


def make(folder: Path) -> None:
    """Write ledger/, inbox/, documents/ and README.md under that folder, in place of what was there."""
    made = books()
    mails, bare = inbox(made), documents(made)
    wholes = {"ledger": ledger_files(made), "inbox": files_of(mails), "documents": files_of(bare)}
    for name, files in wholes.items():
        shutil.rmtree(folder / name, ignore_errors=True)
        write(files, folder / name)
    (folder / "README.md").write_bytes(readme(made, mails, bare))


def inbox(made: Books) -> list[Sample]:
    """Return the mails, in the order of their modules."""
    return [tell(made) for module in INBOX for tell in module.ALL] + letters(made)


def files_of(samples: list[Sample]) -> Files:
    """Return the samples and their truths by file name."""
    files: Files = {}
    for one in samples:
        if one.name in files:
            raise ValueError(f"two samples are called {one.name}")
        files[one.name] = one.content
        truth = json.dumps(one.truth, ensure_ascii=False, indent=1)
        files[f"{one.name}.truth.json"] = f"{truth}\n".encode()
    return files
