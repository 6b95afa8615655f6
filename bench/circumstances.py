"""What a reader must know to compare figures: commit, seed, versions, cores; no path and no host name."""

import os
import platform
import sqlite3
import subprocess
from importlib.metadata import version

from bench.figure import SEED

_CHANGED = ("status", "--porcelain", "-uno", "--", ".", ":!docs/figures.md")
"""The page itself grows while it is measured."""
LIBRARIES = ("imapclient", "mail-parser", "pdfplumber", "pypdfium2", "pydantic", "sqlalchemy", "sqlmodel")


def circumstances() -> dict[str, str]:
    """Return the lines above the tables."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return {
        "commit": _commit(),
        "seed": str(SEED),
        "Python": platform.python_version(),
        "libraries": f"{libraries}, SQLite {sqlite3.sqlite_version}",
        "machine": f"{os.cpu_count()} cores, {platform.system()}",
    }


def _commit() -> str:
    commit = _git("rev-parse", "--short=12", "HEAD")
    if not commit:
        return "unknown (not a git checkout)"
    return commit + (", with changes on top" if _git(*_CHANGED) else "")


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
