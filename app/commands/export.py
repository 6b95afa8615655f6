"""`ardoise export`: the reconciliation file of confirmed payments."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from app.commands.process import Config
from app.companies import one_company
from app.installation import open_installation
from app.settings import load_settings
from domain.errors import ArdoiseError, ConfigurationError
from pipeline.export_files import FORMATS
from pipeline.exports import export_payments


def command(
    format_: Annotated[str, typer.Option("--format", help="csv, xlsx or json.")] = "csv",
    day: Annotated[
        datetime | None,
        typer.Option("--day", formats=["%Y-%m-%d"], help="Confirmed on this day (UTC); ever."),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Also what was exported before.")] = False,
    folder: Annotated[Path, typer.Option("--folder", help="Where to write the file.")] = Path(),
    company: Annotated[
        str, typer.Option("--company", metavar="NAME", help="Whose payments, of several companies.")
    ] = "",
    config: Config = None,
) -> int:
    """Write confirmed payments and their matches into a file; nothing goes twice unless asked."""
    _check(format_, folder)
    engines = open_installation(load_settings(config)).engines
    whose = one_company(engines.companies, company)
    export = export_payments(
        engines.store,
        engines.clock,
        format_,
        "command line",
        day=day.date() if day else None,
        again=again,
        blobs=engines.blobs,
        company=whose,
    )
    if not export.payments:
        typer.echo("Nothing new was confirmed; no file was written.")
        return 0
    target = folder / export.file_name
    _write(target, export.content)
    typer.echo(f"Wrote {export.payments} payments to {target}.")
    return 0


def _check(format_: str, folder: Path) -> None:
    """Refuse what cannot be written before anything counts as exported."""
    if format_ not in FORMATS:
        raise ConfigurationError(f"{format_} is no export format; choose one of {', '.join(FORMATS)}.")
    if not folder.is_dir():
        raise ConfigurationError(f"the folder {folder} is not there; make it first.")
    if not os.access(folder, os.W_OK):
        raise ConfigurationError(f"the folder {folder} cannot be written; give another with --folder.")


def _write(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise ArdoiseError(
            f"{target} could not be written ({error.strerror}); the payments count as exported, so fetch the "
            "file from the export page, or give --again."
        ) from None
