"""`ardoise audit`: checks the audit trail and writes it out."""

import csv
import json
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from app.commands.process import Config
from app.installation import open_installation
from app.settings import load_settings
from domain.errors import ConfigurationError
from pipeline.export_files import harmless
from store.repositories import audit
from store.repositories.audit import COLUMNS, Wanted, as_values

commands = typer.Typer(help="The audit trail: who did what, and whether it is whole.", no_args_is_help=True)


class Form(StrEnum):
    """How the trail is written out."""

    JSONL = "jsonl"
    CSV = "csv"


@commands.callback()
def group() -> None:
    """Commands about the audit trail."""


@commands.command("verify")
def verify(
    known: Annotated[
        str | None, typer.Option("--known", help="NUMBER:HASH of an entry that was noted elsewhere.")
    ] = None,
    config: Config = None,
) -> int:
    """Compute every hash anew; the first broken entry is named, and the exit code is 1."""
    noted = _noted(known)
    installation = open_installation(load_settings(config))
    with installation.engines.store.read() as session:
        found = audit.verify(session, noted)
    if found.broken is not None:
        typer.echo(f"Entry {found.broken} is broken: {found.why}. The {found.entries} before it are whole.")
        return 1
    erased = f", the details of {found.erased} were erased" if found.erased else ""
    typer.echo(f"{found.entries} entries are whole{erased}. The last is {found.entries}:{found.head}")
    return 0


@commands.command("export")
def export(
    to: Annotated[Path | None, typer.Option("--to", help="A file; without: standard output.")] = None,
    form: Annotated[Form, typer.Option("--format", help="jsonl or csv.")] = Form.JSONL,
    since: Annotated[datetime | None, typer.Option("--since", help="From this day (UTC) on.")] = None,
    until: Annotated[datetime | None, typer.Option("--until", help="Before this day (UTC).")] = None,
    config: Config = None,
) -> int:
    """Write every entry, the oldest first, with its detail and its hashes."""
    wanted = Wanted(since=_utc(since), until=_utc(until))
    installation = open_installation(load_settings(config))
    if to is None:
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        _write(sys.stdout, installation.engines.store.read, wanted, form)
        return 0
    try:
        with to.open("x", encoding="utf-8", newline="") as file:
            to.chmod(0o600)
            _write(file, installation.engines.store.read, wanted, form)
    except FileExistsError:
        raise ConfigurationError(f"{to} is there already; name a file that is not.") from None
    except OSError as error:
        raise ConfigurationError(f"{to} cannot be written ({error.strerror}); name another file.") from None
    return 0


def _write(file: TextIO, read: audit.Reading, wanted: Wanted, form: Form) -> None:
    rows = csv.writer(file, lineterminator="\r\n")
    if form is Form.CSV:
        rows.writerow(COLUMNS)
    with read() as session:
        for line in audit.every(session, wanted):
            values = as_values(line)
            if form is Form.JSONL:
                file.write(json.dumps(values) + "\n")
            else:
                cells = ["" if value is None else str(value) for value in values.values()]
                rows.writerow([harmless(cell) for cell in cells])


def _noted(known: str | None) -> tuple[int, str] | None:
    if known is None:
        return None
    number, _, hashed = known.partition(":")
    if not number.isdecimal() or len(hashed) != 64:
        raise ConfigurationError("--known is a number and a hash, as `ardoise audit verify` ends with.")
    return int(number), hashed


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)
