"""`ardoise backup`: a snapshot of the whole installation while the service goes on."""

from pathlib import Path
from typing import Annotated

import typer

from app.backups import back_up
from app.commands.process import Config
from app.settings import load_settings
from domain.clock import SystemClock
from store.backups import open_snapshot, problems_of


def command(
    folder: Annotated[Path, typer.Argument(help="Folder of backups; made when it is not there.")],
    verify: Annotated[
        bool, typer.Option("--verify", help="Only read the newest backup there whole.")
    ] = False,
    config: Config = None,
) -> int:
    """Back up database, mails, documents, answers and taught layouts; only new mails are copied each time."""
    settings = load_settings(config)
    if verify:
        snapshot = open_snapshot(folder)
        problems = tuple(problems_of(snapshot))
        typer.echo(f"{snapshot.path}: {'damaged' if problems else 'whole, every hash is right'}.")
    else:
        backed_up = back_up(settings, folder, SystemClock(), typer.echo)
        problems = backed_up.problems
        typer.echo(f"Wrote {backed_up.snapshot.path}.")
    for problem in problems:
        typer.echo(problem, err=True)
    return 1 if problems else 0
